/** Made-up patches and threads for tests of series, works and reviews. */
import type { Block, Mailbox, Message, MessageSkeleton, PatchFacts, Thread } from '../../data/records/index.ts';
import { readPatchFacts } from '../../ingest/analyze/patches/patch-facts.ts';
import { linkQuotes } from '../../ingest/analyze/quotes/links.ts';
import { threadMessages } from '../../ingest/analyze/threads/threading.ts';

export const PEOPLE = {
  alice: { name: 'Alice Example', email: 'alice@example.org' },
  bob: { name: 'Bob Example', email: 'bob@example.org' },
  carol: { name: 'Carol Example', email: 'carol@example.org' },
} satisfies Record<string, Mailbox>;

/** One changed file: `-` and `+` lines as a diff has them, any other line is context. */
export interface Change {
  path: string;
  heading?: string;
  at?: number;
  lines: string[];
}

/** The text of a patch mail as git-send-email sends it. */
export function patchText(changes: Change[], parts: { message?: string; notes?: string; from?: string } = {}): string {
  return [
    ...(parts.from === undefined ? [] : [`From: ${parts.from}`, '']),
    parts.message ?? 'Because it is needed.\n\nSigned-off-by: Alice Example <alice@example.org>',
    '---',
    ...(parts.notes === undefined ? [] : [parts.notes]),
    ...changes.map(({ path }) => ` ${path} | 2 +-`),
    '',
    ...changes.flatMap(({ path, heading = '', at = 1, lines }) => [
      `diff --git a/${path} b/${path}`,
      'index 1111111..2222222 100644',
      `--- a/${path}`,
      `+++ b/${path}`,
      `@@ -${at},${lines.filter((line) => !line.startsWith('+')).length} +${at},${lines.filter((line) => !line.startsWith('-')).length} @@${heading === '' ? '' : ` ${heading}`}`,
      ...lines.map((line) => (/^[+\- ]/.test(line) ? line : ` ${line}`)),
    ]),
    '-- ',
    '2.40.1',
    '',
  ].join('\n');
}

/** Lines of a change that are like no others: `telling('alpha', 5)` adds five lines about alpha. */
export function telling(word: string, count: number): string[] {
  return Array.from({ length: count }, (_, n) => `+\tresult_${word} += compute_${word}_${n}(input_${word});`);
}

export interface MessageParts {
  subject: string;
  text: string;
  from?: Mailbox;
  parent?: string | null;
  /** Minutes after the first of January 2026. */
  at?: number;
}

/** A message as analysis sees it. */
export function message(key: string, parts: MessageParts): Message {
  const from = parts.from ?? PEOPLE.alice;
  return {
    key,
    messageId: key,
    threadId: key,
    parent: parts.parent ?? null,
    lists: ['demo'],
    subject: parts.subject,
    from,
    fromHeader: `${from.name} <${from.email}>`,
    to: [],
    cc: [],
    date: null,
    dateUsed: Date.UTC(2026, 0, 1) / 1000 + (parts.at ?? 0) * 60,
    references: parts.parent == null ? [] : [parts.parent],
    text: parts.text,
    fromHtml: false,
    attachments: [],
    headers: {},
    bot: false,
    salvaged: false,
    defects: [],
  };
}

/** What the pass over an archive knows of these messages: skeletons with their threads, and facts by key. */
export function archive(messages: Message[]): { skeletons: MessageSkeleton[]; facts: Map<string, PatchFacts> } {
  const byKey = new Map(messages.map((one) => [one.key, one]));
  const rootOf = (one: Message): string => {
    let at = one;
    for (let above = byKey.get(at.parent ?? ''); above; above = byKey.get(at.parent ?? '')) at = above;
    return at.parent ?? at.key;
  };
  const facts = new Map<string, PatchFacts>();
  for (const one of messages) {
    const found = readPatchFacts(one);
    if (found) facts.set(one.key, found);
  }
  const skeletons = messages.map((one) => ({
    key: one.key,
    messageId: one.messageId,
    threadId: rootOf(one),
    parent: one.parent,
    lists: one.lists,
    subject: one.subject,
    from: one.from,
    person: one.from.email,
    dateUsed: one.dateUsed,
    bot: one.bot,
  }));
  return { skeletons, facts };
}

/** Messages as a thread with their blocks, quotes linked. */
export function thread(messages: Message[]): { thread: Thread; blocks: Map<string, Block[]> } {
  const ordered = [...messages].sort((a, b) => a.dateUsed - b.dateUsed || (a.key < b.key ? -1 : 1));
  const nodes = threadMessages(ordered);
  const found: Thread = { threadId: nodes[0]!.key, messages: ordered, nodes };
  return { thread: found, blocks: linkQuotes(found).blocks };
}
