import type { SubjectInfo } from '../../../data/records/patch.ts';

/**
 * Reads a decoded Subject: reply and forward marks, the brackets before (or behind) the title, the title.
 * Never throws; a subject of no known form is a title. Forms: git-format-patch(1), and what lists make of it.
 */
export function parseSubject(subject: string): SubjectInfo {
  let info = known.get(subject);
  if (info === undefined) {
    info = readSubject(subject);
    if (known.size >= MOST_KNOWN) known.clear();
    known.set(subject, info);
  }
  return { ...info, tags: [...info.tags] };
}

/** Subjects come again: in the replies of a thread, and for each of the readers of one mail. */
const known = new Map<string, SubjectInfo>();
const MOST_KNOWN = 2000;

function readSubject(subject: string): SubjectInfo {
  const info: SubjectInfo = {
    title: '',
    isReply: false,
    isForward: false,
    isPatch: false,
    isPull: false,
    isRfc: false,
    isResend: false,
    isBackport: false,
    version: 1,
    versionWritten: false,
    number: null,
    total: null,
    tags: [],
  };
  const { text: named } = splitFormerTitle(folded(subject));
  let rest = named;
  let lastBracket = '';
  for (;;) {
    const mark = MARK.exec(rest);
    if (mark) {
      const isForward = FORWARDS.has(mark[1]!.toLowerCase());
      if (isForward) info.isForward = true;
      else if (mark[1]!.toLowerCase() !== 'subject') info.isReply = true;
      rest = rest.slice(mark[0].length);
      continue;
    }
    const tracked = TRACKER.exec(rest);
    if (tracked) {
      info.tags.push(tracked[1]!);
      rest = rest.slice(tracked[0].length);
      continue;
    }
    const end = rest.startsWith('[') ? closingBracket(rest) : -1;
    if (end > 0) {
      lastBracket = rest.slice(0, end + 1);
      readBracket(rest.slice(1, end), info);
      rest = rest.slice(end + 1).trimStart();
      continue;
    }
    const bare = BARE_PREFIX.exec(rest);
    if (bare && !info.isPatch) {
      readBracket(bare[1]!, info);
      rest = rest.slice(bare[0].length);
      continue;
    }
    break;
  }
  info.title = readTail(rest, info) || lastBracket;
  info.tags = [...new Set(info.tags)];
  if (info.number !== null && STABLE_REVIEW.test(info.title)) info.isBackport = true;
  return info;
}

