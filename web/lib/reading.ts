/**
 * Lines of a mail as a book would set them. Pure.
 * Plain prose becomes paragraphs whose soft line breaks are joined; everything that looks as if its line breaks or columns
 * mean something (lists, tables, art, code) keeps them. No word is ever changed, and each line stays countable.
 */

export interface TextLine {
  /** Line of the message, counted from 0. */
  line: number;
  text: string;
}

export type Passage =
  | { kind: 'paragraph'; rows: TextLine[][] }
  | { kind: 'list'; items: { mark: string; indent: number; rows: TextLine[][] }[] }
  | { kind: 'fixed'; lines: TextLine[] };

/** Cuts lines into passages. A row of a paragraph is a run of lines that read on; between rows the sender broke on purpose. */
export function readPassages(lines: readonly TextLine[]): Passage[] {
  const width = widthOf(lines);
  const passages: Passage[] = [];
  for (const group of groupsOf(lines).flatMap(beforeAndFromList)) {
    const passage = readGroup(group, width);
    const last = passages.at(-1);
    if (passage.kind === 'fixed' && last?.kind === 'fixed') {
      // Two fixed groups with an empty line between them are one table or listing.
      const gap = passage.lines[0]!.line - last.lines.at(-1)!.line - 1;
      for (let at = 1; at <= gap && gap <= 2; at++) last.lines.push({ line: last.lines.at(-1)!.line + 1, text: '' });
      if (gap <= 2) last.lines.push(...passage.lines);
      else passages.push(passage);
    } else if (passage.kind === 'list' && last?.kind === 'list') {
      last.items.push(...passage.items);
    } else {
      passages.push(passage);
    }
  }
  return passages;
}

/** Takes quote marks off a line: up to `depth` of `>`, `|` or `JM>`. Whatever else stands there is kept. */
export function withoutMarks(text: string, depth: number): string {
  let rest = text;
  for (let level = 0; level < depth; level++) {
    const match = /^\s{0,3}(?:[A-Za-z]{0,4}>|\|)/.exec(rest);
    if (!match) break;
    rest = rest.slice(match[0].length);
  }
  return rest !== text && rest.startsWith(' ') ? rest.slice(1) : rest;
}

/** True where lines are a piece of a diff. */
export function looksLikeDiff(lines: readonly string[]): boolean {
  let marked = 0;
  let filled = 0;
  for (const text of lines) {
    if (/^(diff --git |@@ -\d|index [0-9a-f]{7,}\.\.|--- a\/|\+\+\+ b\/)/.test(text)) return true;
    if (text.trim() === '') continue;
    filled++;
    if (/^[-+](?![-+]*\s*$)/.test(text) && !/^[-+] \S/.test(text)) marked++;
    else if (/^\t|^ {4,}\S/.test(text)) marked += 0.5;
  }
  return filled > 0 && marked / filled >= 0.5;
}

function groupsOf(lines: readonly TextLine[]): TextLine[][] {
  const groups: TextLine[][] = [];
  let group: TextLine[] = [];
  for (const line of lines) {
    if (line.text.trim() === '') {
      if (group.length) groups.push(group);
      group = [];
    } else {
      group.push(line);
    }
  }
  if (group.length) groups.push(group);
  return groups;
}

/** A list often begins right below the line that announces it: two groups, where it has at least two items. */
function beforeAndFromList(group: TextLine[]): TextLine[][] {
  const first = group.findIndex(({ text }) => LIST.test(text));
  if (first <= 0 || group.filter(({ text }) => LIST.test(text)).length < 2) return [group];
  return [group.slice(0, first), group.slice(first)];
}

function readGroup(group: TextLine[], width: number): Passage {
  if (LIST.test(group[0]!.text)) {
    const items = readList(group, width);
    if (items) return { kind: 'list', items };
  }
  if (looksFixed(group)) return { kind: 'fixed', lines: group };
  return { kind: 'paragraph', rows: rowsOf(group, width) };
}

/** A list whose items begin with a mark and whose further lines are indented below the words, or not at all. */
function readList(group: TextLine[], width: number): { mark: string; indent: number; rows: TextLine[][] }[] | null {
  const items: { mark: string; indent: number; lines: TextLine[] }[] = [];
  for (const { line, text } of group) {
    const match = LIST.exec(text);
    if (match) {
      items.push({ mark: match[2]!, indent: match[1]!.length, lines: [{ line, text: text.slice(match[0].length) }] });
    } else {
      const item = items.at(-1)!;
      if (/ {4,}\S/.test(text.trimStart())) return null;
      item.lines.push({ line, text: text.trimStart() });
    }
  }
  if (items.some(({ lines }) => looksFixed(lines.map(({ line, text }) => ({ line, text: text.trimStart() })))))
    return null;
  return items.map(({ mark, indent, lines }) => ({ mark, indent, rows: rowsOf(lines, width - indent - 2) }));
}

