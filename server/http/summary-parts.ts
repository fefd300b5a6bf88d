import { createHash } from 'node:crypto';
import { ANALYSIS_VERSION } from '../../data/database.ts';
import { loadMessages } from '../../data/read/messages.ts';
import {
  listPatchesOfSeries,
  listRevisions,
  loadPatchFacts,
  loadSeries,
  versionsNamedBy,
} from '../../data/read/patches.ts';
import { loadSignals } from '../../data/read/signals.ts';
import { loadThreadBytes } from '../../data/read/thread.ts';
import type { MessageRecord, StoredPatch, StoredSeries, ThreadRecord } from '../../data/records/index.ts';
import { parseMail } from '../../ingest/parse/mail.ts';
import type { SummaryLength } from '../contract/index.ts';
import type { SummaryParts } from '../present/summary/parts.ts';
import type { Spoken } from '../present/summary/words.ts';
import type { Context } from './context.ts';
import { mentionsOf } from './mentions.ts';

/** All that a summary, a verdict or its turning points are made of, read for one thread. */
export async function summaryParts(
  context: Context,
  thread: ThreadRecord,
  length: SummaryLength,
): Promise<SummaryParts> {
  const { archive, webAddresses } = context;
  const works = [...new Set(thread.patches.map(({ record }) => record.workId))];
  const related = await listRevisions(archive, works);
  const ids = [...new Set([...thread.series, ...related].map(({ record }) => record.seriesId))];
  const revisions = (await loadSeries(archive, ids)).sort(byDate).slice(-MOST_REVISIONS);
  const patches = await listPatchesOfSeries(
    archive,
    revisions.map(({ record }) => record.seriesId),
  );
  const facts = loadPatchFacts(
    archive,
    patches.map(({ record }) => record.key),
  );
  const mentions = await mentionsOf(archive, thread, revisions);
  const { spoken, hashes } = await spokenIn(context, thread, revisions, [
    ...mentions.map(({ key }) => key),
    ...patches.flatMap(evidenceOf),
  ]);
  return {
    thread,
    length,
    spoken,
    hashes,
    signals: await loadSignals(archive, thread.summary.id),
    points: thread.points,
    revisions,
    patches,
    facts,
    mentions,
    turning: [],
    versionOf: versionsNamedBy(archive, [thread.summary], thread.patches),
    analysisVersion: ANALYSIS_VERSION,
    webAddresses,
  };
}

/** The thread's messages, and those elsewhere whose words its outcome and its changelogs rest on. */
async function spokenIn(
  { archive }: Context,
  thread: ThreadRecord,
  revisions: StoredSeries[],
  mentions: string[],
): Promise<{ spoken: Map<string, Spoken>; hashes: Map<string, string> }> {
  const spoken = new Map<string, Spoken>();
  const hashes = new Map<string, string>();
  const add = (message: MessageRecord, bytes: Buffer) => {
    spoken.set(message.key, { message, mail: parseMail(bytes, { salvaged: message.salvaged }) });
    hashes.set(message.key, createHash('sha256').update(bytes).digest('hex'));
  };
  const own = await loadThreadBytes(archive, thread.summary.id, 0, Number.MAX_SAFE_INTEGER);
  for (const message of thread.messages) {
    const bytes = own.get(message.key);
    if (bytes) add(message, bytes);
  }
  const elsewhere = new Set<string>(mentions);
  for (const { outcome } of thread.patches) {
    for (const { evidence } of outcome.history) evidence.forEach(({ messageId }) => elsewhere.add(messageId));
    outcome.conflicts.flat().forEach(({ messageId }) => elsewhere.add(messageId));
    outcome.supersededBy.forEach((key) => elsewhere.add(key));
  }
  for (const { history } of thread.discussions)
    for (const { evidence } of history) evidence.forEach(({ messageId }) => elsewhere.add(messageId));
  for (const { record } of revisions) [record.cover ?? '', ...record.patches].forEach((key) => elsewhere.add(key));
  const wanted = [...elsewhere].filter((key) => key !== '' && !spoken.has(key)).sort();
  for (const { message, bytes } of await loadMessages(archive, wanted)) add(message, bytes);
  return { spoken, hashes };
}

/** The messages on which the state of a newest posting rests. */
const evidenceOf = ({ newest, outcome }: StoredPatch): string[] =>
  newest
    ? outcome.history
        .filter(({ state }) => state === outcome.state)
        .flatMap(({ evidence }) => evidence.map(({ messageId }) => messageId))
    : [];

const byDate = (a: StoredSeries, b: StoredSeries) =>
  a.record.dateUsed - b.record.dateUsed || (a.record.seriesId < b.record.seriesId ? -1 : 1);
/** Of a work with more postings the newest are told. */
const MOST_REVISIONS = 40;
