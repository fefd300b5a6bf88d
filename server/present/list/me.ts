import type { DeskPatch, MinePlaces } from '../../../data/records/index.ts';
import type { DeskRow, MeAnswer } from '../../contract/index.ts';
import { briefPatch } from '../brief/patch-brief.ts';
import { presentPoint } from '../brief/point.ts';
import { titleOf } from '../brief/title.ts';
import { instant } from '../brief/time.ts';

/** What concerns a reader as its resource. */
export function presentMine(
  mine: MinePlaces,
  {
    versionOf,
    habitOf,
    ...reader
  }: Pick<MeAnswer, 'who' | 'from' | 'people'> & {
    versionOf: (key: string) => number | null;
    /** Seconds to the first answer on a list, at the middle. */
    habitOf: (list: string | null) => number | null;
  },
): MeAnswer {
  return {
    ...reader,
    turns: mine.turns.map((patch) => briefPatch(patch, versionOf)),
    asked: mine.asked.map(({ subject, list, ...point }) => ({
      ...presentPoint(point),
      subject,
      title: titleOf(subject),
      list,
    })),
    patches: mine.patches.map((patch) => briefPatch(patch, versionOf)),
    openPoints: mine.openPoints.map(({ patch, points }) => ({ messageId: patch, points })),
    desk: bySeries(mine.desk).map((patches) => deskRow(patches, mine.ends, versionOf, habitOf)),
  };
}

/** Patches of one series whose next word is due from the same side, in the order of the first of each. */
function bySeries(patches: readonly DeskPatch[]): DeskPatch[][] {
  const rows = new Map<string, DeskPatch[]>();
  for (const patch of patches) {
    const key = `${patch.record.seriesId} ${patch.isReaders}`;
    const row = rows.get(key);
    if (row) row.push(patch);
    else rows.set(key, [patch]);
  }
  return [...rows.values()];
}

function deskRow(
  patches: DeskPatch[],
  ends: number,
  versionOf: (key: string) => number | null,
  habitOf: (list: string | null) => number | null,
): DeskRow {
  const first = patches[0]!;
  const patch = briefPatch(first, versionOf);
  const since = first.outcome.turn?.since ?? first.record.dateUsed;
  return {
    patch: first.cover === null ? patch : { ...patch, messageId: first.cover },
    title: first.cover === null ? patch.title : (first.series ?? patch.title),
    list: first.list,
    turn: first.isReaders ? 'reader' : 'author',
    since: instant(since),
    waited: Math.max(0, ends - since),
    habit: habitOf(first.list),
    why: first.outcome.turn?.why ?? '',
    patches: patches.length,
    reviewed: patches.filter(({ outcome }) => outcome.state === 'reviewed').length,
    openPoints: patches.reduce((sum, { points }) => sum + points, 0),
  };
}
