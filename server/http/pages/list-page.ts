import type { ListThreadsAnswer } from '../../contract/index.ts';
import type { Page } from './frame.ts';
import { markup } from './html.ts';
import { threadTable } from './rows.ts';

/** A page of threads of a list (`all`: of every list). `query` is what the address asked for, to go on with. */
export function listPage(name: string, answer: ListThreadsAnswer, query: URLSearchParams): Page {
  const list = answer.list?.name ?? null;
  const with_ = (field: string, value: string) => {
    const next = new URLSearchParams(query);
    next.delete('cursor');
    next.set(field, value);
    return `/${encodeURIComponent(name)}/?${next.toString()}`;
  };
  return {
    title: name === 'all' ? 'All lists' : name,
    list: name,
    body: markup`<h1>${name === 'all' ? 'All lists' : name}</h1>
      <p class="about">
        ${answer.list?.address} Threads by <a href="${with_('sort', 'activity')}">last mail</a>,
        <a href="${with_('sort', 'start')}">start</a>, <a href="${with_('sort', 'size')}">size</a>. Only
        <a href="${with_('hasPatch', 'true')}">patches</a>, <a href="${with_('state', 'decided')}">decided</a>,
        <a href="${with_('state', 'open')}">open</a>, <a href="${with_('unanswered', 'true')}">unanswered</a>.
        <a href="/${encodeURIComponent(name)}/new.atom">Feed</a>
      </p>
      ${threadTable(answer.threads, list)}
      ${answer.next !== null && markup`<p><a rel="next" href="${with_('cursor', answer.next)}">More</a></p>`}`,
  };
}
