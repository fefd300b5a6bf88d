/** What the lines of a mail's header look like. */

/** RFC 5322, 2.2: printable ASCII, then a colon. */
export function isFieldLine(line: string): boolean {
  return /^[\x21-\x39\x3b-\x7e]{1,200}[ \t]*:/.test(line) || /^>From /.test(line);
}

/** The names of known fields above the first blank line, in lower case; null where another line stands between them. */
export function knownFields(lines: readonly string[]): Set<string> | null {
  const known = new Set<string>();
  for (const line of lines) {
    if (line === '') break;
    if (/^[ \t]/.test(line) || /^>?From /.test(line)) continue;
    if (!isFieldLine(line)) return null;
    const name = line.slice(0, line.indexOf(':')).trim().toLowerCase();
    if (MAIL_FIELDS.has(name)) known.add(name);
  }
  return known;
}

/** Fields that only mail systems write. */
export const SYSTEM_FIELDS = new Set(
  'message-id received return-path mime-version content-type content-transfer-encoding delivered-to references in-reply-to'.split(
    ' ',
  ),
);
const MAIL_FIELDS = new Set([
  ...SYSTEM_FIELDS,
  ...'from to cc bcc date subject sender reply-to list-id envelope-to x-original-to user-agent x-mailer dkim-signature'.split(
    ' ',
  ),
]);