/** The title as works compare it: lower case, letters and digits of any script, runs of anything else one space. */
export function titleKey(title: string): string {
  return title
    .slice(0, LONGEST_TITLE)
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** The old subject in `new subject (was: old subject)`, cleaned of its prefixes; null where there is none. */
export function formerTitle(subject: string): string | null {
  const { former } = splitFormerTitle(folded(subject));
  return former === null ? null : parseSubject(former).title || null;
}

/** White space folded, as far as a subject is read. */
function folded(subject: string): string {
  return subject.slice(0, LONGEST_SUBJECT).replace(/\s+/g, ' ').trim();
}

/** Words that reroll the mail without changing it. */
function isResendWord(word: string): boolean {
  return /^\(?re-?(send|sent|post|posted|submit|submission)\)?$/i.test(word);
}

function splitFormerTitle(subject: string): { text: string; former: string | null } {
  const found = /[([]was:? /i.exec(subject);
  if (!found || found.index === 0) return { text: subject, former: null };
  const former = subject.slice(found.index + found[0].length).replace(/[)\]]\s*$/, '');
  return { text: subject.slice(0, found.index).trimEnd(), former };
}

/** Index of the bracket that closes the one at 0; brackets nest (`[PATCH [v2] 1/3]`). -1 where none does. */
function closingBracket(text: string): number {
  let depth = 0;
  for (let at = 0; at < text.length && at < LONGEST_BRACKET; at += 1) {
    if (text[at] === '[') depth += 1;
    else if (text[at] === ']') {
      depth -= 1;
      if (depth === 0) return at;
    }
  }
  return -1;
}

function readBracket(content: string, info: SubjectInfo): void {
  const words = content
    .replace(/[[\]]/g, ' ')
    .replace(/(\d)\s+of\s+(\d)/gi, '$1/$2')
    .replace(/(\d)\s*\/\s*(\d)/g, '$1/$2')
    .replace(/\b(take|try|version|rev|ver)[ .#-]*(\d{1,3})\b/gi, 'v$2')
    .replace(/\bv (\d{1,3})\b/gi, 'v$1')
    .replace(/\bfor (?=[-\w.]+)/gi, 'for-')
    .split(/[\s,;]+|:(?=\s|$)/)
    .filter((word) => word !== '');
  const found = { patch: false, numbered: false, version: false, rfc: false };
  const others: string[] = [];
  for (const word of words) {
    for (const piece of pieces(word)) readWord(piece, info, found, others);
  }
  const { patch, numbered, version, rfc } = found;
  if (patch || (numbered && (version || rfc || info.isPull)) || (rfc && version)) info.isPatch = true;
  if (patch || numbered || version || rfc || info.isPull) {
    info.tags.push(...others);
    if (others.some(isBackportTag) && (patch || numbered)) info.isBackport = true;
  } else if (others.length > 0) {
    info.tags.push(content.trim());
  }
}

/** `PATCHv2`, `RFC/PATCH`, `PATCH1/8`, `PATCH-for-5.1` and `V3RESEND` as separate words. */
function pieces(word: string): string[] {
  const glued =
    /^(rfc|patch|pull|rft)([-_/]?)(v\d{1,3}(?:\.\d{1,3})?|\d{1,4}(?:\.\d)?\/\d{1,4}|rfc|patch|for-.+|next|resend|rft)$/i.exec(
      word,
    );
  if (glued) return [glued[1]!, glued[2] === '-' && /^next$/i.test(glued[3]!) ? '-next' : glued[3]!];
  const trailing = /^(v\d{1,3}(?:\.\d{1,3})?)[-_/]?(rfc|resend|repost|patch|\d{1,4}\/\d{1,4})$/i.exec(word);
  return trailing ? [trailing[1]!, trailing[2]!] : [word];
}

function readWord(
  word: string,
  info: SubjectInfo,
  found: { patch: boolean; numbered: boolean; version: boolean; rfc: boolean },
  others: string[],
): void {
  // `1.5/2` stands between 1 and 2: a patch that was forgotten.
  const number = /^\(?(\d{1,4}(?:\.\d)?)\/(\d{1,4}|\?|[nmx])\)?$/i.exec(word);
  const version = /^\(?-{0,2}v(\d{1,3}(?:\.\d{1,3})?)\)?$/i.exec(word);
  if (number) {
    info.number = Number(number[1]);
    info.total = /^\d/.test(number[2]!) ? Number(number[2]) : null;
    found.numbered = true;
  } else if (version) {
    info.version = Number(version[1]);
    info.versionWritten = true;
    found.version = true;
  } else if (/^patch(es|set|bomb)?$/i.test(word)) {
    found.patch = true;
  } else if (/^rfc$/i.test(word)) {
    info.isRfc = true;
    found.rfc = true;
  } else if (/^(git-?)?pull$/i.test(word)) {
    info.isPull = true;
  } else if (isResendWord(word)) {
    info.isResend = true;
  } else if (/^git$/i.test(word) || (info.isPull && /^requests?$/i.test(word))) {
    // "GIT PULL", "pull request": said by isPull.
  } else {
    others.push(word);
  }
}

/** Trees that only take what stands elsewhere: `AUTOSEL`, `6.1`, `5.10.y`, `4.19-stable`. `for-5.3` is a target, no backport. */
function isBackportTag(tag: string): boolean {
  return (
    /^(autosel|stable|backport)$/i.test(tag) ||
    /^(linux-)?v?\d{1,2}\.\d{1,3}(\.\d{1,3})?([.-](y|stable|rc\d+))?$/i.test(tag) ||
    /[\d.-]stable$/i.test(tag)
  );
}

/** A version or counter behind the title: `title (v2)`, `title, v2`, `title [PATCH v2 1/3]`. */
function readTail(title: string, info: SubjectInfo): string {
  const bracket = /(?<!\s)\s*\[([^[\]]{1,60})\]$/.exec(title);
  if (bracket && /\b(patch|rfc)\b|^\s*v\d|\bv\d+\s*$/i.test(bracket[1]!) && bracket.index > 0) {
    readBracket(bracket[1]!, info);
    return title.slice(0, bracket.index);
  }
  const version = /(?<!\s)\s*(?:\(v(\d{1,3})\)|, ?v(\d{1,3})| - v(\d{1,3}))$/i.exec(title);
  if (version && !info.versionWritten && version.index > 0) {
    info.version = Number(version[1] ?? version[2] ?? version[3]);
    info.versionWritten = true;
    return title.slice(0, version.index);
  }
  return title;
}

/** Reply and forward marks of mail programs in the languages met on lists; the number is Eudora's `Re[2]:`. */
const MARK =
  /^(re|aw|antw|antwort|sv|vs|odp|ynt|res|rif|rép|回复|答复|回覆|fwd|fw|wg|tr|doorst|转发|轉寄|subject)(?:\[\d{1,3}\]|\^\d{1,3}|\(\d{1,3}\))?\s?[:：]\s*/i;
/** A tracker's number before brackets, as debbugs puts it there: `bug#4711: [PATCH v2 1/2] …`. */
const TRACKER = /^((?:bug|issue|pr|ticket|task)\s?#\d{1,9}) ?[:,]?\s*(?=(?:(?:re|aw|sv)\s?:\s*)*\[)/i;
const FORWARDS = new Set(['fwd', 'fw', 'wg', 'tr', 'doorst', '转发', '轉寄']);

/** `PATCH: title`, `PATCH v2: title`, `RFC: title` without brackets. */
const BARE_PREFIX = /^((?:(?:rfc|patch)(?:v\d{1,3})?[ /]?)+(?:v\d{1,3} ?)?(?:\d{1,3}\/\d{1,3})?) ?: /i;

/** Cover letters of stable releases under review. */
const STABLE_REVIEW = /^\d{1,2}\.\d{1,3}(\.\d{1,3})?-(stable|rc\d+)( review|-review)/i;

/** Longer titles differ before that. */
const LONGEST_TITLE = 400;
/** No mail program writes one so long; what follows is an attack or a body that lost its line ends. */
const LONGEST_SUBJECT = 5000;

/** No list names itself at such length; beyond it a bracket is a part of the title. */
const LONGEST_BRACKET = 200;
