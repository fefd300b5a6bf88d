/** What two people said to each other in a thread. Pure. */
import type { Piece } from '../../../server/contract/thread.ts';
import type { ThreadModel } from '../../lib/thread-model.ts';

export interface Turn {
  piece: Piece;
  person: string;
  key: string;
  /** It answers the turn right above; otherwise another strand begins. */
  goesOn: boolean;
}

/** Passages of two people of which one answers the other, in reading order. */
export function exchangeOf(model: ThreadModel, a: string, b: string): Turn[] {
  const { conversation } = model.thread;
  const personAt = (index: number | null): string | null => {
    const row = index === null ? undefined : model.byKey.get(conversation[index]?.key ?? '');
    return row && !row.ghost ? row.person : null;
  };
  const kept = new Set<number>();
  conversation.forEach((piece, index) => {
    const [who, whom] = [personAt(index), personAt(piece.parent)];
    if ((who === a && whom === b) || (who === b && whom === a)) kept.add(index).add(piece.parent!);
  });
  const order = [...kept].sort((one, two) => one - two);
  return order.map((index, n) => {
    const piece = conversation[index]!;
    return { piece, key: piece.key, person: personAt(index)!, goesOn: n > 0 && piece.parent === order[n - 1] };
  });
}

/** With whom somebody exchanged words, and in how many passages; most first. */
export function partnersOf(model: ThreadModel, person: string): { person: string; passages: number }[] {
  const { conversation } = model.thread;
  const counts = new Map<string, number>();
  const nameOfPiece = (piece: Piece | undefined) => {
    const row = piece && model.byKey.get(piece.key);
    return row && !row.ghost && !row.bot ? row.person : null;
  };
  for (const piece of conversation) {
    if (piece.parent === null) continue;
    const [who, whom] = [nameOfPiece(piece), nameOfPiece(conversation[piece.parent])];
    if (!who || !whom || who === whom || (who !== person && whom !== person)) continue;
    const other = who === person ? whom : who;
    counts.set(other, (counts.get(other) ?? 0) + 1);
  }
  return [...counts]
    .map(([other, passages]) => ({ person: other, passages }))
    .sort((one, two) => two.passages - one.passages || (one.person < two.person ? -1 : 1));
}
