import { Link } from 'react-router';
import type { Headline } from '../../../server/contract/outcome.ts';
import { nameOf, shortDate } from '../../lib/format.ts';
import { messagePath } from '../../lib/links.ts';
import { Badge } from '../../ui/badge.tsx';
import { STANDING } from '../../ui/marked-quote.tsx';
import { useThreadPlace } from '../model/thread-context.ts';
import css from './verdict-line.module.css';

/** What became of one patch, above its diff: the state and the words that say so, in a line or two. */
export function VerdictLine({ headline }: { headline: Headline }) {
  const { model, path } = useThreadPlace();
  const key = headline.messageId ? model.keyOf(headline.messageId) : undefined;
  const to = !headline.messageId
    ? null
    : key
      ? path(key, { view: 'messages', lines: headline.lines })
      : messagePath('all', headline.messageId, 'messages', headline.lines);
  return (
    <section className={`thin ${css['line']}`} aria-label="What was decided" data-verdict="">
      <p className={css['state']}>
        <Badge state={headline.state} version={headline.supersededBy[0]?.version} explained />
        {headline.supersededBy.map(({ messageId, version }) => (
          <Link key={messageId} to={messagePath('all', messageId)}>
            {version === null ? 'the newer version' : `read v${version}`} →
          </Link>
        ))}
      </p>
      {headline.sentence && to && headline.state !== 'superseded' && (
        <blockquote>
          <Link to={to} data-place="">
            <mark>{headline.sentence}</mark>
          </Link>
          <footer>
            <b>{nameOf(headline.by)}</b>
            {headline.role && STANDING[headline.role] && <> · {STANDING[headline.role]}</>}
            {headline.date && ` · ${shortDate(headline.date)}`}
          </footer>
        </blockquote>
      )}
      {headline.note && <p>{headline.note}</p>}
    </section>
  );
}
