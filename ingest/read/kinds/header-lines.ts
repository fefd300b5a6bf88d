/** What the lines of a mail's header look like. */

/** The lower-case name of the field that a line begins (RFC 5322, 2.2: printable ASCII, then a colon), or null. */
export function fieldName(line: string): string | null {
  const found = /^([\x21-\x39\x3b-\x7e]{1,200})[ \t]*:/.exec(line);
  return found ? found[1]!.toLowerCase() : null;
}

/** A field, or the escaped From line that old mailers repeat among them. */
export function isFieldLine(line: string): boolean {
  return fieldName(line) !== null || /^>From /.test(line);
}

/** The names of known fields above the first blank line, in lower case; null where another line stands between them. */
export function knownFields(lines: readonly string[]): Set<string> | null {
  const known = new Set<string>();
  for (const line of lines) {
    if (line === '') break;
    if (/^[ \t]/.test(line) || /^>?From /.test(line)) continue;
    if (!isFieldLine(line)) return null;
    const name = fieldName(line);
    if (name !== null && MAIL_FIELDS.has(name)) known.add(name);
  }
  return known;
}

/** Fields that only mail systems write. */
export const SYSTEM_FIELDS: ReadonlySet<string> = new Set(
  'message-id received return-path mime-version content-type content-transfer-encoding delivered-to references in-reply-to'.split(
    ' ',
  ),
);
/** Fields that mails have, those of people and of mail programs among them. */
export const MAIL_FIELDS: ReadonlySet<string> = new Set([
  ...SYSTEM_FIELDS,
  ...'from to cc bcc date subject sender reply-to list-id envelope-to x-original-to user-agent x-mailer dkim-signature'.split(
    ' ',
  ),
  ...'status x-status x-mozilla-status x-uid x-keywords content-length lines resent-from errors-to organization newsgroups path'.split(
    ' ',
  ),
]);
