/** Made-up threads for tests of blocks and quote links, and blocks in one short line each. */
import type { Attachment, Block, Message, Thread } from '../../data/records/index.ts';
import { threadMessages } from '../../ingest/analyze/threads/threading.ts';

export interface ToldMessage {
  id: string;
  parent: string | null;
  /** A name of `PEOPLE`, or any other: then an address at example.org is made of it. */
  from: string;
  subject?: string;
  text: string[];
  attachments?: Attachment[];
  bot?: boolean;
}

/** A thread of messages, one an hour. */
export function threadOf(told: readonly ToldMessage[]): Thread {
  const referencesOf = (id: string | null): string[] => {
    const chain: string[] = [];
    for (let at = id; at !== null; at = told.find((one) => one.id === at)?.parent ?? null) chain.unshift(at);
    return chain;
  };
  const messages = told.map((one, n): Message => ({
    key: one.id,
    messageId: one.id,
    threadId: told[0]!.id,
    parent: one.parent,
    lists: ['demo'],
    subject: one.subject ?? 'A cache',
    from: personOf(one.from),
    fromHeader: '',
    to: [],
    cc: [],
    date: 1767600000 + n * 3600,
    dateUsed: 1767600000 + n * 3600,
    references: referencesOf(one.parent),
    text: one.text.join('\n'),
    fromHtml: false,
    attachments: one.attachments ?? [],
    headers: {},
    bot: one.bot ?? false,
    salvaged: false,
    defects: [],
  }));
  const nodes = threadMessages(
    messages.map(({ key, messageId, references, dateUsed }) => ({ key, messageId, references, dateUsed })),
  );
  return { threadId: told[0]!.id, messages, nodes };
}

/** `4-6 quote 1 exact a:0-2 Alice Arden`: lines, kind, depth, match, source, author of each block. */
export function describeBlocks(blocks: readonly Block[]): string[] {
  return blocks.map(({ lines, kind, depth, match, source, author, edits, attributedTo }) =>
    [
      `${lines[0]}-${lines[1]}`,
      kind,
      depth,
      match ?? 'own',
      source
        ? `${source.messageId}${source.part === undefined ? '' : `#${source.part}`}:${source.lines.join('-')}`
        : '-',
      author?.name ?? 'unknown',
      ...(edits ?? []).map((edit) => `[${edit.line}: ${edit.was} => ${edit.is}]`),
      ...(attributedTo ? [`(attributed to ${attributedTo.name})`] : []),
    ].join(' '),
  );
}

const personOf = (name: string) =>
  PEOPLE[name] ?? { name, email: `${name.toLowerCase().replaceAll(' ', '.')}@example.org` };

const PEOPLE: Record<string, { name: string; email: string }> = {
  alice: { name: 'Alice Arden', email: 'alice@example.org' },
  bob: { name: 'Bob Birch', email: 'bob@example.org' },
  carol: { name: 'Carol Cedar', email: 'carol@example.org' },
};
