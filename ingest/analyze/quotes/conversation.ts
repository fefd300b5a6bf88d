import type { Block, BlockKind, LineRange } from '../../../data/records/block.ts';
import type { AnsweredLines, Conversation, ConversationPiece } from '../../../data/records/conversation.ts';
import type { Message, Thread } from '../../../data/records/thread.ts';

/** What collating needs of a thread. */
type Told = Pick<Message, 'key' | 'parent' | 'dateUsed' | 'bot'> & { text?: string };

/**
 * The thread as one document: own lines alone, each passage cut where somebody answers it, its answers right below, one
 * deeper, by time. Words below a quote answer the quoted lines; words without one answer their parent as a whole. What
 * programs wrote stands apart; who answers a program answers the nearest person above it. Every own line of every message
 * is in the result once. Near linear in blocks, whatever the depth; independent of the messages' order.
 */
export function collate(
  thread: { messages: readonly Told[] } | Thread,
  blocks: ReadonlyMap<string, Block[]>,
): Conversation {
  const messages = [...(thread.messages as readonly Told[])].sort(
    (a, b) => a.dateUsed - b.dateUsed || compare(a.key, b.key),
  );
  const told = new Map<string, ConversationPassage>();
  for (const message of parentsFirst(messages))
    told.set(message.key, {
      message,
      order: told.size,
      runs: runsOf(message.key, blocks.get(message.key) ?? []),
      kids: [],
    });
  const opening: Run[] = [];
  for (const speech of told.values()) {
    for (const run of speech.runs) {
      const place = placeOf(run, speech, told);
      if (place === null) opening.push(run);
      else place.speech.kids.push({ run, lines: place.lines, dateUsed: speech.message.dateUsed });
    }
  }
  const pieces: ConversationPiece[] = [];
  const bots: ConversationPiece[] = [];
  for (const speech of told.values()) placeKids(speech);
  for (const run of opening) (told.get(run.key)!.message.bot ? bots : pieces).push(...flatten(run));
  return { pieces, bots };
}

/** For each message its lines that are quoted elsewhere: by which quotes, and the own words that follow each. Ascending. */
export function answersOf(blocks: ReadonlyMap<string, Block[]>): Map<string, AnsweredLines[]> {
  const answered = new Map<string, Map<string, AnsweredLines>>();
  for (const key of [...blocks.keys()].sort(compare)) {
    const own = blocks.get(key)!;
    own.forEach((block, n) => {
      if (block.source === null || !isForeign(block) || block.source.part !== undefined) return;
      const { messageId, lines } = block.source;
      const known = answered.get(messageId) ?? new Map<string, AnsweredLines>();
      answered.set(messageId, known);
      const entry = known.get(lines.join()) ?? { lines: [lines[0], lines[1]], by: [] };
      known.set(lines.join(), entry);
      entry.by.push({ messageKey: key, quote: [block.lines[0], block.lines[1]], answer: wordsBelow(own, n) });
    });
  }
  return new Map(
    [...answered].map(([key, entries]) => [
      key,
      [...entries.values()].sort((a, b) => a.lines[0] - b.lines[0] || a.lines[1] - b.lines[1]),
    ]),
  );
}

/** The own words below a quote, or null where another quote or the end comes first. */
function wordsBelow(blocks: readonly Block[], quote: number): LineRange | null {
  let from = quote + 1;
  while (from < blocks.length && (isForeign(blocks[from]!) || !WORDS.has(blocks[from]!.kind))) from += 1;
  if (from >= blocks.length) return null;
  let to = from;
  while (to + 1 < blocks.length && !isForeign(blocks[to + 1]!) && WORDS.has(blocks[to + 1]!.kind)) to += 1;
  return [blocks[from]!.lines[0], blocks[to]!.lines[1]];
}

/** A message and what hangs below its passages. */
interface ConversationPassage {
  message: Told;
  order: number;
  runs: Run[];
  kids: Kid[];
}

interface Kid {
  run: Run;
  /** The answered lines; null for the message as a whole. */
  lines: LineRange | null;
  dateUsed: number;
}

