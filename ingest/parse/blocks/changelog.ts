import type { LineRange } from '../../../data/records/block.ts';
import type { ChangelogPart } from '../../../data/records/patch.ts';

/**
 * What the author says changed from version to version, anywhere in the unquoted lines of a patch or cover letter:
 * `Changes in v2:`, `v1 -> v2:`, `Since v3:`, `V2: fixed x`. A part is headed by the version that it led to.
 */
export function parseChangelog(lines: readonly string[], range: LineRange): ChangelogPart[] {
  const parts: ChangelogPart[] = [];
  let part: ChangelogPart | null = null;
  let blanks = 0;
  const close = () => {
    if (part !== null && part.entries.length > 0) parts.push(part);
    part = null;
  };
  for (let at = range[0]; at < range[1]; at += 1) {
    const line = lines[at]!;
    if (line.trim() === '') {
      blanks += 1;
      continue;
    }
    const head = line.length < LONGEST_HEAD ? readHead(line) : null;
    if (head) {
      close();
      part = { version: head.version, entries: [] };
      if (head.rest !== '') part.entries.push({ text: clip(head.rest), lines: [at, at + 1] });
    } else if (part !== null) {
      if (part.entries.length === 0 && /^\s*(Link|Lore)?:?\s*<?https?:\/\/\S+>?$/.test(line)) continue;
      if (isEnd(line) || (blanks > 0 && part.entries.length > 0 && !/^\s|^[-*+•o]\s|^\d{1,2}[.)]\s/.test(line)))
        close();
      else addLine(part, line, at, blanks);
    }
    blanks = 0;
  }
  close();
  return parts;
}

/** The version that a changelog's heading leads to (`since v3` leads to 4) and what stands behind it; null for other lines. */
function readHead(line: string): { version: number | null; rest: string } | null {
  if (!MAY_HEAD.test(line)) return null;
  // Footnote marks stand behind versions: "Changes since v3[0]:".
  const text = line
    .replace(/\s?\[\d{1,2}\]/g, '')
    .replace(/\[((?:rfc )?v\d[^\]]{0,20})\]/gi, '$1')
    .replace(/\]$| resend\b|^\s*patch (?=change)/gi, '')
    .replace(/ \([^()]{1,200}\)(?=\s*:?\s*$)/, '')
    .replace(/^[\s*#=>_|[-]+/, '')
    .replace(/\*+(?=\s|:|$)/g, '')
    .trim();
  if (!/v\d|rfc|version|change|rev/i.test(text)) return null;
  const step = STEP.exec(text);
  if (step) return { version: Number(step[1]), rest: step[2]?.trim() ?? '' };
  const between = /^change ?(?:s|log)?:? between v?(\d{1,3}(?:\.\d)?) and v?(\d{1,3}(?:\.\d)?)\s*:?\s*$/i.exec(text);
  if (between) return { version: Math.max(Number(between[1]), Number(between[2])), rest: '' };
  const since = SINCE.exec(text);
  if (since)
    return {
      version: since[1] === undefined ? (since[2] ? 1 : null) : Math.floor(Number(since[1])) + 1,
      rest: since[3]?.trim() ?? '',
    };
  const named = IN_VERSION.exec(text) ?? BEFORE_CHANGES.exec(text);
  if (named) return { version: Number(named[1]), rest: named[2]?.trim() ?? '' };
  const bare = BARE_VERSION.exec(text);
  if (bare && !/^https?:/.test((bare[2] ?? '').trim()))
    return { version: Number(bare[1]), rest: (bare[2] ?? '').trim() };
  if (/^(change ?log|changes|history|revision history|version history)\s*:?$/i.test(text))
    return { version: null, rest: '' };
  return null;
}

function addLine(part: ChangelogPart, line: string, at: number, blanks: number): void {
  const bullet = /^\s*(?:[-*+•]|o(?= )|\d{1,2}[.)]|\(\d{1,2}\))\s*(.*)$/.exec(line);
  const last = part.entries.at(-1);
  if (bullet || !last || blanks > 0) {
    if (part.entries.length < MOST_ENTRIES)
      part.entries.push({ text: clip(bullet ? bullet[1]! : line.trim()), lines: [at, at + 1] });
    return;
  }
  last.text = clip(`${last.text} ${line.trim()}`);
  last.lines = [last.lines[0], at + 1];
}

/** Lines with which a changelog ends: trailers, `---`, a diffstat, links to older versions. */
function isEnd(line: string): boolean {
  return (
    /^(---|diff |-- $|[A-Za-z]+(-[a-z]+)*-by: |Cc: |Fixes: |base-commit: |Link: )/.test(line) ||
    / \|\s+\d+ [-+]*$| files? changed, /.test(line)
  );
}

function clip(text: string): string {
  return text.length > LONGEST_ENTRY ? `${text.slice(0, LONGEST_ENTRY - 1)}…` : text;
}

/** No other line heads a changelog, also without the brackets and marks that are taken off. */
const MAY_HEAD = /v\d|rfc|version|change|rev|[[\](*]/i;
const V = String.raw`(?:v|ver(?:sion)?\.? ?|patch ?v|rfc ?v|rev\.? ?)`;
/** `v1 -> v2:`, `Changes v1..v2`, `RFC -> v1`, `from v2 to v3`. */
const STEP = new RegExp(
  String.raw`^(?:change ?s?(?:log)?:? )?(?:from |since |in )?(?:${V}\d{1,3}(?:\.\d)?|rfc|\d{1,3}) ?(?:-+>|=+>|→|\.\.|to|-|–|~) ?${V}?(\d{1,3}(?:\.\d)?) ?(?:changes?)?[\])]?(?:\s*[:.]\s*(.*)|\s*$)`,
  'i',
);
/** `Changes since v1`, `Since RFC`, `Changes from the previous version`. */
const SINCE = new RegExp(
  String.raw`^(?:\w+ )?(?:(?:change ?s?(?:log)?|differences?|modifications?|updates?|what.?s changed|notes):? )?(?:since|from|compared to|vs\.?|over|relative to|against|after) (?:the )?(?:${V}(\d{1,3}(?:\.\d)?)|(rfc)(?: \w+)?|(?:last|previous|prior|first|initial) (?:version|revision|posting|series|submission|patch\w*))(?: \([^)]{1,60}\)| \[[^\]]{1,200}\])?\s*(?::\s*(.*)|$)`,
  'i',
);
/** `Changes in v2`, `Changelog v3`, `New in v4`. */
const IN_VERSION = new RegExp(
  String.raw`^(?:change ?s?(?:log)?|changelog|new|updates?|modifications?|fixes|fixed|differences?|whats? new)[: ]{0,2}(?:in|for|to|on|at|with)? ?(?:this )?${V}(\d{1,3}(?:\.\d)?)(?: \([^)]{1,60}\))?\s*(?:[:.-]\s*(.*)|$)`,
  'i',
);
/** `v3 changes:`. */
const BEFORE_CHANGES = new RegExp(
  String.raw`^${V}(\d{1,3}(?:\.\d)?) (?:change ?s?(?:log)?|updates?|notes):?\s*(.*)$`,
  'i',
);
/** `V2: fixed x`, `v2 - …`, `v3 (date):`. */
const BARE_VERSION = new RegExp(
  String.raw`^${V}(\d{1,3}(?:\.\d)?)(?: \([^)]{1,60}\)|\])?\s*(?:[:]|-(?=\s)|–|$)\s*(.*)$`,
  'i',
);

const LONGEST_HEAD = 300;
const LONGEST_ENTRY = 240;
const MOST_ENTRIES = 60;
