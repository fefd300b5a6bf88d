import type { SearchAnswer } from '../../server/contract/search.ts';
import css from './explained.module.css';

/** How a query was understood: part by part, beside what was typed, and as a sentence. */
export function Explained({ answer }: { answer: SearchAnswer }) {
  const { query, terms, understood } = answer;
  return (
    <details className={css['how']}>
      <summary>How this was understood</summary>
      {terms.length > 1 && (
        <dl className={css['terms']}>
          {terms.map(({ from, to, meaning }) => (
            <div key={from}>
              <dt>
                <code className="code">{query.slice(from, to)}</code>
              </dt>
              <dd>{meaning}</dd>
            </div>
          ))}
        </dl>
      )}
      <p>{understood}</p>
    </details>
  );
}
