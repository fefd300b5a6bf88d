import { createHash } from 'node:crypto';
import type { Archive } from '../database.ts';
import { RAW_PLACE, type RawPlace, readRaw } from '../codecs/raw-groups.ts';

/** One thing that was looked at. */
export interface Check {
  check: string;
  ok: boolean;
  /** What is wrong is work that an interrupted run left: the next one does it. */
  waits?: boolean;
  detail: string;
}

/** What the examination found. */
export interface Findings {
  ok: boolean;
  /** Whole, unfinished (nothing is lost, the next run goes on), or damaged. */
  state: 'whole' | 'unfinished' | 'damaged';
  checks: Check[];
}

/** Examines the whole database: pages, references between tables, and that every mail's bytes still have their SHA-256. */
export function examine(archive: Archive): Findings {
  const checks: Check[] = [];
  const add = (check: string, bad: string[] | number, good = '') => {
    const count = typeof bad === 'number' ? bad : bad.length;
    const detail = count === 0 ? good : typeof bad === 'number' ? `${bad} rows` : bad.slice(0, 5).join('; ');
    checks.push({ check, ok: count === 0, detail });
  };
  // Where pages are torn, any look can fail: that is a finding, not an end of the examination.
  const look = (check: string, ask: () => string[] | number, good?: () => string) => {
    try {
      const bad = ask();
      add(check, bad, good?.());
    } catch (error) {
      add(check, [`can't be looked at: ${(error as Error).message}`]);
    }
  };
  look('pages and indexes of the file', () =>
    (archive.sqlite.pragma('integrity_check') as { integrity_check: string }[])
      .map((row) => row.integrity_check)
      .filter((line) => line !== 'ok'),
  );
  look('references between tables', () => archive.sqlite.pragma('foreign_key_check') as string[]);
  for (const [check, sql] of COUNTS) look(check, () => archive.prepare<{ n: number }>(sql).get()!.n);
  look(WAITING, () => archive.prepare<{ n: number }>('SELECT count(*) AS n FROM thread WHERE dirty = 1').get()!.n);
  let mails = 0;
  look(
    'bytes of every mail',
    () => {
      const found = checkBytes(archive);
      mails = found.mails;
      return found.broken;
    },
    () => `${mails} mails have their SHA-256`,
  );
  for (const check of checks) if (check.check === WAITING && !check.ok) check.waits = true;
  const bad = checks.filter((check) => !check.ok);
  const state = bad.length === 0 ? 'whole' : bad.every((check) => check.waits) ? 'unfinished' : 'damaged';
  return { ok: bad.length === 0, state, checks };
}

const WAITING = 'no thread waits for analysis';

const COUNTS: [check: string, sql: string][] = [
  [
    'every mail has its bytes',
    'SELECT count(*) AS n FROM mail WHERE NOT EXISTS (SELECT 1 FROM raw_group WHERE raw_group.id = mail.raw_group)',
  ],
  [
    'every mail is carried by a list',
    'SELECT count(*) AS n FROM mail WHERE NOT EXISTS (SELECT 1 FROM carried WHERE mail_id = mail.id)',
  ],
  [
    'every mail is a message, a copy of one, or salvaged and replaced',
    `SELECT count(*) AS n FROM mail WHERE NOT EXISTS (SELECT 1 FROM message_id JOIN message ON message.key = message_id.text WHERE message_id.id = mail.message_id)
     AND NOT EXISTS (SELECT 1 FROM replaced WHERE mail_id = mail.id)`,
  ],
  [
    'every message has its mail',
    'SELECT count(*) AS n FROM message WHERE NOT EXISTS (SELECT 1 FROM mail WHERE mail.id = message.mail_id)',
  ],
  [
    'every message is in a thread',
    'SELECT count(*) AS n FROM message WHERE NOT EXISTS (SELECT 1 FROM thread WHERE thread.id = message.thread_id)',
  ],
  [
    'message and id agree on the thread',
    'SELECT count(*) AS n FROM message JOIN message_id ON message_id.id = message.message_id WHERE message_id.thread <> message.thread_id',
  ],
  [
    'every thread has its blocks',
    'SELECT count(*) AS n FROM thread WHERE dirty = 0 AND NOT EXISTS (SELECT 1 FROM thread_block WHERE thread_id = thread.id)',
  ],
  [
    'threads know how many messages they hold',
    'SELECT count(*) AS n FROM thread WHERE dirty = 0 AND messages <> (SELECT count(*) FROM message WHERE message.thread_id = thread.id)',
  ],
];

function checkBytes(archive: Archive): { broken: string[]; mails: number } {
  const broken: string[] = [];
  let mails = 0;
  const rows = archive
    .prepare<Stored>(`SELECT mail.id, mail.sha256, ${RAW_PLACE} FROM mail ORDER BY raw_group, raw_at`)
    .iterate();
  for (const { id, sha256, ...place } of rows as IterableIterator<Stored>) {
    mails += 1;
    try {
      if (!createHash('sha256').update(readRaw(archive, place)).digest().equals(sha256))
        broken.push(`mail ${id} differs from what was read`);
    } catch {
      broken.push(`mail ${id} can't be unpacked`);
    }
  }
  return { broken, mails };
}

interface Stored extends RawPlace {
  id: number;
  sha256: Buffer;
}
