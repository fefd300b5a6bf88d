import { deflateRawSync } from 'node:zlib';
import { type Archive, bumpVersion } from '../database.ts';
import type { SourceProblem, StoredSource } from '../facts.ts';
import { dropArticles } from './articles.ts';
import { regroup } from './copies.ts';
import { findMail } from './mails.ts';
import { deleteMails } from './raw.ts';

/** The source read before under this path, null where it is new. */
export function findSource(archive: Archive, path: string): StoredSource | null {
  const row = archive
    .prepare<StoredSource & { state: string }>('SELECT id, path, kind, list, state FROM source WHERE path = ?')
    .get(path);
  return row ? { ...row, state: JSON.parse(row.state) as unknown } : null;
}

/** All sources that were ever read, by path. */
export function allSources(archive: Archive): StoredSource[] {
  const rows = archive
    .prepare<StoredSource & { state: string }>('SELECT id, path, kind, list, state FROM source ORDER BY path')
    .all();
  return rows.map((row) => ({ ...row, state: JSON.parse(row.state) as unknown }));
}

/** The sources that brought mail of one of these lists (short names, case aside) or were read for it; all where none is named. */
export async function sourcesOfLists(archive: Archive, lists: string[]): Promise<StoredSource[]> {
  const sources = allSources(archive);
  if (lists.length === 0) return sources;
  const wanted = new Set(lists.map((name) => name.toLowerCase()));
  const carrying = archive
    .prepare<{ id: number; name: string }>(
      'SELECT DISTINCT carried.source_id AS id, list.name FROM carried JOIN list ON list.id = carried.list_id',
    )
    .all();
  const ids = new Set(carrying.filter(({ name }) => wanted.has(name.toLowerCase())).map(({ id }) => id));
  return sources.filter(({ id, list }) => ids.has(id) || (list !== null && wanted.has(list.toLowerCase())));
}

/** Notes that a source is being read now; returns its number. `readAt` in Unix seconds. */
export function startSource(
  archive: Archive,
  source: { path: string; kind: string; list: string | null; readAt: number },
): number {
  const row = archive
    .prepare<{ id: number }>(
      `INSERT INTO source (path, kind, list, state, read_at) VALUES (?, ?, ?, 'null', ?)
       ON CONFLICT (path) DO UPDATE SET kind = excluded.kind, list = COALESCE(excluded.list, list), read_at = excluded.read_at
       RETURNING id`,
    )
    .get(source.path, source.kind, source.list, source.readAt)!;
  return row.id;
}

/** Keeps what could not be read as a mail, with its bytes where there are any. */
export function storeProblem(archive: Archive, sourceId: number, problem: SourceProblem): void {
  archive
    .prepare('INSERT INTO problem (source_id, place, what, raw) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING')
    .run(sourceId, problem.place, problem.what, problem.raw ? deflateRawSync(problem.raw) : null);
}

/**
 * Withdraws from one source what its archive took back: the mail of these bytes where it is here, else all that the source brought
 * under the Message-ID. Copies that other sources hold stay. Returns how many mails went.
 */
export function withdraw(
  archive: Archive,
  sourceId: number,
  { sha256, messageId }: { sha256: Buffer | null; messageId: string | null },
): number {
  return archive.write(() => {
    const exact = sha256 && findMail(archive, sha256);
    const mails = exact
      ? [exact]
      : archive
          .prepare<Withdrawn>(
            'SELECT id, message_id FROM mail WHERE message_id = (SELECT id FROM message_id WHERE text = ?)',
          )
          .all(messageId);
    for (const mail of mails) {
      archive.prepare('DELETE FROM carried WHERE source_id = ? AND mail_id = ?').run(sourceId, mail.id);
    }
    return mails[0] ? dropUncarried(archive, mails[0].message_id) : 0;
  });
}

interface Withdrawn {
  id: number;
  message_id: number;
}

/** Deletes the mails of one Message-ID that no source carries any more, and regroups what is left. */
export function dropUncarried(archive: Archive, messageId: number): number {
  const gone = archive
    .prepare<{ id: number }>(
      'SELECT id FROM mail WHERE message_id = ? AND NOT EXISTS (SELECT 1 FROM carried WHERE mail_id = mail.id)',
    )
    .all(messageId);
  if (gone.length === 0) return 0;
  deleteMails(
    archive,
    gone.map(({ id }) => id),
  );
  regroup(archive, [messageId]);
  dropArticles(archive, [messageId]);
  bumpVersion(archive);
  return gone.length;
}
