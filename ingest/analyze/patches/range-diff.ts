import { diff } from 'fast-myers-diff';
import munkres from 'munkres';
import { countCommon } from '../../parse/bytes/line-hash.ts';
import { patchDocument, type DocumentLine, type PatchDocument, type PatchText } from './patch-document.ts';

/** A line of the difference of two patches. */
export interface RangeDiffLine {
  /** `@` heads a passage: the file and function, or that it is the commit message. */
  mark: ' ' | '+' | '-' | '@';
  text: string;
  /** Line of the mail: of the newer one for ` ` and `+`, of the older one for `-`; null on `@`. */
  line: number | null;
}

/** Two patches that stand for each other in two revisions, or one that stands alone. */
export interface RangeDiffPair {
  /** Keys; null where it was added or removed. */
  from: string | null;
  to: string | null;
  status: 'same' | 'changed' | 'message-only' | 'added' | 'removed';
  /** Share of lines in common, 0 to 1. */
  likeness: number;
  lines: RangeDiffLine[];
}

/**
 * Compares two revisions of a series as git-range-diff(1) does, from the mails alone: patches are paired so that the whole
 * difference is least, each pair is shown as the difference of message and diff, line numbers and index lines masked.
 * In the order of the newer series; removed patches stand where they stood.
 * @param known pairs that are known from elsewhere (works), newer key to older key
 */
export function rangeDiff(
  older: readonly PatchText[],
  newer: readonly PatchText[],
  known: ReadonlyMap<string, string> = new Map(),
): RangeDiffPair[] {
  const from = older.map(patchDocument);
  const to = newer.map(patchDocument);
  const partner = pairUp(from, to, known);
  const taken = new Set(partner.values());
  const pairs = to.map((document): RangeDiffPair => {
    const before = partner.get(document);
    return before ? comparePair(before, document) : alone(document, 'added');
  });
  for (const [place, document] of from.entries()) {
    if (taken.has(document)) continue;
    // Right behind the partner of the patch that stood before it.
    const above = from
      .slice(0, place)
      .findLast((other) => taken.has(other) || pairs.some((pair) => pair.from === other.key && pair.to === null));
    const at = above ? pairs.findIndex((pair) => pair.from === above.key) + 1 : 0;
    pairs.splice(at, 0, alone(document, 'removed'));
  }
  return pairs;
}

/** Pairs the documents of two series: least cost over all, no pair below the likeness that a stranger reaches. */
function pairUp(
  from: readonly PatchDocument[],
  to: readonly PatchDocument[],
  known: ReadonlyMap<string, string>,
): Map<PatchDocument, PatchDocument> {
  const partner = new Map<PatchDocument, PatchDocument>();
  const byKey = new Map(from.map((document) => [document.key, document]));
  for (const document of to) {
    const before = byKey.get(known.get(document.key) ?? '');
    if (before && ![...partner.values()].includes(before)) partner.set(document, before);
  }
  const taken = new Set(partner.values());
  const rows = to.filter((document) => !partner.has(document));
  const columns = from.filter((document) => !taken.has(document));
  if (rows.length === 0 || columns.length === 0) return partner;
  const likeness = rows.map((row) => columns.map((column) => pairLikeness(row, column)));
  // One column more for each row: what it costs to stand alone.
  const costs = likeness.map((line) => [...line.map((value) => 1 - value), ...rows.map(() => 1 - LEAST_LIKENESS)]);
  for (const [row, column] of munkres(costs)) {
    const before = columns[column];
    if (before && likeness[row]![column]! > LEAST_LIKENESS) partner.set(rows[row]!, before);
  }
  return partner;
}

function pairLikeness(a: PatchDocument, b: PatchDocument): number {
  const [ours, theirs] = [a.changed(), b.changed()];
  const lines = ours.length + theirs.length;
  const alike = lines === 0 ? 0 : (2 * countCommon(ours, theirs)) / lines;
  const title = a.titleKey === b.titleKey ? 1 : wordLikeness(a.titleKey, b.titleKey);
  return Math.max(alike, 0.6 * alike + 0.4 * title);
}

