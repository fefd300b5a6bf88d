import type { Block, BlockKind, LineRange, LineSource } from '../../data/records/block.ts';
import type { Message } from '../../data/records/thread.ts';

/** Own words between two quotes, and the quotes that they answer. */
export interface Passage {
  /** Lines of own words, blank lines at both ends left out. */
  lines: LineRange;
  text: string;
  /** The quoted blocks above them, since the last own words; oldest first. */
  above: Block[];
  /** True for the words before any quote. */
  isTop: boolean;
}

/** The own words of a message, passage by passage; greetings, signatures and trailers are none. */
export function passages(message: Message, blocks: readonly Block[]): Passage[] {
  const lines = message.text.split('\n');
  const found: Passage[] = [];
  let above: Block[] = [];
  let open: LineRange | null = null;
  let seenQuote = false;
  const close = () => {
    if (open) {
      const range = trim(lines, open);
      if (range) found.push({ lines: range, text: fold(lines, range), above, isTop: !seenQuote });
      above = [];
    }
    open = null;
  };
  for (const block of blocks) {
    if (block.depth > 0 || block.kind === 'quote' || block.kind === 'forwarded') {
      close();
      above.push(block);
      seenQuote = true;
    } else if (WORDS.has(block.kind)) {
      open = open ? [open[0], block.lines[1]] : [block.lines[0], block.lines[1]];
    } else if (block.kind !== 'snip' && block.kind !== 'separator' && block.kind !== 'attribution') {
      close();
    }
  }
  close();
  return found;
}

/** The source of the quoted lines nearest above a passage; null where they have none. */
export function nearestSource(passage: Passage): LineSource | null {
  for (let n = passage.above.length - 1; n >= 0; n -= 1) {
    const block = passage.above[n]!;
    if (block.kind === 'snip' || block.kind === 'attribution') continue;
    return block.source;
  }
  return null;
}

function trim(lines: readonly string[], [from, to]: LineRange): LineRange | null {
  let start = from;
  let end = to;
  while (start < end && isEmpty(lines[start])) start += 1;
  while (end > start && isEmpty(lines[end - 1])) end -= 1;
  return start < end ? [start, end] : null;
}

function isEmpty(line: string | undefined): boolean {
  return line === undefined || !/[^\s>\]]/.test(line);
}

function fold(lines: readonly string[], [from, to]: LineRange): string {
  const text = lines
    .slice(from, Math.min(to, from + MOST_LINES))
    .join(' ')
    .replace(/\s+/g, ' ')
    .trim();
  return text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT - 1)}…` : text;
}

const WORDS: ReadonlySet<BlockKind> = new Set(['text', 'code', 'diff']);
const MOST_LINES = 12;
const LONGEST_TEXT = 300;
