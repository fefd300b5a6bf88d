/** Finds the parts of a patch mail among own lines: in-body head, trailers, the cut, changelog, diffstat, shortlog. */
import type { BlockKind } from '../../../data/records/block.ts';
import { HeadPattern } from '../text/head-pattern.ts';
import { isBlankLine, lineAt, type Lines } from '../text/lines.ts';
import { isDiffstatLine, isTrailerLine, mayBeTrailer, startsWith } from './patch-body.ts';

/** Marks those parts. Trailers count in any mail; the rest only where `patch` says that the mail is a patch or cover letter, or the form is plain. */
export function markPatchParts(lines: Lines, kinds: (BlockKind | undefined)[], patch: boolean): void {
  if (patch) markInBodyHead(lines, kinds);
  markFormatPatchHeads(lines, kinds);
  for (let line = 0; line < lines.count; line += 1) {
    if (kinds[line] !== undefined) continue;
    const start = lines.starts[line]!;
    const code = lines.text.charCodeAt(start);
    if (code === SPACE || code === DOT) markStat(lines, kinds, line);
    else if ((code >= 65 && code <= 90) || (code >= 97 && code <= 122)) markTrailer(lines, kinds, line);
    else if (code >= 48 && code <= 57 && isDiffstatLine(lineAt(lines, line))) kinds[line] = 'diffstat';
  }
  if (patch) markBelowCut(lines, kinds);
  markChangelogs(lines, kinds, patch);
  markShortlog(lines, kinds);
}

/** `From:` of another author at the top of a patch's text, with Date and Subject. */
function markInBodyHead(lines: Lines, kinds: (BlockKind | undefined)[]): void {
  let line = 0;
  while (line < lines.count && isBlankLine(lines, line)) line += 1;
  const from = line;
  while (
    line < lines.count &&
    kinds[line] === undefined &&
    /^>?(?:From|Date|Subject|Author|Cc|To|Message-I[dD]): \S/.test(lineAt(lines, line))
  )
    line += 1;
  if (line === from || !/^>?(?:From|Author|Subject|Date):/.test(lineAt(lines, from))) return;
  if (line < lines.count && !isBlankLine(lines, line)) return;
  for (let n = from; n < line; n += 1) kinds[n] = 'headers';
}

/** `From 0123… Mon Sep 17 00:00:00 2001` and the header lines that git format-patch writes below it. */
function markFormatPatchHeads(lines: Lines, kinds: (BlockKind | undefined)[]): void {
  for (let line = 0; line < lines.count; line += 1) {
    if (
      kinds[line] !== undefined ||
      !startsWith(lines, line, 'From ') ||
      !/^From [0-9a-f]{40} (?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) /.test(lineAt(lines, line))
    )
      continue;
    let end = line + 1;
    while (
      end < lines.count &&
      kinds[end] === undefined &&
      /^(?:From|Date|Subject|Message-I[dD]|In-Reply-To|References|MIME-Version|Content-[\w-]+|To|Cc): |^ \S/.test(
        lineAt(lines, end),
      )
    )
      end += 1;
    for (let n = line; n < end; n += 1) kinds[n] = 'headers';
    line = end - 1;
  }
}

function markStat(lines: Lines, kinds: (BlockKind | undefined)[], line: number): void {
  const text = lineAt(lines, line);
  if (text.length > 400 || !isDiffstatLine(text)) return;
  kinds[line] = 'diffstat';
}

/** Trailers and what a long one wraps onto the next line. */
function markTrailer(lines: Lines, kinds: (BlockKind | undefined)[], line: number): void {
  if (!mayBeTrailer(lines, line)) return;
  const text = lineAt(lines, line);
  if (text.length > 1000 || !isTrailerLine(text)) return;
  // "Link: …" and the like within a paragraph are the writer's words; a trailer has trailers or nothing around it.
  if (!/^[\w-]+-by\s?:/i.test(text) && !standsApart(lines, kinds, line)) return;
  kinds[line] = 'trailers';
  for (let next = line + 1; next < lines.count && next <= line + 3; next += 1) {
    const more = lineAt(lines, next);
    if (
      kinds[next] !== undefined ||
      !(/^[ \t]+\S/.test(more) || (/^Fixes:/.test(text) && /^\S.*"\)\s*$/.test(more) && !/"\)\s*$/.test(text)))
    )
      break;
    kinds[next] = 'trailers';
  }
}

