import { Link } from 'react-router';
import type { Facet } from '../../../server/contract/search.ts';
import { searchPath } from '../../lib/links.ts';
import { stateLook } from '../../lib/states.ts';
import css from './facets.module.css';

/** How the results divide; a click narrows the query. */
export function Facets({ facets }: { facets: readonly Facet[] }) {
  if (facets.every(({ values }) => values.length === 0)) return null;
  return (
    <aside className={css['facets']} aria-label="Narrow the results">
      {facets
        .filter(({ values }) => values.length > 0)
        .map((facet) => (
          <section key={facet.field}>
            <h2 className="eyebrow">{facet.field}</h2>
            <ul>
              {facet.values.slice(0, 8).map(({ value, count, query }) => (
                <li key={value}>
                  <Link to={searchPath(query)}>
                    <span>{facet.field === 'state' ? stateLook(value).word : value}</span>
                    <span className="faint">
                      {count.toLocaleString('en')}
                      {!facet.exact && '+'}
                    </span>
                  </Link>
                </li>
              ))}
            </ul>
          </section>
        ))}
    </aside>
  );
}
