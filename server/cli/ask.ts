import type { Archive } from '../../data/database.ts';
import { openReader } from '../../data/database.ts';
import { type Config, dbPath, loadConfig } from './settings.ts';
import { UsageError } from './usage-error.ts';

/**
 * Asks the API of this very process: the command line's reading verbs print what HTTP answers, so the two cannot differ.
 * Throws a UsageError with the API's own sentence.
 */
export async function ask<Answer>(archive: Archive, path: string): Promise<Answer> {
  const { body, statusCode } = await request(archive, path);
  const answer = JSON.parse(body) as Answer & { error?: { message: string; hint?: string } };
  if (statusCode >= 400) throw new UsageError([answer.error?.message, answer.error?.hint].filter(Boolean).join(' '));
  return answer;
}

/** The answer of this process's own server to one address, as text. */
export async function request(
  archive: Archive,
  path: string,
): Promise<{ body: string; bytes: Buffer; statusCode: number }> {
  // Loaded when it is needed: half a second of CPU that an ingest does not have to pay.
  const { buildApp } = await import('../http/app.ts');
  const app = await buildApp(archive, appOptions(loadConfig()));
  try {
    const { body, rawPayload, statusCode } = await app.inject({ url: path, remoteAddress: '127.0.0.1' });
    return { body, bytes: rawPayload, statusCode };
  } finally {
    await app.close();
  }
}

/** Opens the database of a reading verb, and closes it whatever happens. */
export async function withArchive<T>(db: string | undefined, work: (archive: Archive) => Promise<T>): Promise<T> {
  const archive = openReader(dbPath(db));
  try {
    return await work(archive);
  } finally {
    archive.close();
  }
}

/** What the configuration says to the server. */
export function appOptions(config: Config): { webAddresses?: Record<string, string>; me?: string[] } {
  const addresses = config.me?.addresses;
  return {
    ...(config.archives ? { webAddresses: config.archives } : {}),
    ...(addresses ? { me: addresses } : {}),
  };
}