/** Own lines between two quotes, and the quote above them. */
interface Run {
  key: string;
  parts: { lines: LineRange; kind: BlockKind }[];
  /** Where the quote right above stood first. */
  source: { messageKey: string; lines: LineRange } | null;
  answers: ConversationPiece['answers'];
  quoted: boolean;
  kids: Kid[];
}

/** The runs of a message. Runs without words (an attribution, a footer) are joined to the nearest that has some. */
function runsOf(key: string, blocks: readonly Block[]): Run[] {
  const runs: (Run & { words: boolean })[] = [];
  let source: Run['source'] = null;
  let open: (Run & { words: boolean }) | null = null;
  for (const block of blocks) {
    if (isForeign(block)) {
      if (open !== null) source = null;
      open = null;
      if (block.source !== null)
        source = {
          messageKey: block.source.messageId,
          lines: block.source.part === undefined ? block.source.lines : [0, 0],
        };
      continue;
    }
    if (open === null) {
      open = { key, parts: [], source, answers: null, quoted: false, kids: [], words: false };
      runs.push(open);
    }
    open.words ||= WORDS.has(block.kind);
    open.parts.push({ lines: block.lines, kind: block.kind });
  }
  const kept: (Run & { words: boolean })[] = [];
  let waiting: Run['parts'] = [];
  for (const run of runs) {
    if (run.words) {
      run.parts.unshift(...waiting);
      waiting = [];
      kept.push(run);
    } else if (kept.length > 0) kept.at(-1)!.parts.push(...run.parts);
    else waiting.push(...run.parts);
  }
  if (waiting.length > 0)
    kept.push({ key, parts: waiting, source: null, answers: null, quoted: false, kids: [], words: false });
  return kept;
}

/** What a run answers: the quoted lines, or its parent as a whole. Null where it opens the conversation. */
function placeOf(
  run: Run,
  speech: ConversationPassage,
  told: Map<string, ConversationPassage>,
): { speech: ConversationPassage; lines: LineRange | null } | null {
  const source = run.source === null ? undefined : told.get(run.source.messageKey);
  if (run.source !== null && source !== undefined && source.order < speech.order) {
    run.answers = { messageKey: run.source.messageKey, lines: run.source.lines };
    run.quoted = true;
    if (speech.message.bot) return null;
    // An attachment has no lines of its own here: its answers stand behind the message.
    const lines = run.source.lines[1] > 0 ? run.source.lines : null;
    if (!source.message.bot && source.runs.length > 0) return { speech: source, lines };
  }
  for (let key = speech.message.parent, seen = 0; key !== null && seen <= told.size; seen += 1) {
    const parent = told.get(key);
    if (parent === undefined || parent.order >= speech.order) return null;
    if (run.answers === null && parent.runs.length > 0) run.answers = { messageKey: key, lines: wholeOf(parent) };
    if (speech.message.bot) return null;
    if (!parent.message.bot && parent.runs.length > 0) return { speech: parent, lines: null };
    key = parent.message.parent;
  }
  return null;
}

function wholeOf(speech: ConversationPassage): LineRange {
  return [
    Math.min(...speech.runs.map((run) => run.parts[0]!.lines[0])),
    Math.max(...speech.runs.map((run) => run.parts.at(-1)!.lines[1])),
  ];
}

/** Gives each answer to the run of the message that holds the answered lines: the last that begins before their end. */
function placeKids(speech: ConversationPassage): void {
  const starts = speech.runs.map((run) => firstOwnLine(run));
  let texts: string[] | null = null;
  for (const kid of speech.kids) {
    // Empty lines below the passage stay with it.
    if (kid.lines !== null && speech.message.text !== undefined) {
      texts ??= speech.message.text.split('\n');
      let end = kid.lines[1];
      while (end < texts.length && texts[end]!.trim() === '') end += 1;
      kid.lines = [kid.lines[0], end];
    }
    const end = kid.lines === null ? Infinity : kid.lines[1];
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (starts[middle]! < end) low = middle;
      else high = middle - 1;
    }
    speech.runs[low]!.kids.push(kid);
  }
}

