import type { Message } from '../../../data/records/thread.ts';
import { linesOf } from './text-lines.ts';

/** What a mail of a repository's hook tells. */
export interface CommitMail {
  title: string;
  /** The id in hexadecimal digits; null where the mail names a revision's number alone. */
  commit: string | null;
  /** The line that says so, from 0 on. */
  line: number;
  /** The branch or repository, where one is named. */
  tree: string | null;
}

/** True for a mail that a repository sent on a push: it shows a commit and posts nothing. */
export const isCommitMail = (message: Message) => readCommitMail(message) !== null;

/**
 * Reads mails of hooks: `svn commit: r12 - /trunk`, `[git commit] title`, git's own post-receive mail, `[project r11-34] title`, push
 * mails of code hosts. Known by the fields on top of the text, never by the name of a project. Null for other mails.
 */
export function readCommitMail(message: Message): CommitMail | null {
  // A reply, or a posting that shows a commit, gives no notice of one.
  if (/^\s*(?:(?:re|aw|sv|fwd?)\s*:|(?:\[[^\]]*\]\s*)*\[[^\]]*\bpatch)/i.test(message.subject)) return null;
  const lines = linesOf(message);
  const top = lines.slice(0, LINES_OF_HEAD);
  const line = top.findIndex((text, n) => FIELDS.some((form) => form.test(text)) && isField(top, n));
  if (line < 0) return null;
  const commit = COMMIT.exec(top.slice(line).join('\n'))?.[1] ?? null;
  const branch = /^\s*branch: +(?:refs\/heads\/|\S+[?&]id=refs\/heads\/)?(\S+)$/im.exec(top.join('\n'))?.[1];
  const pushed = /\bto branch (\S+)$|^The branch, (\S+) has been updated/m.exec(top.join('\n'));
  return { title: titleOf(message.subject, lines), commit, line, tree: branch ?? pushed?.[1] ?? pushed?.[2] ?? null };
}

/** `commit 0123…` is a hook's where the author stands below, as `git log` prints it, and no words above: there somebody shows a commit. */
function isField(top: readonly string[], at: number): boolean {
  if (!/^commit \S+$/.test(top[at]!)) return true;
  const isFirst = top.slice(0, at).every((text) => text.trim() === '' || /^https?:\S+$/.test(text));
  return isFirst && top.slice(at + 1, at + 4).some((text) => /^Author: /.test(text));
}

/** The first line of the commit's message: below `Log:`, indented below the date, else what the subject says behind its brackets. */
function titleOf(subject: string, lines: readonly string[]): string {
  const head = lines.slice(0, LINES_OF_MESSAGE);
  const log = head.findIndex((text) => /^\s*Log(?: Message)?:\s*$/i.test(text));
  if (log >= 0) return (head.slice(log + 1).find((text) => /[^\s-]/.test(text)) ?? '').trim();
  const date = head.findIndex((text) => /^(?:Author)?Date: /.test(text));
  const author = date >= 0 ? date : head.findIndex((text) => /^Author: /.test(text));
  const indented = author < 0 ? undefined : head.slice(author + 1).find((text) => text.trim() !== '');
  if (indented !== undefined && /^(?: {4}|\t)\S/.test(indented)) return indented.trim();
  return subject
    .replace(/^(?:\s*\[[^\]]*\])+\s*/, '')
    .replace(/^[0-9a-f]{6,40}: /, '')
    .trim();
}

const FIELDS = [
  /^commit: +https?:\/\/\S+[0-9a-f]{12,64}$/i,
  /^commit \S*[0-9a-f]{40}$/,
  /^New Revision: \d+$/,
  /^Revision: r?\d+$/,
  /^\s{0,4}Commit: [0-9a-f]{40}$/,
  /^This is an automated email from the git hooks\/post-receive script\b/,
  /^The branch, \S+ has been updated/,
  /\bpushed (?:a commit|\d+ commits?|a change) to branch \S+$/,
];
const COMMIT = /\b(?:commit:? +(?:https?:\/\/\S*?[=/])?(?:r\d+-\d+-g)?|via +)([0-9a-f]{40})\b/i;
const LINES_OF_HEAD = 15;
const LINES_OF_MESSAGE = 40;