/**
 * Joins a line to the next where the sender's program broke it: where the next word would not have fitted. Where most lines
 * end long before the edge, or each begins like an entry (`mm/hmm: …`), the sender broke them all on purpose.
 */
function rowsOf(lines: readonly TextLine[], width: number): TextLine[][] {
  const rows: TextLine[][] = [];
  const entries = lines.filter(({ text }) => ENTRY.test(text)).length;
  const loose = lines
    .slice(0, -1)
    .filter(({ text }, index) => spare(text, lines[index + 1]!.text, width) > LOOSE).length;
  const onPurpose = lines.length >= 3 && (entries > lines.length * 0.6 || loose > (lines.length - 1) * 0.5);
  lines.forEach((line, index) => {
    const before = index > 0 ? lines[index - 1]! : null;
    if (before && !onPurpose && readsOn(before.text, line.text, width)) rows.at(-1)!.push(line);
    else rows.push([line]);
  });
  return rows;
}

function readsOn(text: string, next: string, width: number): boolean {
  const word = firstWord(next);
  if (/^\[?https?:/.test(word) && word.length > 40) return false;
  if (/^\s*(\S+: |\[\d+\]|[-*o•] )/.test(next) && !/[a-z,]$/.test(text)) return false;
  if (COMMIT.test(next) || (isOneWord(text) && isOneWord(next))) return false;
  if (spare(text, next, width) < SLACK) return true;
  // Somebody who breaks by hand breaks after a sentence; a line that ends within one reads on.
  const end = text.trimEnd();
  return end.length > width * 0.5 && !/[.!?:;]["')\]]?$/.test(end) && /^[a-z("'`]/.test(next.trimStart());
}

/** How many characters would have been left on a line after the first word of the next one. */
function spare(text: string, next: string, width: number): number {
  return width - (text.trimEnd().length + 1 + firstWord(next).length);
}

const isOneWord = (text: string): boolean => !/\S\s+\S/.test(text);
const firstWord = (text: string): string => /^\s*(\S+)/.exec(text)?.[1] ?? '';

function widthOf(lines: readonly TextLine[]): number {
  const lengths = lines.map(({ text }) => text.trimEnd().length).filter((length) => length > 0 && length <= 100);
  if (lengths.length === 0) return 72;
  lengths.sort((a, b) => a - b);
  const wide = lengths[Math.floor((lengths.length - 1) * 0.9)]!;
  return Math.min(90, Math.max(50, wide));
}

function looksFixed(group: readonly TextLine[]): boolean {
  let odd = 0;
  for (const { text } of group) {
    if (/[─-╿]/.test(text)) return true;
    const body = text.trim();
    if (/^(\t| {2,}\S)/.test(text)) odd += 1;
    else if (/\S {3,}\S|\t/.test(body)) odd += 1;
    else if (/^[|+].*[|+]$/.test(body) || /^[-=_*#~.]{4,}$/.test(body)) odd += 1;
    else if (
      /[;{}]$|^(\$|#) \S|^\w+\([^)]*\);?$|->|\|\||&&|==/.test(body) &&
      !/[a-z]{3,} [a-z]{2,} [a-z]{2,}/.test(body)
    )
      odd += 1;
  }
  if (group.length === 1) {
    const { text } = group[0]!;
    return odd > 0 && (/^(\t| {4,}\S)/.test(text) || /[;{}]$|\S {3,}\S/.test(text.trim()));
  }
  return odd / group.length > 0.4;
}

/** `- `, `* `, `o `, `1. `, `2) `, `(a) `, `[1] `. */
const LIST = /^( {0,8})([-*•o]|\(?(?:\d{1,2}|[a-hA-H])[.)]|\[\d{1,2}\]:?)[ \t]+(?=\S)/;
/** Mail programs differ in where they break; within this many characters of the width a break is theirs. */
const SLACK = 8;
/** A line that ends this far from the edge was not broken by a program. */
const LOOSE = 16;
/** `mm/hmm: allow …`, `drivers/dax: …`: titles of patches, entries of a log. */
const ENTRY = /^\s*[\w.,/*+-]{2,40}(?:\([\w.-]*\))?: \S/;
/** A line that names a commit first. */
const COMMIT = /^\s*[0-9a-f]{7,40}\s/;
