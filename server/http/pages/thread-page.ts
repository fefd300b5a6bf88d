import { createHash } from 'node:crypto';
import type { Body, MessageRow, ThreadAnswer } from '../../contract/index.ts';
import { messagePath } from '../../present/links.ts';
import { renderBody, renderLines } from './body.ts';
import type { Page } from './frame.ts';
import { html, type Html } from './html.ts';
import { heads, speakersOf, threadSummary } from './message-page.ts';
import { minute } from './outcome-line.ts';
import { threadTree } from './rows.ts';

/** All messages of a thread in reading order; `next` leads on in a long one. */
export function messagesPage(thread: ThreadAnswer, list: string | null): Page {
  const speakers = speakersOf(thread);
  const rows = rowsByKey(thread);
  const here = new Set(thread.bodies.map(({ key }) => key));
  const anchor = (key: string) => (here.has(key) ? `#${anchorOf(key)}` : messagePath(key, list ?? undefined));
  return {
    title: thread.title,
    list,
    body: html`<h1>${thread.title}</h1>
      ${threadSummary(thread, list)} ${threadTree(thread.rows, null, list, anchor)}
      ${thread.bodies.map((body) => {
        const row = rows.get(body.key);
        return (
          row &&
          html`<article id="${anchorOf(body.key)}">
            <h2><a href="${messagePath(body.key, list ?? undefined)}">${row.subject || '(no subject)'}</a></h2>
            ${heads(row)} ${renderBody(body, speakers, list)}
          </article>`
        );
      })}
      ${more(thread.next)}`,
  };
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
    for (; depth < wanted; depth += 1) parts.push(html`<div class="nested"></div>`);
    for (; depth > wanted; depth -= 1) parts.push(html`</div>`);
    parts.push(
      html`<p class="says">
          <b>${row.person}</b>
          <a href="${messagePath(piece.key, list ?? undefined)}#L${piece.lines[0] + 1}">${minute(row.dateUsed)}</a>
        </p>
        <div class="lines">${renderLines(text.slice(...piece.lines))}</div>`,
    );
  }
  for (; depth > 0; depth -= 1) parts.push(html`</div>`);
  return {
    title: `${thread.title}, as a conversation`,
    list,
    body: html`<h1>${thread.title}</h1>
      ${threadSummary(thread, list)} ${parts}
      ${thread.next !== null && html`<p>The words of the later messages are left out here: the thread is long. They are in the list of all messages.</p>`}`,
  };
}

/** public-inbox's anchor of a message: stable, and safe in any address. */
export function anchorOf(key: string): string {
  return `m${createHash('sha1').update(key).digest('hex')}`;
}

function rowsByKey(thread: ThreadAnswer): Map<string, MessageRow> {
  return new Map(thread.rows.flatMap((row) => (row.ghost ? [] : [[row.key, row] as const])));
}

function more(next: string | null): Html | null {
  return next === null ? null : html`<p><a rel="next" href="?cursor=${next}">More of this thread</a></p>`;
}

/** Deeper answers are indented no further. */
const MAX_NESTED = 12;
