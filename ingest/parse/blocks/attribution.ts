import type { Mailbox } from '../../../data/records/mail.ts';
import { JOINED_VERBS, OPENERS, WROTE } from './attribution-words.ts';
import { HeadPattern } from '../text/head-pattern.ts';
import { isSpace } from '../text/lines.ts';
import { forms, joined, pattern } from '../text/pattern.ts';

/** What an attribution line says: who wrote what follows, and when (as written; programs disagree on forms). */
export interface Attribution extends Mailbox {
  date: string | null;
}

/**
 * Reads an attribution: "On <date>, <name> wrote:" in the forms of the usual mail programs and the larger languages.
 * `text` is one line, or several that were one before a mail program wrapped it, joined by blanks, without quote marks.
 * Returns null where the text is none. A name or address that isn't given is ''.
 */
export function parseAttribution(text: string): Attribution | null {
  if (text.length > MAX_LENGTH || text.length < MIN_LENGTH || !mayEnd(text) || !ENDING.test(text)) return null;
  let line = UNFOLDED.test(text) ? text.replace(/[\s\u00a0\u200e\u200f\u202a-\u202e]+/g, ' ') : text;
  if (line.includes('n ') && (line.includes('<') || line.includes('news:')))
    line = line.replace(MESSAGE_REFERENCE, ' ');
  line = line.trim();
  if (line.startsWith('>')) line = line.replace(SUPERCITE, '');
  return (
    readToYou(text) ??
    readExcerpts(line) ??
    readTracker(line) ??
    readVerb(line) ??
    readDateAndAddress(line) ??
    readQuoting(line)
  );
}

/** How sure the form alone is: true where it needs no quote behind it to be believed. */
export function isCertainAttribution(text: string): boolean {
  return (
    /[:：]\s*$/.test(text) &&
    /\d{1,2}[:.h]\d\d|\b(?:19|20)\d\d\b|@/.test(text) &&
    /(?:\d[\d:./-]*|\bGMT|\bUTC|[>)\]"]|@\S+)[\s,]/.test(text) &&
    VERB.test(text)
  );
}

/** "… wrote:" with the name before or behind the verb. */
function readVerb(line: string): Attribution | null {
  const verb = lastVerb(line);
  if (verb === null) return null;
  const before = line.slice(0, verb.from).trim();
  const after = line
    .slice(verb.to)
    .replace(/(?<![:：,.\s])[:：,.\s]+$/, '')
    .trim();
  // Prose also ends with "as I wrote:"; a sender stands there by name, so a sentence of many small words is none.
  if (!hasSender(before, after)) return null;
  const nameBehind =
    /\p{L}/u.test(after) &&
    !(dateOf(after) !== null && findAddress(after) === null && looksLikeName(before)) &&
    !/^(?:in|on|at|the|this|following|as|to|am|le|il|on the|dans|en|в|el|de|news|via|about|that|with|for|and|a|an)\b/i.test(
      after,
    );
  const [said, other] = nameBehind ? [after, before] : [before, after];
  const address = findAddress(said) ?? findAddress(other);
  const rest = nameBehind ? said : nameFirst(said, address) ? said.slice(0, address!.from) : afterDate(said);
  const name = cutName(rest, findAddress(rest));
  const dateBefore = dateOf(before);
  // "On Thursday you wrote:" names the reader of the mail, whoever that is.
  if (address === null && dateBefore !== null && /(?:^|\s)you$/i.test(before))
    return { name: '', email: '', date: dateBefore };
  if (name === '' && address === null) return null;
  const date = dateBefore ?? dateOf(after);
  if (address === null && !looksLikeName(name, date !== null)) return null;
  return { name, email: address?.email ?? '', date };
}

