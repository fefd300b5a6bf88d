import { Link } from 'react-router';
import { useThreadPlace } from '../model/thread-context.ts';
import { count } from '../../lib/format.ts';
import { StateShape } from '../../ui/badge.tsx';
import css from './patch-list.module.css';

/** The patches of the thread, with their states: one click apart. */
export function PatchList({ current }: { current: string }) {
  const { model, path } = useThreadPlace();
  const patches = model.thread.patches.filter(({ ghost }) => !ghost);
  if (patches.length < 2) return null;
  return (
    <nav className={css['patches']} aria-label="Patches of this thread">
      <h2 className="eyebrow">{count(patches.filter(({ isCover }) => !isCover).length, 'patch', 'patches')}</h2>
      <ol>
        {patches.map((patch) => (
          <li key={patch.messageId}>
            <Link
              to={path(patch.messageId, { view: 'patch' })}
              aria-current={patch.messageId === current ? 'true' : undefined}
              title={patch.title}
              preventScrollReset
            >
              <StateShape state={patch.headline.state} label={patch.headline.state} />
              <span className={css['number']}>{patch.isCover ? 'cover' : `${patch.number}/${patch.total}`}</span>
              <span className={css['name']}>{patch.title}</span>
            </Link>
          </li>
        ))}
      </ol>
    </nav>
  );
}
