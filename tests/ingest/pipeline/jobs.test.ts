import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { openReader } from '../../../data/database.ts';
import { dumpText, withFolder } from '../../support/archive.ts';
import { mail, mbox } from '../../support/mail.ts';

const run = promisify(execFile);
const ROOT = resolve(import.meta.dirname, '../../..');
const PROGRAM = ['--import', 'tsx', join(ROOT, 'server/cli/main.ts')];

/** More threads than make the program start others, some with an answer that quotes, one with a patch. */
function manyThreads(): Buffer[] {
  return Array.from({ length: 340 }, (_, n) => {
    const id = `t${n}@example.org`;
    const date = new Date(Date.UTC(2026, 0, 1, 0, n)).toUTCString();
    const first = mail({
      id,
      subject: n % 7 === 0 ? `[PATCH] part ${n}` : `Topic ${n}`,
      date,
      body: `Line one of ${n}.\nLine two of ${n}.`,
    });
    const answer = mail({
      id: `a${n}@example.org`,
      subject: `Re: Topic ${n}`,
      references: [id],
      date,
      body: `> Line two of ${n}.\nI agree.`,
    });
    return n % 3 === 0 ? [first, answer] : [first];
  }).flat();
}

describe('threads that analyze', () => {
  it('come to the same archive as one alone, and a wrong number is told', async () => {
    await withFolder(async (folder) => {
      const source = join(folder, 'list.mbox');
      writeFileSync(source, mbox(manyThreads()));
      const dumps: string[] = [];
      for (const jobs of ['1', '3']) {
        const db = join(folder, `${jobs}.sqlite`);
        await run(process.execPath, [...PROGRAM, 'ingest', source, '--list', 'demo', '--db', db, '--jobs', jobs]);
        const archive = openReader(db);
        dumps.push(await dumpText(archive));
        archive.close();
      }
      expect(dumps[0]!.length).toBeGreaterThan(100_000);
      expect(dumps[1]).toBe(dumps[0]);
      const wrong = await run(process.execPath, [...PROGRAM, 'ingest', source, '--jobs', 'many']).catch(
        (error: { code: number; stderr: string }) => error,
      );
      expect(wrong).toMatchObject({ code: 2 });
      expect((wrong as { stderr: string }).stderr).toContain('from 1 to 64');
    });
  }, 300_000);
});
