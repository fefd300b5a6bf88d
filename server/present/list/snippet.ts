import type { Block, SearchColumn } from '../../../data/records/index.ts';
import type { Snippet } from '../../contract/index.ts';
import type { Marker } from '../../query/highlight.ts';
import { columnOf } from '../../../ingest/analyze/search/search-columns.ts';

/** The text of a message and what its lines are. */
export interface SnippetText {
  text: string;
  blocks: readonly Block[];
}

/**
 * The words that a query asks for, in place: the lines of one block that hold most of them, own words before quoted ones, and
 * who wrote them. Where none stands in the text (the subject or a header has them) the first own words.
 */
export function presentSnippet({ text, blocks }: SnippetText, marker: Marker): Snippet | null {
  const lines = text.split('\n');
  let best: Candidate | null = null;
  for (const block of blocks) {
    const candidate = bestLinesOf(lines, block, marker);
    if (candidate && (!best || candidate.score > best.score)) best = candidate;
    if (best && best.score >= marker.terms + OWN_WORDS) break;
  }
  if (best) return cut(lines, best);
  const first = blocks.find(
    (block) => block.kind === 'text' && lines.slice(...block.lines).some((line) => line.trim() !== ''),
  );
  if (!first) return null;
  const from = lines.findIndex((line, n) => n >= first.lines[0] && line.trim() !== '');
  return cut(lines, { block: first, from, to: Math.min(from + 2, first.lines[1]), spots: [], score: 0 });
}

interface Spot {
  line: number;
  from: number;
  to: number;
  term: number;
}

interface Candidate {
  block: Block;
  from: number;
  to: number;
  spots: Spot[];
  score: number;
}

function bestLinesOf(lines: string[], block: Block, marker: Marker): Candidate | null {
  const [, end] = block.lines;
  const spots = block.kind === 'diff' ? spotsOfDiff(lines, block, marker) : spotsOfProse(lines, block, marker);
  let best: Candidate | null = null;
  for (let n = 0; n < spots.length; n += 1) {
    const first = spots[n]!.line;
    const near: Spot[] = [];
    for (let k = n; k < spots.length && spots[k]!.line < first + MOST_LINES; k += 1) near.push(spots[k]!);
    const terms = new Set(near.map(({ term }) => term)).size;
    const score = terms + (WORTH[block.kind] ?? OWN_WORDS);
    if (!best || score > best.score)
      best = { block, from: first, to: Math.min(near.at(-1)!.line + 1, end), spots: near, score };
    if (terms === marker.terms) break;
  }
  if (best && best.to === best.from + 1 && best.to < end && lines[best.to]!.trim() !== '') best.to += 1;
  return best;
}

/** Prose is searched in stretches around the lines where a word may begin: a phrase goes on over the end of a line. */
function spotsOfProse(lines: string[], { kind, lines: [start, end] }: Block, marker: Marker): Spot[] {
  const spots: Spot[] = [];
  const column = columnOf(kind);
  let read = 0;
  for (let n = start; n < end && read < MOST_READ; n += 1) {
    if (!marker.mayHold(lines[n]!)) continue;
    let stretch = n + 1;
    while (stretch < end && stretch < n + MOST_READ && marker.mayHold(lines[stretch]!)) stretch += 1;
    const to = Math.min(stretch + 2, end);
    spots.push(...spotsWithin(lines, n, to, marker.find(lines.slice(n, to).join('\n'), column)));
    read += to - n;
    n = to - 1;
  }
  return spots;
}

/** Places in joined lines as places in each line. */
function spotsWithin(
  lines: string[],
  from: number,
  to: number,
  found: { from: number; to: number; term: number }[],
): Spot[] {
  const spots: Spot[] = [];
  let line = from;
  let lineStart = 0;
  for (const { from: first, to: last, term } of found) {
    for (let at = first; at < last;) {
      while (line + 1 < to && lineStart + lines[line]!.length < at) {
        lineStart += lines[line]!.length + 1;
        line += 1;
      }
      const lineEnd = lineStart + lines[line]!.length;
      spots.push({ line, from: at - lineStart, to: Math.min(last, lineEnd) - lineStart, term });
      at = lineEnd + 1;
    }
  }
  return spots;
}

function spotsOfDiff(lines: string[], { lines: [start, end] }: Block, marker: Marker): Spot[] {
  const spots: Spot[] = [];
  for (let line = start, read = 0; line < end && read < MOST_READ; line += 1) {
    if (!marker.mayHold(lines[line]!)) continue;
    read += 1;
    for (const column of columnsOfDiffLine(lines[line]!)) {
      const found = marker.find(lines[line]!, column);
      for (const spot of found) spots.push({ ...spot, line });
      if (found.length > 0) break;
    }
  }
  return spots;
}

function columnsOfDiffLine(line: string): SearchColumn[] {
  if (line.startsWith('@@')) return ['heading'];
  if (line.startsWith('index ')) return ['post', 'pre'];
  if (/^(?:diff |--- |\+\+\+ )/.test(line)) return ['file', 'removed', 'added', 'other'];
  if (line.startsWith('+')) return ['added'];
  return line.startsWith('-') ? ['removed'] : ['context', 'other'];
}

/** Pieces of the lines, words that fit marked, quote marks and white space taken off, cut around the first word that fits. */
function cut(lines: string[], { block, from, to, spots }: Candidate): Snippet {
  const parts: { text: string; hit: boolean }[] = [];
  const add = (text: string, hit: boolean) => {
    const last = parts.at(-1);
    if (text === '') return;
    if (last && last.hit === hit && !hit) last.text += text;
    else parts.push({ text, hit });
  };
  let room = MOST_CHARACTERS;
  for (let line = from; line < to && room > 0; line += 1) {
    const text = lines[line]!;
    const own = spots.filter((spot) => spot.line === line);
    const marks = isQuote(block) ? (/^[>|\s]*/.exec(text)?.[0].length ?? 0) : (/^\s*/.exec(text)?.[0].length ?? 0);
    let at = Math.min(marks, own[0]?.from ?? marks);
    // A long line is cut to where the words stand.
    if (own[0] && own[0].from - at > MOST_BEFORE) at = own[0].from - MOST_BEFORE;
    if (line > from) add(' ', false);
    for (const spot of own) {
      if (spot.from < at || room <= 0) continue;
      add(squeeze(text.slice(at, spot.from)).slice(0, room), false);
      add(text.slice(spot.from, spot.to), true);
      room -= spot.to - at;
      at = spot.to;
    }
    if (room > 0) add(squeeze(text.slice(at, at + room)).trimEnd(), false);
    room -= text.length - at;
  }
  return { lines: [from, to], by: block.author, quoted: isQuote(block), kind: block.kind, parts };
}

const isQuote = ({ kind }: Block) => kind === 'quote' || kind === 'forwarded';
const squeeze = (text: string) => text.replace(/\s+/g, ' ');

const OWN_WORDS = 0.5;
/** What blocks are worth beside new words: fractions of a term. */
const WORTH: Partial<Record<Block['kind'], number>> = {
  diff: 0.4,
  quote: 0.3,
  forwarded: 0.2,
  trailers: 0.2,
  attribution: 0,
  headers: 0,
  signature: 0,
  footer: 0,
  diffstat: 0.1,
  separator: 0,
};
const MOST_LINES = 3;
/** Lines of a block that are read word by word: a log may hold the word a thousand times. */
const MOST_READ = 200;
const MOST_CHARACTERS = 300;
const MOST_BEFORE = 90;
