import { fold } from '../summary/words.ts';

/** A trailer as it stands: name as typed, value, and a note behind or below it (`# v5.4+`, `[for the tests]`). */
export interface LooseTrailer {
  name: string;
  value: string;
  note: string | null;
}

/**
 * A patch's text with more trailers, put where git wants them: behind those that its last paragraph has already, in the order
 * given, none twice. What stands below `---` and behind `-- ` stays. The layout is that of `b4 am`, byte for byte.
 * @param text commit message, notes and diff, in-body headers left out
 */
export function addTrailers(text: string, extra: readonly LooseTrailer[]): string {
  let body = trimNewlines(text.replace(/^[\r\n]+/, ''));
  let signature = '';
  const mark = body.lastIndexOf('\n-- \n');
  if (mark >= 0 && !DIFF_LINE.test(body.slice(mark + 5))) {
    signature = body.slice(mark + 5);
    body = trimNewlines(body.slice(0, mark));
  }
  const { top, basement } = splitAtCut(body);
  const { message, trailers } = splitMessage(top.replaceAll('\r', '').replace(/^\n+|\n+$/g, ''));
  for (const one of extra) if (!trailers.some((other) => isSame(one, other))) trailers.push(one);
  let out = '';
  if (message !== '') out += `${trimNewlines(message)}\n${trailers.length > 0 ? '\n' : ''}`;
  for (const trailer of trailers) out += `${written(trailer)}\n`;
  if (basement !== '') out += `${trailers.length > 0 ? '' : '\n'}---\n${withEnd(basement)}`;
  if (signature !== '') out += `-- \n${trimNewlines(signature)}\n`;
  return out;
}

/** A value and the note behind it: `Cc: stable@… # 5.4+`. */
export function parseLoose(name: string, value: string): LooseTrailer {
  const at = value.lastIndexOf('#');
  const before = value.slice(0, Math.max(at, 0));
  if (at > 0 && at < value.length - 1 && /\S\s+$/.test(before))
    return { name, value: before.trimEnd(), note: value.slice(before.trimEnd().length) };
  return { name, value, note: null };
}

/** The commit message above the first `---` or diff, where git parts them, and what stands below. */
function splitAtCut(body: string): { top: string; basement: string } {
  const cut = CUT.exec(body);
  if (!cut) return { top: body, basement: '' };
  const below = body.slice(cut.index + (cut[1] === undefined ? 0 : cut[0].length));
  return { top: body.slice(0, cut.index), basement: trimNewlines(below) };
}

/** One line end behind the last line; two where it is a binary hunk's, which an empty line closes (git-apply wants it). */
function withEnd(basement: string): string {
  const binary = basement.lastIndexOf('\nGIT binary patch');
  const isLast = binary >= 0 && !DIFF_LINE.test(basement.slice(binary + 1));
  return `${basement}\n${isLast ? '\n' : ''}`;
}

/** The text without empty lines at its end; a carriage return of its last line stays. */
function trimNewlines(text: string): string {
  let end = text.length;
  for (;;) {
    if (text[end - 1] === '\n') end -= 1;
    else if (text[end - 1] === '\r' && (end === 1 || text[end - 2] === '\n')) end -= 1;
    else return text.slice(0, end);
  }
}

/** The message and the trailers of its last paragraph; other lines of that paragraph stay in the message. */
function splitMessage(top: string): { message: string; trailers: LooseTrailer[] } {
  const paragraphs = top.split('\n\n');
  const { trailers, others } = readParagraph(paragraphs.at(-1)!);
  return { message: [...paragraphs.slice(0, -1), others.join('\n')].join('\n\n'), trailers };
}

function readParagraph(paragraph: string): { trailers: LooseTrailer[]; others: string[] } {
  const trailers: LooseTrailer[] = [];
  const others: string[] = [];
  let was = false;
  for (const line of `${unwrap(paragraph.trim())}\n`.split('\n')) {
    const found = line.length > LONGEST ? null : FORM.exec(line);
    const low = found?.[1]!.toLowerCase() ?? '';
    if (found && (IGNORED.has(low) || (others.length > 0 && HEADERS.has(low)))) continue;
    if (found) {
      trailers.push(parseLoose(found[1]!, found[2]!));
      was = true;
      continue;
    }
    if (was && line.length > 2 && /^\s*\[[^\]]+\]\s*$/.test(line)) {
      trailers.at(-1)!.note = line;
      was = false;
      continue;
    }
    was = false;
    others.push(line);
  }
  return { trailers, others };
}

/** Trailers wrapped over two lines, rejoined: a `Fixes:` title, a name with its address below. */
function unwrap(text: string): string {
  if (text.length > LONGEST * 20) return text;
  return text
    .replace(/^(\S+:\s+[\da-f]+\s+\([^)\n]+)\n([^\n]+\))/gm, '$1 $2')
    .replace(/^(\S+:[ \t]+[^<\n]+)\n(<[^>\n]+>)$/gm, '$1 $2');
}

function written({ name, value, note }: LooseTrailer): string {
  if (note === null) return `${name}: ${value}`;
  return note.trimStart().startsWith('#') ? `${name}: ${value}${note}` : `${name}: ${value}\n${note}`;
}

function isSame(a: LooseTrailer, b: LooseTrailer): boolean {
  return a.name.toLowerCase() === b.name.toLowerCase() && fold(a.value).toLowerCase() === fold(b.value).toLowerCase();
}

/** What git takes for the end of the commit message: `---` alone, or the first line of a diff. */
const CUT = /(?<![^\n])(?:(---[ \t]*\r?(?:\n|$))|diff -|Index: |--- (?=\S))/;
const DIFF_LINE = /(?<![^\n])(?:diff -|@@ -)/;
const FORM = /^\s*([\p{L}\p{N}_]\S+):\s+(\S.*)/u;
const IGNORED = new Set(['phone', 'email']);
const HEADERS = new Set(['subject', 'date', 'from']);
const LONGEST = 2000;
