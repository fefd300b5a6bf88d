/** Where the value of a header field ends when no line end says so. */

/** The end of a value whose grammar shows it; null where the grammar does not (a subject, a name, a program). */
export function fieldEnd(name: string, value: string): number | null {
  const pattern = GRAMMARS.find(([names]) => names.test(name))?.[1];
  const found = pattern?.exec(value.trimStart());
  return found ? value.length - value.trimStart().length + found[0].length : null;
}

/** The likely end of a value that the body follows, by the kind of field. */
export function looseFieldEnd(name: string, value: string): number {
  if (ADDRESS_FIELD.test(name)) return addressesEnd(value);
  if (/^(?:user-agent|x-mailer|organi[sz]ation)$/.test(name)) return programEnd(value);
  if (name !== 'subject') return /^\s*(?:[\w-]+=\S*\s*)+|^\s*\S*/.exec(value)?.[0].length ?? 0;
  const opening = OPENING.exec(value.slice(0, MAX_SEARCH));
  return opening ? opening.index + (opening[1]?.length ?? 0) : wordBoundary(value, MAX_SUBJECT);
}

/** `"Example, Alice" <alice@example.org>, Bob Example , carol@example.org`: the last piece ends with its address or name. */
function addressesEnd(value: string): number {
  let end = 0;
  for (;;) {
    const piece = ADDRESS_PIECE.exec(value.slice(end));
    if (!piece || piece[0] === '') return end;
    end += piece[0].length;
    if (!/,\s*$/.test(piece[0])) return end;
  }
}

/** "Mutt/1.10.1 (2018-07-13)", "git-send-email 2.20.1". */
function programEnd(value: string): number {
  return /^\s*\S+(?:\s+[\d.]+\S*)?(?:\s+\([^)]{0,200}\))*/.exec(value)?.[0].length ?? 0;
}

function wordBoundary(value: string, limit: number): number {
  if (value.length <= limit) return value.length;
  const space = value.lastIndexOf(' ', limit);
  return space > 0 ? space : limit;
}

const IDS = /^(?:(?:<[^<>]*>|\([^()]*\)|"[^"]*"|,)\s*)*(?:[^\s<>]+@[^\s<>]+)?/;
const ZONE = '(?:\\s+(?:[+-]\\d{4}|[A-Z]{1,5}\\b))?(?:\\s+\\([^()]{0,60}\\))?';
const DATE = `(?:[A-Z][a-z]{2,8},?\\s+)?(?:\\d{1,2}\\s+[A-Z][a-z]{2,8}\\s+\\d{2,4}|[A-Z][a-z]{2}\\s+\\d{1,2}(?:\\s+\\d{4}(?:\\s+-)?)?|\\d{4}-\\d\\d-\\d\\d)[T\\s]+\\d{1,2}:\\d\\d(?::\\d\\d)?(?:\\.\\d+)?${ZONE}(?:\\s+(?:19|20)\\d\\d\\b)?`;

/** RFC 5322, 3.6; RFC 2045 to 2047; RFC 2369 and 2919. */
const GRAMMARS: [names: RegExp, value: RegExp][] = [
  [/^(?:resent-)?(?:message-id|references|in-reply-to)$|^x-(?:original-)?message-id$|^content-id$/, IDS],
  [/^(?:resent-|x-original-|delivery-)?date$/, new RegExp(`^${DATE}`)],
  [/^received$/, new RegExp(`^[^;]*(?:;(?!\\s+(?:[A-Z][a-z]{2},|\\d))[^;]*)*;\\s+${DATE}`)],
  [/^x-spam-checker-version$/, /^\S+ \S+(?: \([\d-]+\))?(?: on \S+)?/],
  [/^x-spam-status$/, /^(?:Yes|No), .*?\bversion=\S+/],
  [/^x-srs-rewrite$/, /^SMTP reverse-path rewritten from .{0,120}?\. See https?:\S+/],
  [/^x-sa-exim-scanned$/, /^(?:Yes|No)(?: \([^()]{0,100}\))?(?:; SAEximRunCond expanded to \w+)?/],
  [/^mime-version$/, /^\d\.\d(?:\s+\([^()]*\))?/],
  [
    /^(?:content-transfer-encoding|precedence|importance|priority|x-priority|auto-submitted|lines|content-length)$/,
    /^\S+/,
  ],
  [
    /^(?:x-mailman-version|content-language|accept-language|x-ms-has-attach|x-loop|x-beenthere|status|x-status)$/,
    /^\S+/,
  ],
  [
    /^(?:content-type|content-disposition)$/,
    /^[\w.+-]+(?:\/[\w.+-]+)?(?:\s*;\s*[\w*-]+\s*=\s*(?:"[^"]*"|[^\s;"]+))*\s*;?/,
  ],
  [/^list-id$/, /^(?:(?:"[^"]*"|[^<>@:]{0,60}?)\s*<[^<>]*>|[^\s<>]+[.@][^\s<>]+)?/],
  [/^list-/, /^(?:(?:<[^<>]*>|\([^()]*\)|(?:mailto|https?):\S+|NO\b|,)\s*)*/],
  [
    /^(?:return-path|errors-to|x-mailing-list|delivered-to|x-delivered-to|envelope-to|x-original-to)$/,
    /^(?:<[^<>]*>|(?:mailing list )?[^\s<>]+@[^\s<>]+)?/,
  ],
];

const ADDRESS_FIELD = /^(?:(?:resent-)?(?:from|to|cc|bcc|sender|reply-to)|mail-followup-to|mail-reply-to)$/;

/** Words that begin bodies, where names are expected. */
const NO_NAME = 'On|Hi|Hello|Dear|Hey|The|This|That|It|I|We|You|In|If|When|As|From|Thanks|Yes|No|Add|Fix|Use';
const NAME_WORD = `(?!(?:${NO_NAME})\\b)(?:[\\p{Lu}][\\p{L}\\p{M}.'’-]*|\\([^()]{0,60}\\)|(?:van|von|de|der|den|la|le|di|da|bin|al|via)\\b)`;
const ADDRESS_PIECE = new RegExp(
  `^\\s*(?:"[^"]*"|${NAME_WORD}(?:\\s+${NAME_WORD}){0,5}|[\\w.+-]+(?=\\s*,))?\\s*(?:<[^<>]*>|[^\\s<>,;@]+@[^\\s<>,;]+)?(?:\\s+\\([^()]{0,80}\\))?\\s*[,;]?`,
  'u',
);

/** What bodies begin with: an attribution, a greeting, a forwarded header. */
const OPENING =
  /(^|\s)(?:On (?:Mon|Tue|Wed|Thu|Fri|Sat|Sun|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|\d)[^\n>]{4,200}? wrote:|(?:Hi|Hello|Dear|Hey|Hallo)(?: [\p{L}.'-]+){0,3},|> |From: )/u;
const MAX_SEARCH = 2000;
const MAX_SUBJECT = 120;
