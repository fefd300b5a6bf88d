/** Ingests on a machine that lets them down: a full disk, a read-only one, a clock that jumps. */
import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openReader } from '../../data/database.ts';
import { examine } from '../../data/read/doctor.ts';
import { dumpText } from '../support/archive.ts';
import { dumpOf } from './killed.ts';
import type { Program } from './program.ts';

/** What was tried and what came of it; `losses` are sentences, empty where all is well. */
export interface Disturbance {
  name: string;
  tried: number;
  losses: string[];
}

/** What is ingested, and where. */
export interface Setting {
  program: Program;
  files: string[];
  folder: string;
  /** The dump of an undisturbed run. */
  expected: string;
}

/** Ingests with so much room on the disk (bytes), each time; then once more with enough. */
export async function surviveFullDisk(setting: Setting, rooms: readonly number[]): Promise<Disturbance> {
  const { program, files, folder } = setting;
  const losses: string[] = [];
  for (const room of rooms) {
    const db = join(folder, `full-${room}.sqlite`);
    const ended = await inLittleRoom(program, ['ingest', ...files], db, join(folder, `disk-${room}`), room);
    const said = ended.errors
      .trim()
      .split('\n')
      .filter((line) => line.startsWith('lorescope: '));
    if (ended.code !== 1 || said.length !== 1 || !/no room left/.test(said[0]!))
      losses.push(`with ${room} bytes: ended with ${ended.code}: ${ended.errors.slice(-500)}`);
    losses.push(...(await recover(setting, db)).map((what) => `with ${room} bytes: ${what}`));
  }
  return { name: 'full disk', tried: rooms.length, losses };
}

/** Ingests into a database that may not be written: the file, then its folder; as nobody, where we are root. */
export async function surviveReadOnly(setting: Setting): Promise<Disturbance> {
  const { program } = setting;
  const place = mkdtempSync(join(tmpdir(), 'lorescope-read-only-'));
  const db = join(place, 'archive.sqlite');
  // Another user must come to them.
  const files = setting.files.map((_, i) => join(place, `mails-${i}.mbox`));
  files.forEach((file, i) => copyFileSync(setting.files[i]!, file));
  const losses: string[] = [];
  try {
    await program.run(['ingest', files[0]!, '--db', db]);
    if (process.getuid?.() === 0) for (const path of [place, db, ...files]) chownSync(path, NOBODY, NOBODY);
    const before = await dumpOf(db);
    for (const [name, file, folder] of [
      ['file', 0o444, 0o755],
      ['folder', 0o444, 0o555],
    ] as const) {
      for (const end of ['-wal', '-shm']) rmSync(`${db}${end}`, { force: true });
      chmodSync(db, file);
      chmodSync(place, folder);
      const { code, errors } = await program.run(['ingest', ...files, '--db', db], undefined, asNobody());
      const said = errors.trim().split('\n').at(-1) ?? '';
      if ((code !== 1 && code !== 2) || !/^lorescope: .*(?:may not be written|can't be opened)/.test(said))
        losses.push(`read-only ${name}: ended with ${code}: ${errors.slice(-500)}`);
      chmodSync(place, 0o755);
      chmodSync(db, 0o644);
      if ((await dumpOf(db)) !== before) losses.push(`read-only ${name}: something changed`);
    }
    losses.push(...(await recover(setting, db)).map((what) => `read-only: ${what}`));
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
  return { name: 'read-only file and folder', tried: 2, losses };
}

/** Ingests while the clock jumps by years, back and forth. */
export async function surviveClock(setting: Setting): Promise<Disturbance> {
  const { program, files, folder } = setting;
  const losses: string[] = [];
  const clocks = ['-20 * YEAR', '+20 * YEAR', '+ (n++ % 2 === 0 ? -20 : 20) * YEAR', '+ (n++ % 7) * -YEAR'];
  for (const [i, clock] of clocks.entries()) {
    const db = join(folder, `clock-${i}.sqlite`);
    const code = `const real = Date; const YEAR = 31536e6; let n = 0; const now = () => real.now() ${clock}; globalThis.Date = class extends real { constructor(...args) { if (args.length) super(...args); else super(now()); } static now() { return now(); } };`;
    const options = `--import=data:text/javascript,${encodeURIComponent(code)}`;
    for (const part of [files.slice(0, 1), files]) {
      const ended = await program.run(['ingest', ...part, '--db', db], undefined, { env: { NODE_OPTIONS: options } });
      if (ended.code !== 0) losses.push(`clock ${clock}: ended with ${ended.code}: ${ended.errors.slice(-500)}`);
    }
    losses.push(...(await compare(setting, db)).map((what) => `clock ${clock}: ${what}`));
  }
  return { name: 'clock that jumps', tried: clocks.length, losses };
}

/** Runs once more undisturbed, and compares. */
export async function recover(setting: Setting, db: string): Promise<string[]> {
  const { code, errors } = await setting.program.run(['ingest', ...setting.files, '--db', db]);
  if (code !== 0) return [`the next run ended with ${code}: ${errors.slice(-500)}`];
  return compare(setting, db);
}

async function compare({ expected }: Setting, db: string): Promise<string[]> {
  const archive = openReader(db);
  try {
    const losses = (await examine(archive)).checks
      .filter(({ ok }) => !ok)
      .map(({ check, detail }) => `doctor: ${check}: ${detail}`);
    if ((await dumpText(archive)) !== expected) losses.push('the dump differs from an undisturbed run');
    return losses;
  } finally {
    archive.close();
  }
}

/**
 * Runs a verb where the database has so much room: on a small file system of its own where this machine lets us make one, else under a
 * limit of file size. What is left of the database lies at `db` afterwards.
 */
async function inLittleRoom(program: Program, args: string[], db: string, disk: string, room: number) {
  mkdirSync(disk, { recursive: true });
  if (canMount()) {
    const ended = await program.run([...args, '--db', join(disk, 'archive.sqlite')], undefined, {
      within: [
        'unshare',
        '--map-root-user',
        '--mount',
        'sh',
        '-c',
        // The file system is gone with the shell: what it holds is copied first.
        `mount -t tmpfs -o size=${room} tmpfs "$0" && { "$@"; code=$?; for end in "" -wal; do test ! -e "$0/archive.sqlite$end" || cp "$0/archive.sqlite$end" "$LEFT$end"; done; exit $code; }`,
        disk,
      ],
      env: { LEFT: db },
    });
    return ended;
  }
  const ended = await program.run([...args, '--db', join(disk, 'archive.sqlite')], undefined, {
    within: ['sh', '-c', `ulimit -f ${Math.ceil(room / 512)}; exec "$@"`, 'sh'],
  });
  for (const end of ['', '-wal']) {
    const left = join(disk, `archive.sqlite${end}`);
    if (existsSync(left)) copyFileSync(left, db + end);
  }
  return ended;
}

/** True where an unprivileged process may have a file system of its own. */
export function canMount(): boolean {
  try {
    execFileSync('unshare', ['--map-root-user', '--mount', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt'], {
      stdio: 'ignore',
    });
    return true;
  } catch {
    return false;
  }
}

const asNobody = () => (process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {});
const NOBODY = 65534;
