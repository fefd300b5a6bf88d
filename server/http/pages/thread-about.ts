import type { Body, MessageAnswer, MessageRow, ThreadAnswer } from '../../contract/index.ts';
import { messagePath } from '../../present/brief/links.ts';
import { type About, type Post, verdictOf } from './about.ts';

/** What the page of one message tells; `first` are the words of the thread's first message, which stand on its own page. */
export function aboutMessage(message: MessageAnswer, thread: ThreadAnswer, list: string | null, first: string): About {
  const headline = message.bearings.patch
    ? (thread.patches.find(({ messageId }) => messageId === message.bearings.patch?.messageId)?.headline ?? null)
    : thread.headline;
  const path = messagePath(message.key, list ?? undefined);
  const root = rootOf(thread);
  const isRoot = root?.key === message.key;
  return {
    path,
    description: `${verdictOf(headline)}${message.person}, ${message.dateUsed.slice(0, 10)}, in a thread of ${thread.messages}.`,
    feeds: feedsOf(thread, list),
    ...(root && {
      posting: {
        ...postOf(root, isRoot ? message.text : first, list),
        headline: thread.title,
        comments: isRoot ? [] : [postOf(message, message.text, list)],
      },
    }),
  };
}

/** What a page of a whole thread tells; `bodies` are the messages that it shows. */
export function aboutThread(
  thread: ThreadAnswer,
  bodies: Body[],
  list: string | null,
  form: 'T' | 't',
  first: string,
): About {
  const texts = new Map(bodies.map(({ key, text }) => [key, text]));
  const root = rootOf(thread);
  const people = thread.people.filter(({ bot }) => !bot).length;
  const shown = thread.rows.filter(
    (row): row is MessageRow => !row.ghost && row.key !== root?.key && texts.has(row.key),
  );
  return {
    path: `${messagePath(root?.key ?? thread.threadId, list ?? undefined)}${form}/`,
    description: `${verdictOf(thread.headline)}${thread.messages} messages, ${people} people, ${thread.started.slice(0, 10)} to ${thread.last.slice(0, 10)}.`,
    feeds: feedsOf(thread, list),
    ...(root && {
      posting: {
        ...postOf(root, texts.get(root.key) ?? first, list),
        headline: thread.title,
        comments: shown.map((row) => postOf(row, texts.get(row.key)!, list)),
      },
    }),
  };
}

/** What the page of a list tells. */
export function aboutList(name: string): About {
  const path = `/${encodeURIComponent(name)}/`;
  const title = name === 'all' ? 'All lists' : name;
  return {
    path,
    description: `${title}: threads with what became of their patches, and the words that say so.`,
    feeds: [
      { title, atom: `${path}new.atom`, json: `${path}new.json` },
      { title: `Decided: ${title}`, atom: `${path}decided.atom`, json: `${path}decided.json` },
    ],
  };
}

/** The first message of a thread that is here; null where all are missing. */
export const rootOf = ({ rows }: ThreadAnswer): MessageRow | null =>
  rows.find((row): row is MessageRow => !row.ghost) ?? null;

function feedsOf(thread: ThreadAnswer, list: string | null): NonNullable<About['feeds']> {
  const path = messagePath(rootOf(thread)?.key ?? thread.threadId, list ?? undefined);
  return [{ title: 'This thread', atom: `${path}t.atom`, json: `${path}t.json` }];
}

function postOf(message: Pick<MessageRow, 'key' | 'person' | 'dateUsed'>, text: string, list: string | null): Post {
  const path = messagePath(message.key, list ?? undefined);
  // A name, never an address: that is what readers of this look for.
  return { author: message.person.replace(/@.*/, '') || 'unknown', date: message.dateUsed, text, path };
}
