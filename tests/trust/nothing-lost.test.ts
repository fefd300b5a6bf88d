import {
  closeSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openReader, openWriter } from '../../data/database.ts';
import { dumpText, ingestPaths } from '../support/archive.ts';
import { dateAfter, mail, mbox } from '../support/mail.ts';
import { surviveClock, surviveFullDisk, surviveReadOnly } from './disturbed.ts';
import { dumpOf, surviveKills } from './killed.ts';
import { buildProgram, mailsOf, manySamples, type Program } from './program.ts';
import { publishedInbox } from './published.ts';
import { restoreWhileBusy } from './restored.ts';
import { scratchFolder } from './scratch.ts';
import { overwritePage } from './torn.ts';

let program: Program;
let folder: string;
let files: string[];
let expected: string;

beforeAll(async () => {
  folder = scratchFolder();
  mkdirSync(join(folder, 'mail'));
  files = manySamples(join(folder, 'mail'), 2);
  program = await buildProgram();
  await ingestTo('whole.sqlite');
  expected = await dumpOf(join(folder, 'whole.sqlite'));
});
afterAll(() => {
  program.remove();
  rmSync(folder, { recursive: true, force: true });
});

const ingestTo = (name: string) => program.run(['ingest', ...files, '--db', join(folder, name)]);

describe('nothing is lost', () => {
  it('when an ingest is killed at twelve moments', async () => {
    const work = join(folder, 'kills');
    mkdirSync(work);
    const { kills, hits, losses } = await surviveKills(program, {
      args: ['ingest', ...files],
      folder: work,
      kills: 12,
      rounds: 2,
      seed: 2026,
    });
    expect(losses).toEqual([]);
    expect(kills).toBe(12);
    expect(hits).toBeGreaterThan(2);
  }, 300_000);

  it('when the reading of a list on a web server is killed at eight moments', async () => {
    const work = join(folder, 'sync-kills');
    const inbox = await publishedInbox(join(work, 'served'), mailsOf(files[0]!));
    try {
      const { kills, hits, losses } = await surviveKills(program, {
        args: ['ingest', inbox.url],
        folder: work,
        kills: 8,
        rounds: 2,
        seed: 2026,
      });
      expect(losses).toEqual([]);
      expect(kills).toBe(8);
      expect(hits).toBeGreaterThan(2);
    } finally {
      await inbox.close();
    }
  }, 300_000);

  it('when two ingests write at once', async () => {
    const [first, second] = await Promise.all([ingestTo('two.sqlite'), ingestTo('two.sqlite')]);
    expect([first.code, second.code], first.errors + second.errors).toEqual([0, 0]);
    expect((await dumpOf(join(folder, 'two.sqlite'))) === expected).toBe(true);
    const doctor = await program.run(['doctor', '--db', join(folder, 'two.sqlite')]);
    expect(doctor.output).toContain('The database is whole.');
  });

  it('when a backup is taken while an ingest writes', async () => {
    const writing = ingestTo('busy.sqlite');
    const copy = join(folder, 'copy.sqlite');
    while (!existsSync(join(folder, 'busy.sqlite-wal'))) await new Promise((resolve) => setTimeout(resolve, 5));
    let backup = await program.run(['backup', copy, '--db', join(folder, 'busy.sqlite')]);
    if (backup.code !== 0) backup = await program.run(['backup', copy, '--db', join(folder, 'busy.sqlite')]);
    expect([backup.code, backup.errors]).toEqual([0, '']);
    await writing;
    expect((await program.run(['ingest', ...files, '--db', copy])).code).toBe(0);
    expect((await program.run(['doctor', '--db', copy])).code).toBe(0);
    expect((await dumpOf(copy)) === expected, 'the same dump').toBe(true);
    expect((await dumpOf(join(folder, 'busy.sqlite'))) === expected, 'the same dump').toBe(true);
  });
});

describe('a machine that lets an ingest down', () => {
  const setting = (name: string) => {
    const work = join(folder, name);
    mkdirSync(work);
    return { program, files, folder: work, expected };
  };

  it('has a full disk: what was stored stands, and the next run goes on', async () => {
    const { losses } = await surviveFullDisk(setting('full'), [400_000, 1_000_000, 2_000_000]);
    expect(losses).toEqual([]);
  });

  it('may not be written: that is one sentence, and nothing changes', async () => {
    const { losses } = await surviveReadOnly(setting('read-only'));
    expect(losses).toEqual([]);
  });

  it('lost its database: the backup takes its place, and the next run brings what is missing', async () => {
    const { losses } = await restoreWhileBusy(setting('restored'));
    expect(losses).toEqual([]);
  });

  it('has a clock that jumps: the dump is the same', async () => {
    const { losses } = await surviveClock(setting('clock'));
    expect(losses).toEqual([]);
  });
});

