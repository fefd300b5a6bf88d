import type { MinePlaces } from '../../../data/records/index.ts';
import type { MeAnswer } from '../../contract/index.ts';
import { briefPatch } from '../brief/patch-brief.ts';
import { presentPoint } from '../brief/point.ts';
import { titleOf } from '../brief/title.ts';

/** What concerns a reader as its resource. */
export function presentMine(
  mine: MinePlaces,
  { versionOf, ...reader }: Pick<MeAnswer, 'who' | 'from' | 'people'> & { versionOf: (key: string) => number | null },
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
  };
}
