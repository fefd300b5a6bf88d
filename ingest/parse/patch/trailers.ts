import type { LineRange } from '../../../data/records/block.ts';
import type { Mailbox } from '../../../data/records/mail.ts';
import type { Trailer } from '../../../data/records/patch.ts';

/**
 * Trailers among the unquoted lines of a text: `Name: value` with a name that lists know, or any `…-by` that names a
 * person. Values wrapped over two lines are rejoined (`Fixes:`, a name with its address below); reading stops at the
 * signature (`-- `). After b4's find_trailers and git-interpret-trailers(1).
 * @param range lines to look at, half-open; all where absent
 */
export function parseTrailers(text: string | readonly string[], range?: LineRange): Trailer[] {
  const lines = typeof text === 'string' ? text.split('\n') : text;
  const [from, to] = range ?? [0, lines.length];
  const trailers: Trailer[] = [];
  for (let at = from; at < to; at += 1) {
    const line = lines[at]!;
    if (line === '-- ' || trailers.length >= MOST_TRAILERS) break;
    if (line.length > LONGEST_LINE || !line.includes(':')) continue;
    const found = FORM.exec(line);
    const name = found ? knownName(found[1]!) : null;
    if (!found || name === null) continue;
    let value = found[2]!.trim();
    const next = at + 1 < to ? lines[at + 1]! : '';
    if (isCutShort(name, value) && isContinuation(next, value)) value = `${value} ${next.trim()}`.trim();
    if (value === '') continue;
    const person = isPersonal(name) ? parsePerson(value) : null;
    if (isPersonal(name) && person === null) continue;
    if (name === 'Fixes' && !/^(commit )?[0-9a-f]{6,}|https?:|#\d/i.test(value)) continue;
    trailers.push({ name, value, person, line: at });
  }
  return trailers;
}

/** True for a trailer that says what its person did to the patch: reviewed, acked, tested, signed off. */
export function isPersonal(name: string): boolean {
  return /-by$/i.test(name);
}

/** True for a trailer that approves of a patch. */
export function isApproval(name: string): boolean {
  return /^(reviewed|acked|tested|reported-and-tested|tested-and-reported|reviewed-and-tested|approved|endorsed|fully-endorsed)-by$/i.test(
    name,
  );
}

/**
 * b4's rule of who may give a trailer: the address is the sender's (`+tag` stripped, one domain may be a sub-domain of
 * the other by one level), or the name is.
 */
export function isGivenBy(person: Mailbox, sender: Mailbox): boolean {
  if (sameName(person.name, sender.name)) return true;
  const [local, domain] = splitAddress(person.email);
  const [senderLocal, senderDomain] = splitAddress(sender.email);
  if (local === '' || local !== senderLocal) return false;
  return domain === senderDomain || isSubDomain(domain, senderDomain) || isSubDomain(senderDomain, domain);
}

/** The person that a trailer's value names, `# notes` and brackets behind it left out; null where it names none. */
export function parsePerson(text: string): Mailbox | null {
  const value = text.trimStart().slice(0, LONGEST_LINE);
  const angle = /^(.{0,150}?)\s*<\s*([^<>\s]{1,150}(?:@| at )[^<>]{1,150}?)\s*>/.exec(value);
  if (angle) return { name: unquoteName(angle[1]!), email: angle[2]!.replace(' at ', '@') };
  const bare = /^\s*([^\s<>()"',;:]{1,100}@[^\s<>()"',;:]{1,100}\.[A-Za-z]{2,20})\b(?:\s*\(([^()]{1,100})\))?/.exec(
    value,
  );
  return bare ? { name: bare[2]?.trim() ?? '', email: bare[1]! } : null;
}

function unquoteName(name: string): string {
  return name
    .replace(/^["'](.*)["']$/, '$1')
    .replace(/\\(.)/g, '$1')
    .trim();
}

/** The usual spelling of a trailer's name, or null where it is none that counts. */
function knownName(raw: string): string | null {
  const name = raw.trim().replace(/[\s-]+/g, '-');
  const lower = name.toLowerCase();
  const spelled = SPELLINGS.get(lower);
  if (spelled !== undefined) return spelled;
  // "Fully-endorsed-by", "Reviwed-by": whoever puts a name and "-by" before an address gives a trailer.
  return /^[a-z]+(-[a-z]+){0,4}-by$/.test(lower) ? name[0]!.toUpperCase() + lower.slice(1) : null;
}

/** A value that goes on in the next line: an open quote or bracket of `Fixes:`, a person without address. */
function isCutShort(name: string, value: string): boolean {
  if (name === 'Fixes') return /\("[^"]*$|\("[^)]*$|^[0-9a-f]{6,40}$/.test(value);
  if (isPersonal(name)) return !value.includes('@') || (value.includes('<') && !value.includes('>'));
  return value === '';
}

function isContinuation(next: string, value: string): boolean {
  if (next.trim() === '' || next.startsWith('>') || FORM.test(next)) return false;
  return value.includes('("') || /[<(@"]|^\s/.test(next);
}

function sameName(a: string, b: string): boolean {
  const fold = (name: string) =>
    name
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      .toLowerCase()
      .replace(/[\s"'.]+/g, ' ')
      .trim();
  return fold(a) !== '' && fold(a) === fold(b);
}

function splitAddress(email: string): [local: string, domain: string] {
  const at = email.lastIndexOf('@');
  return [
    email
      .slice(0, at < 0 ? email.length : at)
      .replace(/\+.*$/, '')
      .toLowerCase(),
    at < 0 ? '' : email.slice(at + 1).toLowerCase(),
  ];
}

function isSubDomain(inner: string, outer: string): boolean {
  if (outer === '' || !inner.endsWith(`.${outer}`)) return false;
  return !inner.slice(0, -outer.length - 1).includes('.');
}

/** The name may be indented and may hold one blank ("Reviewed by:"). */
const FORM = /^[ \t]{0,16}([A-Za-z][A-Za-z_-]{1,40}(?: by)?)[ \t]?:[ \t]*(.*)$/i;
const LONGEST_LINE = 500;
/** Pull requests and merges of many patches carry some hundred. */
const MOST_TRAILERS = 2000;

/** Names in their usual spelling, by their lower-case form; common misspellings beside them. */
const SPELLINGS = new Map(
  [
    'Signed-off-by',
    'Reviewed-by',
    'Acked-by',
    'Tested-by',
    'Reported-by',
    'Suggested-by',
    'Co-developed-by',
    'Co-authored-by',
    'Nacked-by',
    'Reported-and-tested-by',
    'Reviewed-and-tested-by',
    'Debugged-by',
    'Requested-by',
    'Assisted-by',
    'Approved-by',
    'Cc',
    'Fixes',
    'Closes',
    'Link',
    'BugLink',
    'Bugzilla',
    'References',
    'Message-ID',
    'Change-Id',
    'Depends-on',
    'Based-on',
    'Supersedes',
    'Obsoleted-by',
    'base-commit',
    'change-id',
    'prerequisite-patch-id',
    'prerequisite-message-id',
    'prerequisite-change-id',
    'Cherry-picked-from',
    'Upstream-commit',
  ].map((name): [string, string] => [name.toLowerCase(), name]),
);
SPELLINGS.set('change-id', 'change-id');
SPELLINGS.set('message-id', 'Message-ID');
for (const [wrong, right] of [
  ['reviwed-by', 'Reviewed-by'],
  ['reviewd-by', 'Reviewed-by'],
  ['reveiwed-by', 'Reviewed-by'],
  ['reviewed-off-by', 'Reviewed-by'],
  ['ack-by', 'Acked-by'],
  ['ached-by', 'Acked-by'],
  ['signed-of-by', 'Signed-off-by'],
  ['signed-off', 'Signed-off-by'],
  ['singed-off-by', 'Signed-off-by'],
  ['naked-by', 'Nacked-by'],
  ['nak-by', 'Nacked-by'],
  ['nack-by', 'Nacked-by'],
  ['test-by', 'Tested-by'],
  ['bug-link', 'BugLink'],
  ['buglink', 'BugLink'],
] as const)
  SPELLINGS.set(wrong, right);
