import { createHash } from 'node:crypto';
import type { MailFacts } from '../../data/facts.ts';
import type { RawMail } from '../../data/records/index.ts';
import { usedDate } from '../parse/headers/date.ts';
import { parseMail } from '../parse/mail.ts';
import { copyCore } from '../parse/message/copies.ts';

/** One mail as facts. Pure. */
export function factsOf(mail: RawMail): { facts: MailFacts; defects: string[] } {
  const parsed = parseMail(mail.bytes, { salvaged: mail.salvaged });
  const { core, footer, textSize } = copyCore(parsed);
  const when = usedDate(parsed, mail.archivedAt, mail.envelopeDate);
  const sha256 = createHash('sha256').update(mail.bytes).digest();
  const defects = [
    ...new Set([...parsed.defects, ...when.defects, ...(parsed.messageId === null ? ['message-id-missing'] : [])]),
  ].sort();
  const lists = parsed.lists.length > 0 ? parsed.lists : [{ name: mail.list ?? NO_LIST, address: null, listId: null }];
  return {
    defects,
    facts: {
      bytes: mail.bytes,
      sha256,
      messageId: parsed.messageId ?? `${sha256.toString('hex').slice(0, 20)}@no-message-id.invalid`,
      salvaged: parsed.salvaged,
      core,
      footer,
      textSize,
      subject: parsed.subject,
      fromName: parsed.from.name,
      fromEmail: parsed.from.email,
      date: parsed.date,
      dateUsed: when.dateUsed ?? 0,
      references: referencesOf(parsed.references, parsed.inReplyTo),
      defects,
      bot: parsed.bot,
      fromHtml: parsed.fromHtml,
      hasAttachments: parsed.attachments.length > 0,
      lists,
      archivedAt: mail.archivedAt,
    },
  };
}

/** References with In-Reply-To's first id at the end: where both name a parent, public-inbox trusts In-Reply-To, and so do we. */
function referencesOf(references: string[], inReplyTo: string[]): string[] {
  const parent = inReplyTo[0];
  if (parent === undefined) return references;
  return [...references.filter((id) => id !== parent), parent];
}

/** Mail that names no list, from a source that names none. */
const NO_LIST = 'local';
