import type { Judgement, Message, MessageFacts, Thread } from '../../data/records/index.ts';
import { readFacts } from '../../ingest/analyze/message-facts.ts';
import { linkQuotes } from '../../ingest/analyze/quotes/links.ts';
import { threadMessages } from '../../ingest/analyze/threads/threading.ts';
import { parseMail } from '../../ingest/parse/mail.ts';
import { judgeArchive } from '../../ingest/pipeline/archive.ts';

/** Mails judged without a database: what the whole run makes of them, and the texts to check it against. */
export interface Judged {
  judgement: Judgement;
  messages: Map<string, Message>;
  threads: Thread[];
  facts: Map<string, MessageFacts>;
  /** Quoted lines of each message, counted from 0. */
  quoted: Map<string, Set<number>>;
}

/** Reads mails (RFC 5322 bytes) as the pipeline does, copies of an id left out, and judges them. */
export function judgeMails(mails: readonly Buffer[]): Judged {
  const messages = new Map<string, Message>();
  for (const bytes of mails) {
    const message = toMessage(bytes, messages.size);
    if (!messages.has(message.key)) messages.set(message.key, message);
  }
  const facts = new Map<string, MessageFacts>();
  const quoted = new Map<string, Set<number>>();
  const threads = inThreads([...messages.values()]);
  for (const thread of threads) {
    const { blocks, ghosts } = linkQuotes(thread);
    for (const [key, found] of readFacts(thread, blocks, ghosts)) facts.set(key, found);
    for (const [key, own] of blocks)
      quoted.set(
        key,
        new Set(
          own
            .filter((block) => block.depth > 0)
            .flatMap(({ lines: [from, to] }) => Array.from({ length: to - from }, (_, n) => from + n)),
        ),
      );
  }
  const newest = new Map<string, number>();
  const view = [...messages.values()]
    .sort((a, b) => a.dateUsed - b.dateUsed || (a.key < b.key ? -1 : 1))
    .map(({ key, messageId, threadId, parent, lists, subject, from, dateUsed, bot }) => {
      for (const list of lists) newest.set(list, Math.max(newest.get(list) ?? 0, dateUsed));
      return {
        key,
        messageId,
        threadId,
        parent,
        lists,
        subject,
        from,
        person: '',
        dateUsed,
        bot,
        facts: facts.get(key) ?? null,
      };
    });
  return { judgement: judgeArchive({ messages: view, newest }), messages, threads, facts, quoted };
}

function toMessage(bytes: Buffer, n: number): Message {
  const parsed = parseMail(bytes);
  const id = parsed.messageId ?? `without-id-${n}`;
  const headers: Record<string, string> = {};
  for (const [name, value] of parsed.headers) headers[name.toLowerCase()] ??= value;
  const above = parsed.inReplyTo[0];
  const references =
    above === undefined ? parsed.references : [...parsed.references.filter((one) => one !== above), above];
  return {
    key: id,
    messageId: id,
    threadId: '',
    parent: null,
    lists: parsed.lists.map(({ name }) => name),
    subject: parsed.subject,
    from: parsed.from,
    fromHeader: parsed.fromHeader,
    to: parsed.to,
    cc: parsed.cc,
    date: parsed.date,
    dateUsed: parsed.date ?? 0,
    references,
    text: parsed.text,
    fromHtml: parsed.fromHtml,
    attachments: parsed.attachments,
    headers,
    bot: parsed.bot,
    salvaged: false,
    defects: [],
  };
}

function inThreads(messages: Message[]): Thread[] {
  const up = new Map<string, string>();
  const rootOf = (key: string): string => {
    let root = key;
    while (up.has(root)) root = up.get(root)!;
    return root;
  };
  for (const { key, references } of messages) {
    for (const reference of references) {
      const [a, b] = [rootOf(key), rootOf(reference)];
      if (a !== b) up.set(a, b);
    }
  }
  const groups = new Map<string, Message[]>();
  for (const message of messages) {
    const root = rootOf(message.key);
    groups.set(root, [...(groups.get(root) ?? []), message]);
  }
  return [...groups.values()].map((group) => {
    group.sort((a, b) => a.dateUsed - b.dateUsed || (a.key < b.key ? -1 : 1));
    const nodes = threadMessages(group);
    const parents = new Map(nodes.map((node) => [node.key, node.parent]));
    for (const message of group) {
      message.parent = parents.get(message.key) ?? null;
      message.threadId = nodes[0]!.key;
    }
    return { threadId: nodes[0]!.key, messages: group, nodes };
  });
}
