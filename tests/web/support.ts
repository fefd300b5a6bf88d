import type { Block } from '../../server/contract/block.ts';
import type { Body, MessageRow } from '../../server/contract/message.ts';
import type { Passage, ThreadAnswer } from '../../server/contract/thread.ts';
import { buildModel, type ThreadModel } from '../../web/thread/model/thread-model.ts';

interface Said {
  key: string;
  person: string;
  text: string;
  parent?: string;
  blocks?: Block[];
  bot?: boolean;
}

/** A block of own text, or another kind, over lines. */
export function block(kind: Block['kind'], from: number, to: number, more: Partial<Block> = {}): Block {
  return { kind, lines: [from, to], depth: 0, author: null, source: null, match: null, ...more };
}

/** A passage of a conversation. */
export function passage(
  key: string,
  lines: [number, number],
  parent: number | null = null,
  more: Partial<Passage> = {},
): Passage {
  return { key, lines, depth: parent === null ? 0 : 1, parent, answers: null, answered: false, ...more };
}

/** A thread of made-up mails. */
export function threadOf(
  said: readonly Said[],
  conversation: Passage[],
  more: Partial<ThreadAnswer> = {},
): ThreadModel {
  const rows: MessageRow[] = said.map(({ key, person, parent, bot = false }, position) => ({
    ghost: false,
    key,
    messageId: key,
    parent: parent ?? null,
    depth: parent ? 1 : 0,
    position,
    subject: 'How many pages?',
    from: { name: person, email: `${person.toLowerCase()}@example.org` },
    person,
    role: 'other',
    bot,
    salvaged: false,
    date: '2026-01-05T08:00:00Z',
    dateUsed: '2026-01-05T08:00:00Z',
    kind: { patch: false, cover: false, reply: !!parent, diff: false, pull: false, attachment: false },
    newLines: 3,
    lists: ['long'],
    defects: [],
    section: null,
    lore: null,
  }));
  const bodies: Body[] = said.map(({ key, text, blocks }) => ({
    key,
    text,
    fromHtml: false,
    blocks: blocks ?? [block('text', 0, text.split('\n').length)],
    attachments: [],
    answeredBy: [],
  }));
  const people = [...new Set(said.map(({ person }) => person))].map((person) => ({
    person,
    email: '',
    role: 'other' as const,
    bot: said.some((one) => one.person === person && one.bot),
    messages: 1,
    newLines: 3,
    first: '2026-01-05T08:00:00Z',
    last: '2026-01-05T08:00:00Z',
  }));
  const thread = {
    threadId: said[0]!.key,
    rows,
    bodies,
    conversation,
    people,
    sections: [],
    patches: [],
    series: [],
    timeline: [],
    discussions: [],
    ...more,
  } as unknown as ThreadAnswer;
  return buildModel(thread, bodies, 'long');
}
