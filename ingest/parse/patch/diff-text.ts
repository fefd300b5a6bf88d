import type { ParsedMail } from '../../../data/records/mail.ts';

/** The diff of a mail and nothing else: from its first `diff` line to the signature. Empty where it has none. */
export function diffText(mail: Pick<ParsedMail, 'text' | 'attachments'>, part?: number): string {
  const text = part === undefined ? mail.text : (mail.attachments.find(({ index }) => index === part)?.text ?? '');
  const lines = text.replaceAll('\r\n', '\n').split('\n');
  const from = lines.findIndex((line) => /^(diff -|Index: |--- \S)/.test(line));
  if (from < 0) return '';
  const end = lines.findIndex((line, n) => n > from && line === '-- ');
  const diff = lines.slice(from, end < 0 ? lines.length : end);
  while (diff.at(-1) === '') diff.pop();
  return `${diff.join('\n')}\n`;
}
