/** Ingests and syncs that are killed and run again. */
import { join } from 'node:path';
import { type Archive, openReader } from '../../data/database.ts';
import { examine } from '../../data/read/doctor.ts';
import { dumpText } from '../support/archive.ts';
import { chance, type Program } from './program.ts';

export interface Survival {
  kills: number;
  /** Kills that hit the program before it was done. */
  hits: number;
  /** Sentences about what was lost or damaged; empty where all is well. */
  losses: string[];
}

/**
 * Kills a run `kills` times at moments spread over its length, looks at the database after each, lets it end, and compares the dump with
 * that of an undisturbed run.
 *
 * @param args the verb and its sources, without the database
 */
export async function surviveKills(
  program: Program,
  {
    args,
    folder,
    kills,
    rounds,
    seed,
  }: { args: string[]; folder: string; kills: number; rounds: number; seed: number },
): Promise<Survival> {
  const random = chance(seed);
  const calm = join(folder, 'calm.sqlite');
  const { milliseconds } = await program.run([...args, '--db', calm]);
  const expected = await dumpOf(calm);
  const result: Survival = { kills: 0, hits: 0, losses: [] };
  for (let round = 0; round < rounds; round += 1) {
    const db = join(folder, `killed-${round}.sqlite`);
    for (let i = 0; i < Math.ceil(kills / rounds); i += 1) {
      const ended = await program.run([...args, '--db', db], START_MS + random() * milliseconds);
      result.kills += 1;
      if (ended.signal === 'SIGKILL') result.hits += 1;
      else if (ended.code !== 0) result.losses.push(`round ${round}: ended with ${ended.code}: ${ended.errors}`);
      result.losses.push(...(await damage(db)).map((what) => `round ${round}, kill ${i}: ${what}`));
    }
    const last = await program.run([...args, '--db', db]);
    if (last.code !== 0) result.losses.push(`round ${round}: the last run ended with ${last.code}: ${last.errors}`);
    const archive = openReader(db);
    for (const { check, ok, detail } of (await examine(archive)).checks) {
      if (!ok) result.losses.push(`round ${round}: doctor: ${check}: ${detail}`);
    }
    archive.close();
    if ((await dumpOf(db)) !== expected) result.losses.push(`round ${round}: the dump differs`);
  }
  return result;
}

/** What is wrong with a database whose ingest was killed: half the work is right, a torn page or row is not. */
async function damage(path: string): Promise<string[]> {
  let archive: Archive;
  try {
    archive = openReader(path);
  } catch (error) {
    // Killed before the first transaction: there is nothing yet.
    return /no database|empty database/.test((error as Error).message) ? [] : [(error as Error).message];
  }
  const { checks } = await examine(archive);
  archive.close();
  return checks
    .filter(({ check, ok }) => !ok && !UNFINISHED.has(check))
    .map(({ check, detail }) => `${check}: ${detail}`);
}

/** The dump of a database file. */
export async function dumpOf(path: string): Promise<string> {
  const archive = openReader(path);
  try {
    return await dumpText(archive);
  } finally {
    archive.close();
  }
}

/** Work that the next run takes up. */
const UNFINISHED = new Set(['no thread waits for analysis', 'every message has its blocks']);
const START_MS = 100;
