import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { InvalidArgumentError, Option } from 'commander';
import { UsageError } from './usage-error.ts';

/** What `lorescope.config.json` may set; flags and LORESCOPE_* win over it. */
export interface Config {
  db?: string;
  host?: string;
  port?: number;
  /** Your own addresses and paths of MAINTAINERS that you look after. */
  me?: { addresses?: string[]; paths?: string[] };
  mailmap?: string;
  maintainers?: string;
  corrections?: string;
  /** Web address of each list's archive, by short name: `https://lore.kernel.org/linux-rdma/`. */
  archives?: Record<string, string>;
  /** Web addresses of git trees, `%s` for the commit. */
  trees?: string[];
  maskAddresses?: boolean;
  /** Threads of `serve` that answer. */
  workers?: number;
  /** Where visitors reach the server: `https://lists.example.org`. */
  publicUrl?: string;
  /** Proxies whose `X-Forwarded-*` is believed: addresses or networks (`10.0.0.0/8`). */
  trustProxy?: string[];
  basePath?: string;
}

/** Reads `lorescope.config.json` of the working directory. Throws a UsageError where it is no JSON object. */
export function loadConfig(): Config {
  const path = resolve('lorescope.config.json');
  if (!existsSync(path)) return {};
  try {
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'));
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  } catch (error) {
    throw new UsageError(`lorescope.config.json can't be read: ${(error as Error).message}`);
  }
  throw new UsageError('lorescope.config.json must hold one JSON object.');
}

/** The option that every verb takes. */
export const dbOption = () =>
  new Option('--db <file>', 'the database')
    .env('LORESCOPE_DB')
    .default(undefined, loadConfigQuietly().db ?? DEFAULT_DB);

/** The option of verbs that analyze mail. Undefined: as many as pay on this machine. */
export const jobsOption = () =>
  new Option(
    '--jobs <n>',
    'threads that analyze mail; the result is the same for any number (default: by cores and memory)',
  )
    .env('LORESCOPE_JOBS')
    .argParser(parseJobs);

function parseJobs(text: string): number {
  const jobs = Number(text);
  if (/^\d{1,2}$/.test(text) && jobs >= 1 && jobs <= 64) return jobs;
  throw new InvalidArgumentError('Give a number of threads from 1 to 64.');
}

/** Path of the database that a verb works on. */
export function dbPath(given: string | undefined): string {
  return resolve(given || loadConfig().db || DEFAULT_DB);
}

export const DEFAULT_DB = join('data', 'lorescope.sqlite');

/** The folder that holds package.json, wherever the program was started from and whether it was bundled or not. */
export function packageRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) {
    const parent = dirname(folder);
    if (parent === folder) throw new UsageError('The folder of Lorescope itself is not found.');
    folder = parent;
  }
  return folder;
}

function loadConfigQuietly(): Config {
  try {
    return loadConfig();
  } catch {
    return {};
  }
}
