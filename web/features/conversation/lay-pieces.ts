/** Lays the pieces of a conversation out: what is folded, who speaks on, how far each stands in, which rails run beside it. Pure. */
import type { MessageRow } from '../../../server/contract/message.ts';
import type { Piece } from '../../../server/contract/thread.ts';
import { nameOf } from '../../lib/format.ts';
import { withoutMarks, type TextLine } from '../../lib/reading.ts';
import type { ThreadModel } from '../../lib/thread-model.ts';

export interface LaidPiece {
  kind: 'piece';
  id: string;
  key: string;
  row: MessageRow;
  lines: [number, number];
  piece: Piece;
  /** Column in which it stands, 0 at the left. */
  column: number;
  /** Colours of those whose words it stands under, from the left. */
  rails: string[];
  /** The same speaker goes on in the same mail, straight after. */
  goesOn: boolean;
  /** It is not the first passage of its mail: answers stand between. */
  again: boolean;
  /** What it answers is not right above: the piece to name. */
  recall: Piece | null;
  /** The quote that it answers, where the archive lacks the mail in which these words first stood. */
  missing: { author: string | null; lines: TextLine[] } | null;
  folded: boolean;
  /** Lines of it that somebody answered, as far back as is needed to understand the answers. */
  keep: [number, number] | null;
  /** The answer below points at words with `^^^`: the lines above it keep their columns. */
  pointedAt: boolean;
  /** Space above, in pixels. */
  gap: number;
  /** The title of a section that begins here. */
  section: string | null;
}

export interface LaidBots {
  kind: 'bots';
  id: string;
  key: string;
  rows: MessageRow[];
  pieces: Piece[];
  column: number;
  rails: string[];
  gap: number;
  folded: true;
  lines: [number, number];
}

export type Laid = LaidPiece | LaidBots;

/** The pieces in reading order, with what the eye needs to follow them. */
export function layPieces(model: ThreadModel, foldLines: number): Laid[] {
  const { conversation, sections } = model.thread;
  const answeredKeys = new Set(conversation.filter(({ answered }) => answered).map(({ key }) => key));
  const titles = new Map(sections.map(({ root, title }) => [root, title]));
  const spoken = new Set<string>();
  for (const piece of conversation) if (!isBlank(model, piece) && !isCourtesy(model, piece)) spoken.add(piece.key);
  const hasMore = (piece: Piece) => spoken.has(piece.key);
  const seen = new Set<string>();
  const rails: string[][] = [];
  const laid: Laid[] = [];
  let before: Laid | null = null;
  let beforeIndex = -1;

  conversation.forEach((piece, index) => {
    const row = model.byKey.get(piece.key);
    if (!row || row.ghost) {
      rails.push([]);
      return;
    }
    const startsSection = titles.has(piece.key);
    const above =
      piece.parent === null || startsSection
        ? []
        : [...(rails[piece.parent] ?? []), colourAt(model, conversation[piece.parent])];
    rails.push(above);
    const column = Math.min(above.length, COLUMNS);
    if (isBlank(model, piece) || (isCourtesy(model, piece) && hasMore(piece))) return;

    if (row.bot && !piece.answered) {
      if (before?.kind === 'bots' && before.column === column) {
        if (!before.rows.includes(row)) before.rows.push(row);
        before.pieces.push(piece);
        return;
      }
      before = {
        kind: 'bots', id: `bots-${index}`, key: piece.key, rows: [row], pieces: [piece], column, rails: above.slice(0, column), gap: 16, folded: true, lines: piece.lines,
      }; // prettier-ignore
      beforeIndex = index;
      laid.push(before);
      return;
    }
    const goesOn: boolean =
      before?.kind === 'piece' &&
      before.key === piece.key &&
      before.column === column &&
      before.piece.parent === piece.parent;
    const isFirstOfMail = !seen.has(piece.key);
    seen.add(piece.key);
    const size = piece.lines[1] - piece.lines[0];
    before = {
      kind: 'piece',
      id: `${piece.key}:${piece.lines[0]}`,
      key: piece.key,
      row,
      lines: piece.lines,
      piece,
      column,
      rails: above.slice(0, column),
      goesOn,
      again: !isFirstOfMail,
      recall:
        piece.parent !== null &&
        !goesOn &&
        // A patch stands under its cover letter; it answers nothing.
        !(row.kind.patch && !row.kind.reply) &&
        ((startsSection && isFirstOfMail) ||
          ((index - piece.parent > NEAR || above.length > COLUMNS) && beforeIndex !== piece.parent))
          ? (conversation[piece.parent] ?? null)
          : null,
      missing: goesOn || piece.answers ? null : missingQuote(model, piece),
      keep: piece.answered ? answeredLines(model, conversation, index) : null,
      pointedAt: pointsUp(model, conversation[index + 1], index),
      folded: size > foldLines && !piece.answered && answeredKeys.has(piece.key),
      gap: goesOn ? 8 : column === 0 ? 28 : 16,
      section: isFirstOfMail ? (titles.get(piece.key) ?? null) : null,
    };
    beforeIndex = index;
    laid.push(before);
  });
  return laid;
}

