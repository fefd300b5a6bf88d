import type { Block, BlockKind, LineRange, Message } from '../../../data/records/index.ts';
import { linesOf } from '../threads/text-lines.ts';

/** One sentence that its sender newly wrote, white space folded, with the lines on which it stands. */
export interface Sentence {
  text: string;
  /** Lower case, with plain apostrophes: what patterns are held against. */
  low: string;
  lines: LineRange;
  /** True where it begins its line. */
  atLineStart: boolean;
  /** Number of its paragraph. */
  paragraph: number;
  kind: BlockKind;
  /** The quoted passage right above, at its source. */
  answers: { messageId: string; lines: LineRange } | null;
}

/** A line that its sender newly wrote, machine output and diffs left out. */
export interface OwnLine {
  text: string;
  line: number;
  kind: BlockKind;
  answers: { messageId: string; lines: LineRange } | null;
}

/**
 * The lines of a message that are its sender's own: never a quote, a forwarded text, a diff or a signature. A decision is
 * read from these alone, so that quoted words are never evidence for the one who quotes them.
 */
export function ownLines(
  message: Pick<Message, 'text'>,
  blocks: Block[],
  kinds: ReadonlySet<BlockKind> = OWN_KINDS,
): OwnLine[] {
  const lines = linesOf(message);
  const own: OwnLine[] = [];
  let answers: OwnLine['answers'] = null;
  for (const block of blocks) {
    if (block.kind === 'quote' || block.kind === 'forwarded') {
      answers =
        block.source && !block.source.part ? { messageId: block.source.messageId, lines: block.source.lines } : answers;
      if (block.source === null) answers = null;
      continue;
    }
    // A last paragraph can be taken for a signature; only one below its mark is surely none of the message's words.
    const unsure = block.kind === 'signature' && !/^--\s*$/.test(lines[block.lines[0]] ?? '');
    if (block.depth > 0 || !(kinds.has(block.kind) || unsure)) continue;
    for (let line = block.lines[0]; line < block.lines[1]; line += 1) {
      const text = lines[line] ?? '';
      // A quote mark inside a block of own words is a doubt: such a line proves nothing.
      own.push({ text: QUOTE_MARK.test(text) ? '' : text, line, kind: block.kind, answers });
    }
  }
  return own;
}

/** The sentences of a message's own words, in order; long ones cut, at most MAX_SENTENCES. */
export function ownSentences(message: Pick<Message, 'text'>, blocks: Block[]): readonly Sentence[] {
  const cut = known.get(blocks);
  if (cut?.message === message) return cut.sentences;
  const sentences = cutSentences(message, blocks);
  known.set(blocks, { message, sentences });
  return sentences;
}

/** Signals and reviews ask for the same sentences. */
const known = new WeakMap<Block[], { message: object; sentences: readonly Sentence[] }>();

function cutSentences(message: Pick<Message, 'text'>, blocks: Block[]): Sentence[] {
  const sentences: Sentence[] = [];
  let open: { parts: string[]; from: number; to: number; atLineStart: boolean; line: OwnLine } | null = null;
  let paragraph = 0;
  const close = () => {
    if (open === null) return;
    const joined = open.parts.join(' ');
    const text = UNFOLDED.test(joined) ? joined.replace(/\s+/g, ' ').trim() : joined;
    if (text !== '' && sentences.length < MAX_SENTENCES) {
      sentences.push({
        text: text.slice(0, MAX_TEXT),
        low: text
          .slice(0, MAX_TEXT)
          .toLowerCase()
          .replace(/[\u2018\u2019\u00b4`]/g, "'"),
        lines: [open.from, open.to + 1],
        atLineStart: open.atLineStart,
        paragraph,
        kind: open.line.kind,
        answers: open.line.answers,
      });
    }
    open = null;
  };
  let previous: OwnLine | null = null;
  for (const line of ownLines(message, blocks)) {
    const folded = line.text.trim();
    const broken = previous !== null && (line.line !== previous.line + 1 || line.answers !== previous.answers);
    if (folded === '' || broken) {
      close();
      paragraph += 1;
    } else if (open !== null && previous !== null && endsThought(previous.text, line.text)) close();
    previous = line;
    if (folded === '') continue;
    const pieces = splitSentences(folded.slice(0, MAX_TEXT));
    for (const [n, piece] of pieces.entries()) {
      if (n > 0) close();
      if (open === null) open = { parts: [], from: line.line, to: line.line, atLineStart: n === 0, line };
      open.parts.push(piece);
      open.to = line.line;
    }
    if (/[.!?]["')]*$/.test(folded) && !ABBREVIATION_END.test(folded)) close();
  }
  close();
  return sentences;
}

/** True where a short line ends a thought though no full stop says so: the next line begins anew. */
function endsThought(above: string, line: string): boolean {
  if (BULLET.test(line)) return true;
  if (/[:;]\s*$/.test(above)) return true;
  const upper = /^\s*["'(]?[A-Z]/.test(line);
  if (!upper) return false;
  // Fifty characters: mail is wrapped at 65 to 78, so a line this short was ended on purpose.
  return (
    above.trim().length < 50 ||
    (/,\s*$/.test(above) === false &&
      /^\s*(Thanks|Regards|Cheers|Best|Reviewed|Acked|Applied|Merged|Pushed|Queued)\b/.test(line))
  );
}

/** Cuts a line behind `.`, `!` and `?` where the next word begins with a capital, a digit or a quote sign. */
function splitSentences(line: string): string[] {
  const pieces: string[] = [];
  let from = 0;
  SENTENCE_END.lastIndex = 0;
  for (let match = SENTENCE_END.exec(line); match !== null; match = SENTENCE_END.exec(line)) {
    const head = line.slice(from, match.index + 1);
    if (ABBREVIATION_END.test(head)) continue;
    pieces.push(line.slice(from, SENTENCE_END.lastIndex).trim());
    from = SENTENCE_END.lastIndex;
  }
  pieces.push(line.slice(from).trim());
  return pieces.filter((piece) => piece !== '');
}

const OWN_KINDS: ReadonlySet<BlockKind> = new Set(['text', 'greeting', 'closing', 'changelog']);
/** White space but single blanks; the parts of a sentence have none at their ends. */
const UNFOLDED = /[^\S ]| {2}/;
const QUOTE_MARK = /^\s{0,3}>/;
const BULLET = /^\s*([-*o\u2022+]\s|\(?\d{1,2}[.)]\s|\[\d+\])/;
const SENTENCE_END = /[.!?]["')]*\s+(?=["'(]?[A-Z0-9]|\.\.\.|[a-z])/g;
const ABBREVIATION_END = /(\b(e\.g|i\.e|etc|vs|cf|Mr|Dr|no|incl|resp|approx|St|a\.k\.a)|\.\.|\b[A-Z])\.$/i;
/** A sentence longer than this is a pasted log; its beginning tells enough. */
const MAX_TEXT = 400;
/** A mail with more sentences than this is an article, not a verdict; its end is read no more. */
const MAX_SENTENCES = 400;
