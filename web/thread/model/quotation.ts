/**
 * Words taken from the page as a mail would quote them: `On DATE, NAME wrote:`, `> ` lines, where they stand. Reads the DOM,
 * since a selection may begin and end anywhere.
 */
import type { MessageRow } from '../../../server/contract/message.ts';
import { longDate } from '../../lib/format.ts';
import { messagePath } from '../../lib/links.ts';
import type { ThreadModel } from './thread-model.ts';

interface Taken {
  row: MessageRow;
  /** As set on the page: a paragraph is one line, code keeps its lines, an empty line stands between. */
  text: string;
}

/** What a selection holds of each message, in the order of the page: the words alone, without names, buttons and marks. */
export function takenFrom(range: Range, model: ThreadModel): Taken[] {
  const taken: Taken[] = [];
  for (const article of document.querySelectorAll<HTMLElement>('main article')) {
    if (!range.intersectsNode(article)) continue;
    const key = article.closest<HTMLElement>('[data-key]')?.dataset['key'];
    const row = key ? model.byKey.get(key) : undefined;
    if (!row || row.ghost) continue;
    const text = plainText(within(range, article));
    if (!text) continue;
    const last = taken.at(-1);
    if (last?.row === row) last.text += `\n\n${text}`;
    else taken.push({ row, text });
  }
  return taken;
}

/** The words of one message on the page, whole. */
export function wordsOf(key: string, model: ThreadModel): Taken[] {
  const range = document.createRange();
  range.selectNodeContents(document.querySelector('main') ?? document.body);
  return takenFrom(range, model).filter(({ row }) => row.key === key);
}

/** As mails quote: each speaker's words below who said them and when, then where they stand. */
export function asQuotation(taken: readonly Taken[], origin: string, list: string): string {
  return taken
    .map(({ row, text }) => {
      const quoted = text
        .split('\n')
        .flatMap((line) => wrap(line, WIDTH))
        .map((line) => (line === '' ? '>' : `> ${line}`));
      const place = `${origin}${messagePath(list, row.key)}`;
      return `On ${longDate(row.dateUsed)} UTC, ${row.person} wrote:\n${quoted.join('\n')}\n\n${place}`;
    })
    .join('\n\n');
}

/** The text of a piece of the page: blocks on lines of their own, nothing that only the screen needs. */
export function plainText(piece: ParentNode): string {
  for (const chrome of piece.querySelectorAll(
    'header, button, nav, .unseen, [aria-hidden=true], [data-chrome], [hidden]',
  )) {
    chrome.remove();
  }
  const lines: string[] = [''];
  const write = (text: string) => {
    const [first = '', ...rest] = text.split('\n');
    lines[lines.length - 1] += first;
    lines.push(...rest);
  };
  const visit = (node: Node, isFixed: boolean) => {
    if (node.nodeType === Node.TEXT_NODE) {
      const text = node.textContent ?? '';
      write(isFixed ? text : text.replace(/\s+/g, ' '));
      return;
    }
    const name = node.nodeName.toLowerCase();
    if (name === 'br') return write('\n');
    if (name === 'blockquote') {
      const box = document.createElement('div');
      box.append(...[...node.childNodes].map((child) => child.cloneNode(true)));
      if (lines.at(-1) !== '') lines.push('');
      if (lines.length > 1 && lines.at(-2) !== '') lines.push('');
      const quoted = plainText(box)
        .split('\n')
        .flatMap((line) => wrap(line, WIDTH))
        .map((line) => (line === '' ? '>' : `> ${line}`));
      write(`${quoted.join('\n')}\n`);
      return;
    }
    const isBlock = BLOCKS.has(name);
    if (isBlock && lines.at(-1) !== '') lines.push('');
    // An item follows the one before without an empty line between.
    if (isBlock && name !== 'li' && name !== 'tr' && lines.length > 1 && lines.at(-2) !== '') lines.push('');
    node.childNodes.forEach((child) => visit(child, isFixed || name === 'pre'));
    if (isBlock && lines.at(-1) !== '') lines.push('');
  };
  piece.childNodes.forEach((child) => visit(child, isInPre(piece)));
  return lines
    .map((line) => line.trimEnd())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .replace(/^\n+|\n+$/g, '');
}

const isInPre = (piece: ParentNode): boolean => (piece as Partial<HTMLElement>).dataset?.['pre'] !== undefined;

/** The part of a range that lies in an element, as a copy. */
function within(range: Range, element: HTMLElement): HTMLElement {
  const part = document.createRange();
  part.selectNodeContents(element);
  if (part.compareBoundaryPoints(Range.START_TO_START, range) < 0)
    part.setStart(range.startContainer, range.startOffset);
  if (part.compareBoundaryPoints(Range.END_TO_END, range) > 0) part.setEnd(range.endContainer, range.endOffset);
  const box = document.createElement('div');
  const around = part.commonAncestorContainer;
  const parent = around instanceof Element ? around : around.parentElement;
  if (parent?.closest('pre')) box.dataset['pre'] = '';
  if (!parent?.closest('header, button')) box.append(part.cloneContents());
  return box;
}

/** Breaks a long line at words; indented and code-like lines keep their length. */
function wrap(line: string, width: number): string[] {
  if (line.length <= width || /^\s|^[-+@>]|\S {3,}\S/.test(line)) return [line];
  const rows: string[] = [];
  let row = '';
  for (const word of line.split(' ')) {
    if (row && row.length + 1 + word.length > width) {
      rows.push(row);
      row = word;
    } else {
      row = row ? `${row} ${word}` : word;
    }
  }
  rows.push(row);
  return rows;
}

/** What mails keep to, so that a few more levels of quotes fit. */
const WIDTH = 72;
const BLOCKS = new Set(['p', 'pre', 'li', 'ul', 'ol', 'div', 'blockquote', 'h1', 'h2', 'h3', 'table', 'tr', 'section']);
