import type { NameMatch, SearchAnswer, SearchHit } from '../../contract/index.ts';
import { messagePath } from '../../present/brief/links.ts';
import { OPERATORS } from '../../query/operators.ts';
import type { Page } from './frame.ts';
import { type Html, markup } from './html.ts';
import { minute, outcomeLine, stateName } from './outcome-line.ts';

/** Results as a page: patches of that name first, then messages with the words in place. `asked` is the address's query, to go on with. */
export function searchPage(name: string, answer: SearchAnswer, asked: URLSearchParams): Page {
  const list = name === 'all' ? null : name;
  const linkWith = (field: string, value: string) => {
    const next = new URLSearchParams(asked);
    next.delete('cursor');
    next.set(field, value);
    return `/${encodeURIComponent(name)}/?${next.toString()}`;
  };
  const { count, exact } = answer.total;
  return {
    title: `${answer.query} · Search`,
    list: name,
    head: markup`<link rel="alternate" type="application/atom+xml" href="${linkWith('x', 'A')}" />`,
    body: markup`<h1>${answer.query}</h1>
      <p class="about">
        ${exact ? '' : 'More than '}${count} ${count === 1 ? 'message' : 'messages'}: ${answer.understood}.
        <a href="${linkWith('o', '0')}">Newest first</a>, <a href="${linkWith('o', '-1')}">oldest first</a>,
        <a href="${linkWith('r', '1')}">best first</a>. <a href="${linkWith('x', 'm')}">mbox.gz</a>
        <a href="${linkWith('x', 'A')}">Feed</a>
      </p>
      ${answer.names.map((match) => nameEntry(match, list))} ${answer.hits.map((hit) => hitEntry(hit, list))}
      ${answer.next !== null && markup`<p><a rel="next" href="${linkWith('cursor', answer.next)}">More</a></p>`}`,
  };
}

/** What can be asked, where nothing was. */
export function searchHelpPage(): Page {
  return {
    title: 'Search',
    list: 'all',
    body: markup`<h1>Search</h1>
      <p>A patch’s name as far as you remember it, a Message-ID, a link, or the words of lore’s search:</p>
      <table>
        ${OPERATORS.map(
          ({ name, meaning, example }) =>
            markup`<tr><td><a href="/all/?q=${encodeURIComponent(`${name}:${example}`)}">${name}:${example}</a></td><td>${meaning} …</td></tr>`,
        )}
      </table>`,
  };
}

function nameEntry({ patch, reason, revisions }: NameMatch, list: string | null): Html {
  const others = revisions
    .slice(1)
    .map(
      (revision) =>
        markup` <a href="${messagePath(revision.messageId, list ?? undefined)}">v${revision.version}</a> ${stateName(revision.state).toLowerCase()}`,
    );
  return markup`<article>
    <h2><a href="${messagePath(patch.messageId, list ?? undefined)}">${patch.title}</a></h2>
    <p class="about">Patch, v${patch.version}, ${reason}. ${outcomeLine(patch.headline, list)}${others.length > 0 && markup`<br />Earlier:${others}`}</p>
  </article>`;
}

function hitEntry({ key, subject, person, dateUsed, snippet, lists, more }: SearchHit, list: string | null): Html {
  const speaker =
    snippet?.quoted === true &&
    markup`<span class="says">${snippet.by ? snippet.by.name || snippet.by.email : 'somebody'}: </span>`;
  const words = snippet?.parts.map(({ text, hit }) => (hit ? markup`<mark>${text}</mark>` : text));
  return markup`<article>
    <h2><a href="${messagePath(key, list ?? lists[0])}">${subject || '(no subject)'}</a></h2>
    ${snippet && markup`<p>${speaker}${words}</p>`}
    <p class="about">${person}, ${minute(dateUsed)}, ${lists.join(', ')}${more > 0 && `, ${more} more in this thread`}</p>
  </article>`;
}
