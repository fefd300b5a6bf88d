import type { Block, GhostRecord, Mailbox, MessageRecord, ParsedMail, Role } from '../../../data/records/index.ts';
import type { AnsweredBy, Body, GhostRow, MessageRow } from '../../contract/index.ts';
import { presentKind } from '../brief/kind.ts';
import { loreLink, type WebAddresses } from '../brief/links.ts';
import { nameOf } from '../brief/roles.ts';
import { instant, instantOrNull } from '../brief/time.ts';

/** What an outline says of a message. */
export function presentRow(
  message: MessageRecord,
  { role, section, webAddresses }: { role: Role; section: string | null; webAddresses?: WebAddresses | undefined },
): MessageRow {
  return {
    ghost: false,
    key: message.key,
    messageId: message.messageId,
    parent: message.parent,
    depth: message.depth,
    position: message.position,
    subject: message.subject,
    from: named(message.from, nameOf(message)),
    person: nameOf(message),
    role,
    bot: message.bot,
    salvaged: message.salvaged,
    date: instantOrNull(message.date),
    dateUsed: instant(message.dateUsed),
    kind: presentKind(message.kind),
    newLines: message.newLines,
    lists: message.lists,
    defects: message.defects,
    section,
    lore: message.salvaged ? null : loreLink(message.messageId, message.lists, webAddresses),
  };
}

export function presentGhost(
  ghost: GhostRecord,
  {
    section,
    lists,
    webAddresses,
  }: { section: string | null; lists: string[]; webAddresses?: WebAddresses | undefined },
): GhostRow {
  return {
    ghost: true,
    key: ghost.key,
    messageId: ghost.key,
    parent: ghost.parent,
    depth: ghost.depth,
    position: ghost.position,
    author: ghost.author,
    recovered: ghost.recovered,
    section,
    lore: loreLink(ghost.key, lists, webAddresses),
  };
}

/** The words of a message with their blocks; `names` gives a name to addresses that were used without one. */
export function presentBody(
  message: Pick<MessageRecord, 'key' | 'blocks'>,
  mail: ParsedMail,
  answeredBy: AnsweredBy[],
  names: ReadonlyMap<string, string>,
): Body {
  return {
    key: message.key,
    text: mail.text,
    fromHtml: mail.fromHtml,
    blocks: nameAuthors(message.blocks, names),
    attachments: mail.attachments,
    answeredBy,
  };
}

/** Blocks whose authors without a name got that of the person behind the address, as the dump has it. */
export function nameAuthors(blocks: Block[], names: ReadonlyMap<string, string>): Block[] {
  if (names.size === 0) return blocks;
  return blocks.map((block) => {
    const name = block.author?.name === '' ? names.get(block.author.email) : undefined;
    return name === undefined ? block : { ...block, author: { name, email: block.author!.email } };
  });
}

/** Names for the addresses that these messages use without one. */
export function namesFor(messages: Pick<MessageRecord, 'from' | 'person'>[]): Map<string, string> {
  return new Map(
    messages.flatMap(({ from, person }) =>
      from.name === '' && person !== null && person !== from.email ? [[from.email, person] as const] : [],
    ),
  );
}

/** A sender without a display name goes by the person's name. */
export function named(from: Mailbox, person: string): Mailbox {
  return from.name === '' && person !== from.email ? { name: person, email: from.email } : from;
}
