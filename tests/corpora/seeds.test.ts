import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  dumpedMessages,
  dumpHash,
  type DumpRow,
  dumpText,
  ingestMails,
  ingestPaths,
  memoryArchive,
  withFolder,
} from '../support/archive.ts';
import { corpus, itWith, sayCorporaAbsent, SHARED } from '../support/corpora.ts';
import { mail } from '../support/mail.ts';

const folder = join(SHARED, 'seeds');
const seeds = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.txt')) : [];
const threads = corpus('seeds-threads.mbox.gz');

/** The five as `corpora/README.md` names them, and the day on which each was sent. */
const REAL: { messageId: string; subject: string; name: string; day: string }[] = [
  {
    messageId: 'CAPcyv4iSviwyAPBnw5zDu_Ks0Ty0sFZ6QbEtVVU0PRd=ReRZNg@mail.gmail.com',
    subject: 'Re: [PATCH v3 0/4] Devmap cleanups + arm64 support',
    name: 'Dan Williams',
    day: '2019-07-04',
  },
  {
    messageId: '20190307003605.GB5528@redhat.com',
    subject: 'Re: [PATCH 09/10] mm/hmm: allow to mirror vma of a file on a DAX backed filesystem',
    name: 'Jerome Glisse',
    day: '2019-03-07',
  },
  {
    messageId: '20190523173302.GD5104@redhat.com',
    subject: 'Re: [PATCH v4 0/1] Use HMM for ODP v4',
    name: 'Jerome Glisse',
    day: '2019-05-23',
  },
  {
    messageId: 'CAPcyv4gXrNnTQfHXGy-psWRq59UdrfqJ_1xDvxb2Db_rQGGxug@mail.gmail.com',
    subject: 'Re: [PATCH v3 00/14] mm, sparse-vmemmap: Introduce compound pagemaps',
    name: 'Dan Williams',
    day: '2021-08-02',
  },
  {
    messageId: '20190524124455.GB16845@ziepe.ca',
    subject: 'RFC: Run a dedicated hmm.git for 5.3',
    name: 'Jason Gunthorpe',
    day: '2019-05-24',
  },
];

describe('text that was a mail once', () => {
  itWith(seeds.length === 5, 'the five seeds alone are five readable messages, marked salvaged', async () => {
    const archive = memoryArchive();
    expect(await ingestPaths(archive, [folder])).toMatchObject({ read: 5, new: 5, problems: [] });
    const messages = [...(await dumpedMessages(archive)).values()];
    expect(messages).toHaveLength(5);
    for (const { subject, name, day } of REAL) {
      const row = messages.find((message) => message.subject === subject && message.from!.name === name);
      expect(row?.salvaged).toBe(true);
      expect(row!.dateUsed!.slice(0, 10)).toBe(day);
      const lines = row!.text!.split('\n');
      expect(lines.length).toBeGreaterThan(15);
      // Own words whose line ends are lost stay one line a paragraph; nothing runs on through quotes and header.
      expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(2000);
      expect(lines.some((line) => line.startsWith('>')) || subject.startsWith('RFC')).toBe(true);
    }
    archive.close();
  });

  itWith(
    seeds.length === 5 && threads !== null,
    'with the true mails each seed is the real message in its thread, whichever is read first',
    async () => {
      const hashes: string[] = [];
      for (const runs of [[[threads!], [folder]], [[folder], [threads!]], [[folder, threads!]]]) {
        const archive = memoryArchive();
        for (const run of runs) await ingestPaths(archive, run);
        const messages = await dumpedMessages(archive);
        expect(messages.size).toBe(458);
        expect([...messages.values()].filter((row) => row.salvaged)).toEqual([]);
        for (const { messageId, subject } of REAL) expect(messages.get(messageId)?.subject).toBe(subject);
        let threadRows = 0;
        hashes.push(await dumpHash(archive, (row: DumpRow) => (threadRows += Number(row.type === 'thread'))));
        expect(threadRows).toBe(16);
        archive.close();
      }
      expect(new Set(hashes).size).toBe(1);
    },
  );

  it('a made-up mail that lost its line ends and brackets is readable, and gives way to the true one', async () => {
    if (seeds.length === 0) sayCorporaAbsent('seeds');
    const trueMail = mail({
      id: 'true@example.org',
      from: 'Alice Example <alice@example.org>',
      subject: 'Re: [PATCH v2] pool: count the pins',
      references: ['parent@example.org'],
      date: 'Mon, 5 Jan 2026 10:00:00 +0000',
      body: 'On Sun, Jan 4, 2026 Bob Example wrote:\n> Pins are counted in the pool now, each one of them.\n\nThat is more counting than the pool can bear, I am afraid, and nobody reads it.\n\n'.concat(
        'What would you do with the number if you had it? I can think of one use, in a test. '.repeat(8),
        '\n\nAlice\n',
      ),
    });
    await withFolder(async (scratch) => {
      const path = join(scratch, 'saved.txt');
      const text = trueMail
        .toString()
        .replaceAll(/<[^>\n]*>/g, '')
        .replaceAll('\n', ' ');
      writeFileSync(path, `From mboxrd@z Thu Jan 1 00:00:00 1970 ${text}`);
      const archive = memoryArchive();
      await ingestPaths(archive, [path]);
      const [salvaged] = [...(await dumpedMessages(archive)).values()];
      expect(salvaged).toMatchObject({ salvaged: true, subject: 'Re: [PATCH v2] pool: count the pins' });
      expect(salvaged!.from!.name).toBe('Alice Example');
      await ingestMails(archive, [trueMail]);
      const after = await dumpText(archive);
      expect([...(await dumpedMessages(archive)).keys()]).toEqual(['true@example.org']);
      archive.close();
      const other = memoryArchive();
      await ingestMails(other, [trueMail]);
      await ingestPaths(other, [path]);
      expect(await dumpText(other)).toBe(after);
      other.close();
    });
  });
});
