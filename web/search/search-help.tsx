import { Link } from 'react-router';
import { searchPath } from '../lib/links.ts';
import css from './search-help.module.css';

/** What can be asked, by example. The words are those of lore's search, and some more. */
export function SearchHelp() {
  return (
    <dl className={css['help']}>
      {EXAMPLES.map(([query, meaning]) => (
        <div key={query}>
          <dt>
            <Link to={searchPath(query)}>
              <code className="code">{query}</code>
            </Link>
          </dt>
          <dd>{meaning}</dd>
        </div>
      ))}
    </dl>
  );
}

const EXAMPLES: [string, string][] = [
  ['count the pages of the pool', 'a patch by its name, as far as you remember it'],
  ['s:pool f:alice', 'in the subject; by the sender'],
  ['nq:"looks good"', 'in words newly written, not quoted'],
  ['said:"will apply" by alice', 'words newly written by somebody'],
  ['dfn:src/pool.c', 'patches that touch a file'],
  ['dfhh:pool_init', 'hunks within a function'],
  ['state:accepted d:2019-06-01..', 'patches in a state, since a day'],
  ['is:unanswered is:patch', 'patches that nobody answered'],
  ['waiting:>14d', 'works that wait for somebody longer than two weeks'],
  ['a AND (b OR c) NOT d', 'words joined; "phrases" and prefix* work too'],
];
