import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import type { Archive } from '../../data/database.ts';
import type { RawMail, RemovalEvent } from '../../data/records/index.ts';
import { type MailFacts, storeBatch } from '../../data/write/mails.ts';
import { findSource, startSource, storeProblem, withdraw } from '../../data/write/sources.ts';
import type { WindowSizes } from '../analyze/outcomes/judged-windows.ts';
import { copyCore } from '../parse/message/copies.ts';
import { usedDate } from '../parse/headers/date.ts';
import { parseMail } from '../parse/mail.ts';
import { analyzeArchive } from './archive.ts';
import { readRepository } from './repository.ts';
import { settleSalvaged } from './salvage.ts';
import { analyzeThreads } from './threads.ts';
import type { Manners } from '../read/http.ts';
import { isRemote } from '../read/remote.ts';
import { openSource, type SourceState } from '../read/source.ts';

/** What the caller wants of a run. Times in Unix seconds. */
export interface IngestOptions {
  list: string | null;
  /** Clones of code repositories, read beside the mail. */
  repositories?: string[];
  since: number | null;
  until: number | null;
  /** Wall clock, for the note when a source was read. */
  now: number;
  onProgress?: (progress: Progress) => void;
  /** Asked between batches; true ends the run cleanly after the batch. */
  shouldStop?: () => boolean;
  /** How web servers are asked. */
  manners?: Manners;
  /** False where more sources follow and the caller brings derived rows up to date after the last. */
  analyze?: boolean;
  /** How large the stretches of time are that are judged in one piece; the usual ones where absent. */
  windows?: WindowSizes;
}

/** How far a run is. */
export interface Progress {
  step: 'read' | 'analyze' | 'link' | 'judge';
  source: string;
  done: number;
  /** Null where nobody knows how much there is. */
  total: number | null;
  messages: number;
}

/** What a run did; `problems` are sentences with their place. */
export interface IngestReport {
  read: number;
  new: number;
  known: number;
  skipped: number;
  forgotten: number;
  removed: number;
  defective: number;
  threads: number;
  /** Commits of code repositories that were new. */
  commits: number;
  problems: string[];
}

/**
 * Reads sources into the archive and brings everything derived up to date. Safe to run again and to interrupt: each batch
 * is one transaction with the place from which the next run goes on.
 */
export async function ingest(archive: Archive, paths: string[], options: IngestOptions): Promise<IngestReport> {
  const report = emptyReport();
  for (const path of paths) await readSource(archive, path, options, report);
  for (const path of options.repositories ?? [])
    report.commits += await readRepository(archive, resolve(path), options.now);
  if (options.analyze !== false) await analyze(archive, options, report);
  return report;
}

/** The report of a run that has done nothing yet. */
export function emptyReport(): IngestReport {
  return {
    read: 0,
    new: 0,
    known: 0,
    skipped: 0,
    forgotten: 0,
    removed: 0,
    defective: 0,
    threads: 0,
    commits: 0,
    problems: [],
  };
}

/** Brings derived rows up to date: salvaged mails, dirty threads, then the pass over the whole archive. */
export async function analyze(
  archive: Archive,
  options: Pick<IngestOptions, 'onProgress' | 'shouldStop' | 'windows'>,
  report?: IngestReport,
): Promise<void> {
  await settleSalvaged(archive);
  const threads = await analyzeThreads(archive, options);
  if (report) report.threads = threads;
  if (options.shouldStop?.()) return;
  await analyzeArchive(archive, options);
}

/** One mail as facts. Pure. */
export function factsOf(mail: RawMail): { facts: MailFacts; defects: string[] } {
  const parsed = parseMail(mail.bytes, { salvaged: mail.salvaged });
  const { core, footer, textSize } = copyCore(parsed);
  const when = usedDate(parsed, mail.archivedAt, mail.envelopeDate);
  const sha256 = createHash('sha256').update(mail.bytes).digest();
  const defects = [
    ...new Set([...parsed.defects, ...when.defects, ...(parsed.messageId === null ? ['message-id-missing'] : [])]),
  ].sort();
  const lists = parsed.lists.length > 0 ? parsed.lists : [{ name: mail.list ?? NO_LIST, address: null, listId: null }];
  return {
    defects,
    facts: {
      bytes: mail.bytes,
      sha256,
      messageId: parsed.messageId ?? `${sha256.toString('hex').slice(0, 20)}@no-message-id.invalid`,
      salvaged: parsed.salvaged,
      core,
      footer,
      textSize,
      subject: parsed.subject,
      fromName: parsed.from.name,
      fromEmail: parsed.from.email,
      date: parsed.date,
      dateUsed: when.dateUsed ?? 0,
      references: referencesOf(parsed.references, parsed.inReplyTo),
      defects,
      bot: parsed.bot,
      fromHtml: parsed.fromHtml,
      hasAttachments: parsed.attachments.length > 0,
      lists,
      archivedAt: mail.archivedAt,
    },
  };
}

/** References with In-Reply-To's first id at the end: where both name a parent, public-inbox trusts In-Reply-To, and so do we. */
function referencesOf(references: string[], inReplyTo: string[]): string[] {
  const parent = inReplyTo[0];
  if (parent === undefined) return references;
  return [...references.filter((id) => id !== parent), parent];
}

async function readSource(archive: Archive, path: string, options: IngestOptions, report: IngestReport): Promise<void> {
  const before = await findSource(archive, canonicalPath(path));
  const list = options.list ?? before?.list ?? null;
  const source = await openSource(
    path,
    { list, mirrors: mirrorsOf(archive), ...(options.manners ? { manners: options.manners } : {}) },
    (before?.state ?? null) as SourceState | null,
  );
  const id = await startSource(archive, {
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
    const result = await storeBatch(archive, id, batch, place);
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
      const { facts, defects } = factsOf(event.mail);
      if (defects.length > 0) report.defective += 1;
      if (isOutside(facts.dateUsed, options)) {
        report.skipped += 1;
        continue;
      }
      batch.push(facts);
      bytes += facts.bytes.length;
      // A source that checkpoints seldom must not fill the memory: such a batch is stored without a new place to go on from.
      if (bytes > BATCH_BYTES || batch.length >= 4 * BATCH_MAILS) await flush(null);
    } else if (event.type === 'checkpoint') {
      await flush(event.state);
      if (options.shouldStop?.()) return;
    } else if (event.type === 'removal') {
      await flush(null);
      report.removed += await withdraw(archive, id, removed(event));
    } else {
      report.problems.push(`${event.place}: ${event.what}`);
      await storeProblem(archive, id, event);
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

const isOutside = (date: number, { since, until }: IngestOptions) =>
  (since !== null && date < since) || (until !== null && date >= until);

/** The name under which a source is known again, whatever folder the next run starts in. */
function canonicalPath(path: string): string {
  if (path === '-') return path;
  return isRemote(path) ? path.replace(/\/{1,100}$/, '') : resolve(path);
}

/** Copies of what stands on the web lie beside the database. */
const mirrorsOf = ({ path }: Archive) => (path === ':memory:' || path === '' ? null : `${path}.mirrors`);

/** Mail that names no list, from a source that names none. */
const NO_LIST = 'local';
/** One transaction a batch: large enough that commits cost little, small enough to keep memory flat. */
const BATCH_MAILS = 500;
const BATCH_BYTES = 16 << 20;
