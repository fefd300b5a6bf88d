/** Where mail addresses stand in a text, in every form that people and programs write them. */

/** One address: offsets into the text, ends excluded. */
export interface AddressSpan {
  /** Begin of the local part. */
  from: number;
  /** Begin and end of the at sign or of what stands for it. */
  at: number;
  domain: number;
  to: number;
  /** Both parts in plain signs and small letters. */
  address: string;
}

/**
 * The addresses of a text, be it words, a URL, or the source of a page: plain, with escapes of URLs (`%40`), quoted-printable (`=40`) and HTML (`&#64;`) or a full-width sign for
 * the at, quoted local parts, domains in other scripts, of one label where brackets or the name tell (`<a@host>`, `@localhost`), as numbers
 * (`@[192.0.2.1]`), and broken across two lines.
 */
export function addressesIn(text: string): AddressSpan[] {
  const spans: AddressSpan[] = [];
  let end = 0;
  for (const { 0: sign, index: at } of text.matchAll(AT)) {
    const from = beginOfLocal(text, at, end);
    if (from === at) continue;
    const domain = at + sign.length;
    DOMAIN.lastIndex = domain;
    const found = DOMAIN.exec(text)?.[0] ?? oneLabel(text, from, domain);
    if (found === undefined) continue;
    end = domain + found.length;
    spans.push({ from, at, domain, to: end, address: plain(text.slice(from, at), found) });
  }
  return spans;
}

function beginOfLocal(text: string, at: number, least: number): number {
  const lowest = Math.max(least, at - MOST_LOCAL);
  const quote = QUOTE.exec(text.slice(Math.max(0, at - 6), at))?.[0];
  if (quote !== undefined) {
    const open = text.lastIndexOf(quote, at - quote.length - 1);
    if (open >= lowest && !text.slice(open, at).includes('\n')) return open;
  }
  let from = at;
  while (from > lowest && !OUTSIDE.has(text[from - 1]!)) from -= 1;
  // In a link words stand escaped before an address: `?body=Ask%20dave%40example.org`.
  // In JSON within pages: `\u003calice@example.org`.
  if (text[from - 1] === '\\') from += /^u00[0-9a-f]{2}/.exec(text.slice(from, from + 5))?.[0].length ?? 0;
  let begin = from;
  for (const { index, 0: escape } of text.slice(from, at).matchAll(ESCAPED_OUTSIDE))
    begin = from + index + escape.length;
  return begin;
}

/** `@` stands in many a text that is no address (`i2c@40000000`): one label is a domain only between brackets, or by its name. */
function oneLabel(text: string, from: number, domain: number): string | undefined {
  LABEL.lastIndex = domain;
  const label = LABEL.exec(text)?.[0];
  if (label === undefined) return undefined;
  if (/^localhost$/i.test(label)) return label;
  const [before, after] = [
    text.slice(Math.max(0, from - 6), from),
    text.slice(domain + label.length, domain + label.length + 6),
  ];
  return BRACKETS.some(([open, close]) => open.test(before) && close.test(after)) ? label : undefined;
}

function plain(local: string, domain: string): string {
  const folded = `${unescaped(local)}@${domain.replace(/=?\r?\n[>|\s]*/g, '')}`.normalize('NFKC').toLowerCase();
  return folded.replace(/^"([^"]*)"@/, '$1@');
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The at sign itself, and as URLs, quoted-printable, HTML and mixtures of them spell it. */
const AT = new RegExp(
  [
    ...['@', '\uff20', '\ufe6b', '%40', '%2540', '=40(?=[a-z])', '%3D40(?=[a-z])', '%EF%BC%A0', '%EF%B9%AB'],
    ...[
      '(?:&|\\\\u0026)(?:amp;)?\\\\?#64;',
      '(?:&|\\\\u0026)(?:amp;)?\\\\?#x0{0,4}40;',
      '(?:&|\\\\u0026)(?:amp;)?commat;',
      '%26%2364%3B',
    ],
  ].join('|'),
  'gi',
);
/** Signs that stand in no address as people write them. */
const OUTSIDE: ReadonlySet<string> = new Set([
  ...' \t\r\n\f\v\u00a0\u2028\u2029<>"\'()[]{},;:\\/&=?#|`*@\uff20'.split(''),
  '\u2022',
]);
const ESCAPED_OUTSIDE = /%(?:20|0[9ad]|22|26|27|28|29|2c|2f|3[abcdef]|5b|5d)/gi;
const QUOTE = /(?:"|&quot;|&#34;|%22)$/i;
const BRACKETS: [open: RegExp, close: RegExp][] = [
  [/<$/, /^\\?>/],
  [/&lt;$/i, /^&gt;/i],
  [/%3C$/i, /^%3E/i],
  [/\\u003c$/i, /^\\u003e/i],
];
const MOST_LOCAL = 200;
/** A letter or digit of any script, in URLs escaped byte by byte. */
const SIGN = '(?:[\\p{L}\\p{N}]|(?:%[CDEF][\\dA-F](?:%[89AB][\\dA-F]){1,3}))';
const NAME = `${SIGN}(?:(?:-|${SIGN}){0,62}${SIGN})?`;
/** A line that ends within an address: quoted-printable's own break, or one after the at sign or the first label; marks of quotes follow. */
const BREAK =
  '(?:=|%3D)?(?:\\r?\\n|(?:%0D)?%0A|(?:\\\\r)?\\\\n)(?:[>|\\s]|&gt;|\\\\u003e|%3E|%20|%7C|</?[a-z][^<>]{0,80}>){0,20}';
const NUMBERS = '(?:\\\\?\\[|%5B)[0-9a-f:.]{3,45}(?:\\\\?\\]|%5D)';
const DOMAIN = new RegExp(
  `(?:${BREAK})?(?:${NUMBERS}|(?:${NAME}\\.(?:=\\r?\\n)?){1,8}${NAME}(?<=[^.]{2})|${NAME}\\.${BREAK}(?:${NAME}\\.){0,6}${NAME}(?<=[^.]{2}))`,
  'iuy',
);
const LABEL = new RegExp(NAME, 'iuy');
