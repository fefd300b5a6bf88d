import { useState } from 'react';
import { stateLook } from '../../data/rules/states.ts';
import { Link } from 'react-router';
import type { Facet } from '../../server/contract/search.ts';
import { searchPath } from '../lib/links.ts';
import css from './facets.module.css';

/** How the results divide; a click narrows the query. On a narrow screen it is folded above them. */
export function Facets({ facets, list }: { facets: readonly Facet[]; list: string }) {
  const [open, setOpen] = useState(() => window.matchMedia('(min-width: 861px)').matches);
  // A single value divides nothing.
  const shown = facets.filter(({ values }) => values.length > 1);
  if (shown.length === 0) return null;
  return (
    <aside className={css['side']} aria-label="Narrow the results">
      <details open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>Narrow the results</summary>
        <div className={css['facets']}>
          {shown.map((facet) => (
            <FacetList key={facet.field} facet={facet} list={list} />
          ))}
        </div>
        {shown.some(({ exact }) => !exact) && (
          <p className={css['bound']}>Counted over the first 1,000 hits: each number is “at least”.</p>
        )}
      </details>
    </aside>
  );
}

function FacetList({ facet: { field, values, exact }, list }: { facet: Facet; list: string }) {
  const [all, setAll] = useState(false);
  return (
    <section>
      <h2 className="eyebrow">{field}</h2>
      <ul>
        {values.slice(0, all ? values.length : FEW).map(({ value, count, query }) => (
          <li key={value}>
            <Link to={searchPath(query, list)}>
              <span>{field === 'state' ? stateLook(value).word : value}</span>
              <span className="faint">
                {!exact && <span className="unseen">at least </span>}
                {count.toLocaleString('en')}
                {!exact && <span aria-hidden>+</span>}
              </span>
            </Link>
          </li>
        ))}
      </ul>
      {values.length > FEW && (
        <button type="button" className={css['all']} aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? 'fewer' : `${values.length - FEW} more`}
        </button>
      )}
    </section>
  );
}

const FEW = 6;
