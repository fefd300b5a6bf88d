import type { EvidenceMode, NamedCommit, Saying, Scope } from '../../../data/records/index.ts';
import type { OwnLine, Sentence } from './own-words.ts';
import { readScope } from './scope.ts';
import { isMainline, readTree } from './tree-names.ts';
import { GatedPattern } from './word-gate.ts';

/** What the poster of a new version says became of the earlier one. */
export interface ReportedWords {
  signal: string;
  says: Saying;
  mode: EvidenceMode;
  tree: string | null;
  scope?: Scope;
  aboutTitles?: string[];
}

/**
 * Reads a sentence of a posted patch or cover letter for what became of earlier versions: "patches 1-3 were merged", "dropped
 * the patches already applied", "compound pages (in v5.17)", "meant to replace what's in linux-next". Null for all else.
 */
export function readReported(sentence: Sentence): ReportedWords | null {
  const { low } = sentence;
  const isNumbered = NUMBERED.test(low);
  const isDropped = DROPPED_BECAUSE_IN.test(low);
  const replaced = REPLACES.exec(low);
  const release = sentence.text.includes('(') ? IN_RELEASE.exec(sentence.text) : null;
  // Hardly any sentence of a commit message gets farther.
  if ((!isNumbered && !isDropped && !replaced && !release) || DENIED.test(low)) return null;
  const tree = readTree(low);
  const scope = readScope(low);
  const says: Saying = tree !== null && isMainline(tree) ? 'mainlined' : 'accepted';
  if (isNumbered && scope !== undefined) return { signal: 'author-reports', says, mode: 'reported', tree, scope };
  if (isDropped)
    return {
      signal: 'author-reports-some',
      says,
      mode: 'reported',
      tree,
      scope: scope?.only || scope?.first ? scope : { subset: true },
    };
  if (replaced)
    return {
      signal: 'author-replaces',
      says: 'accepted',
      mode: 'reported',
      tree: tree ?? replaced[1]!,
      scope: { all: true },
    };
  if (release) {
    const phrase = sentence.text
      .slice(0, release.index)
      .replace(/^[\s\d.)*-]+/, '')
      .replace(/^.*[:;]\s*\d?[).]?\s*/, '');
    const words = phrase.split(/\s+/).filter((word) => word.length > 2);
    if (words.length >= 3 && words.length <= 16)
      return {
        signal: 'author-reports-release',
        says: 'mainlined',
        mode: 'reported',
        tree: release[1]!,
        aboutTitles: [phrase.trim()],
      };
  }
  return null;
}

/** Lines that name a commit with its title (`1234abcd5678 mm: tidy up`): somebody's tree holds that title. */
export function readNamedCommits(lines: OwnLine[]): { line: number; commit: NamedCommit }[] {
  const found: { line: number; commit: NamedCommit }[] = [];
  for (const { text, line } of lines) {
    const match = COMMIT_LINE.exec(text);
    if (match && /\s/.test(match[2]!.trim()) && found.length < MAX_COMMITS)
      found.push({ line, commit: { commit: match[1]!, title: match[2]!.replace(/(?<!["')])["')]+$/, '').trim() } });
  }
  return found;
}

/** What is denied, asked for or still to come reports nothing. */
const DENIED =
  /\b(?:not|n't|if|once|when|should|could|would|please|will)\b[^.]{0,40}\b(?:applied|merged|accepted|queued|upstream)/;
const TAKEN =
  '(?:merged|applied|accepted|picked(?: up)?|taken|queued(?: up)?|upstreamed|pulled|committed|landed|pushed|upstream|in (?:mainline|upstream|linux-next|next|net-next|for-next))';
const NUMBERED = new GatedPattern(
  new RegExp(
    `\\b(?:patch(?:es)?|parts?|#)\\b[^.]{0,40}\\b(?:was|were|is|are|has been|have been|got|already|now)\\b[^.]{0,20}\\b${TAKEN}\\b|\\b(?:first|last) (?:\\w+ )?patch(?:es)?\\b[^.]{0,30}\\b${TAKEN}`,
  ),
);
const DROPPED_BECAUSE_IN = new GatedPattern(
  new RegExp(
    `\\b(?:drop(?:ped|s)?|remov(?:e|ed)|without|minus|exclud(?:e|ed|ing)|omit(?:ted)?|left out|skip(?:ped)?)\\b[^.]{0,60}\\b(?:already|that (?:were|are|was|is|have been|got)|which (?:were|are|was|is|have been)|(?:as|since|because) (?:it|they|this|that)(?:'s| is| was| were| are| has| have)?)\\b[^.]{0,30}\\b${TAKEN}`,
  ),
);
const REPLACES = new GatedPattern(
  /\b(?:meant|intended|supposed|going) to replace (?:what(?:'s| is)|the (?:version|series|patches|one)s?)[^.]{0,40}\b(?:in|merged in|queued in|applied in) ([\w/-]+)/,
);
const IN_RELEASE =
  /\s*\((?:(?:merged|landed|queued|now|already|is|are|went|upstream|applied)\s+)*(?:in|for)\s+(v?\d+\.\d+(?:-rc\d+)?)\)/i;
const COMMIT_LINE = /^\s*(?:[-*]\s+)?(?:commit\s+)?([0-9a-f]{8,40})\s+(?:\(")?["']?([A-Za-z][^\n]{7,150})$/;
/** A merge list longer than this is a log. */
const MAX_COMMITS = 60;
