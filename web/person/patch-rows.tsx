import { Link } from 'react-router';
import type { PatchBrief } from '../../server/contract/patch.ts';
import { count, inShort, nameOf, shortDate, versionName } from '../lib/format.ts';
import { messagePath } from '../lib/links.ts';
import { Badge } from '../ui/badge.tsx';
import css from './patch-rows.module.css';

/** Patches as rows: what became of each, with the sentence that says so. Neighbours of one series in one state are one row. */
export function PatchRows({
  patches,
  note,
}: {
  patches: readonly PatchBrief[];
  /** What else is to be said of a patch. */
  note?: (patch: PatchBrief) => string | null;
}) {
  return (
    <ul className={css['rows']}>
      {bySeries(patches).map(({ patch, further }) => (
        <li key={patch.messageId} className={css['row']}>
          <span>
            <Badge state={patch.headline.state} version={patch.headline.supersededBy[0]?.version} />
          </span>
          <div>
            <p className={css['title']}>
              <Link to={messagePath('all', patch.messageId)}>{patch.title}</Link>
              {further > 0 && <span className="faint"> and {count(further, 'more', 'more')} of its series</span>}
            </p>
            <p className={css['second']}>
              {patch.headline.note ? (
                patch.headline.note
              ) : patch.headline.sentence && patch.headline.state !== 'superseded' ? (
                <>
                  <q>{inShort(patch.headline.sentence)}</q> {nameOf(patch.headline.by)}
                </>
              ) : (
                patch.headline.turn &&
                patch.headline.turn.whose !== 'nobody' &&
                `${patch.headline.turn.who ? nameOf(patch.headline.turn.who) : `the ${patch.headline.turn.whose}`} is to act: ${patch.headline.turn.why}`
              )}
            </p>
          </div>
          <span className={css['when']}>
            {[versionName(patch.version), patch.date && shortDate(patch.date)].filter(Boolean).join(' · ')}
            {note?.(patch) && <span className={css['note']}>{note(patch)}</span>}
          </span>
        </li>
      ))}
    </ul>
  );
}

function bySeries(patches: readonly PatchBrief[]): { patch: PatchBrief; further: number }[] {
  const rows: { patch: PatchBrief; further: number }[] = [];
  for (const patch of patches) {
    const last = rows.at(-1);
    if (last?.patch.seriesId === patch.seriesId && last.patch.headline.state === patch.headline.state) {
      last.further += 1;
      if (patch.isCover) last.patch = patch;
    } else {
      rows.push({ patch, further: 0 });
    }
  }
  return rows;
}
