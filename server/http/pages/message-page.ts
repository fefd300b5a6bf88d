import type { MessageAnswer, ThreadAnswer } from '../../contract/index.ts';
import { renderBody, type Speakers } from './body.ts';
import type { Page } from './frame.ts';
import { markup, type Html } from './html.ts';
import { minute, outcomeLine, stateName } from './outcome-line.ts';
import { threadTree } from './rows.ts';
import { messagePath } from '../../present/brief/links.ts';

/** One message with its bearings, what answers it, and the thread around it. */
export function messagePage(message: MessageAnswer, thread: ThreadAnswer, list: string | null): Page {
  const people = speakersOf(thread);
  return {
    title: message.subject || '(no subject)',
    list,
    body: markup`${bearings(message, list)}
      <h1>${message.subject || '(no subject)'}</h1>
      ${heads(message)} ${renderBody(message, people, list)} ${answers(message, people, list)}
      <h2>How to answer</h2>
      <ul>
        <li><a href="${message.reply.mailto}">With your mail program</a></li>
        <li><code>${message.reply.gitSendEmail}</code></li>
        ${message.reply.b4 !== null && markup`<li><code>${message.reply.b4}</code></li>`}
      </ul>
      <h2>Thread: ${thread.title}</h2>
      ${threadSummary(thread, list)} ${threadTree(thread.rows, message.key, list)}`,
  };
}

/** A message that is named and not here: the words that quotes kept of it, and the thread. */
export function ghostPage(thread: ThreadAnswer, id: string, list: string | null): Page {
  const ghost = thread.rows.find((row) => row.key === id && row.ghost);
  const recovered = ghost?.ghost ? ghost.recovered : [];
  return {
    title: 'Not in the archive',
    list,
    body: markup`<h1>This message is not in the archive</h1>
      <p>${id} ${ghost?.lore && markup` (<a href="${ghost.lore}">on lore</a>)`}</p>
      ${recovered.length > 0 && markup`<h2>What others quoted of it</h2>`}
      ${recovered.map(
        ({ text, from }) =>
          markup`<blockquote>
            <p class="says"><a href="${messagePath(from, list ?? undefined)}">quoted here</a></p>
            <div class="lines">${text}</div>
          </blockquote>`,
      )}
      <h2>Thread: ${thread.title}</h2>
      ${threadSummary(thread, list)} ${threadTree(thread.rows, id, list)}`,
  };
}

/** Counts, holes and the outcome of a thread, with its other forms. */
export function threadSummary(thread: ThreadAnswer, list: string | null): Html {
  const path = messagePath(thread.rows.find((row) => !row.ghost)?.key ?? thread.threadId, list ?? undefined);
  const size = thread.holes ?? `${thread.messages} ${thread.messages === 1 ? 'message' : 'messages'}`;
  const people = thread.people.filter((person) => !person.bot).length;
  const patches = thread.patches.map(
    (
      patch,
    ) => markup`<li><a href="${messagePath(patch.messageId, list ?? undefined)}">${patch.number}/${patch.total} ${patch.title}</a>: ${outcomeLine(patch.headline, list)}</li>
`,
  );
  const discussions = thread.discussions.map(
    ({
      title,
      asked,
      state,
    }) => markup`<p class="about">${title}: asked ${asked.map(({ name, email }) => name || email).join(', ')}; ${stateName(state)}</p>
`,
  );
  return markup`<p class="about">${size}, ${people} ${people === 1 ? 'person' : 'people'}, ${minute(thread.started)} to ${minute(thread.last)}.
As <a href="${path}T/">all messages</a>, <a href="${path}t/">conversation</a>, <a href="${path}summary/">summary</a>, <a href="${thread.links.mbox}">mbox</a>, <a href="${thread.links.atom}">feed</a>${thread.links.lore !== null && markup`, <a href="${thread.links.lore}">on lore</a>`}.</p>
${thread.headline && markup`<p class="about">Outcome: ${outcomeLine(thread.headline, list)}</p>`}
${patches.length > 0 && markup`<ul class="about">${patches}</ul>`}
${discussions}`;
}

/** Who wrote what when, for names beside quotes. */
export function speakersOf(thread: ThreadAnswer): Speakers {
  return new Map(
    thread.rows.flatMap((row) =>
      row.ghost ? [] : [[row.messageId, { name: row.person, date: row.dateUsed }] as const],
    ),
  );
}

/** From, date and how to get the bytes: the head of a message wherever it is shown. */
export function heads(message: Headed): Html {
  const lines = [
    markup`From ${message.from.name} &lt;${message.from.email}&gt;, ${minute(message.dateUsed)} UTC${message.salvaged && ' (salvaged text)'}`,
    message.to && message.to.length > 0 && markup`<br>To ${named(message.to)}`,
    message.cc && message.cc.length > 0 && markup`<br>Cc ${named(message.cc)}`,
    markup`<br>Message-ID &lt;${message.key}&gt; <a href="${messagePath(message.key, message.lists[0])}raw">raw</a>`,
    message.lore !== null && markup` <a href="${message.lore}">on lore</a>`,
    message.defects.length > 0 && markup`<br>Odd: ${message.defects.join(', ')}`,
  ];
  return markup`<p class="about">${lines}</p>`;
}

type Headed = Pick<MessageAnswer, 'from' | 'dateUsed' | 'key' | 'defects' | 'salvaged' | 'lists' | 'lore'> &
  Partial<Pick<MessageAnswer, 'to' | 'cc'>>;

const named = (boxes: MessageAnswer['to']) =>
  boxes.map(({ name, email }) => (name === '' ? email : `${name} <${email}>`)).join(', ');

function bearings({ bearings: { patch } }: MessageAnswer, list: string | null): Html | null {
  if (!patch) return null;
  const link = (id: string, text: string) => markup` · <a href="${messagePath(id, list ?? undefined)}">${text}</a>`;
  return markup`<p class="about"><span class="state">${stateName(patch.state)}</span> · ${patch.number === 0 ? `cover letter of ${patch.total} patches` : `patch ${patch.number} of ${patch.total}`} · v${patch.version} of “${patch.seriesTitle}”${patch.supersededBy.map((id) => link(id, 'newer version'))}${patch.wentIn && link(patch.wentIn.messageId, 'the version that went in')}</p>`;
}

function answers(message: MessageAnswer, people: Speakers, list: string | null): Html | null {
  if (message.answeredBy.length === 0) return null;
  const rows = message.answeredBy.map(({ lines, by, words }) => {
    const speaker = people.get(by);
    const link = `${messagePath(by, list ?? undefined)}#L${(words?.[0] ?? 0) + 1}`;
    return markup`<li><a href="${messagePath(message.key, list ?? undefined)}#L${lines[0] + 1}">Lines ${lines[0] + 1} to ${lines[1]}</a>: <a href="${link}">${speaker?.name ?? by}</a>${speaker && `, ${minute(speaker.date)}`}${words === null && ' (quoted without a word)'}</li>
`;
  });
  return markup`<h2>Who answered what</h2>
<ul>${rows}</ul>`;
}
