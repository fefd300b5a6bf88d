import type { Role, WholeMessage } from '../../../data/records/index.ts';
import { parseMail } from '../../../ingest/parse/mail.ts';
import type { AnsweredBy, Bearings, MessageAnswer } from '../../contract/index.ts';
import { escapeMessageId, messagePath, type WebAddresses } from '../brief/links.ts';
import { namesFor, presentBody, presentRow } from './message.ts';
import { replyTo } from './reply.ts';

/** One message with its headers, place and the ways to answer it. */
export function presentMessage(
  whole: WholeMessage,
  {
    bearings,
    answeredBy,
    role,
    section,
    webAddresses,
  }: {
    bearings: Bearings;
    answeredBy: AnsweredBy[];
    role: Role;
    section: string | null;
    webAddresses?: WebAddresses | undefined;
  },
): MessageAnswer {
  const { message } = whole;
  const mail = parseMail(whole.bytes, { salvaged: message.salvaged });
  const row = presentRow(message, { role, section, webAddresses });
  const path = messagePath(message.key, message.lists[0]);
  return {
    ...row,
    ...presentBody(message, mail, answeredBy, namesFor([message])),
    threadId: bearings.threadId,
    bearings,
    fromHeader: mail.fromHeader,
    to: mail.to,
    cc: mail.cc,
    replyTo: mail.replyTo,
    references: mail.references,
    inReplyTo: mail.inReplyTo,
    dateHeader: mail.dateHeader,
    headers: mail.headers,
    replies: whole.replies,
    copies: whole.copies,
    reply: replyTo(message, mail, bearings.patch !== null),
    links: {
      raw: `/api/v1/messages/${escapeMessageId(message.key)}/raw`,
      thread: path,
      mbox: `${path}t.mbox.gz`,
      lore: row.lore,
    },
  };
}
