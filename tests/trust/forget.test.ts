import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mail, mbox } from '../support/mail.ts';
import { buildProgram, type Program } from './program.ts';
import { scratchFolder } from './scratch.ts';

/** What only the mail that is to be forgotten says; none of it may be found in any byte afterwards. */
const SECRETS = [
  'zyxforgotten-id',
  'zyxcited-id',
  'zyxonlylist',
  'zyxperson',
  'Zyxname',
  'zyxsubjectword',
  'zyxbodyword',
  'zyx_identifier',
  'zyxfile',
  'zyxrecipient',
];

const FORGOTTEN = mail({
  id: 'zyxforgotten-id@example.org',
  from: 'Zyxname Zyxlast <zyxperson@example.org>',
  to: 'zyxrecipient@example.org',
  subject: '[PATCH] zyxsubjectword: tell a secret',
  references: ['zyxcited-id@example.org'],
  headers: { 'List-Id': '<zyxonlylist.example.org>' },
  body: 'A zyxbodyword that calls zyx_identifier().\n\nSigned-off-by: Zyxname Zyxlast <zyxperson@example.org>\n---\ndiff --git a/zyxfile.c b/zyxfile.c\n--- a/zyxfile.c\n+++ b/zyxfile.c\n@@ -1 +1 @@\n-a\n+zyx_identifier();\n',
});
const others = Array.from({ length: 40 }, (_, i) =>
  mail({
    id: `other${i}@example.org`,
    from: `Person ${i} <p${i}@example.org>`,
    subject: `A matter of shoals ${i}`,
    headers: { 'List-Id': '<shoals.example.org>' },
    body: `Words about shoal ${i}, none of them secret.\n`,
  }),
);

let program: Program;
let folder: string;

beforeAll(async () => {
  folder = scratchFolder();
  mkdirSync(folder, { recursive: true });
  program = await buildProgram();
  writeFileSync(join(folder, 'secret.mbox'), mbox([FORGOTTEN]));
  writeFileSync(join(folder, 'others.mbox'), mbox(others));
});
afterAll(() => {
  program.remove();
  rmSync(folder, { recursive: true, force: true });
});

/** The secrets that stand in any file of the database, as they are or in capitals. */
function found(db: string): string[] {
  const files = readdirSync(folder).filter((name) => name.startsWith(db));
  const bytes = files.map((name) => readFileSync(join(folder, name)).toString('latin1').toLowerCase());
  return SECRETS.filter((secret) => bytes.some((text) => text.includes(secret.toLowerCase())));
}

describe('a forgotten mail', () => {
  it('leaves none of its words, names, ids and lists in any byte of the database', async () => {
    const db = join(folder, 'whole.sqlite');
    for (const box of ['others', 'secret'])
      expect((await program.run(['ingest', join(folder, `${box}.mbox`), '--db', db])).code).toBe(0);
    expect(found('whole.sqlite').length).toBeGreaterThan(3);
    const { code, errors } = await program.run(['forget', 'zyxforgotten-id@example.org', '--db', db]);
    expect(code, errors).toBe(0);
    expect(found('whole.sqlite')).toEqual([]);
    writeFileSync(join(folder, 'again.mbox'), mbox([FORGOTTEN]));
    const again = await program.run(['ingest', join(folder, 'again.mbox'), '--db', db]);
    expect(again.output).toContain('1 forgotten, not taken back');
    expect(found('whole.sqlite')).toEqual([]);
  });

  it('is gone after the command was killed and run again, wherever it was killed', async () => {
    const whole = join(folder, 'kept.sqlite');
    for (const box of ['others', 'secret'])
      expect((await program.run(['ingest', join(folder, `${box}.mbox`), '--db', whole])).code).toBe(0);
    for (const after of KILLS) {
      const name = `killed-${after}.sqlite`;
      writeFileSync(join(folder, name), readFileSync(whole));
      const db = join(folder, name);
      await program.run(['forget', 'zyxforgotten-id@example.org', '--db', db], after);
      await program.run(['forget', 'zyxforgotten-id@example.org', '--db', db]);
      expect(found(name), `killed after ${after} ms`).toEqual([]);
    }
  });
});

/** Milliseconds after its first sign of life. */
const KILLS = [0, 20, 60];
