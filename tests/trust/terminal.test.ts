import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bold, visible } from '../../server/cli/terminal.ts';
import { mail, mbox } from '../support/mail.ts';
import { buildProgram, type Program } from './program.ts';
import { scratchFolder } from './scratch.ts';

/** Sets a title, moves the cursor, clears the screen, goes back in the line, turns the direction of writing. */
const ATTACK = '\u001b]0;owned\u0007\u001b[2J\u001b[1A\b\r\u009b31m\u202egpj.exe\u2066\u007f';
const HARMFUL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/;

let program: Program;
let folder: string;
let db: string;

beforeAll(async () => {
  folder = scratchFolder();
  mkdirSync(folder, { recursive: true });
  const box = join(folder, `odd${'\u001b'}[31m.mbox`);
  const encoded = `=?utf-8?b?${Buffer.from(`shoal${ATTACK}`).toString('base64')}?=`;
  writeFileSync(
    box,
    mbox([
      mail({
        id: 'a@example.org',
        from: `${encoded} <alice@example.org>`,
        subject: `[PATCH] ${encoded}`,
        body: `words${ATTACK} about the shoal\n---\ndiff --git a/f b/f\n--- a/f\n+++ b/f\n@@ -1 +1 @@\n-a${ATTACK}\n+b\n`,
      }),
      mail({
        id: 'b@example.org',
        references: ['a@example.org'],
        from: `${encoded} <bob@example.org>`,
        subject: `Re: [PATCH] ${encoded}`,
        body: `> words about the shoal\n\nApplied to for-next${ATTACK}, thanks. Why${ATTACK}?\n`,
      }),
    ]),
  );
  db = join(folder, 'odd.sqlite');
  program = await buildProgram();
  const { code, output, errors } = await program.run(['ingest', box, '--db', db, '--list', 'odd']);
  expect(code, errors).toBe(0);
  expect(`${output}${errors}`).not.toMatch(HARMFUL);
});
afterAll(() => {
  program.remove();
  rmSync(folder, { recursive: true, force: true });
});

describe('a terminal', () => {
  it.each([
    ['show', 'a@example.org'],
    ['show', 'a@example.org', '--tree'],
    ['show', 'a@example.org', '--patch'],
    ['show', 'a@example.org', '--json'],
    ['outcome', 'a@example.org'],
    ['outcome', 'a@example.org', '--json'],
    ['search', 'shoal'],
    ['search', 'shoal', '--explain'],
    ['search', 'shoal', '--json'],
    ['search', `s:${'\u001b'}[31m`],
    ['summary', 'a@example.org', '--format', 'md'],
    ['summary', 'a@example.org', '--format', 'txt'],
    ['lists'],
    ['stats'],
    ['doctor'],
    ['show', `nothing${'\u001b'}[31m@example.org`],
  ])('gets no control character of a mail from: %s %s %s', async (...args) => {
    const { output, errors } = await program.run([...args.filter((arg) => arg !== undefined), '--db', db]);
    expect(`${output}${errors}`.length).toBeGreaterThan(10);
    expect(`${output}${errors}`).not.toMatch(HARMFUL);
  });

  it('shows a control character as a picture or a number, and keeps lines and tabs', () => {
    expect(visible('a\tb\r\nc\u001b[1m\u009b\u202e')).toBe('a\tb\nc\u241b[1m<U+009B><U+202E>');
  });

  it('lets only our own bold through', () => {
    expect(visible(bold('a\u001b[5m\ufdd1b'))).toMatch(/^\ufdd0a\u241b\[5mb\ufdd1$/);
  });

  it('is written to by one file alone', () => {
    const cli = resolve(import.meta.dirname, '../../server/cli');
    const files = [...readdirSync(cli), ...readdirSync(join(cli, 'verbs')).map((name) => join('verbs', name))];
    const loud = files.filter(
      (name) =>
        name.endsWith('.ts') &&
        !['terminal.ts', 'progress.ts'].includes(name) &&
        /\bconsole\.|std(?:out|err)\.write\(/.test(readFileSync(join(cli, name), 'utf8')),
    );
    expect(loud).toEqual([]);
  });
});
