import type { ThreadEntry, ThreadRow } from '../../contract/index.ts';
import { messagePath } from '../../present/links.ts';
import { html, type Html } from './html.ts';
import { minute, outcomeLine } from './outcome-line.ts';

/** Threads as a table. */
export function threadTable(threads: ThreadRow[], list: string | null): Html {
  if (threads.length === 0) return html`<p>No thread is here that fits.</p>`;
  return html`<table>
    <thead>
      <tr>
        <th>Last</th>
        <th>Thread</th>
        <th>Mails</th>
      </tr>
    </thead>
    <tbody>
      ${threads.map((thread) => threadRow(thread, list ?? thread.lists[0] ?? null))}
    </tbody>
  </table>`;
}

function threadRow(thread: ThreadRow, list: string | null): Html {
  const { patches, version, people } = thread;
  return html`<tr>
    <td>${minute(thread.last)}</td>
    <td>
      <a href="${messagePath(thread.key, list ?? undefined)}">${thread.title}</a>${thread.isRfc && ' RFC'}${
        version !== null && version > 1 && html` v${version}`
      }${patches > 0 && html`, ${patches} ${patches === 1 ? 'patch' : 'patches'}`}
      <div class="about">
        ${thread.from.name || thread.from.email}${people > 1 && html` and ${people - 1} more`}; last ${thread.lastFrom}.
        ${outcomeLine(thread.headline, list)}${thread.unanswered && patches === 0 && html`Nobody answered.`}
      </div>
    </td>
    <td>${thread.messages}</td>
  </tr>`;
}

/** The thread as a tree of lines, the message shown marked; `anchor` turns a key into a link within the page. */
export function threadTree(
  rows: ThreadEntry[],
  shown: string | null,
  list: string | null,
  anchor?: (key: string) => string,
): Html {
  return html`<pre class="tree">
${rows.map((row) => {
      const indent = '  '.repeat(Math.min(row.depth, MAX_INDENT));
      const href = anchor ? anchor(row.key) : messagePath(row.key, list ?? undefined);
      if (row.ghost)
        return html`${BLANK_DATE} ${indent}<a href="${href}">not in the archive</a
          >${row.author && html` ${row.author.name || row.author.email}`} `;
      const mark = row.key === shown ? '*' : ' ';
      return html`${minute(row.dateUsed)}${mark}${indent}<a href="${href}">${row.subject || '(no subject)'}</a>
        ${row.person} `;
    })}</pre>`;
}

/** Deeper threads are indented no further. */
const MAX_INDENT = 24;
const BLANK_DATE = '                ';
