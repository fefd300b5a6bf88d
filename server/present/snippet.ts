import type { Block, SearchColumn } from '../../data/records/index.ts';
import type { Snippet } from '../contract/index.ts';
import type { Marker } from '../query/highlight.ts';

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
    if (block.kind === 'footer') continue;
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
  const [start, end] = block.lines;
  if (!marker.mayHold(lines, start, end)) return null;
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

/** Prose is searched as a whole: a phrase goes on over the end of a line. */
function spotsOfProse(lines: string[], { kind, lines: [start, end] }: Block, marker: Marker): Spot[] {
  const text = lines.slice(start, end).join('\n');
  const spots: Spot[] = [];
  let line = start;
  let lineStart = 0;
  for (const found of marker.find(text, COLUMN_OF[kind] ?? 'own')) {
    let from = found.from;
    while (from < found.to) {
      while (lineStart + lines[line]!.length < from) {
        lineStart += lines[line]!.length + 1;
        line += 1;
      }
      const lineEnd = lineStart + lines[line]!.length;
      spots.push({ line, from: from - lineStart, to: Math.min(found.to, lineEnd) - lineStart, term: found.term });
      from = lineEnd + 1;
    }
  }
  return spots;
}

function spotsOfDiff(lines: string[], { lines: [start, end] }: Block, marker: Marker): Spot[] {
  const spots: Spot[] = [];
  for (let line = start; line < end; line += 1) {
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

const COLUMN_OF: Partial<Record<Block['kind'], SearchColumn>> = {
  quote: 'quoted',
  forwarded: 'quoted',
  attribution: 'other',
  headers: 'other',
  signature: 'other',
  separator: 'other',
  diffstat: 'other',
};
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
  diffstat: 0.1,
  separator: 0,
};
const MOST_LINES = 3;
const MOST_CHARACTERS = 300;
const MOST_BEFORE = 90;