function standsApart(lines: Lines, kinds: (BlockKind | undefined)[], line: number): boolean {
  const before =
    line === 0 || isBlankLine(lines, line - 1) || kinds[line - 1] === 'trailers' || kinds[line - 1] === 'headers';
  const after =
    line + 1 >= lines.count ||
    isBlankLine(lines, line + 1) ||
    isTrailerLine(lineAt(lines, line + 1)) ||
    /^--/.test(lineAt(lines, line + 1)) ||
    /^[ \t]+\S|^\S.*"\)\s*$/.test(lineAt(lines, line + 1));
  return before && after;
}

/** Between the `---` that ends a commit message and the diff: the diffstat, and the changelog which is all the rest. */
function markBelowCut(lines: Lines, kinds: (BlockKind | undefined)[]): void {
  for (let line = 0; line < lines.count; line += 1) {
    if (kinds[line] !== undefined || !startsWith(lines, line, '---') || !/^---\s*$/.test(lineAt(lines, line))) continue;
    let end = line + 1;
    let words = 0;
    let closed = false;
    for (; end < lines.count; end += 1) {
      const kind = kinds[end];
      if (kind === 'diff' || kind === 'diffstat') closed = true;
      if (kind === 'diff' || kind === 'quote' || kind === 'signature' || kind === 'footer' || kind === 'headers') break;
      if (kind === undefined && !isBlankLine(lines, end)) words += 1;
    }
    // Nothing below closes a later cut either.
    if (!closed) {
      line = end - 1;
      continue;
    }
    // Where a heading tells what the changelog is, the rest are notes in prose.
    const heading = headingWithin(lines, kinds, line + 1, end);
    let first: BlockKind | undefined;
    for (let n = line + 1; n < end; n += 1) {
      if (isBlankLine(lines, n)) continue;
      if (kinds[n] === undefined && heading < 0) kinds[n] = 'changelog';
      first ??= n === heading ? 'changelog' : (kinds[n] ?? 'text');
    }
    kinds[line] = words > 0 && first === 'changelog' ? 'changelog' : 'diffstat';
    line = end - 1;
  }
}

/** The first heading of a changelog among some lines, or -1. */
function headingWithin(lines: Lines, kinds: readonly (BlockKind | undefined)[], from: number, to: number): number {
  for (let line = from; line < to; line += 1) {
    if (kinds[line] !== undefined || lines.ends[line]! - lines.starts[line]! > LONGEST_HEADING) continue;
    const text = lineAt(lines, line).trim();
    if (text !== '' && HEADING.test(text)) return line;
  }
  return -1;
}

/** "Changes in v2:" and the list below it. */
function markChangelogs(lines: Lines, kinds: (BlockKind | undefined)[], patch: boolean): void {
  for (let line = 0; line < lines.count; line += 1) {
    if (
      kinds[line] !== undefined ||
      lines.ends[line]! - lines.starts[line]! > LONGEST_HEADING ||
      isBlankLine(lines, line)
    )
      continue;
    const text = lineAt(lines, line).trim();
    const code = text.charCodeAt(0) | 32;
    // C(hange), v2, R(evision), d(iff), h(istory), s(ince), *, - and =.
    if (
      code !== 99 &&
      code !== 118 &&
      code !== 114 &&
      code !== 100 &&
      code !== 104 &&
      code !== 42 &&
      code !== 45 &&
      code !== 61
    )
      continue;
    if (!(patch ? HEADING : PLAIN_HEADING).test(text)) continue;
    let end = line + 1;
    let heading = line;
    for (; end < lines.count && (kinds[end] === undefined || kinds[end] === 'diffstat'); end += 1) {
      if (!isBlankLine(lines, end)) {
        if (HEADING.test(lineAt(lines, end).slice(0, LONGEST_HEADING).trim())) heading = end;
        continue;
      }
      let next = end;
      while (next < lines.count && isBlankLine(lines, next)) next += 1;
      if (next >= lines.count || kinds[next] !== undefined) break;
      // Nothing but the heading so far: what comes first below it is its list, whatever its form.
      if (isBareHeading(lines, heading, end)) continue;
      const more = lineAt(lines, next);
      if (!/^\s*[-*•+o] |^\s{2,}\S|^\s*\d+[.)] |^\t|^\s*\[\d+\]/.test(more) && !HEADING.test(more.trim())) break;
    }
    for (let n = line; n < end; n += 1) if (kinds[n] === undefined && !isBlankLine(lines, n)) kinds[n] = 'changelog';
    line = end - 1;
  }
}

