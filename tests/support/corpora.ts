import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { it } from 'vitest';

const ROOT = resolve(import.meta.dirname, '../..');

/** The folder that holds `corpora/`, `seeds/` and `truth/`: LORESCOPE_SHARED, else `shared` beside the project. */
export const SHARED = resolve(process.env['LORESCOPE_SHARED'] ?? join(ROOT, '../shared'));

/** The path of a corpus, or null where it is not on this machine. */
export function corpus(name: string): string | null {
  const path = join(SHARED, 'corpora', name);
  return existsSync(path) ? path : null;
}

/** The path of a seed text, or null. */
export function seed(name: string): string | null {
  const path = join(SHARED, 'seeds', name);
  return existsSync(path) ? path : null;
}

/** Says once, on one line, that real mail is absent. */
export function sayCorporaAbsent(suite: string): void {
  console.log(`${suite}: no corpora at ${SHARED} (set LORESCOPE_SHARED); checking made-up mail only`);
}

/** Declares a test only where what it needs is on this machine. */
export function itWith(condition: boolean, title: string, test: () => Promise<void>, timeoutMs?: number): void {
  if (condition) it(title, test, timeoutMs);
}
