import type { LineRange } from '../../../data/records/block.ts';
import type { Mailbox } from '../../../data/records/mail.ts';
import type { Trailer } from '../../../data/records/patch.ts';
import { isPersonal, trailerName } from '../../../data/rules/tags.ts';

/**
 * Trailers among the unquoted lines of a text: `Name: value` with a name that lists know, or any `…-by` that names a
 * person. Values wrapped over two lines are rejoined (`Fixes:`, a name with its address below); reading stops at the
 * signature (`-- `). After b4's find_trailers and git-interpret-trailers(1).
 * @param range lines to look at, half-open; all where absent
 */
export function parseTrailers(text: string | readonly string[], range?: LineRange): Trailer[] {
  const lines = typeof text === 'string' ? text.split('\n') : text;
  const [from, to] = range ?? [0, lines.length];
  const trailers: Trailer[] = [];
  for (let at = from; at < to; at += 1) {
    const line = lines[at]!;
    if (line === '-- ' || trailers.length >= MOST_TRAILERS) break;
    if (line.length > LONGEST_LINE || !line.includes(':')) continue;
    const found = FORM.exec(line);
    const name = found ? trailerName(found[1]!) : null;
    if (!found || name === null) continue;
    let value = found[2]!.trim();
    const next = at + 1 < to ? lines[at + 1]! : '';
    if (isCutShort(name, value) && isContinuation(next, value)) value = `${value} ${next.trim()}`.trim();
    if (value === '') continue;
    const person = isPersonal(name) ? parsePerson(value) : null;
    if (isPersonal(name) && person === null) continue;
    if (name === 'Fixes' && !/^(commit )?[0-9a-f]{6,}|https?:|#\d/i.test(value)) continue;
    trailers.push({ name, value, person, line: at });
  }
  return trailers;
}

/** The person that a trailer's value names, `# notes` and brackets behind it left out; null where it names none. */
export function parsePerson(text: string): Mailbox | null {
  const value = text.trimStart().slice(0, LONGEST_LINE);
  const angle = /^(.{0,150}?)\s*<\s*([^<>\s]{1,150}(?:@| at )[^<>]{1,150}?)\s*>/.exec(value);
  if (angle) return { name: unquoteName(angle[1]!), email: angle[2]!.replace(' at ', '@') };
  const bare = /^\s*([^\s<>()"',;:]{1,100}@[^\s<>()"',;:]{1,100}\.[A-Za-z]{2,20})\b(?:\s*\(([^()]{1,100})\))?/.exec(
    value,
  );
  return bare ? { name: bare[2]?.trim() ?? '', email: bare[1]! } : null;
}

function unquoteName(name: string): string {
  return name
    .replace(/^["'](.*)["']$/, '$1')
    .replace(/\\(.)/g, '$1')
    .trim();
}

/** A value that goes on in the next line: an open quote or bracket of `Fixes:`, a person without address. */
function isCutShort(name: string, value: string): boolean {
  if (name === 'Fixes') return /\("[^"]*$|\("[^)]*$|^[0-9a-f]{6,40}$/.test(value);
  if (isPersonal(name)) return !value.includes('@') || (value.includes('<') && !value.includes('>'));
  return value === '';
}

function isContinuation(next: string, value: string): boolean {
  if (next.trim() === '' || next.startsWith('>') || FORM.test(next)) return false;
  return value.includes('("') || /[<(@"]|^\s/.test(next);
}

/** The name may be indented and may hold one blank ("Reviewed by:"). */
const FORM = /^[ \t]{0,16}([A-Za-z][A-Za-z_-]{1,40}(?: by)?)[ \t]?:[ \t]*(.*)$/i;
const LONGEST_LINE = 500;
/** Pull requests and merges of many patches carry some hundred. */
const MOST_TRAILERS = 2000;
