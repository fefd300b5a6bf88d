import type { SummaryAnswer, SummaryLength } from '../../contract/index.ts';
import { messagePath } from '../../present/brief/links.ts';
import { renderParts } from '../../present/summary/html.ts';
import type { Page } from './frame.ts';
import { Html, markup } from './html.ts';

/** The summary as a page: its lengths and files as links, each number leading to the message here. */
export function summaryPage(summary: SummaryAnswer, id: string, list: string | null): Page {
  const thread = messagePath(id, list ?? undefined);
  const file = (format: string) =>
    `/api/v1/threads/${encodeURIComponent(id)}/summary?length=${summary.length}&format=${format}`;
  const place = ({ messageId }: { messageId: string }, lines: readonly [number, number] | null) =>
    `${messagePath(messageId, list ?? undefined)}${lines ? `#L${lines[0] + 1}` : ''}`;
  return {
    title: `${summary.title}: summary`,
    list,
    body: markup`<p class="about"><a href="${thread}">The thread</a> · length:
${LENGTHS.map((length) => (length === summary.length ? markup` <b>${length}</b>` : markup` <a href="${thread}summary/?length=${length}">${length}</a>`))}
· as a file: ${FORMATS.map(([format, name]) => markup` <a href="${file(format)}">${name}</a>`)}</p>
${new Html(renderParts(summary, place))}`,
  };
}

const LENGTHS: readonly SummaryLength[] = ['short', 'normal', 'full'];
const FORMATS = [
  ['md', 'Markdown'],
  ['html', 'HTML'],
  ['txt', 'text'],
  ['json', 'JSON'],
] as const;
