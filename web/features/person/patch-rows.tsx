import { Link } from 'react-router';
import type { PatchBrief } from '../../../server/contract/patch.ts';
import { nameOf, shortDate, versionName } from '../../lib/format.ts';
import { messagePath } from '../../lib/links.ts';
import { Badge } from '../../ui/badge.tsx';
import css from './patch-rows.module.css';

/** Patches as rows: what became of each, with the sentence that says so. */
export function PatchRows({ patches }: { patches: readonly PatchBrief[] }) {
  return (
    <ul className={css['rows']}>
      {patches.map((patch) => (
        <li key={patch.messageId} className={css['row']}>
          <span>
            <Badge state={patch.headline.state} version={patch.headline.supersededBy[0]?.version} />
          </span>
          <div>
            <p className={css['title']}>
              <Link to={messagePath('all', patch.messageId)}>{patch.title}</Link>
            </p>
            <p className={css['second']}>
              {patch.headline.sentence ? (
                <>
                  <q>{patch.headline.sentence}</q> {nameOf(patch.headline.by)}
                </>
              ) : (
                patch.headline.turn &&
                patch.headline.turn.whose !== 'nobody' &&
                `${patch.headline.turn.who ? nameOf(patch.headline.turn.who) : `the ${patch.headline.turn.whose}`} is to act: ${patch.headline.turn.why}`
              )}
            </p>
          </div>
          <span className={css['when']}>
            {versionName(patch.version)}
            {patch.date && ` · ${shortDate(patch.date)}`}
          </span>
        </li>
      ))}
    </ul>
  );
}
