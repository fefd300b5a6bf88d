/** What a folded part of a mail says of itself. Pure. */
import type { TextLine } from '../../lib/reading.ts';

/** `diff: mm/hmm.c and 2 more, +24 −3`. */
export function diffSummary(rows: readonly TextLine[]): string {
  const files: string[] = [];
  let added = 0;
  let removed = 0;
  for (const { text } of rows) {
    const name = /^diff --git \S+ b\/(\S+)/.exec(text)?.[1] ?? /^\+\+\+ (?:b\/)?(\S+)/.exec(text)?.[1];
    if (name) {
      if (!files.includes(name) && name !== '/dev/null') files.push(name);
    } else if (text.startsWith('+')) added++;
    else if (text.startsWith('-') && !/^-- ?$|^--- /.test(text)) removed++;
  }
  const more = files.length > 1 ? ` and ${files.length - 1} more` : '';
  return `diff${files[0] ? `: ${files[0]}${more}` : ''}, +${added} −${removed}`;
}

/** The heading of a changelog where it has one. */
export function changelogName(rows: readonly TextLine[]): string {
  const heading = rows[0]?.text.trim().replace(/\s*(\[\d+\])?\s*:?$/, '') ?? '';
  return /change|version|since|v\d/i.test(heading) && heading.length < 60 ? heading : 'what changed';
}

/** The sum that git writes below a diffstat. */
export function statSummary(rows: readonly TextLine[]): string {
  return rows.findLast(({ text }) => /\d+ files? changed/.test(text))?.text.trim() ?? 'files changed';
}
