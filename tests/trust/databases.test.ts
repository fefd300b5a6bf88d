import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openReader, openWriter } from '../../data/database.ts';
import { examine } from '../../data/read/doctor.ts';
import { forget } from '../../data/write/forget.ts';
import { analyze } from '../../ingest/pipeline/run.ts';
import { dumpText, ingestPaths, memoryArchive } from '../support/archive.ts';
import { mail, mbox } from '../support/mail.ts';
import { buildProgram, type Program } from './program.ts';
import { scratchFolder } from './scratch.ts';

/**
 * Databases as earlier versions left them: mails.mbox ingested, then the message gone@example.org forgotten, then gzip. Whoever changes
 * the schema of facts adds one, made by the version before.
 */
const STORED = join(import.meta.dirname, 'databases');
const versions = readdirSync(STORED)
  .filter((name) => name.endsWith('.sqlite.gz'))
  .map((name) => name.replace('.sqlite.gz', ''));
const MAILS = join(STORED, 'mails.mbox');

let program: Program;
let folder: string;
let expected: string;

beforeAll(async () => {
  folder = scratchFolder();
  program = await buildProgram();
  const fresh = memoryArchive();
  await ingestPaths(fresh, [MAILS]);
  await forget(fresh, 'gone@example.org');
  await analyze(fresh, {});
  expected = await dumpText(fresh);
  fresh.close();
});
afterAll(() => {
  program.remove();
  rmSync(folder, { recursive: true, force: true });
});

/** A copy of a stored database. */
function unpack(version: string, name: string): string {
  mkdirSync(join(folder, name), { recursive: true });
  const path = join(folder, name, `${version}.sqlite`);
  writeFileSync(path, gunzipSync(readFileSync(join(STORED, `${version}.sqlite.gz`))));
  return path;
}

async function expectSound(path: string, dump: string): Promise<void> {
  const archive = openReader(path);
  expect((await examine(archive)).checks.filter(({ ok }) => !ok)).toEqual([]);
  expect((await dumpText(archive)) === dump, 'the same dump as a fresh ingest').toBe(true);
  archive.close();
}

describe('a database of an earlier version', () => {
  it('is stored for each form that the facts ever had', () => {
    expect(versions).toEqual(['before-commits', 'before-search', 'schema-1', 'schema-2']);
    expect(expected).toContain('"key":"v2@example.org"');
    expect(expected).not.toContain('taken out for good');
  });

  it.each(versions)('is refused for reading with the words that mend it: %s', async (version) => {
    const path = unpack(version, 'refused');
    for (const verb of version === versions[0] ? [['doctor'], ['serve', '--port', '0']] : [['doctor']]) {
      const { code, errors } = await program.run([...verb, '--db', path]);
      expect([code, errors.trim().split('\n').length], errors).toEqual([2, 1]);
      expect(errors).toContain(`Bring it up to date with: lorescope rebuild --db ${path}`);
    }
  });

  it.each(versions)('is what a fresh ingest makes after a rebuild: %s', async (version) => {
    const path = unpack(version, 'rebuild');
    const { code, errors } = await program.run(['rebuild', '--db', path]);
    expect(code, errors).toBe(0);
    await expectSound(path, expected);
  });

  it.each(versions)('is brought up to date by the next ingest, which knows its mails again: %s', async (version) => {
    const path = unpack(version, 'ingest');
    const { code, output, errors } = await program.run(['ingest', MAILS, '--db', path]);
    expect(code, errors).toBe(0);
    expect(output).toContain('11 read, 0 new, 10 known');
    expect(output).toContain('1 forgotten, not taken back');
    await expectSound(path, expected);
  });

  it.each(versions)('takes a message out as any other: %s', async (version) => {
    const path = unpack(version, 'forget');
    const { code, errors } = await program.run(['forget', 'h1@example.org', '--db', path]);
    expect(code, errors).toBe(0);
    const archive = openReader(path);
    expect((await examine(archive)).checks.filter(({ ok }) => !ok)).toEqual([]);
    expect(await dumpText(archive)).not.toContain('h1@example.org');
    archive.close();
  });

  it.each(versions)('can be copied before anything is changed: %s', async (version) => {
    const path = unpack(version, 'backup');
    const copy = join(folder, 'backup', `${version}-copy.sqlite`);
    expect((await program.run(['backup', copy, '--db', path])).code).toBe(0);
    expect((await program.run(['rebuild', '--db', copy])).code).toBe(0);
    await expectSound(copy, expected);
  });

  it('is made anew from the start where its first rebuild was killed', async () => {
    const path = unpack('schema-1', 'killed');
    for (const milliseconds of [150, 300, 450]) await program.run(['rebuild', '--db', path], milliseconds);
    expect((await program.run(['ingest', MAILS, '--db', path])).code).toBe(0);
    await expectSound(path, expected);
  });
});

it('a database whose tables were made by another analysis is not read as if they were ours', async () => {
  const path = join(folder, 'other.sqlite');
  writeFileSync(join(folder, 'one.mbox'), mbox([mail()]));
  const archive = openWriter(path);
  await ingestPaths(archive, [join(folder, 'one.mbox')]);
  archive.setMeta('analysis_version', '1');
  archive.sqlite.exec('CREATE TABLE of_another_version (x); ALTER TABLE patch RENAME TO patches_of_old');
  archive.close();
  expect(() => openReader(path)).toThrow(/lorescope rebuild --db/);
  expect((await program.run(['rebuild', '--db', path])).code).toBe(0);
  const after = openReader(path);
  const tables = after.sqlite.prepare("SELECT name FROM sqlite_schema WHERE name LIKE '%of_%'").all();
  expect(tables).toEqual([]);
  after.close();
});
