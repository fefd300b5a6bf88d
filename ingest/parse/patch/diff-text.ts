import type { ParsedMail } from '../../../data/records/mail.ts';

/** The diff of a mail and nothing else, with LF as line end. Empty where it has none. */
export function diffText(mail: Pick<ParsedMail, 'text' | 'attachments'>, part?: number): string {
  return diffIn(part === undefined ? mail.text : (mail.attachments.find(({ index }) => index === part)?.text ?? ''));
}

/** What of a text is its diff: from its first `diff` line to the signature, with the empty line that closes a binary hunk. */
export function diffIn(text: string): string {
  const lines = text.split('\n');
  const from = lines.findIndex((line) => DIFF_START.test(line));
  if (from < 0) return '';
  // A removed line "- " looks like a signature's mark; more of the diff stands behind it.
  const lastHead = lines.findLastIndex((line) => HUNK_HEAD.test(line));
  const end = lines.findIndex((line, n) => n > from && n > lastHead && line === '-- ');
  const diff = lines.slice(from, end < 0 ? lines.length : end);
  while (diff.at(-1) === '') diff.pop();
  const binary = diff.lastIndexOf('GIT binary patch');
  const isLast = binary >= 0 && !diff.slice(binary).some((line) => HUNK_HEAD.test(line));
  return `${diff.join('\n')}\n${isLast ? '\n' : ''}`;
}

/**
 * A text as sent without the carriage returns of its transport: where the line that opens its diff has one, a mail program or its
 * transfer encoding gave one to every line. Where that line has none, those of other lines are the file's own.
 */
export function withoutTransportEnds(text: string): string {
  if (!text.includes('\r')) return text;
  const opening = DIFF_START.exec(text);
  const end = opening ? text.indexOf('\n', opening.index) : -1;
  return end >= 0 && text[end - 1] !== '\r' ? text : text.replaceAll('\r\n', '\n');
}

/** The first line of a diff, at the start of a line. */
export const DIFF_START = /(?<![^\n])(?:diff -|Index: |--- \S)/;
const HUNK_HEAD = /^(?:diff -|@@ -)/;
