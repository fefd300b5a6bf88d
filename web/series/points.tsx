import { Link } from 'react-router';
import type { Point } from '../../server/contract/point.ts';
import { count, nameOf, shortDate } from '../lib/format.ts';
import { messagePath } from '../lib/links.ts';
import css from './parts.module.css';

/** The points that reviewers raised and what became of each; the open ones first. */
export function Points({ points }: { points: readonly Point[] }) {
  const sorted = [...points].sort(
    (a, b) => RANK.indexOf(a.status) - RANK.indexOf(b.status) || (a.date < b.date ? -1 : 1),
  );
  const open = points.filter(({ status }) => status === 'open').length;
  return (
    <>
      <p className="small quiet">
        {count(points.length, 'point')}, {open === 0 ? 'none found open' : `${open} open`}
      </p>
      <ul className={css['rows']}>
        {sorted.map((point) => (
          <li key={`${point.messageId}:${point.lines[0]}`} className={css['point']}>
            <span className={css[point.status]}>{WORDS[point.status]}</span>
            <div>
              <p className={css['where']}>
                {[point.by, ...point.also].map(nameOf).join(', ')} · {shortDate(point.date)}
                {point.file && (
                  <>
                    {' · '}
                    <code className="code">{point.file}</code>
                  </>
                )}
                {point.kind === 'question' && ' · a question'}
              </p>
              <Link
                to={messagePath('all', point.raisedBy[0] ?? point.about, 'messages', point.lines)}
                className={css['words']}
              >
                {short(point.text)}
              </Link>
              <p className={css['where']}>
                {point.why}
                {point.changedIn && (
                  <>
                    {' · '}
                    <Link to={messagePath('all', point.changedIn, 'patch')}>the patch that changed it</Link>
                  </>
                )}
              </p>
            </div>
          </li>
        ))}
      </ul>
    </>
  );
}

function short(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length <= 280 ? line : `${line.slice(0, line.lastIndexOf(' ', 280))}…`;
}

const RANK = ['open', 'declined', 'answered', 'agreed', 'moved', 'overtaken', 'withdrawn', 'done'];
const WORDS: Record<Point['status'], string> = {
  open: '● open',
  agreed: '✓ agreed',
  declined: '✕ declined',
  answered: '↩ answered',
  done: '✓ done',
  moved: '⇢ moved',
  overtaken: '⇢ overtaken',
  withdrawn: '↶ taken back',
};
