/** Gives a text that lost its line ends the lines back that its quote marks and fixed forms tell of. */
import { splitOwnText, startsOwnText } from './cues.ts';
import { type MarkRun, findMarkRuns } from './marks.ts';

/**
 * Puts line ends where a text of several lines was folded into one. Only white space changes: no word is added, taken or
 * moved. A run of marks inside a line (`reply. > > > text`) stood at the beginning of one or more lines; which of its marks
 * belonged to blank lines is decided for the whole text at once, by the depths before and behind, the attribution lines,
 * and whether a sentence runs across. Own words keep their lines where nothing tells of a break.
 */
export function restoreLines(text: string): string {
  const lines = text.split('\n');
  const isWhole = lines.length > FEW_LINES && text.length / lines.length < FOLDED_LENGTH;
  return isWhole ? text : lines.flatMap((line) => (isFolded(line) ? unfold(line) : [line])).join('\n');
}

/** A line longer than people write. */
function isFolded(line: string): boolean {
  return line.length > FOLDED_LENGTH && line.length <= MAX_LENGTH;
}

function unfold(line: string): string[] {
  const runs = findMarkRuns(line);
  const segments = runs.map((run, i): Segment => {
    const text = line.slice(run.end, runs[i + 1]?.start ?? line.length).trim();
    return { run, text, isLast: i === runs.length - 1 };
  });
  const first = line.slice(0, runs[0]?.start ?? line.length).trim();
  const lines = first === '' ? [] : splitOwnText(first);
  const choices = decide(first, segments);
  segments.forEach(({ run, text }, i) => {
    const choice = choices[i];
    if (!choice) return;
    if (choice.literal) {
      const last = lines.pop() ?? '';
      lines.push(`${last} ${line.slice(run.start, run.end)}${text}`.trim());
      return;
    }
    const marks = splitMarks(line, run, choice.blanks);
    lines.push(...marks.slice(0, -1).map((mark) => mark.trimEnd()));
    const own = choice.tail > 0 ? text.slice(choice.tail).trim() : '';
    const quoted = (choice.tail > 0 ? text.slice(0, choice.tail) : text).trim();
    lines.push(`${marks.at(-1) ?? ''}${quoted}`.trimEnd());
    // A blank line stood between a quote and its answer; it is no word, and blocks are read better with it.
    if (own !== '') lines.push('', ...splitOwnText(own));
  });
  return lines;
}

/** A run of marks and the words up to the next one. */
interface Segment {
  run: MarkRun;
  text: string;
  isLast: boolean;
}

/** What became of a segment: depths of the blank lines before it, where in its words the quote ends (0: nowhere). */
interface Choice {
  depth: number;
  blanks: number[];
  tail: number;
  literal: boolean;
}

interface State {
  cost: number;
  /** Depth of the line before the next run. */
  depth: number;
  choice: Choice | null;
  before: State | null;
}

/** The cheapest reading of all runs together (Viterbi over the depth at the end of each segment). */
function decide(first: string, segments: Segment[]): Choice[] {
  let states: State[] = [{ cost: 0, depth: 0, choice: null, before: null }];
  let previous = first;
  for (const segment of segments) {
    const best = new Map<number, State>();
    const offer = (before: State, cost: number, choice: Choice) => {
      const depth = choice.tail > 0 ? 0 : choice.depth;
      const known = best.get(depth);
      if (!known || cost < known.cost) best.set(depth, { cost, depth, choice, before });
    };
    for (const before of states) {
      for (const { cost, depth, blanks } of readings(segment, previous, before.depth)) {
        const quoted = before.cost + cost + lineCost(segment, depth);
        offer(before, quoted, { depth, blanks, tail: 0, literal: false });
        const end = startsOwnText(segment.text, 2 * depth, segment.isLast);
        if (end) offer(before, before.cost + cost + end.cost, { depth, blanks, tail: end.at, literal: false });
      }
      const literal = before.cost + literalCost(segment, before.depth);
      offer(before, literal, { depth: before.depth, blanks: [], tail: 0, literal: true });
    }
    states = [...best.values()].sort((a, b) => a.cost - b.cost || a.depth - b.depth).slice(0, BEAM);
    previous = segment.text;
  }
  const choices: Choice[] = [];
  for (let state: State | null = states[0] ?? null; state?.choice; state = state.before) choices.push(state.choice);
  return choices.reverse();
}

/** All ways to read a run: the last of its lines has `depth` marks, the lines before it are blank. */
function readings(
  segment: Segment,
  previous: string,
  from: number,
): { cost: number; depth: number; blanks: number[] }[] {
  const { units } = segment.run;
  const total = units.reduce((sum, unit) => sum + unit, 0);
  const found = [];
  let depth = 0;
  for (let i = units.length - 1; i >= 0 && depth < MAX_DEPTH; i--) {
    depth += units[i] ?? 0;
    const blanks = blankLines(units.slice(0, i), total - depth, from, depth);
    if (blanks)
      found.push({
        depth,
        blanks: blanks.depths,
        cost: blanks.cost + turnCost(previous, segment.text, from, depth, blanks.depths.length),
      });
  }
  return found;
}

