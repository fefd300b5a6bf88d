import { createHash } from 'node:crypto';
import type { Body, MessageRow, ThreadAnswer } from '../../contract/index.ts';
import { messagePath } from '../../present/brief/links.ts';
import { renderBody, renderLines, type Speakers } from './body.ts';
import type { Page } from './frame.ts';
import { Html, markup } from './html.ts';
import { heads, speakersOf, threadSummary } from './message-page.ts';
import { minute } from './outcome-line.ts';
import { threadTree } from './rows.ts';

/** All messages of a thread in reading order; `next` leads on in a long one. */
export function messagesPage(thread: ThreadAnswer, list: string | null): Page {
  const speakers = speakersOf(thread);
  const rows = rowsByKey(thread);
  // Links name the whole address: the app's page has a base.
  const path = `${messagePath(thread.target, list ?? undefined)}T/`;
  const here = new Set(thread.bodies.map(({ key }) => key));
  const anchor = (key: string) => (here.has(key) ? `${path}#${anchorOf(key)}` : messagePath(key, list ?? undefined));
  return {
    title: thread.title,
    list,
    body: markup`<h1>${thread.title}</h1>
${threadSummary(thread, list)}
${threadTree(thread.rows, null, list, anchor)}
${thread.bodies.map((body) => articleOf(body, rows.get(body.key), speakers, list))}
${more(path, thread.next)}`,
  };
}

function articleOf(body: Body, row: MessageRow | undefined, speakers: Speakers, list: string | null): Html | null {
  if (!row) return null;
  return markup`<article id="${anchorOf(body.key)}">
<h2><a href="${messagePath(body.key, list ?? undefined)}">${row.subject || '(no subject)'}</a></h2>
${heads(row)}
${renderBody(body, speakers, list)}
</article>
`;
}

/** The thread as one document: each passage with the answers right below it. Needs the words of all of it at once. */
export function conversationPage(thread: ThreadAnswer, list: string | null): Page {
  const rows = rowsByKey(thread);
  const lines = new Map<string, string[]>(thread.bodies.map((body: Body) => [body.key, body.text.split('\n')]));
  const parts: Html[] = [];
  let depth = 0;
  for (const piece of thread.conversation) {
    const row = rows.get(piece.key);
    const text = lines.get(piece.key);
    if (!row || !text) continue;
    const wanted = Math.min(piece.depth, MAX_NESTED);
    for (; depth < wanted; depth += 1) parts.push(NESTED);
    for (; depth > wanted; depth -= 1) parts.push(NESTED_END);
    const link = `${messagePath(piece.key, list ?? undefined)}#L${piece.lines[0] + 1}`;
    parts.push(markup`<p class="says"><b>${row.person}</b> <a href="${link}">${minute(row.dateUsed)}</a></p>
<div class="lines">${renderLines(text.slice(...piece.lines))}</div>
`);
  }
  for (; depth > 0; depth -= 1) parts.push(NESTED_END);
  return {
    title: `${thread.title}, as a conversation`,
    list,
    body: markup`<h1>${thread.title}</h1>
${threadSummary(thread, list)}
${parts}
${thread.next !== null && markup`<p>The thread is long: words of its later messages stand under “all messages”.</p>`}`,
  };
}

/** public-inbox's anchor of a message: stable, and safe in any address. */
export function anchorOf(key: string): string {
  return `m${createHash('sha1').update(key).digest('hex')}`;
}

function rowsByKey(thread: ThreadAnswer): Map<string, MessageRow> {
  return new Map(thread.rows.flatMap((row) => (row.ghost ? [] : [[row.key, row] as const])));
}

function more(path: string, next: string | null): Html | null {
  return next === null ? null : markup`<p><a rel="next" href="${path}?cursor=${next}">More of this thread</a></p>`;
}

/** Deeper answers are indented no further. */
const MAX_NESTED = 12;
const NESTED = new Html('<div class="nested">');
const NESTED_END = new Html('</div>');
