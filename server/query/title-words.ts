import { mmStem } from '../../ingest/parse/patch/mm-name.ts';
import { parseSubject } from '../../ingest/parse/patch/subject.ts';
import { foldWord } from './words.ts';

/**
 * The words by which a title is found, in order: lower case, cut at all signs and underscores; dots and quote signs within a
 * word fall out as they do in the names of the -mm tree, so that "v5.4" and `v54` are the same.
 */
export function titleWords(title: string): string[] {
  // Nearly all titles, in a third of the time: an archive of a million messages has hundreds of thousands.
  if (ASCII.test(title))
    return title
      .toLowerCase()
      .replace(/['"`.]/g, '')
      .split(/[^a-z0-9]+/)
      .filter(Boolean);
  return foldWord(title)
    .replace(/['"`.\u2018\u2019\u201c\u201d]/g, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
}

/** What somebody typed for a title, as words; several ways to read it where there are several. */
export function typedTitle(typed: string): string[][] {
  const text = typed.trim();
  const commit = COMMIT.exec(text);
  const bare = commit ? commit[1]! : text;
  const subject = parseSubject(bare.replace(/^subject:\s*/i, ''));
  const readings = [titleWords(subject.title || bare)];
  if (/\.patch$/i.test(bare) && !/\s/.test(bare)) readings.push(titleWords(mmStem(bare.replace(/^.*\//, ''))));
  // git format-patch writes 0003-mm-introduce-….patch.
  const numbered = /^(?:v\d+-)?\d{4}-(.+?)(?:\.patch)?$/.exec(bare);
  if (numbered) readings.push(titleWords(numbered[1]!));
  const distinct = new Map(readings.map((words) => [words.join(' '), words]));
  return [...distinct.values()].filter((words) => words.length > 0);
}

const ASCII = /^[ -~]*$/;
/** A commit as changelogs name it: `0123456789ab ("mm: introduce …")`. */
const COMMIT = /^(?:fixes:\s*|commit\s+)?[0-9a-f]{7,40}\s+\(?["\u201c](.+?)["\u201d]?\)?$/i;