const firstOwnLine = (run: Run): number => (run.parts.find((part) => WORDS.has(part.kind)) ?? run.parts[0]!).lines[0];

/** A run and all that hangs below it, in reading order. */
function flatten(top: Run): ConversationPiece[] {
  const pieces: ConversationPiece[] = [];
  const stack: (ConversationPiece | { run: Run; depth: number })[] = [{ run: top, depth: 0 }];
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    if (!('run' in next)) pieces.push(next);
    else stack.push(...unfold(next.run, next.depth).reverse());
  }
  return pieces;
}

/** The pieces of one run, cut at both ends of each answered passage, and its answers behind the passage that they answer. */
function unfold(run: Run, depth: number): (ConversationPiece | { run: Run; depth: number })[] {
  const last = run.parts.at(-1)!.lines[1];
  const kids = run.kids
    .map((kid) => ({ ...kid, end: kid.lines === null ? last : Math.min(kid.lines[1], last) }))
    .sort(
      (a, b) =>
        a.end - b.end ||
        a.dateUsed - b.dateUsed ||
        compare(a.run.key, b.run.key) ||
        a.run.parts[0]!.lines[0] - b.run.parts[0]!.lines[0],
    );
  const cuts = [...new Set(kids.flatMap(({ lines }) => lines ?? []))].sort((a, b) => a - b);
  const answered = (range: LineRange): boolean =>
    kids.some(({ lines }) => lines !== null && lines[0] < range[1] && lines[1] > range[0]);
  const out: (ConversationPiece | { run: Run; depth: number })[] = [];
  let cut = 0;
  let kid = 0;
  for (const { lines, kind } of run.parts) {
    let from = lines[0];
    while (from < lines[1]) {
      while (cut < cuts.length && cuts[cut]! <= from) cut += 1;
      const to = cut < cuts.length ? Math.min(cuts[cut]!, lines[1]) : lines[1];
      out.push({
        messageKey: run.key,
        lines: [from, to],
        depth,
        answers: run.answers,
        quoted: run.quoted,
        kind,
        folded: isFolded(kind, [from, to], answered),
      });
      from = to;
      for (; kid < kids.length && kids[kid]!.end <= to; kid += 1) out.push({ run: kids[kid]!.run, depth: depth + 1 });
    }
  }
  for (; kid < kids.length; kid += 1) out.push({ run: kids[kid]!.run, depth: depth + 1 });
  return out;
}

function isFolded(kind: BlockKind, lines: LineRange, answered: (range: LineRange) => boolean): boolean {
  if (ASIDE.has(kind)) return true;
  const long = lines[1] - lines[0] > (BULK.has(kind) ? LONG_BULK : LONG_TEXT);
  return long && !answered(lines);
}

/** Parents before their answers, else by time. */
function parentsFirst(sorted: readonly Told[]): Told[] {
  const byKey = new Map(sorted.map((message) => [message.key, message]));
  const placed = new Set<string>();
  const ordered: Told[] = [];
  for (const message of sorted) {
    const chain: Told[] = [];
    for (
      let at: Told | undefined = message;
      at !== undefined && !placed.has(at.key);
      at = at.parent === null ? undefined : byKey.get(at.parent)
    ) {
      placed.add(at.key);
      chain.push(at);
    }
    ordered.push(...chain.reverse());
  }
  return ordered;
}

const isForeign = (block: Block): boolean => block.kind === 'quote' || block.kind === 'forwarded';

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Kinds that say something by themselves. */
const WORDS: ReadonlySet<BlockKind> = new Set(['text', 'code', 'diff', 'trailers', 'changelog', 'diffstat', 'closing']);
/** Kinds that are no part of a conversation, yet kept. */
const ASIDE: ReadonlySet<BlockKind> = new Set(['attribution', 'headers', 'signature', 'footer', 'snip']);
const BULK: ReadonlySet<BlockKind> = new Set(['diff', 'diffstat', 'code', 'trailers', 'changelog']);
/** Lines that a reader takes in at a glance. */
const LONG_BULK = 12;
const LONG_TEXT = 40;