/** True where the lines from a heading on are nothing but it and a rule under it. */
function isBareHeading(lines: Lines, heading: number, end: number): boolean {
  for (let line = heading + 1; line < end; line += 1)
    if (!isBlankLine(lines, line) && !/^\s*[-=~*_]{3,}\s*$/.test(lineAt(lines, line))) return false;
  return /:$|^[-=~*_]{3,}$/.test(lineAt(lines, end - 1).trim());
}

/** A cover letter's list of authors and titles: `Ana Ruiz (2):` above indented titles. */
function markShortlog(lines: Lines, kinds: (BlockKind | undefined)[]): void {
  for (let line = 0; line + 1 < lines.count; line += 1) {
    if (kinds[line] !== undefined || lines.text.charCodeAt(lines.ends[line]! - 1) !== 58) continue;
    if (!/^\S.{1,60} \(\d{1,4}\):$/.test(lineAt(lines, line)) || !/^ {2,6}\S/.test(lineAt(lines, line + 1))) continue;
    let end = line + 1;
    while (end < lines.count && kinds[end] === undefined && /^ {2,8}\S/.test(lineAt(lines, end))) end += 1;
    for (let n = line; n < end; n += 1) kinds[n] = 'code';
    line = end - 1;
  }
}

const VERSION = '(?:rfc ?)?(?:patch ?)?(?:v|ver\\.? ?|version ?|rev\\.? ?|revision ?|rfc ?v?)\\d{1,3}(?:\\.\\d)?';
const HEADING = new HeadPattern(
  new RegExp(
    `^[-*=#\\s]*(?:(?:change(?:s|[ -]?logs?| ?history| ?list)?(?![\\w-])|revision history|history|differences?|diff (?:to|from|since|against)|delta|updates?)(?: (?:since|from|in|for|between|compared to|to|of|log|made in|with|relative to|against|history))*(?: the)?(?: (?:last|previous|first) (?:version|revision|posting|submission|series|rfc))?[ :]*(?:\\(?${VERSION}\\)?(?:[\\s,/&-]*(?:and|to|=?-*>)?[\\s]*(?:${VERSION}))?)?[^.]{0,30}|${VERSION}(?:\\s*(?:-*>|=>|to|\\.\\.|→)\\s*${VERSION})?(?: changes?| changelog)?(?: \\(.{1,40}\\))?|since ${VERSION})\\s*(?::|-|=)*\\s*$|^${VERSION}(?:\\s*(?:-*>|=>|to|→)\\s*${VERSION})?\\s*(?::|: .{2,70}| - .{2,70})$`,
    'i',
  ),
);
/** In a mail that nothing else calls a patch only these open a changelog. */
const PLAIN_HEADING = new HeadPattern(
  new RegExp(`^[-*=#\\s]*change(?:s|log)?(?: (?:since|from|in|between|for))? (?:the )?${VERSION}.{0,20}:\\s*$`, 'i'),
);
const LONGEST_HEADING = 90;
const SPACE = 32;
const DOT = 46;
