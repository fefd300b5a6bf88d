import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Archive, openWriter } from '../../data/database.ts';
import { ingest } from '../../ingest/pipeline/run.ts';
import type { IngestReport } from '../../ingest/pipeline/options.ts';
import { dumpRows } from '../../server/dump.ts';
import { mbox } from './mail.ts';

/** An empty database that lives in memory. */
export function memoryArchive(): Archive {
  return openWriter(':memory:');
}

/** Reads files and folders through the whole pipeline. */
export function ingestPaths(archive: Archive, paths: string[], list: string | null = null): Promise<IngestReport> {
  return ingest(archive, paths, { list, since: null, until: null, now: 1_800_000_000 });
}

/** Reads mails through the whole pipeline, as one mboxrd file of its own. */
export async function ingestMails(
  archive: Archive,
  mails: Buffer[],
  list: string | null = null,
): Promise<IngestReport> {
  return withFolder((folder) => {
    const path = join(folder, 'mails.mbox');
    writeFileSync(path, mbox(mails));
    return ingestPaths(archive, [path], list);
  });
}

/** The whole dump as JSON lines. */
export async function dumpText(archive: Archive): Promise<string> {
  const lines: string[] = [];
  for await (const row of dumpRows(archive)) lines.push(JSON.stringify(row));
  return lines.join('\n');
}

/** SHA-256 of the dump, for archives whose dump is too large to hold; `count` sees each row. */
export async function dumpHash(archive: Archive, count: (row: DumpRow) => void = () => {}): Promise<string> {
  const hash = createHash('sha256');
  for await (const row of dumpRows(archive)) {
    hash.update(JSON.stringify(row)).update('\n');
    count(row as DumpRow);
  }
  return hash.digest('hex');
}

/** Any row of the dump; the fields that tests look at. */
export interface DumpRow {
  type: string;
  key?: string;
  messageId?: string;
  threadId?: string;
  parent?: string | null;
  lists?: string[];
  subject?: string;
  from?: { name: string; email: string };
  date?: string | null;
  dateUsed?: string;
  defects?: string[];
  salvaged?: boolean;
  text?: string;
  title?: string;
  version?: number;
  state?: string;
}

/** The dump's message rows, by key. */
export async function dumpedMessages(archive: Archive): Promise<Map<string, DumpRow>> {
  const found = new Map<string, DumpRow>();
  for await (const row of dumpRows(archive)) {
    const { type, key } = row as DumpRow;
    if (type === 'message') found.set(key!, row as DumpRow);
  }
  return found;
}

/** Runs `work` with a scratch folder that is gone afterwards. */
export async function withFolder<T>(work: (folder: string) => T | Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'lorescope-test-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
