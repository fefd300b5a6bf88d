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
  let body = text.replaceAll('\r', '').replace(/^\n+|\n+$/g, '');
  let signature = '';
  const mark = body.lastIndexOf('\n-- \n');
  if (mark >= 0) {
    signature = body.slice(mark + 5);
    body = trimNewlines(body.slice(0, mark));
  }
  const { top, basement } = splitAtCut(body);
  const { message, trailers } = splitMessage(top.replace(/^\n+|\n+$/g, ''));
  for (const one of extra) if (!trailers.some((other) => isSame(one, other))) trailers.push(one);
  let out = '';
  if (message !== '') out += `${trimNewlines(message)}\n${trailers.length > 0 ? '\n' : ''}`;
  for (const trailer of trailers) out += `${written(trailer)}\n`;
  if (basement !== '') out += `${trailers.length > 0 ? '' : '\n'}---\n${trimNewlines(basement)}\n`;
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

/** The commit message above `---`, and what stands below it; a diff without a cut begins it too. */
function splitAtCut(body: string): { top: string; basement: string } {
  const cut = body.startsWith('---\n') ? 0 : body.indexOf('\n---\n') + 1;
  if (cut > 0 || body.startsWith('---\n'))
    return { top: body.slice(0, cut), basement: trimNewlines(body.slice(cut + 4)) };
  const diff = body.indexOf('\ndiff ');
  if (diff >= 0) return { top: body.slice(0, diff), basement: trimNewlines(body.slice(diff + 1)) };
  return { top: body, basement: '' };
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

const trimNewlines = (text: string): string => text.replace(/(?<![\r\n])[\r\n]+$/, '');

const FORM = /^\s*([\p{L}\p{N}_]\S+):\s+(\S.*)/u;
const IGNORED = new Set(['phone', 'email']);
const HEADERS = new Set(['subject', 'date', 'from']);
const LONGEST = 2000;