/** True where a piece answers the one at `index` with marks below its words. */
function pointsUp(model: ThreadModel, next: Piece | undefined, index: number): boolean {
  if (next?.parent !== index) return false;
  const rows = model.words(next.key)?.rows.slice(...next.lines) ?? [];
  return /^[\s^~-]*\^[\s^~-]*$/.test(rows.find((row) => row.trim() !== '') ?? '');
}

/** The lines of a piece that its answers quote: at most the last few, since an answer stands below the end of what it quotes. */
function answeredLines(model: ThreadModel, conversation: readonly Piece[], index: number): [number, number] | null {
  const piece = conversation[index]!;
  let [from, to] = [piece.lines[1], piece.lines[0]];
  for (let at = index + 1; at < conversation.length && conversation[at]!.depth > piece.depth; at++) {
    const { parent, answers } = conversation[at]!;
    if (parent !== index || !answers || answers.part || model.keyOf(answers.messageId) !== piece.key) continue;
    from = Math.min(from, Math.max(answers.lines[0], piece.lines[0]));
    to = Math.max(to, Math.min(answers.lines[1], piece.lines[1]));
  }
  return from < to ? [Math.max(from, to - KEPT), to] : null;
}

/** True where a piece is a greeting, a closing or a signature and nothing else: the message itself keeps it. */
function isCourtesy(model: ThreadModel, piece: Piece): boolean {
  const words = model.words(piece.key);
  if (!words || piece.answered) return false;
  return words.blocks
    .filter(({ lines: [from, to] }) => from < piece.lines[1] && to > piece.lines[0])
    .every(({ kind }) => COURTESY.has(kind));
}

/** The quote right above a passage, if its source is not here: its last lines, and who is said to have written them. */
function missingQuote(model: ThreadModel, piece: Piece): LaidPiece['missing'] {
  const words = model.words(piece.key);
  const above = words?.blocks.findLastIndex(({ lines }) => lines[1] <= piece.lines[0]) ?? -1;
  const block = words?.blocks[above];
  if (!words || !block || block.source || (block.kind !== 'quote' && block.kind !== 'forwarded')) return null;
  const lines: TextLine[] = [];
  for (let line = block.lines[0]; line < block.lines[1]; line++) {
    lines.push({ line, text: withoutMarks(words.rows[line] ?? '', block.depth) });
  }
  const filled = lines.filter(({ text }) => text.trim() !== '').slice(-CONTEXT);
  return filled.length === 0 ? null : { author: block.author ? nameOf(block.author) : null, lines: filled };
}

function colourAt(model: ThreadModel, piece: Piece | undefined): string {
  const row = piece ? model.byKey.get(piece.key) : undefined;
  return row && !row.ghost ? model.colour(row.person) : 'p0';
}

/** True where a piece holds nothing to read. Words that have not arrived count as something. */
function isBlank(model: ThreadModel, piece: Piece): boolean {
  const words = model.words(piece.key);
  if (!words) return false;
  for (let line = piece.lines[0]; line < piece.lines[1]; line++) if (words.rows[line]?.trim()) return false;
  return true;
}

const COURTESY = new Set(['greeting', 'closing', 'signature', 'footer', 'separator', 'attribution', 'quote', 'snip']);
/** Deeper answers stay in the last column and name what they answer: a line of prose needs its measure. */
const COLUMNS = 6;
/** Lines of an answered passage that stay open. */
const KEPT = 30;
/** Lines of a missing mail that make an answer understood. */
const CONTEXT = 6;
/** An answer this many pieces below its passage names it again. */
const NEAR = 4;
