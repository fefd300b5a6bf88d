import { compile } from 'html-to-text';
import type { Defects } from './defects.ts';

/** Readable text of an HTML mail: quotes get `>` marks, lines stay as long as they are, pictures are left out. */
export function htmlToText(html: string, defects: Defects): string {
  if (html.length > MAX_HTML) defects.add('html-too-long');
  const bounded = html.slice(0, MAX_HTML).replace(/\0/g, '');
  return convert(bounded).replace(/\u00a0/g, ' ');
}

/** Far above any letter (the longest real one met is 300 kB); html-to-text builds a tree of all it is given. */
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
