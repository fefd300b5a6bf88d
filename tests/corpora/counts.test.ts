import { describe, expect, it } from 'vitest';
import { openReader, openWriter } from '../../data/database.ts';
import { examine } from '../../data/read/doctor.ts';
import { dumpHash, type DumpRow, ingestMails, ingestPaths, memoryArchive, withFolder } from '../support/archive.ts';
import { corpus, sayCorporaAbsent } from '../support/corpora.ts';
import { dateAfter, mail } from '../support/mail.ts';

/**
 * What `corpora/README.md` says of each file. `read` counts mails of the file, `messages` those that are left when copies of
 * one mail are one, `threads` threads. Where the README gives no number it is left out here.
 */
const EXPECTED: { file: string; read: number; ids?: number; messages?: number; threads?: number }[] = [
  { file: 'edge-cases.mbox.gz', read: 363 },
  { file: 'seeds-threads.mbox.gz', read: 458, ids: 458, messages: 458, threads: 16 },
  // 371 ids stand twice, once of each list, and differ in their footers alone.
  { file: 'seeds-related.mbox.gz', read: 1364, ids: 993, messages: 993, threads: 29 },
  // One mail stands twice byte for byte; one Message-ID was used for two mails.
  { file: 'quote-hard.mbox.gz', read: 1505, ids: 1503, messages: 1504 },
  { file: 'ltp-2024.mbox.gz', read: 4920, ids: 4920, messages: 4920, threads: 898 },
  { file: 'nvdimm-2021-2022.mbox.gz', read: 5553, ids: 5553, messages: 5553, threads: 551 },
  { file: 'linux-rdma-2019-2020.mbox.gz', read: 17062, ids: 17062, messages: 17062, threads: 2456 },
];

const present = EXPECTED.filter(({ file }) => corpus(file) !== null);

describe('real archives, whole', () => {
  it.each(present)(
    '$file: every mail is read, counts agree, the database is sound, a second run adds nothing',
    async ({ file, read, ids, messages, threads }) => {
      await withFolder(async (folder) => {
        const path = `${folder}/archive.sqlite`;
        const archive = openWriter(path);
        const first = await ingestPaths(archive, [corpus(file)!]);
        expect(first.problems).toEqual([]);
        expect(first.read).toBe(read);
        expect(first.new + first.known).toBe(read);
        const seen = { ids: new Set<string>(), messages: 0, threads: 0, untimed: 0 };
        const before = await dumpHash(archive, (row) => count(seen, row));
        if (ids !== undefined) expect(seen.ids.size).toBe(ids);
        if (messages !== undefined) expect(seen.messages).toBe(messages);
        if (threads !== undefined) expect(seen.threads).toBe(threads);
        expect(seen.untimed).toBe(0);
        const second = await ingestPaths(archive, [corpus(file)!]);
        expect(second.new).toBe(0);
        if (read < LARGE) expect(await dumpHash(archive)).toBe(before);
        archive.close();
        const reader = openReader(path);
        expect((await examine(reader)).checks.filter((check) => !check.ok)).toEqual([]);
        reader.close();
      });
    },
    600_000,
  );

  it('counts made-up mail the same way', async () => {
    if (present.length === 0) sayCorporaAbsent('counts');
    const archive = memoryArchive();
    const mails = Array.from({ length: 50 }, (_, n) =>
      mail({ id: `m${n}@example.org`, references: n % 5 === 0 ? [] : [`m${n - 1}@example.org`], date: dateAfter(n) }),
    );
    expect(await ingestMails(archive, mails)).toMatchObject({ read: 50, new: 50, threads: 10 });
    const seen = { ids: new Set<string>(), messages: 0, threads: 0, untimed: 0 };
    await dumpHash(archive, (row) => count(seen, row));
    expect([seen.ids.size, seen.messages, seen.threads]).toEqual([50, 50, 10]);
    archive.close();
  });
});

/** From here on a second dump would take longer than it tells. */
const LARGE = 10_000;

interface Seen {
  ids: Set<string>;
  messages: number;
  threads: number;
  /** Messages that sort at the beginning of time because nothing told when they were sent. */
  untimed: number;
}

function count(seen: Seen, row: DumpRow): void {
  if (row.type === 'thread') seen.threads += 1;
  if (row.type !== 'message') return;
  seen.messages += 1;
  seen.ids.add(row.messageId!);
  if (row.dateUsed! < '1990') seen.untimed += 1;
}