/** Depths of the blank lines that use up `marks` marks: those of the quote before, then those of the one behind. */
function blankLines(
  units: number[],
  marks: number,
  from: number,
  to: number,
): { depths: number[]; cost: number } | null {
  if (marks === 0) return { depths: [], cost: 0 };
  const cost = (lines: number) => 0.3 + 0.5 * (lines - 1);
  for (let lines = 1; lines <= MAX_BLANK_LINES; lines++) {
    for (let before = lines; before >= 0; before--) {
      if (before > 0 && from === 0) continue;
      const depths = [...Array<number>(before).fill(from), ...Array<number>(lines - before).fill(to)];
      if (before * from + (lines - before) * to === marks && fits(units, depths)) {
        // Between two speakers the blank line mostly has the marks of the outer one.
        return { depths, cost: cost(lines) + (before > 0 && from > to ? 0.3 : 0) };
      }
    }
  }
  const widest = Math.max(from, to);
  const depths: number[] = [];
  for (let left = marks; left > 0; left -= widest) depths.push(Math.min(left, widest));
  return fits(units, depths) ? { depths, cost: cost(depths.length) + 1.5 } : fitsOne(units, marks);
}

function fitsOne(units: number[], marks: number): { depths: number[]; cost: number } | null {
  return units.length > 0 ? { depths: [marks], cost: 4 } : null;
}

/** A line end can't stand inside `>>`. */
function fits(units: number[], depths: number[]): boolean {
  let at = 0;
  for (const depth of depths) {
    let sum = 0;
    while (sum < depth && at < units.length) sum += units[at++] ?? 0;
    if (sum !== depth) return false;
  }
  return true;
}

/** How odd it is that a line of depth `to` stands behind one of depth `from`. */
function turnCost(previous: string, next: string, from: number, to: number, blanks: number): number {
  const operand = from === to && blanks === 0 && from > 0 && previous.length < 50 && OPERAND.test(next) ? 3.5 : 0;
  const runsOn = !ENDS_SENTENCE.test(previous) && /^\p{Ll}/u.test(next);
  if (to === from) {
    if (blanks > 0) return runsOn ? 3 : 0;
    if (runsOn || !ENDS_SENTENCE.test(previous)) return operand;
    return operand + (previous.length < 50 ? 0.8 : 0.2);
  }
  const broken = runsOn && from > 0 ? 4 : 0;
  if (isAttribution(previous)) return Math.abs(to - from - 1) * (to > from ? 1 : 2);
  // People answer the one who spoke last: depths mostly change by one.
  const jump = 0.5 * (Math.abs(to - from) - 1);
  if (from === 0) return (runsOn ? 4 : 0) + (blanks > 0 ? 0.5 : 1) + 0.3 * to;
  if (to < from) return broken + (blanks > 0 ? 0.3 : 1.2) + jump;
  return broken + (blanks > 0 ? 0.5 : 1.5) + jump;
}

/** A quoted line is seldom much wider than 80 columns, and a mail seldom ends in a quote. */
function lineCost(segment: Segment, depth: number): number {
  const width = 2 * depth + segment.text.length;
  return Math.max(0, width - 80) * 0.08 + (segment.isLast && segment.text !== '' ? 3 : 0);
}

/** `a > b`: an operator, not a mark. Among quotes that is rarer, except before what looks like an operand. */
function literalCost(segment: Segment, depth: number): number {
  const marks = segment.run.units.reduce((sum, unit) => sum + unit, 0);
  const likely = OPERAND.test(segment.text) ? -2 : /^[\p{Ll}\d(*&=-]/u.test(segment.text) ? 0 : 2;
  return 3 + 1.5 * (marks - 1) + likely + (depth > 0 ? 2 : 0);
}

function isAttribution(text: string): boolean {
  return /\b(?:wrote|writes|said|schrieb|écrit|написал)\s*:$/u.test(text);
}

function splitMarks(line: string, run: MarkRun, blanks: number[]): string[] {
  const lines: string[] = [];
  let unit = 0;
  for (const depth of blanks) {
    const start = unit;
    for (let sum = 0; sum < depth; unit++) sum += run.units[unit] ?? depth;
    lines.push(line.slice(run.starts[start], run.starts[unit]));
  }
  lines.push(line.slice(run.starts[unit], run.end));
  return lines;
}

const ENDS_SENTENCE = /[.?!:…][)\]"'’”*_]*$|:[-]?[()]$|^$|[\])}]$/;
/** `0)`, `len;`, `MAX_SIZE &&`: code goes on. */
const OPERAND = /^[\w.]+(?:->[\w.]+)*\s*(?:[);]|&&|\|\||\? )/;
/** Lines that people wrote are shorter; what is longer was folded. */
const FOLDED_LENGTH = 100;
/** A body of more lines than this, of usual length, was never folded: a page's long lines are links. */
const FEW_LINES = 5;
/** A folded mail is tens of kB; more is left as it stands. */
const MAX_LENGTH = 256 * 1024;
const MAX_DEPTH = 24;
const MAX_BLANK_LINES = 5;
const BEAM = 8;
