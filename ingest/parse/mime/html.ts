import { compile } from 'html-to-text';
import type { Defects } from '../bytes/defects.ts';

/** Readable text of an HTML mail: quotes get `>` marks, lines stay as long as they are, pictures are left out. */
export function htmlToText(html: string, defects: Defects): string {
  const end = Math.min(html.length, MAX_HTML, tooManyAt(html));
  if (end < html.length) defects.add('html-too-long');
  const bounded = html.slice(0, end).replace(/\0/g, '');
  return convert(bounded).replace(/\u00a0/g, ' ');
}

/** Where tags are nested deeper than `MAX_DEPTH` (the parser's work grows with the square of the depth), or are more than `MAX_TAGS`. */
function tooManyAt(html: string): number {
  let depth = 0;
  let tags = 0;
  for (const { index, 1: slash, 2: name = '' } of html.matchAll(/<(\/?)([a-z][a-z0-9]{0,20})/gi)) {
    if (++tags > MAX_TAGS) return index;
    if (OPEN_ALONE.has(name.toLowerCase())) continue;
    if (slash === '/') depth = Math.max(0, depth - 1);
    else if (++depth > MAX_DEPTH) return index;
  }
  return html.length;
}

/** Elements that never close, or that the next one closes. */
const OPEN_ALONE = new Set([
  'br',
  'hr',
  'img',
  'input',
  'link',
  'meta',
  'wbr',
  'col',
  'base',
  'area',
  'p',
  'li',
  'td',
  'tr',
]);

/** Real mail nests some hundred levels at most (tables in tables, quotes in quotes). */
const MAX_DEPTH = 3000;

/** A long newsletter has some thousand; each becomes an object of the tree. */
const MAX_TAGS = 25_000;

/** Far above any letter (newsletters have some hundred kB); html-to-text builds a tree of all it is given. */
const MAX_HTML = 1 << 20;

const convert = compile({
  wordwrap: false,
  limits: { maxInputLength: MAX_HTML, maxDepth: 150, ellipsis: '…' },
  selectors: [
    { selector: 'a', options: { hideLinkHrefIfSameAsText: true, ignoreHref: false, linkBrackets: ['<', '>'] } },
    { selector: 'img', format: 'skip' },
    { selector: 'blockquote', options: { leadingLineBreaks: 1, trailingLineBreaks: 1, trimEmptyLines: false } },
    ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({ selector, options: { uppercase: false } })),
    { selector: 'p', options: { leadingLineBreaks: 2, trailingLineBreaks: 2 } },
    { selector: 'pre', options: { leadingLineBreaks: 1, trailingLineBreaks: 1 } },
  ],
});