/** "2010/5/13 Ana Ruiz <ana@example.org>" and "* Ana Ruiz <ana@example.org> [01-05-05]:": a date and an address, no verb. */
function readDateAndAddress(line: string): Attribution | null {
  const address = findAddress(line);
  const date = dateOf(line);
  if (
    address !== null &&
    (date !== null || /^[*-]? ?[^:]{2,80}:$/.test(line)) &&
    line.length - (address.to - address.from) < 140
  ) {
    const rest = line.slice(address.to).replace(/\(\d[^)]*\)|\[[^\]]*\]/g, '');
    if (!/^[\s:：,>)\]"\d./-]*$/.test(rest) && dateOf(rest) === null) return null;
    if (/\b(?:To|Cc|From|by|Signed-off|Link|https?)\b[^<]*:/i.test(line.slice(0, address.from))) return null;
    return { name: cutName(afterDate(line.slice(0, address.from)), null), email: address.email, date };
  }
  // "* Ana Ruiz [2005-05-01 14:56]:", "Ana Ruiz, 12.06.2008 14:20:" and "On Monday 05 May 2014 15:24:30 Ana Ruiz:".
  if (date === null || !/[:：]$/.test(line) || !/\d\d?[:.]\d\d/.test(line)) return null;
  const bare = line.replace(/^[*-]\s*/, '').replace(/[:：]$/, '');
  const from = bare.indexOf(date);
  const front = bare.slice(0, Math.max(0, from)).replace(/(?<![\s[(,])[\s[(,]+$/, '');
  const opened = OPENER.test(front.trim()) || front.trim() === '';
  const name = cutName(opened ? afterDate(bare) : front.replace(/\b(?:on|am|le|at)$/i, ''), null);
  return looksLikeName(name) && name.split(' ').length >= 2 ? { name, email: '', date } : null;
}

/** "In message <id> you wrote:": whoever wrote that message. */
function readToYou(text: string): Attribution | null {
  return TO_YOU.test(text) ? { name: '', email: '', date: null } : null;
}

/** Sup's "Excerpts from Ana Ruiz's message of Mon Jan 05 10:00:00 +0000 2026:". */
function readExcerpts(line: string): Attribution | null {
  if (!line.startsWith('Excerpts from ')) return null;
  const found = /^Excerpts from (\S.{1,100}?)(?:['’]s?|s) message of (.{4,60}?)\s*:$/.exec(line);
  if (!found) return null;
  const address = findAddress(found[1]!);
  return { name: cutName(found[1]!, address), email: address?.email ?? '', date: dateOf(found[2]!) };
}

/** "Quoting Ana Ruiz <ana@example.org>:", "Zitat von …", "Thus spake …". */
function readQuoting(line: string): Attribution | null {
  const match = QUOTING.mayMatch(line, 0, line.length) ? QUOTING.pattern.exec(line) : null;
  if (!match) return null;
  const address = findAddress(match[1]!);
  return { name: cutName(match[1]!, address), email: address?.email ?? '', date: dateOf(match[1]!) };
}

/** Trackers: "--- Comment #8 from Ana Ruiz <ana@example.org> ---", "Ana Ruiz commented on PIG-9:", "Ana Ruiz <ana@example.org> changed:". */
function readTracker(line: string): Attribution | null {
  const comment = line.startsWith('--')
    ? /^-{2,} ?(?:Additional )?Comments? ?#?\d* From (.{2,120}?)(?: \d{4}-\d\d-\d\d[^-]*)? ?-{2,}$/i.exec(line)
    : null;
  const changed = /-\d+:$/.test(line)
    ? /^(.{2,100}?) (?:commented on|updated|edited a comment on|reassigned|resolved|reopened|closed|created|assigned) [A-Z][A-Z0-9]*-\d+:$/.exec(
        line,
      )
    : line.endsWith(' changed:')
      ? /^(.{2,60} <[^<>\s]{1,120}@[^<>\s]{1,120}>) changed:$/.exec(line)
      : null;
  const said = comment?.[1] ?? changed?.[1];
  if (said === undefined) return null;
  const address = findAddress(said);
  return { name: cutName(said, address), email: address?.email ?? '', date: null };
}

/** False where the last character is none that attributions end with. */
function mayEnd(text: string): boolean {
  let end = text.length;
  while (end > 0 && isSpace(text.charCodeAt(end - 1))) end -= 1;
  return end > 0 && LAST_CHARACTERS.has(text.charCodeAt(end - 1));
}

/** True for "Ana Ruiz <ana@example.org> 于2020年3月5日": the name stands before its address, the date behind. */
function nameFirst(text: string, address: { from: number; to: number } | null): boolean {
  return address !== null && /\d/.test(text.slice(address.to)) && looksLikeName(text.slice(0, address.from));
}

/** The last verb of the line: names may hold words that look like one, and "wrote" closes the line. */
function lastVerb(line: string): { from: number; to: number } | null {
  const last = closingWrote(line);
  if (last >= 0) return { from: last, to: last + WROTE_LENGTH };
  const tail = line.length > VERB_WINDOW ? line.length - VERB_WINDOW : 0;
  const text = line.slice(tail);
  let found: { from: number; to: number } | null = null;
  VERBS.lastIndex = 0;
  for (let match = VERBS.exec(text); match !== null; match = VERBS.exec(text)) {
    const verb = match[1] ?? match[2]!;
    const from = tail + match.index + match[0].indexOf(verb);
    found = { from, to: from + verb.length };
  }
  return found;
}

/**
 * Where "wrote" closes a line of ASCII, as nearly all attributions end: no other verb can stand behind it or reach into it.
 * -1 where it does not, or other letters are in play.
 */
function closingWrote(line: string): number {
  let end = line.length;
  while (end > 0 && (line.charCodeAt(end - 1) === COLON || line.charCodeAt(end - 1) === BLANK)) end -= 1;
  const from = end - WROTE_LENGTH;
  return from > 0 && line.startsWith('wrote', from) && line.charCodeAt(from - 1) === BLANK && !BEYOND_ASCII.test(line)
    ? from
    : -1;
}

/** A sender is there if somebody is named by address, by a date beside the verb, or by a short run of capitalised words. */
function hasSender(before: string, after: string): boolean {
  if (before.includes('@') || after.includes('@')) return true;
  if (dateOf(before) !== null || dateOf(after) !== null) return before.length + after.length < 160;
  const name = /\p{L}/u.test(before) ? before.replace(/^[*-]\s*/, '') : after;
  return looksLikeName(name);
}

/** An address in any of the forms that attribution lines use: `<a@b>`, `(a@b)`, `[mailto:a@b]`, `a@b`, `a at b.org`. */
function findAddress(text: string): { email: string; from: number; to: number } | null {
  const match = text.includes('@') || text.includes('<') ? ADDRESS.exec(text) : null;
  if (match === null) return null;
  const email = match[1] ?? match[2] ?? match[3] ?? `${match[4]}@${match[5]}`;
  return { email: email.replace(/^mailto:/i, '').toLowerCase(), from: match.index, to: match.index + match[0].length };
}

/** The text behind a leading date: what is left is the name. */
function afterDate(text: string): string {
  let end = 0;
  DATE_END.lastIndex = 0;
  for (let match = DATE_END.exec(text); match !== null; match = DATE_END.exec(text)) end = DATE_END.lastIndex;
  const rest = text.slice(end);
  const name = end > 0 ? rest : rest.replace(OPENER, '');
  // "On Tuesday, Ana Ruiz": a date without figures.
  return end > 0 ? name : name.replace(/^\s*(?:last |next )?\p{L}+day,?\s+/iu, '');
}

/** A name without brackets, quotes, titles of address and stray marks. */
function cutName(text: string, address: { from: number; to: number; email: string } | null): string {
  let name =
    address !== null && text.length >= address.to ? `${text.slice(0, address.from)} ${text.slice(address.to)}` : text;
  name = name
    .replace(/<[^>]*>?|\[[^\]]*\]?|\(\s*\)/g, ' ')
    .replace(/["“”„«»]|''/g, '')
    .replace(/\bvia\b.*$/i, '')
    .replace(/\s(?:\||aka\s|a\.k\.a\.\s).*$/i, '')
    .replace(/^[\s,;:：*@.\-–—)(>'‘’]+|[\s,;:：*\-–—(<'‘’]+$/g, '')
    .replace(
      /^(?:by|from|von|de|da|di|af|av|użytkownik|uživatel|użytkowniczka|пользователь|gebruiker|user|van|ad|ο|η|itibarıyla|keltezéssel|tarihinde|ora|ore|alle|at|em|om|kl)[\s,]+/i,
      '',
    )
    .replace(/\s+/g, ' ')
    .trim();
  if (/^\S+@\S+$/.test(name)) name = '';
  return name.length <= MAX_NAME ? name : '';
}

/**
 * One to six words that begin with capitals (or have none, as in Chinese), particles aside, and no figures of a sentence.
 * Beside a date small letters will do: some people write their name so.
 */
function looksLikeName(text: string, dated = false): boolean {
  const name = cutName(text, null);
  const words = name.split(' ');
  if (name === '' || words.length > 6 || /[?!;=/{}]/.test(name)) return false;
  if (SENTENCE_WORD.test(name)) return false;
  if (words.length === 1) return dated || /^[\p{Lu}\p{Lo}]/u.test(name) || /^[\w.-]*\d$/.test(name);
  const small = words.filter((word) => !/^[\p{Lu}\p{Lo}'"(]/u.test(word) && !PARTICLE.test(word)).length;
  return dated ? words.length <= 4 || small === 0 : small === 0;
}

/** The date as written, or null. */
function dateOf(text: string): string | null {
  // Every form has a figure.
  const match = /\d/.test(text) ? DATE.exec(text) : null;
  return match === null ? null : match[0].trim().replace(/(?<![,\s])[,\s]+$/, '');
}

/** Emacs names whom it will cite by which word: `>>>>> "Ana" == Ana Ruiz <ana@example.org> writes:`. */
export const SUPERCITE = /^>{2,12} *"([^"]{1,40})" *== */;
const TO_YOU = /^\s*In (?:article|message|your (?:message|mail)|reply to)\b.{0,300}\byou (?:wrote|write|said)\s*:\s*$/i;
/** "In message <id>, " and "in news:id": an id is no address. */
const MESSAGE_REFERENCE =
  /\b[Ii]n (?:article|message|reply to|news:)? ?(?:<[^<>\s]*>|news:\S+)(?: ?\([^)]{1,60}\))?,?/g;
/** Words that stand in sentences about writing and in no name. */
const SENTENCE_WORD = pattern(
  'i',
  String.raw`(?:^|\s)(?:`,
  forms`
  I | you | he | she | we | they | it | what | that | this | as | the | and | but | so | if | when | who | there
  here | then | also | people | somebody | someone | was | is | be | been | have | has | had | patch | code | file
  author | docs? | man | spec | which | where | how | why | not | like | already
`,
  String.raw`)(?:\s|$)`,
);
const PARTICLE =
  /^(?:van|von|der|den|de|da|do|dos|di|del|della|la|le|du|des|ten|ter|zu|zur|bin|ibn|al|el|af|av|e|y|i|st\.?|[a-z]\.?|\d+)$/;
/** A shape that `parseAttribution` smooths: anything but single blanks between words. */
const UNFOLDED = /[^\S ]| {2}|[\u200e\u200f\u202a-\u202e]/;
const BEYOND_ASCII = /[^\0-\x7f]/;
const QUOTING = new HeadPattern(
  /^(?:Quoting|Quoth|Zitat von|Zitiere|Citando|Citando a|Citeren|Citát|Citation de|Thus spake|Also sprach|Originally posted by)\s+(?!\s)(.{2,120}?)\s*(?:[:：]|\([^()]{6,60}\)\s*[:：]?)$/i,
);
/** How an attribution ends. */
const ENDING = /(?:[:：,>\-…)]|\.\.\.|\bwrote|写道|寫道|書きました。?)\s*$/;
/** The characters that `ENDING` takes for the last. */
const LAST_CHARACTERS: ReadonlySet<number> = new Set([...':：,>-…).e道た。'].map((one) => one.charCodeAt(0)));
const WROTE_LENGTH = 'wrote'.length;
const BLANK = 32;
const COLON = 58;
const MAX_LENGTH = 600;
const MIN_LENGTH = 4;
const MAX_NAME = 80;
/** The verb stands near the end; names and ids before it need no search. */
const VERB_WINDOW = 260;
const VERBS = new RegExp(
  `(?:^|[\\s>)\\]"'”,.;])(${[...WROTE].sort((a, b) => b.length - a.length).join('|')})(?=[\\s:：,.;]|$)|(${[...JOINED_VERBS].sort((a, b) => b.length - a.length).join('|')})(?=[^\\p{L}]|$)`,
  'giu',
);
const VERB = new RegExp(VERBS.source, 'iu');
const OPENER = new RegExp(`^\\s*(?:${OPENERS.filter((word) => word !== '2').join('|')})(?=[\\s\\d,]|$)`, 'iu');
const ADDRESS = pattern(
  'i',
  forms`
  <\s*(?:mailto:)?([^<>\s@]{1,120}@[^<>\s]{1,160})\s*>
  [[(]\s*(?:mailto:)?([^\s()[\]@]{1,120}@[^\s()[\]]{1,160})\s*[\])]
  ((?<![\w.+-])[\w.+=-]{1,80}@[\w-]{1,80}(?:\.[\w-]{1,40}){1,6})
  <([\w.+-]{1,80}) at ([\w.-]{1,120}) *(?:dot \w+)?>
`,
);
/** Ends of dates: a time with zone, a year, a figure date. */
const DATE_END = pattern('gu', [
  joined(
    String.raw`\d{1,2}[:.h]\d{2}(?:[:.]\d{2})?(?:\s*(?:[AaPp]\.?[Mm]\.?|a\. m\.|p\. m\.|Uhr|น\.))?(?:[\s,]*(?:`,
    forms`
  [+-]\d{4} | (?:GMT|UTC)(?:[+-]\d{1,2}(?::?\d{2})?)? | Z(?![\p{L}]) | [A-Z]{2,5}T(?![\p{L}])
`,
    String.raw`))?(?:[\s,]*\([^)]{1,40}\))?(?:[\s,]*(?:19|20)\d{2}(?!\d))?,?`,
  ),
  ...forms`
  \b(?:19|20)\d{2}(?:年\s*\d{1,2}月\s*\d{1,2}日|[-/.]\d{1,2}[-/.]\d{1,2})?(?!\d)(?:\s*(?:г\.?|р\.?|年|roku|at))?,?
  \d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d{2})(?!\d),?
  \d{1,2}(?:st|nd|rd|th)?\s+(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*(?:\s+\d{2}(?![\d:]))?,?
  (?<![\d/])\d{1,2}\/\d{1,2}(?![\d/]),?
`,
]);
const DATE = pattern('iu', [
  joined(
    String.raw`(?:\p{L}{2,12}\.?,?\s+(?:de\s+|den\s+|the\s+)?)?(?:`,
    forms`
  \p{L}{3,12}\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+(?:19|20)\d\d
  \d{1,2}(?:st|nd|rd|th|\.)?(?:\s+de)?[\s-]+\p{L}{3,12}\.?(?:\s+de)?,?[\s-]+(?:(?:19|20)\d\d|\d\d(?!:))\b
  \d{4}[-/.年]\s*\d{1,2}[-/.月]\s*\d{1,2}日? | \d{1,2}[-/.]\s?\d{1,2}[-/.]\s?\d{2,4}
  \p{L}{3}\s+\d{1,2}\s+\p{L}{3}\b | \p{L}{3,9}\s+\d{1,2},?(?=\s+\d{1,2}:\d\d)
`,
    String.raw`)(?:[,\s]*(?:at|um|à|alle|às|a las|kl\.?|o|klo|в|時|ob|u)?[,\s]*\d{1,2}[:.h]\d\d(?:[:.]\d\d)?(?:\s*[AaPp]\.?[Mm]\.?)?(?:\s*[+-]\d{4})?(?:\s*\([A-Z][\w +:-]{0,20}\))?)?`,
  ),
  String.raw`\d{1,2}:\d\d(?::\d\d)?(?:\s*[AP]M)?(?:\s*[+-]\d{4})?`,
  String.raw`(?<![\d/])\d{1,2}\/\d{1,2}(?![\d/])`,
]);
