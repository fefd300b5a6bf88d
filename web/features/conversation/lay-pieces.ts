/** Lays the pieces of a conversation out: what is folded, who speaks on, how far each stands in, which rails run beside it. Pure. */
import type { MessageRow } from '../../../server/contract/message.ts';
import type { Piece } from '../../../server/contract/thread.ts';
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
  /** What it answers is not right above: the piece to name. */
  recall: Piece | null;
  folded: boolean;
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
    const above =
      piece.parent === null ? [] : [...(rails[piece.parent] ?? []), colourAt(model, conversation[piece.parent])];
    rails.push(above);
    const column = Math.min(above.length, COLUMNS);
    if (isBlank(model, piece)) return;

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
    const isFirstOfMail = !laid.some((entry) => entry.key === piece.key);
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
      recall:
        piece.parent !== null && (index - piece.parent > NEAR || above.length > COLUMNS) && beforeIndex !== piece.parent
          ? (conversation[piece.parent] ?? null)
          : null,
      folded: size > foldLines && !piece.answered && answeredKeys.has(piece.key),
      gap: goesOn ? 8 : column === 0 ? 28 : 16,
      section: isFirstOfMail ? (titles.get(piece.key) ?? null) : null,
    };
    beforeIndex = index;
    laid.push(before);
  });
  return laid;
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

/** Deeper answers stay in the last column and name what they answer: a line of prose needs its measure. */
const COLUMNS = 6;
/** An answer this many pieces below its passage names it again. */
const NEAR = 4;
