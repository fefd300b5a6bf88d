import { commentsOn } from '../../../data/read/patchwork/comments.ts';
import { loadBytes } from '../../../data/read/messages.ts';
import type { NumberedComment, NumberedPatch } from '../../../data/records/index.ts';
import { parseMail } from '../../../ingest/parse/mail.ts';
import type { Answer, Ask } from '../ask.ts';
import type * as pw from '../contract.ts';
import { PwNotFound } from '../errors.ts';
import { pageAsked, pageLinks } from '../paging.ts';
import { presentComment } from '../present.ts';
import { numbered } from './patches.ts';

/** `patches/N/comments/` and `covers/N/comments/` */
export function commentsAnswer(ask: Ask, id: string, isCover: boolean): Answer {
  const on = numbered(ask, id, isCover);
  const comments = commentsOn(ask.archive, [on]).get(on.id)!;
  const asked = pageAsked(ask.query);
  const links = pageLinks(ask.address, ask.query, asked, comments.length);
  return {
    json: presentComments(comments.slice((asked.page - 1) * asked.size, asked.page * asked.size), on, ask),
    links,
  };
}

/** `…/comments/M/` */
export function commentAnswer(ask: Ask, id: string, isCover: boolean, comment: string): Answer {
  const on = numbered(ask, id, isCover);
  const found = commentsOn(ask.archive, [on])
    .get(on.id)!
    .filter((one) => String(one.id) === comment);
  if (found.length === 0) throw new PwNotFound();
  return { json: presentComments(found, on, ask)[0] };
}

export function presentComments(comments: NumberedComment[], on: NumberedPatch, ask: Ask): pw.PwComment[] {
  const bytes = loadBytes(
    ask.archive,
    comments.map(({ message }) => message),
  );
  return comments.flatMap((comment) => {
    const raw = bytes.get(comment.message);
    return raw ? [presentComment(comment, on, parseMail(raw), ask)] : [];
  });
}
