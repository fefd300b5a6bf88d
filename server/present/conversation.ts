import type { Block, BlockKind, LineSource, MessageRecord } from '../../data/records/index.ts';
import type { Piece } from '../contract/index.ts';

/**
 * The thread as one document: own words alone, each passage cut where somebody answers it and the answers right below,
 * one deeper, by time. A quote with a source ties the words below it to the quoted lines; words without one answer the
 * parent as a whole. Flat, in the order in which to read. Linear in blocks, whatever the depth of the thread.
 * Messages come in reading order, parents first.
 */
export function collate(messages: ConversationMessage[]): Piece[] {
  const known = new Map<string, Known>();
  for (const message of messages) {
    const parent = message.parent === null ? undefined : known.get(message.parent);
    known.set(message.key, { message, runs: runsOf(message), above: parent?.runs.at(-1) ?? parent?.above ?? null });
  }
  const answers = new Map<Run, { cut: number; run: Run }[]>();
  const top: Run[] = [];
  for (const own of known.values()) {
    for (const run of own.runs) {
      const place = placeOf(run, own, known);
      if (!place) top.push(run);
      else {
        const there = answers.get(place.run);
        if (there) there.push({ cut: place.cut, run });
        else answers.set(place.run, [{ cut: place.cut, run }]);
      }
    }
  }
  return flatten(top, answers);
}

/** What collating needs of a message; in reading order, so that an answer never stands before what it answers. */
export type ConversationMessage = Pick<MessageRecord, 'key' | 'parent' | 'position' | 'dateUsed' | 'blocks'>;

/** Kinds of blocks that are somebody's own new words. */
export function isOwnWords(block: Block): boolean {
  return block.depth === 0 && block.match === null && OWN.has(block.kind);
}

/** A run of own words in one message, and what the quote above it points to. */
interface Run {
  key: string;
  dateUsed: number;
  from: number;
  to: number;
  /** Null: no quote with a source stands above. */
  answers: LineSource | null;
}

interface Known {
  message: ConversationMessage;
  runs: Run[];
  /** The last words of the nearest message above that has any. */
  above: Run | null;
}

function runsOf(message: ConversationMessage): Run[] {
  const runs: Run[] = [];
  let answers: LineSource | null = null;
  let inQuote = false;
  let open: { from: number; to: number; words: boolean } | null = null;
  const close = () => {
    if (open?.words) runs.push({ key: message.key, dateUsed: message.dateUsed, from: open.from, to: open.to, answers });
    open = null;
  };
  for (const block of message.blocks) {
    if (isOwnWords(block)) {
      inQuote = false;
      open ??= { from: block.lines[0], to: block.lines[1], words: false };
      open.to = block.lines[1];
      open.words ||= WORDS.has(block.kind);
      continue;
    }
    close();
    if (block.kind !== 'quote' && block.kind !== 'forwarded') continue;
    // The last sourced lines right above the words are what they answer.
    if (!inQuote) answers = null;
    inQuote = true;
    if (block.source) answers = block.source;
  }
  close();
  return runs;
}

/** Where a run of words belongs: behind line `cut` of another run; null at the top. */
function placeOf(run: Run, { message, above }: Known, known: Map<string, Known>): { run: Run; cut: number } | null {
  const source = run.answers ? known.get(run.answers.messageId) : undefined;
  if (run.answers && source && source.runs.length > 0 && source.message.position < message.position) {
    const end = run.answers.part === undefined ? run.answers.lines[1] : Infinity;
    const at = source.runs.findLast((other) => other.from < end) ?? source.runs[0]!;
    return { run: at, cut: Math.max(Math.min(end, at.to), at.from + 1) };
  }
  return above && { run: above, cut: above.to };
}

interface Segment {
  run: Run;
  from: number;
  to: number;
  kids: Run[];
  depth: number;
  parent: number | null;
}

function flatten(top: Run[], answers: Map<Run, { cut: number; run: Run }[]>): Piece[] {
  const pieces: Piece[] = [];
  const stack = top.toReversed().flatMap((run) => segmentsOf(run, answers, 0, null).reverse());
  for (let segment = stack.pop(); segment; segment = stack.pop()) {
    const index = pieces.length;
    const { run, from, to, kids, depth, parent } = segment;
    pieces.push({ key: run.key, lines: [from, to], depth, parent, answers: run.answers, answered: kids.length > 0 });
    for (const kid of kids.toReversed()) stack.push(...segmentsOf(kid, answers, depth + 1, index).reverse());
  }
  return pieces;
}

/** A run cut behind each line that somebody answers. */
function segmentsOf(
  run: Run,
  answers: Map<Run, { cut: number; run: Run }[]>,
  depth: number,
  parent: number | null,
): Segment[] {
  const given = (answers.get(run) ?? []).sort(
    (a, b) =>
      a.cut - b.cut ||
      a.run.dateUsed - b.run.dateUsed ||
      (a.run.key < b.run.key ? -1 : Number(a.run.key > b.run.key)) ||
      a.run.from - b.run.from,
  );
  const segments: Segment[] = [];
  let from = run.from;
  for (const { cut, run: kid } of given) {
    if (cut > from) {
      segments.push({ run, from, to: cut, kids: [], depth, parent });
      from = cut;
    }
    segments.at(-1)!.kids.push(kid);
  }
  if (from < run.to) segments.push({ run, from, to: run.to, kids: [], depth, parent });
  return segments;
}

const OWN: ReadonlySet<BlockKind> = new Set<BlockKind>([
  'text',
  'code',
  'changelog',
  'trailers',
  'diff',
  'diffstat',
  'greeting',
  'closing',
  'separator',
  'snip',
]);
/** A greeting or a ruled line alone says nothing that could be answered. */
const WORDS: ReadonlySet<BlockKind> = new Set<BlockKind>(['text', 'code', 'changelog', 'trailers', 'diff', 'diffstat']);
