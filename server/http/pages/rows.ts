import type { ThreadEntry, ThreadRow } from '../../contract/index.ts';
import { messagePath } from '../../present/brief/links.ts';
import { titleOf } from '../../present/brief/title.ts';
import { markup, type Html } from './html.ts';
import { minute, outcomeLine } from './outcome-line.ts';

/** Threads as a table. */
export function threadTable(threads: ThreadRow[], list: string | null): Html {
  if (threads.length === 0) return markup`<p>No thread is here that fits.</p>`;
  return markup`<table>
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
  const { patches, version, people, isRfc } = thread;
  const facts = [
    isRfc && 'RFC',
    version !== null && version > 1 && `v${version}`,
    patches > 0 && `${patches} ${patches === 1 ? 'patch' : 'patches'}`,
  ].filter(Boolean);
  const who = `${thread.from.name || thread.from.email}${people > 1 ? ` and ${people - 1} more; last ${thread.lastFrom}` : ''}.`;
  return markup`<tr>
<td class="date">${minute(thread.last)}</td>
<td><a href="${messagePath(thread.key, list ?? undefined)}">${thread.title}</a> ${facts.join(', ')}
<div class="about">${who} ${outcomeLine(thread.headline, list)}${thread.unanswered && !thread.headline && 'Nobody answered.'}</div></td>
<td>${thread.messages}</td>
</tr>`;
}

/**
 * The thread as a tree of lines, the message shown marked; a subject stands where it changes. `anchor` turns a key into a
 * link within the page.
 */
export function threadTree(
  rows: ThreadEntry[],
  shown: string | null,
  list: string | null,
  anchor = (key: string) => messagePath(key, list ?? undefined),
): Html {
  const titles = new Map<string, string>();
  const lines = rows.map((row) => {
    const indent = '  '.repeat(Math.min(row.depth, MAX_INDENT));
    const mark = row.key === shown ? '*' : ' ';
    const above = titles.get(row.parent ?? '');
    if (row.ghost) {
      titles.set(row.key, above ?? '');
      const who = row.author ? row.author.name || row.author.email : 'somebody';
      return markup`${BLANK_DATE}${mark}${indent}<a href="${anchor(row.key)}">${who}</a>, not in the archive\n`;
    }
    const title = titleOf(row.subject);
    titles.set(row.key, title);
    const subject = title === above ? null : markup`: ${title}`;
    return markup`${minute(row.dateUsed)}${mark}${indent}<a href="${anchor(row.key)}">${row.person}</a>${subject}\n`;
  });
  return markup`<pre class="tree">${lines}</pre>`;
}

/** Deeper threads are indented no further. */
const MAX_INDENT = 24;
const BLANK_DATE = '                ';