function wordLikeness(a: string, b: string): number {
  const ours = new Set(a.split(' '));
  const theirs = new Set(b.split(' '));
  let common = 0;
  for (const word of ours) if (theirs.has(word)) common += 1;
  return (2 * common) / (ours.size + theirs.size);
}

function comparePair(before: PatchDocument, after: PatchDocument): RangeDiffPair {
  const edits = editsOf(before.lines, after.lines);
  const total = before.lines.length + after.lines.length;
  const changed = edits.reduce((sum, [, gone, , come]) => sum + gone + come, 0);
  const inDiff = edits.some(
    ([at, gone, place, come]) =>
      before.lines.slice(at, at + gone).some(({ zone }) => zone === 'diff') ||
      after.lines.slice(place, place + come).some(({ zone }) => zone === 'diff'),
  );
  return {
    from: before.key,
    to: after.key,
    status: edits.length === 0 ? 'same' : inDiff ? 'changed' : 'message-only',
    likeness: total === 0 ? 1 : Math.round((1 - changed / total) * 1000) / 1000,
    lines: showEdits(before.lines, after.lines, edits),
  };
}

/** [place in the older, lines gone, place in the newer, lines come] */
type LineEdit = [number, number, number, number];

function editsOf(before: readonly DocumentLine[], after: readonly DocumentLine[]): LineEdit[] {
  const numbers = new Map<string, number>();
  const number = ({ text }: DocumentLine) => {
    const key = text.trimEnd();
    let known = numbers.get(key);
    if (known === undefined) numbers.set(key, (known = numbers.size));
    return known;
  };
  const a = before.map(number);
  const b = after.map(number);
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1;
  let endA = a.length;
  let endB = b.length;
  while (endA > start && endB > start && a[endA - 1] === b[endB - 1]) {
    endA -= 1;
    endB -= 1;
  }
  if (start === endA && start === endB) return [];
  // Two diffs with nothing in common cost the most and tell nothing line by line.
  if ((endA - start) * (endB - start) > MOST_CELLS) return [[start, endA - start, start, endB - start]];
  const edits: LineEdit[] = [];
  for (const [x, endX, y, endY] of diff(a.slice(start, endA), b.slice(start, endB))) {
    edits.push([start + x, endX - x, start + y, endY - y]);
  }
  return edits;
}

function showEdits(
  before: readonly DocumentLine[],
  after: readonly DocumentLine[],
  edits: readonly LineEdit[],
): RangeDiffLine[] {
  const shown: RangeDiffLine[] = [];
  let until = 0;
  for (const [n, [at, gone, place, come]] of edits.entries()) {
    const start = Math.max(until, place - CONTEXT);
    if (n === 0 || start > until) shown.push({ mark: '@', text: headingAt(after, start, place), line: null });
    push(after, start, place, ' ');
    push(before, at, at + gone, '-');
    push(after, place, place + come, '+');
    const next = edits[n + 1];
    until = Math.min(after.length, place + come + CONTEXT, next ? next[2] : Infinity);
    push(after, place + come, until, ' ');
  }
  return shown;

  function push(lines: readonly DocumentLine[], from: number, to: number, mark: ' ' | '+' | '-'): void {
    for (let n = from; n < to; n += 1) shown.push({ mark, text: lines[n]!.text, line: lines[n]!.line });
  }
}

/** Where a passage stands: the file and function of its first changed line, or the commit message. */
function headingAt(lines: readonly DocumentLine[], start: number, place: number): string {
  const line = lines[Math.min(place, lines.length - 1)] ?? lines[start];
  if (!line || line.zone === 'message') return 'Commit message';
  return line.where;
}

function alone(document: PatchDocument, status: 'added' | 'removed'): RangeDiffPair {
  return {
    from: status === 'removed' ? document.key : null,
    to: status === 'added' ? document.key : null,
    status,
    likeness: 0,
    lines: [],
  };
}

/** Strangers made from one template ("x01: Convert to new API") have less in common. */
const LEAST_LIKENESS = 0.34;
const CONTEXT = 3;
/** Lines times lines; beyond it the passage is shown as gone and come. */
const MOST_CELLS = 25_000_000;
