import { Link } from 'react-router';
import type { SearchHit } from '../../server/contract/search.ts';
import { count, nameOf, versionName } from '../lib/format.ts';
import { messagePath } from '../lib/links.ts';
import { Badge } from '../ui/badge.tsx';
import { When } from '../ui/when.tsx';
import css from './hit.module.css';

/** One message that fits, with the words in place and whose they are. */
export function Hit({ hit }: { hit: SearchHit }) {
  const list = hit.lists[0];
  const lines = hit.snippet?.lines ?? null;
  const place = PLACES[hit.snippet?.kind ?? ''];
  return (
    <article className={css['hit']} data-hit="">
      <h2 className={css['title']}>
        <Link data-main="" to={messagePath(list, hit.key, lines ? 'messages' : undefined, lines)}>
          {hit.subject || '(no subject)'}
        </Link>
      </h2>
      {hit.snippet && (
        <p className={`${css['snippet']} ${CODE.has(hit.snippet.kind ?? '') ? css['code'] : ''}`}>
          {hit.snippet.parts.map((part, index) =>
            part.hit ? <mark key={index}>{part.text}</mark> : <span key={index}>{part.text}</span>,
          )}
        </p>
      )}
      <p className={css['line']}>
        {hit.state && <Badge state={hit.state} />}
        {hit.version !== null && <span>{versionName(hit.version)}</span>}
        <span>{hit.person || nameOf(hit.from)}</span>
        {hit.snippet?.quoted && <span>quoting {nameOf(hit.snippet.by)}</span>}
        {place && <span className="faint">{place}</span>}
        <span>{hit.lists.join(', ')}</span>
        <When iso={hit.dateUsed} />
        {hit.more > 0 && <span>{count(hit.more, 'more', 'more')} in this thread</span>}
      </p>
    </article>
  );
}

/** Where in a mail the words stand, where it is not plain new text. */
const PLACES: Record<string, string> = {
  diff: 'in the diff',
  code: 'in code',
  diffstat: 'in the list of files',
  changelog: 'in the changelog',
  trailers: 'in the trailers',
  signature: 'in the signature',
  attribution: 'in an attribution line',
  headers: 'in headers that were pasted',
  forwarded: 'in a forwarded mail',
  greeting: 'in the greeting',
  closing: 'in the closing',
};
const CODE = new Set(['diff', 'code', 'diffstat']);
