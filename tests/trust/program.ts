/** The whole program as a process of its own, so that it can be killed. */
import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';

const ROOT = resolve(import.meta.dirname, '../..');

export interface Ended {
  code: number | null;
  signal: NodeJS.Signals | null;
  output: string;
  errors: string;
  milliseconds: number;
}

/** How a process runs: as whom, with what environment besides ours, within which other program. */
export interface Surroundings {
  uid?: number;
  gid?: number;
  env?: Record<string, string>;
  within?: string[];
}

export interface Program {
  /** Runs a verb to its end, or until it is killed with SIGKILL so many milliseconds after its first sign of life. */
  run(args: string[], killAfter?: number, surroundings?: Surroundings): Promise<Ended>;
  /** Starts a verb that goes on until it is told to end. */
  start(args: string[], surroundings?: Surroundings): ChildProcess;
  remove(): void;
}

/** Bundles the program as the build does: a process then starts in a tenth of a second, and hits are spread over its work. */
export async function buildProgram(): Promise<Program> {
  const cache = join(ROOT, 'node_modules', '.cache');
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, 'lorescope-trust-'));
  chmodSync(folder, 0o755);
  const started: ChildProcess[] = [];
  const file = join(folder, 'lorescope.mjs');
  await build({
    entryPoints: { lorescope: join(ROOT, 'server', 'cli', 'main.ts') },
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    splitting: true,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    logLevel: 'error',
  });
  return {
    run: (args, killAfter, surroundings) => runOnce(begin(file, args, surroundings), killAfter),
    start: (args, surroundings) => {
      const child = begin(file, args, surroundings);
      started.push(child);
      return child;
    },
    remove: () => {
      // Those that a failed test left behind.
      for (const child of started) if (child.exitCode === null && child.signalCode === null) killGroup(child);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function begin(file: string, args: string[], { within = [], env = {}, ...who }: Surroundings = {}): ChildProcess {
  const [first, ...rest] = [...within, process.execPath, file, ...args];
  // A group of its own: what it started is killed with it, as when the power goes.
  return spawn(first!, rest, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
    detached: true,
    ...who,
  });
}

function runOnce(child: ChildProcess, killAfter?: number): Promise<Ended> {
  const started = performance.now();
  const output: Buffer[] = [];
  const errors: Buffer[] = [];
  child.stdout?.on('data', (chunk: Buffer) => output.push(chunk));
  child.stderr?.on('data', (chunk: Buffer) => errors.push(chunk));
  const timer = killAfter === undefined ? undefined : setTimeout(() => killGroup(child), killAfter);
  return new Promise((done, fail) => {
    child.once('error', fail);
    child.once('close', (code, signal) => {
      clearTimeout(timer);
      done({
        code,
        signal,
        output: Buffer.concat(output).toString(),
        errors: Buffer.concat(errors).toString(),
        milliseconds: performance.now() - started,
      });
    });
  });
}

function killGroup(child: ChildProcess): void {
  try {
    process.kill(-child.pid!, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}

/** The sample archive so many times over, each time under other ids and by other people; a file a time. Returns the files. */
export function manySamples(folder: string, times: number): string[] {
  const source = join(ROOT, 'data', 'sample');
  const texts = readdirSync(source)
    .filter((name) => name.endsWith('.mbox'))
    .sort()
    .map((name) => readFileSync(join(source, name), 'latin1'));
  return Array.from({ length: times }, (_, i) => {
    const path = join(folder, `sample-${i}.mbox`);
    const renamed = texts.join('').replace(/<([^<>\s@]{1,200})@/g, (_all, name: string) => `<${name}.${i}@`);
    writeFileSync(path, renamed, 'latin1');
    return path;
  });
}

/** Numbers from 0 to 1 that are the same with each run of a seed (mulberry32). */
export function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The mails of an mbox as {@link manySamples} writes it. */
export function mailsOf(path: string): Buffer[] {
  return readFileSync(path, 'latin1')
    .split(/^From .*\n/m)
    .filter((text) => text.trim() !== '')
    .map((text) => Buffer.from(text, 'latin1'));
}
