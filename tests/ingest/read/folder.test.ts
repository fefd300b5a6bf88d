import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { dumpText, ingestPaths, memoryArchive, withFolder } from '../../support/archive.ts';
import { mail, mbox } from '../../support/mail.ts';

const secret = mail({ id: 'secret@example.org', subject: 'Of somebody else on this machine' });
const own = mail({ id: 'own@example.org', subject: 'Sent to the list' });

/** Reads a folder beside which a mail stands that no link may bring in. */
async function readBeside(make: (folder: string, outside: string) => void) {
  return withFolder(async (top) => {
    const [folder, outside] = [join(top, 'mail'), join(top, 'private')];
    for (const path of [folder, outside, join(outside, 'cur'), join(outside, 'new')]) mkdirSync(path);
    writeFileSync(join(outside, 'secret.mbox'), mbox([secret]));
    writeFileSync(join(outside, 'cur', 'secret'), secret);
    make(folder, outside);
    const archive = memoryArchive();
    const report = await ingestPaths(archive, [folder], 'shoals');
    return { report, dump: await dumpText(archive) };
  });
}

it.each([
  [
    'a file in a folder',
    (folder: string, outside: string) => {
      writeFileSync(join(folder, 'own.mbox'), mbox([own]));
      symlinkSync(join(outside, 'secret.mbox'), join(folder, 'a.mbox'));
    },
  ],
  [
    'a folder in a folder',
    (folder: string, outside: string) => {
      writeFileSync(join(folder, 'own.mbox'), mbox([own]));
      symlinkSync(outside, join(folder, 'more'));
    },
  ],
  [
    'a mail of a Maildir',
    (folder: string, outside: string) => {
      for (const name of ['cur', 'new', 'tmp']) mkdirSync(join(folder, name));
      writeFileSync(join(folder, 'cur', 'own'), own);
      symlinkSync(join(outside, 'cur', 'secret'), join(folder, 'new', 'a'));
    },
  ],
  [
    'a part of a Maildir',
    (folder: string, outside: string) => {
      mkdirSync(join(folder, 'cur'));
      writeFileSync(join(folder, 'cur', 'own'), own);
      symlinkSync(join(outside, 'cur'), join(folder, 'new'));
    },
  ],
  [
    'a folder of a Maildir',
    (folder: string, outside: string) => {
      for (const name of ['cur', 'new', 'tmp']) mkdirSync(join(folder, name));
      writeFileSync(join(folder, 'cur', 'own'), own);
      symlinkSync(outside, join(folder, '.Other'));
    },
  ],
])('a link out of what is read is not followed, and is told: %s', async (_, make) => {
  const { report, dump } = await readBeside(make);
  expect(dump).toContain('own@example.org');
  expect(dump).not.toContain('secret@example.org');
  expect(report.problems.join('\n')).toMatch(/link out of the folder/);
});

it('a link within what is read is followed', async () => {
  const { report, dump } = await readBeside((folder) => {
    mkdirSync(join(folder, 'deep'));
    writeFileSync(join(folder, 'deep', 'own.mbox'), mbox([own]));
    symlinkSync(join(folder, 'deep', 'own.mbox'), join(folder, 'again.mbox'));
  });
  expect(dump).toContain('own@example.org');
  expect(report.problems).toEqual([]);
});