describe('a database that can not be used', () => {
  it('and may not be written is said in one sentence', async () => {
    const place = join(folder, 'nowhere', 'not-a-folder');
    mkdirSync(join(folder, 'nowhere'));
    writeFileSync(place, 'a file');
    for (const args of [
      ['ingest', files[0]!, '--db', join(place, 'x.sqlite')],
      ['ingest', files[0]!, '--db', place],
      ['doctor', '--db', place],
    ]) {
      const { code, errors } = await program.run(args);
      expect([code, errors.trim().split('\n').length], errors).toEqual([2, 1]);
    }
  });

  it('because the settings that tell its version are torn is examined all the same', async () => {
    const path = join(folder, 'torn-settings.sqlite');
    copyFileSync(join(folder, 'whole.sqlite'), path);
    const archive = openReader(path);
    const page = archive.sqlite.prepare<[], { rootpage: number }>(
      "SELECT rootpage FROM sqlite_schema WHERE name = 'meta'",
    );
    const { rootpage } = page.get()!;
    archive.close();
    const file = openSync(path, 'r+');
    writeSync(file, Buffer.alloc(8192, 0x5a), 0, 8192, (rootpage - 1) * 8192);
    closeSync(file);
    const doctor = await program.run(['doctor', '--db', path]);
    expect([doctor.code, doctor.errors], doctor.output).toEqual([1, '']);
    expect(doctor.output).toMatch(/^BAD {2}/m);
  });

  it('because a page of it was overwritten is named by doctor', async () => {
    for (const part of [0.05, 0.1, 0.2, 0.5, 0.8]) {
      const path = join(folder, `torn-${part}.sqlite`);
      copyFileSync(join(folder, 'whole.sqlite'), path);
      overwritePage(path, part);
      const doctor = await program.run(['doctor', '--db', path]);
      expect([doctor.code, doctor.errors], doctor.output).toEqual([1, '']);
      expect(doctor.output).toMatch(/^BAD {2}/m);
      expect(doctor.output).toContain('Restore a backup');
    }
  });
});

describe('forget', () => {
  const SECRET = 'wallpaperdisaster';
  it('takes a message out of the file, out of the log, and keeps it out', async () => {
    const source = join(folder, 'secret.mbox');
    const id = 'secret@example.org';
    writeFileSync(
      source,
      mbox([
        mail({ id: 'a@example.org', body: 'A question.\n' }),
        mail({
          id,
          references: ['a@example.org'],
          date: dateAfter(1),
          subject: `Re: ${SECRET} two`,
          body: `My ${SECRET} is here, ${SECRET}!\n`,
          from: `${SECRET} <${SECRET}@example.org>`,
        }),
        mail({ id: 'c@example.org', references: ['a@example.org', id], date: dateAfter(2), body: 'I see.\n' }),
      ]),
    );
    const path = join(folder, 'forget.sqlite');
    expect((await program.run(['ingest', ...files, source, '--db', path])).code).toBe(0);
    // As it lies in the file, packed, perhaps with others: the end of the pack is its own.
    const before = openReader(path);
    const { packed } = before.sqlite
      .prepare<[], { packed: Buffer }>(
        `SELECT packed FROM raw_group JOIN mail ON mail.raw_group = raw_group.id WHERE mail.subject LIKE '%${SECRET}%'`,
      )
      .get()!;
    before.close();
    const pack = packed.subarray(-60).toString('latin1');
    const holds = () =>
      ['', '-wal'].some((end) => existsSync(path + end) && readFileSync(path + end, 'latin1').includes(pack));
    expect(holds()).toBe(true);
    const forgotten = await program.run(['forget', id, '--db', path]);
    expect([forgotten.code, forgotten.errors]).toEqual([0, '']);
    expect(found(path, SECRET)).toEqual([]);
    expect(holds()).toBe(false);
    writeFileSync(source, Buffer.concat([readFileSync(source), mbox([mail({ id: 'd@example.org' })])]));
    const again = await program.run(['ingest', source, '--db', path]);
    expect(again.output).toContain('1 new');
    const another = await program.run(['rebuild', '--db', path]);
    expect(another.code).toBe(0);
    expect(found(path, SECRET)).toEqual([]);
    expect((await program.run(['doctor', '--db', path])).code).toBe(0);
  });

  it('keeps no word of it in the index of an archive in use', async () => {
    const path = join(folder, 'forget-open.sqlite');
    writeFileSync(
      join(folder, 'one.mbox'),
      mbox([mail({ id: 'one@example.org', body: `Only ${SECRET}.\n` }), mail({ id: 'two@example.org' })]),
    );
    const archive = openWriter(path);
    await ingestPaths(archive, [join(folder, 'one.mbox')]);
    archive.close();
    const reader = openReader(path);
    expect((await program.run(['forget', 'one@example.org', '--db', path])).code).toBe(0);
    expect(await dumpText(reader)).not.toContain(SECRET);
    reader.close();
    expect(found(path, SECRET)).toEqual([]);
  });
});

/** The files of a database in which a word stands, however it is written there: plain, or as UTF-16. */
function found(path: string, word: string): string[] {
  return ['', '-wal', '-shm', '-journal'].filter((end) => {
    if (!existsSync(path + end)) return false;
    const bytes = readFileSync(path + end);
    return bytes.includes(word) || bytes.includes(Buffer.from(word, 'utf16le'));
  });
}
