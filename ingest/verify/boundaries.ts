/** Why two readers part a source differently. */

/** A mail that the other reader lacks, line ends and blank lines at its end aside; one character a byte. */
export interface Piece {
  text: string;
  place: string;
  /** The word behind "From " above it, null outside of mboxes. */
  sender: string | null;
}

/** What became of the pieces. */
export interface Explained {
  /** Pieces that stand in our mails, each with the reason why. */
  within: { place: string; why: string }[];
  /** Pieces of the second reader that no mail of ours holds, or that have a header of their own. */
  missing: { place: string; what: string }[];
  /** Mails of ours that the second reader lacks. */
  extra: string[];
}

/** The bytes as both readers give them: LF line ends, no blank lines at the end; one character a byte. */
export function sameForBoth(bytes: Buffer): string {
  return bytes
    .toString('latin1')
    .replace(/\r+\n/g, '\n')
    .replace(/[\r\n]+$/, '');
}

/**
 * Puts pieces of the second reader, in their order, together to mails of ours: mbox-reader parts at every line that begins
 * with "From ", so that a text with such a line comes as several. A later piece that has a mail's header is a mail that we
 * took for text, unless its line is that of `git format-patch`, as it is pasted into mails.
 */
export function explainPieces(ours: readonly Piece[], theirs: readonly Piece[]): Explained {
  const explained: Explained = { within: [], missing: [], extra: [] };
  const byFirstLine = new Map<string, Piece[]>();
  for (const piece of ours) {
    const line = firstLine(piece.text);
    const held = byFirstLine.get(line);
    if (held) held.push(piece);
    else byFirstLine.set(line, [piece]);
  }
  for (let at = 0; at < theirs.length;) {
    const candidates = byFirstLine.get(firstLine(theirs[at]!.text)) ?? [];
    const found = candidates.map((piece) => ({ piece, count: piecesOf(piece.text, theirs, at) }));
    const best = found.reduce((a, b) => (b.count > a.count ? b : a), { piece: null as Piece | null, count: 0 });
    if (!best.piece) {
      const { place } = theirs[at]!;
      explained.missing.push({ place, what: 'The second reader finds a mail here, and we read none.' });
      at += 1;
      continue;
    }
    candidates.splice(candidates.indexOf(best.piece), 1);
    for (const piece of theirs.slice(at + 1, at + best.count)) judgePiece(piece, explained);
    at += best.count;
  }
  explained.extra = [...byFirstLine.values()].flat().map(({ place }) => place);
  return explained;
}

/** How many pieces from `at` on make up the text, with the From lines between them; 0 where they do not. */
function piecesOf(text: string, pieces: readonly Piece[], at: number): number {
  let from = 0;
  for (let n = at; n < pieces.length; n += 1) {
    const { text: piece } = pieces[n]!;
    if (!text.startsWith(piece, from)) return 0;
    from += piece.length;
    const isEnd = /^\n*$/.test(text.slice(from, from + MOST_BLANKS));
    if (isEnd) return n - at + 1;
    FROM_LINE.lastIndex = from;
    const line = FROM_LINE.exec(text);
    if (!line) return 0;
    from += line[0].length;
  }
  return 0;
}

function judgePiece({ text, place, sender }: Piece, explained: Explained): void {
  if (PATCH.test(sender ?? '')) explained.within.push({ place, why: 'the From line of a patch, pasted into a text' });
  else if (!hasHeader(text)) explained.within.push({ place, why: 'a line of a text that begins with "From "' });
  else
    explained.missing.push({
      place,
      what: 'The second reader finds a mail with a header of its own here, and we read it as text of the mail before.',
    });
}

/** From with two of Date, Subject and Message-ID, in lines above the first blank one. */
function hasHeader(text: string): boolean {
  const head = text.slice(0, MAX_HEADER).split('\n\n', 1)[0]!;
  const names = ['date', 'subject', 'message-id'].filter((name) => new RegExp(`^${name}:`, 'im').test(head));
  return /^[\w-]+:/.test(head) && /^from:/im.test(head) && names.length >= 2;
}

const firstLine = (text: string) => text.slice(0, Math.max(0, text.indexOf('\n')) || MAX_LINE);

const FROM_LINE = /\n*From [^\n]*(?:\n|$)/y;
const PATCH = /^[0-9a-f]{40,64}$/;
const MOST_BLANKS = 10_000;
const MAX_HEADER = 64 * 1024;
const MAX_LINE = 1000;
