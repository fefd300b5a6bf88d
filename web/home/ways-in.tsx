import { Link } from 'react-router';
import type { HomeAnswer } from '../../server/contract/home.ts';
import { messagePath, seriesPath, whyPath } from '../lib/links.ts';
import css from './ways-in.module.css';

/** For a newcomer: three things to look at, chosen from the archive by rule. */
export function WaysIn({ ways }: { ways: HomeAnswer['waysIn'] }) {
  if (ways.length === 0) return null;
  return (
    <nav className={css['ways']} aria-label="Ways in for a newcomer">
      <p className={css['new']}>
        New here?
        <br /> Start with one.
      </p>
      {ways.map(({ what, row, seriesId }) => (
        <p key={what} className={`row ${css['way']}`}>
          <Link
            className="whole"
            data-row={row.threadId}
            to={
              what === 'story'
                ? whyPath(row.lists[0] ?? 'all', row.key)
                : what === 'versions' && seriesId
                  ? seriesPath(seriesId)
                  : messagePath(row.lists[0], row.key)
            }
          >
            {WORDS[what]}
          </Link>
          <span>
            {row.title}
            {what === 'versions' && row.version !== null && `, up to v${row.version}`}
          </span>
        </p>
      ))}
    </nav>
  );
}

const WORDS: Record<HomeAnswer['waysIn'][number]['what'], string> = {
  story: 'Follow a story',
  verdict: 'Check a verdict',
  versions: 'Watch a patch grow',
};
