/** Finds where the quoted lines of one message first stood, and lets each line inherit the origin of what it repeats. */
import type { QuoteDocument } from './document.ts';
import { traceHeads } from './heads.ts';
import { MIN_HELD } from './proof.ts';
import { claimAttribution, claimUnmarked, freeOwnAnswers, freeUnmarked } from './reclaim.ts';
import { claimRepeated } from './repeated.ts';
import { Trace } from './rows.ts';

/** What a message's quotes may come from, nearest first; each asked only while lines are left. */
export interface Candidates {
  /** The parent's text, null where the archive lacks it. */
  parent: QuoteDocument | null;
  /** The parent's text attachments. */
  attachments: () => QuoteDocument[];
  /** Further ancestors, nearest first. */
  ancestors: () => QuoteDocument[];
  /** Documents that hold this very line as new text, best first. */
  holders: (hash: number, size: number) => QuoteDocument[];
  /** Documents before this message that are no ancestors, nearest in time first. */
  others: () => QuoteDocument[];
}

/** Traces every quoted line of a document; what is found nowhere keeps itself as origin. */
export function traceQuotes(doc: QuoteDocument, docs: QuoteDocument[], candidates: Candidates): void {
  const { parent } = candidates;
  if (parent !== null) {
    claimUnmarked(doc, parent);
    claimRepeated(doc, parent, () => [parent, ...candidates.ancestors()].slice(0, MAX_REPEATED));
  }
  const trace = new Trace(doc, docs);
  if (trace.rows.length === 0) return;
  if (parent !== null) trace.alignWith(parent, false, () => claimAttribution(trace));
  if (trace.left() === 0) return finish(trace, parent);
  if (parent !== null) for (const attachment of candidates.attachments()) trace.alignWith(attachment, true);
  if (trace.left() > 0) alignWithHolders(trace, candidates);
  if (trace.leftWords() >= MIN_PASSAGE) {
    for (const other of candidates.ancestors()) if (trace.leftWords() >= MIN_PASSAGE) trace.alignPassages(other);
    for (const other of candidates.others()) if (trace.leftWords() >= MIN_PASSAGE) trace.alignPassages(other);
  }
  return finish(trace, parent);
}

function finish(trace: Trace, parent: QuoteDocument | null): void {
  if (trace.heads !== null) traceHeads(trace.doc, trace.docs, trace.heads);
  if (parent !== null) {
    freeOwnAnswers(trace, parent);
    freeUnmarked(trace);
  } else claimAttribution(trace);
}

/** Texts that hold the untraced lines as new words: the nearest that holds most of a run proves itself by whole lines. */
function alignWithHolders(trace: Trace, candidates: Candidates): void {
  const asked = new Set<QuoteDocument>();
  for (let round = 0; round < MAX_HOLDERS; round += 1) {
    const votes = new Map<QuoteDocument, number>();
    for (let n = 0; n < trace.rows.length; n += 1) {
      if (trace.done[n] === 1) continue;
      const row = trace.rows[n]!;
      const size = trace.doc.lines.sizes[row]!;
      candidates.holders(trace.doc.lines.hashes[row]!, size).forEach((holder, rank) => {
        // The nearest of several holders counts a little more.
        if (!asked.has(holder)) votes.set(holder, (votes.get(holder) ?? 0) + size * (rank === 0 ? 1.01 : 1));
      });
    }
    let best: QuoteDocument | null = null;
    for (const [holder, size] of votes) if (best === null || size > votes.get(best)!) best = holder;
    if (best === null || votes.get(best)! < MIN_HELD) return;
    asked.add(best);
    trace.alignWith(best, true);
  }
}

const MIN_PASSAGE = 6;
const MAX_HOLDERS = 6;
/** Ancestors whose patch a reply may hold whole. */
const MAX_REPEATED = 8;
