import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { PullAnswer, PullBrief } from '../../../server/contract/pull.ts';
import { ask, segment } from '../../lib/api.ts';
import { count, inShort, nameOf, shortDate } from '../../lib/format.ts';
import { messagePath } from '../../lib/links.ts';
import { Badge } from '../../ui/badge.tsx';
import { Fold } from '../../ui/fold.tsx';
import { useThreadPlace } from '../model/thread-context.ts';
import line from './verdict-line.module.css';
import css from './pull-sheet.module.css';

/** A request to pull: what became of it, the sentence that says so, and what it holds, each title a way to its patch. */
export function PullSheet({ brief }: { brief: PullBrief }) {
  const { model, path } = useThreadPlace();
  const { data } = useQuery({
    queryKey: ['pull', brief.messageId],
    queryFn: ({ signal }) => ask<PullAnswer>(`pulls/${segment(brief.messageId)}`, {}, signal),
  });
  const said = data?.pull.history.findLast(({ state, evidence }) => state === brief.state && evidence.length > 0);
  const evidence = said?.evidence[0];
  const open = data?.points.filter(({ status }) => status === 'open').length ?? 0;
  const key = evidence && model.keyOf(evidence.messageId);
  return (
    <section className={`thin ${css['pull']}`} aria-label="Request to pull" data-pull="">
      <p className={line['state']}>
        <Badge state={brief.state} explained />
        <span className="quiet">
          {count(brief.commits, 'commit')}
          {open > 0 && ` · ${count(open, 'open point')}`}
        </span>
        {brief.tree && <code className={`code ${css['tree']}`}>{brief.tree}</code>}
      </p>
      {evidence && said && (
        <blockquote className={css['words']}>
          <Link
            to={
              key
                ? path(key, { view: 'messages', lines: evidence.lines })
                : messagePath('all', evidence.messageId, 'messages', evidence.lines)
            }
          >
            <mark>{inShort(evidence.text)}</mark>
          </Link>
          <footer>
            <b>{nameOf(evidence.by)}</b> · {shortDate(said.date)}
          </footer>
        </blockquote>
      )}
      {data && data.pull.commits.length > 0 && (
        <Fold look="word" summary={`What it holds: ${count(data.pull.commits.length, 'commit')}`} open>
          <ul className={css['commits']}>
            {data.pull.commits.map(({ title, author, patch }) => (
              <li key={`${author} ${title}`}>
                {patch ? <Link to={messagePath('all', patch)}>{title}</Link> : title}{' '}
                <span className="small quiet">{author}</span>
              </li>
            ))}
          </ul>
        </Fold>
      )}
    </section>
  );
}
