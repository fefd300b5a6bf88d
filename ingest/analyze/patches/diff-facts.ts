import type { DiffFile, PatchFacts } from '../../../data/records/patch.ts';
import { hashLine, packHashes } from '../../parse/bytes/line-hash.ts';
import { pathOf } from '../../parse/patch/diff.ts';
import { eachChange } from '../../parse/patch/hunks.ts';
import { patchId } from '../../parse/patch/patch-id.ts';

type DiffFacts = Pick<
  PatchFacts,
  'files' | 'patchId' | 'blobs' | 'headings' | 'added' | 'removed' | 'whole' | 'addedLines' | 'removedLines'
>;

/** What a diff is known by: its files, patch-id, blobs, and hashes of the lines that it adds and removes. */
export function diffFacts(
  found: { lines: readonly string[]; files: readonly DiffFile[]; context?: boolean } | null,
): DiffFacts {
  const added: number[] = [];
  const removed: number[] = [];
  const headings = new Set<string>();
  let addedLines = 0;
  let removedLines = 0;
  const files = found?.files ?? [];
  for (const file of files) {
    for (const hunk of file.hunks) {
      if (hunk.heading !== '' && headings.size < MOST_HEADINGS) headings.add(hunk.heading.slice(0, LONGEST_HEADING));
      eachChange(found!.lines, hunk, (kind, line) => {
        if (kind === '+') addedLines += 1;
        else removedLines += 1;
        const hash = hashLine(found!.lines[line]!, 1);
        if (hash !== null) (kind === '+' ? added : removed).push(hash);
      });
    }
  }
  return {
    files: [...new Set(files.map(pathOf))],
    patchId: found === null || found.context ? null : patchId(found.lines, files),
    blobs: files
      .flatMap(({ oldBlob, newBlob }) =>
        oldBlob === null ? [] : [`${oldBlob.slice(0, 12)}..${newBlob!.slice(0, 12)}`],
      )
      .slice(0, MOST_BLOBS),
    headings: [...headings],
    added: packHashes(added, MOST_HASHES),
    removed: packHashes(removed, MOST_HASHES),
    whole: added.length <= MOST_HASHES && removed.length <= MOST_HASHES,
    addedLines,
    removedLines,
  };
}

/** Enough to tell patches apart; beyond it the smallest hashes are a fair sample (MinHash). */
const MOST_HASHES = 128;
const MOST_HEADINGS = 8;
const LONGEST_HEADING = 48;
const MOST_BLOBS = 12;
