import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { openWriter } from '../../../data/database.ts';
import { forget } from '../../../data/write/forget.ts';
import { explainPieces, type Piece } from '../../../ingest/verify/boundaries.ts';
import { compareFields } from '../../../ingest/verify/fields.ts';
import { verifySource } from '../../../ingest/verify/verify.ts';
import { buildProgram } from '../../../server/cli/program.ts';
import { ingestPaths, memoryArchive, withFolder } from '../../support/archive.ts';
import { mail, mbox } from '../../support/mail.ts';

const THREE = ['a', 'b', 'c'].map((id) => mail({ id: `${id}@example.org`, body: `Words of ${id}.\n` }));
const piece = (text: string, sender: string | null = null): Piece => ({ text, place: text.slice(0, 9), sender });
const HEAD = 'From: Ada <ada@example.org>\nSubject: Mill\nMessage-ID: <m@example.org>\n\n';

/** Reads `ingested` into an archive and verifies `source` against it. */
async function verified(ingested: Buffer, source = ingested) {
  return withFolder(async (folder) => {
    const archive = memoryArchive();
    const [before, now] = [join(folder, 'before.mbox'), join(folder, 'now.mbox')];
    writeFileSync(before, ingested);
    writeFileSync(now, source);
    await ingestPaths(archive, [before], 'mill');
    return verifySource(archive, now, { fields: true });
  });
}

describe('verify', () => {
  it('is content with what was ingested, packed or not', async () => {
    for (const bytes of [mbox(THREE), gzipSync(mbox(THREE))]) {
      const report = await verified(bytes);
      expect(report).toMatchObject({ ours: 3, theirs: 3, stored: 3, missing: [], extra: [], unexplained: [] });
    }
  });

  it('tells what came since', async () => {
    const { stored, missing } = await verified(mbox(THREE.slice(0, 2)), mbox(THREE));
    expect(stored).toBe(2);
    expect(missing).toEqual([
      { place: expect.stringContaining('now.mbox'), what: expect.stringContaining('archive does not hold it') },
    ]);
  });

  it('reads folders of mails, and what was forgotten is not missing', async () => {
    await withFolder(async (folder) => {
      const archive = memoryArchive();
      mkdirSync(join(folder, 'mails'));
      THREE.forEach((bytes, n) => writeFileSync(join(folder, 'mails', `${n}.eml`), bytes));
      await ingestPaths(archive, [join(folder, 'mails')], 'mill');
      forget(archive, 'b@example.org');
      const report = await verifySource(archive, join(folder, 'mails'), { fields: true });
      expect(report).toMatchObject({ ours: 3, theirs: 3, stored: 2, forgotten: 1, missing: [] });
    });
  });

  it('counts a From line in a text with its reason', async () => {
    const dated = `From ada@example.org Tue Mar  3 10:00:00 2020\n`;
    const body = 'Hello.\n\nFrom here on it is uphill.\n\nBye.\n';
    const { ours, theirs, missing, explained } = await verified(
      Buffer.concat([Buffer.from(dated), mail({ id: 'f@example.org', body })]),
    );
    expect({ ours, theirs, missing }).toEqual({ ours: 1, theirs: 2, missing: [] });
    expect(explained.map(({ what }) => what)).toEqual(['count: a line of a text that begins with "From "']);
  });

  it('ends with 1 where something is missing, else with 0', async () => {
    await withFolder(async (folder) => {
      const [box, db] = [join(folder, 'a.mbox'), join(folder, 'a.sqlite')];
      writeFileSync(box, mbox(THREE.slice(0, 2)));
      const archive = openWriter(db);
      await ingestPaths(archive, [box], 'mill');
      archive.close();
      const codeOf = async () => {
        const before = process.exitCode;
        process.exitCode = undefined;
        await buildProgram().parseAsync(['verify', box, '--db', db, '--json'], { from: 'user' });
        const code = process.exitCode ?? 0;
        process.exitCode = before;
        return code;
      };
      expect(await codeOf()).toBe(0);
      writeFileSync(box, mbox(THREE));
      expect(await codeOf()).toBe(1);
    });
  });
});

describe('pieces that mbox-reader makes of a text', () => {
  it('belong to the mail that they were cut from', () => {
    const ours = [piece(`${HEAD}One\n\nFrom two\n\nthree\nFrom four\nfive`)];
    const theirs = [piece(`${HEAD}One`), piece('\nthree', 'two'), piece('five', 'four')];
    const { within, missing, extra } = explainPieces(ours, theirs);
    expect({ within: within.length, missing, extra }).toEqual({ within: 2, missing: [], extra: [] });
  });

  it('are mails that we swallowed where they have a header', () => {
    const ours = [piece(`${HEAD}One\nFrom ada@example.org Tue Mar  3 10:00:00 2020\n${HEAD}Two`)];
    const theirs = [piece(`${HEAD}One`), piece(`${HEAD}Two`, 'ada@example.org')];
    expect(explainPieces(ours, theirs).missing.map(({ what }) => what)).toEqual([
      expect.stringContaining('header of its own'),
    ]);
  });

  it('are pasted patches where git wrote the From line', () => {
    const id = '0123456789abcdef0123456789abcdef01234567';
    const ours = [piece(`${HEAD}Could you send this?\n\nFrom ${id} Mon Sep 17 00:00:00 2001\n${HEAD}Patch`)];
    const theirs = [piece(`${HEAD}Could you send this?`), piece(`${HEAD}Patch`, id)];
    expect(explainPieces(ours, theirs)).toMatchObject({
      missing: [],
      within: [{ why: expect.stringContaining('patch') }],
    });
  });

  it('are missing where no mail of ours begins like them, and ours are told that they lack', () => {
    const { missing, extra } = explainPieces([piece('Subject: x\n\nOurs')], [piece(`${HEAD}Theirs`)]);
    expect([missing.length, extra]).toEqual([1, ['Subject: ']]);
  });
});

describe('fields by mailparser', () => {
  it('are the same in a plain mail', async () => {
    expect(await compareFields(THREE[0]!)).toEqual([]);
  });

  it.each([
    [
      'id',
      'several Message-IDs',
      mail({ headers: { 'Message-Id ': '<x@example.org>', Received: 'x\nMessage-ID: <y@example.org>' } }),
    ],
    ['sender', 'an address written with "at"', mail({ from: 'ada at example.org (Ada Byron)' })],
    ['date', 'a date that we do not read', mail({ date: 'yesterday at noon' })],
    [
      'attachments',
      'Content-Description',
      mail({
        headers: { 'Content-Type': 'multipart/mixed; boundary=b' },
        body: '--b\nContent-Type: text/plain\n\nHello\n--b\nContent-Type: application/x-thing\nContent-Description: A thing\n\nabc\n--b--\n',
      }),
    ],
  ])('%s: %s', async (field, why, bytes) => {
    const found = (await compareFields(bytes)).find((difference) => difference.field === field);
    expect(found?.why).toContain(why);
  });

  it('differ without a reason where a reader is wrong', async () => {
    const [found] = await compareFields(mail({ date: 'Tue, 3 Mar 2020 25:70:00 +0000' }));
    expect(found).toMatchObject({ field: 'date' });
  });
});
