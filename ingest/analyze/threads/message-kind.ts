import type { Message, PatchFacts, SubjectInfo } from '../../../data/records/index.ts';

/** Bits of a message's kind, as stored. */
export const KIND = { patch: 1, cover: 2, reply: 4, diff: 8, pull: 16, attachment: 32 } as const;

/** What a message is: patch, cover letter, reply, with a diff, pull request, with attachments. */
export function kindOf(message: Message, subject: SubjectInfo, patch: PatchFacts | null): number {
  let kind = 0;
  if (patch?.kind === 'patch') kind |= KIND.patch;
  if (patch?.kind === 'cover') kind |= KIND.cover;
  if (patch?.kind === 'pull') kind |= KIND.pull;
  if (patch && patch.files.length > 0) kind |= KIND.diff;
  if (message.references.length > 0 && (subject.isReply || !patch || patch.kind === 'fold')) kind |= KIND.reply;
  if (message.attachments.length > 0) kind |= KIND.attachment;
  return kind;
}
