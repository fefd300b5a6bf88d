import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import type { FactStore, MailFacts } from '../../data/facts.ts';
import type { RemovalEvent } from '../../data/records/index.ts';
import { parseMail } from '../parse/mail.ts';
import { isRemote } from '../read/remote.ts';
import { openSource, type SourceState } from '../read/source.ts';
import { factsOf } from './mail-facts.ts';
import { emptyReport, type IngestReport, type ReadOptions } from './options.ts';
import { readRepository } from './repository.ts';

/** Reads sources and code repositories into the facts; each batch is stored with the place from which the next run goes on. */
export async function readFacts(
  facts: FactStore,
  paths: readonly string[],
  options: ReadOptions,
): Promise<IngestReport> {
  const report = emptyReport();
  for (const path of paths) await readSource(facts, path, options, report);
  for (const path of options.repositories ?? [])
    report.commits += await readRepository(facts, resolve(path), options.now);
  return report;
}

/**
 * Reads again every source that the facts know, or those of some lists: files and folders for what grew, web addresses for
 * what came. A source that is gone or can't be reached is a problem of the report, and the others are read all the same.
 */
export async function readFactsAgain(
  facts: FactStore,
  lists: string[],
  options: Omit<ReadOptions, 'list' | 'since' | 'until' | 'repositories'>,
): Promise<IngestReport> {
  const total = emptyReport();
  for (const { path, kind } of await facts.sourcesOfLists(lists)) {
    if (path === '-' || options.shouldStop?.()) continue;
    const isRepository = kind === 'repository';
    try {
      const report = await readFacts(facts, isRepository ? [] : [path], {
        ...options,
        list: null,
        since: null,
        until: null,
        repositories: isRepository ? [path.replace(/^repository:/, '')] : [],
      });
      add(total, report);
    } catch (error) {
      if ((error as Error).name !== 'SourceError') throw error;
      total.problems.push((error as Error).message);
    }
  }
  return total;
}

function add(total: IngestReport, { problems, ...counts }: IngestReport): void {
  for (const [name, count] of Object.entries(counts)) total[name as keyof typeof counts] += count;
  total.problems.push(...problems);
}

async function readSource(facts: FactStore, path: string, options: ReadOptions, report: IngestReport): Promise<void> {
  const before = await facts.findSource(canonicalPath(path));
  const list = options.list ?? before?.list ?? null;
  const source = await openSource(
    path,
    { list, mirrors: options.mirrors ?? null, ...(options.fetchPolicy ? { fetchPolicy: options.fetchPolicy } : {}) },
    (before?.state ?? null) as SourceState | null,
  );
  const id = await facts.startSource({
    path: canonicalPath(source.path),
    kind: source.kind,
    list: options.list,
    readAt: options.now,
  });
  let batch: MailFacts[] = [];
  let bytes = 0;
  let place = (before?.state ?? null) as SourceState | null;
  const flush = async (state: SourceState | null) => {
    if (batch.length === 0 && state === null) return;
    place = state ?? place;
    const result = await facts.storeBatch(id, batch, place);
    report.new += result.stored;
    report.known += result.known;
    report.forgotten += result.forgotten;
    batch = [];
    bytes = 0;
    const { read, total } = source.progress();
    options.onProgress?.({ step: 'read', source: path, done: read, total, messages: report.read });
  };
  for await (const event of source.events) {
    if (event.type === 'mail') {
      report.read += 1;
      const { facts: mail, defects } = factsOf(event.mail);
      if (defects.length > 0) report.defective += 1;
      if (isOutside(mail.dateUsed, options)) {
        report.skipped += 1;
        continue;
      }
      batch.push(mail);
      bytes += mail.bytes.length;
      // A source that checkpoints seldom must not fill the memory: such a batch is stored without a new place to go on from.
      if (bytes > BATCH_BYTES || batch.length >= 4 * BATCH_MAILS) await flush(null);
    } else if (event.type === 'checkpoint') {
      await flush(event.state);
      if (options.shouldStop?.()) return;
    } else if (event.type === 'removal') {
      await flush(null);
      report.removed += await facts.withdraw(id, removed(event));
    } else {
      report.problems.push(`${event.place}: ${event.what}`);
      await facts.storeProblem(id, event);
    }
  }
  if (batch.length > 0) await flush(null);
}

/** What a removal names: the very bytes where the archive still has them, and the Message-ID. */
function removed({ messageId, bytes }: RemovalEvent): { sha256: Buffer | null; messageId: string | null } {
  return {
    sha256: bytes ? createHash('sha256').update(bytes).digest() : null,
    messageId: messageId ?? (bytes ? parseMail(bytes).messageId : null),
  };
}

const isOutside = (date: number, { since, until }: ReadOptions) =>
  (since !== null && date < since) || (until !== null && date >= until);

/** The name under which a source is known again, whatever folder the next run starts in. */
function canonicalPath(path: string): string {
  if (path === '-') return path;
  return isRemote(path) ? path.replace(/\/{1,100}$/, '') : resolve(path);
}

/** One transaction a batch: large enough that commits cost little, small enough to keep memory flat. */
const BATCH_MAILS = 500;
const BATCH_BYTES = 16 << 20;
