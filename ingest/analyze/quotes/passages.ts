import type { Block, BlockKind, LineRange, LineSource } from '../../../data/records/block.ts';
import type { Message } from '../../../data/records/thread.ts';
import { linesOf } from '../threads/text-lines.ts';

/** Own words between two quotes, and the quotes that they answer. */
export interface Passage {
  /** Lines of own words, blank lines at both ends left out. */
  lines: LineRange;
  text: string;
  /** The quoted blocks above them, since the last own words; oldest first. */
  above: Block[];
  /** True for the words before any quote, and for those that a greeting parts from it. */
  isTop: boolean;
  /** The source of the quoted lines nearest above that say something; null where they have none. */
  nearest: LineSource | null;
}

/** The own words of a message, passage by passage; greetings, signatures and trailers are none. */
export function passages(message: Message, blocks: readonly Block[]): Passage[] {
  const lines = linesOf(message);
  const found: Passage[] = [];
  let above: Block[] = [];
  let open: LineRange | null = null;
  let seenQuote = false;
  const close = () => {
    if (open) {
      const range = trim(lines, open);
      if (range && !isFootnotes(lines, range)) {
        found.push({
          lines: range,
          text: fold(lines, range),
          above,
          isTop: !seenQuote,
          nearest: nearestSource(lines, above),
        });
      }
      above = [];
    }
    open = null;
  };
  for (const block of blocks) {
    if (block.depth > 0 || block.kind === 'quote' || block.kind === 'forwarded') {
      close();
      above.push(block);
      seenQuote = true;
    } else if (block.kind === 'greeting') {
      close();
      // Whoever is greeted below a quote is spoken to about the whole of it.
      above = [];
      seenQuote = false;
    } else if (WORDS.has(block.kind)) {
      open = open ? [open[0], block.lines[1]] : [block.lines[0], block.lines[1]];
    } else if (block.kind !== 'snip' && block.kind !== 'separator' && block.kind !== 'attribution') {
      close();
    }
  }
  close();
  return found;
}

/**
 * The source of the quoted lines nearest above a passage. A quoted line of punctuation alone (`}`) below somebody's words
 * is the rest of what those words were about: they are what is answered.
 */
function nearestSource(lines: readonly string[], above: readonly Block[]): LineSource | null {
  const quotes = above.filter(({ kind }) => kind !== 'snip' && kind !== 'attribution');
  const last = quotes.at(-1);
  const before = quotes.at(-2);
  if (
    last?.source &&
    before?.source &&
    before.depth < last.depth &&
    before.source.messageId !== last.source.messageId &&
    !lines.slice(...last.lines).some((line) => /[\p{L}\p{N}]{2}/u.test(line))
  )
    return before.source;
  return last?.source ?? null;
}

/** True for lines that only give the addresses of `[1]`, `[2]`: they belong to the words that name them. */
function isFootnotes(lines: readonly string[], [from, to]: LineRange): boolean {
  return lines.slice(from, to).every((line) => /^\s*$|^\s*\[\w{1,3}\]:?\s+<?https?:\/\/\S+\s*$/.test(line));
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
