import { Link } from 'react-router';
import { stateLook } from '../../data/rules/states.ts';
import type { NameMatch } from '../../server/contract/search.ts';
import { inShort, nameOf, shortDate, versionName } from '../lib/format.ts';
import { messagePath, seriesPath } from '../lib/links.ts';
import { Badge, StateShape } from '../ui/badge.tsx';
import css from './name-matches.module.css';

/** Patches whose name the query is: the newest revision with its outcome and the sentence behind it. */
export function NameMatches({ names }: { names: readonly NameMatch[] }) {
  if (names.length === 0) return null;
  return (
    <section className={css['names']} aria-label="Patches of this name">
      {names.map(({ patch, reason, revisions }) => (
        <article key={patch.messageId} className={css['name']} data-hit="">
          <p className={css['line']}>
            <Badge state={patch.headline.state} version={patch.headline.supersededBy[0]?.version} />
            <span>
              {versionName(patch.version)}
              {patch.total > 1 && !patch.isCover && ` · patch ${patch.number} of ${patch.total}`}
            </span>
            <span>{nameOf(patch.from)}</span>
            {patch.date && <span>{shortDate(patch.date)}</span>}
            <span className="faint">{reason}</span>
          </p>
          <h2 className={css['title']}>
            <Link data-main="" to={messagePath('all', patch.messageId)}>
              {patch.title}
            </Link>
          </h2>
          {patch.headline.note && <p className={css['sentence']}>{patch.headline.note}</p>}
          {patch.headline.sentence && (
            <p className={css['sentence']}>
              {patch.headline.messageId ? (
                <Link to={messagePath('all', patch.headline.messageId, 'messages', patch.headline.lines)}>
                  “{inShort(patch.headline.sentence)}”
                </Link>
              ) : (
                `“${inShort(patch.headline.sentence)}”`
              )}{' '}
              <span className="small quiet">{nameOf(patch.headline.by)}</span>
            </p>
          )}
          {revisions.length > 1 && <Revisions patch={patch} revisions={revisions} />}
        </article>
      ))}
    </section>
  );
}

/** The other postings of the work, with their dates, and their titles where those were others. */
function Revisions({ patch, revisions }: Pick<NameMatch, 'patch' | 'revisions'>) {
  const renamed = revisions.some(({ title }) => title !== patch.title);
  return (
    <ul className={renamed ? css['renamed'] : css['revisions']}>
      {revisions.map(({ messageId, version, state, title, date }) => (
        <li key={messageId}>
          <Link to={messagePath('all', messageId)} title={stateLook(state).word}>
            <StateShape state={state} label={stateLook(state).word} /> {versionName(version)}
            {date && <span className="faint"> {shortDate(date)}</span>}
            {title !== patch.title && <span className={css['former']}> {title}</span>}
          </Link>
        </li>
      ))}
      <li>
        <Link to={seriesPath(patch.seriesId)}>all revisions side by side</Link>
      </li>
    </ul>
  );
}
