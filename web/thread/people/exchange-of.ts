/** What two people said to each other in a thread. Pure. */
import type { Passage } from '../../../server/contract/thread.ts';
import type { ThreadModel } from '../model/thread-model.ts';

export interface Turn {
  passage: Passage;
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
  conversation.forEach((passage, index) => {
    const [who, whom] = [personAt(index), personAt(passage.parent)];
    if ((who === a && whom === b) || (who === b && whom === a)) kept.add(index).add(passage.parent!);
  });
  const order = [...kept].sort((one, two) => one - two);
  return order.map((index, n) => {
    const passage = conversation[index]!;
    return { passage, key: passage.key, person: personAt(index)!, goesOn: n > 0 && passage.parent === order[n - 1] };
  });
}

/** With whom somebody exchanged words, and in how many passages; most first. */
export function partnersOf(model: ThreadModel, person: string): { person: string; passages: number }[] {
  const { conversation } = model.thread;
  const counts = new Map<string, number>();
  const nameOfPassage = (passage: Passage | undefined) => {
    const row = passage && model.byKey.get(passage.key);
    return row && !row.ghost && !row.bot ? row.person : null;
  };
  for (const passage of conversation) {
    if (passage.parent === null) continue;
    const [who, whom] = [nameOfPassage(passage), nameOfPassage(conversation[passage.parent])];
    if (!who || !whom || who === whom || (who !== person && whom !== person)) continue;
    const other = who === person ? whom : who;
    counts.set(other, (counts.get(other) ?? 0) + 1);
  }
  return [...counts]
    .map(([other, passages]) => ({ person: other, passages }))
    .sort((one, two) => two.passages - one.passages || (one.person < two.person ? -1 : 1));
}
