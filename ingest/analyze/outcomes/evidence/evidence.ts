import type { Evidence, GivenTrailer, PatchRecord, ReviewFacts, Role, Signal } from '../../../../data/records/index.ts';
import type { Authority } from '../context/authority.ts';
import type { OutcomeIndex } from '../context/outcome-index.ts';
import type { Said } from '../context/signal-targets.ts';
import { isTaken } from '../../../../data/rules/states.ts';

/** A signal as evidence for one patch. */
export function evidenceOf(
  said: Said,
  index: OutcomeIndex,
  authority: Authority,
  reviewers: ReadonlySet<string>,
): Evidence {
  const { signal, on } = said;
  const role = roleOf(said.person, on, index.skeletons.get(signal.key)?.bot ?? false, index, authority, reviewers);
  return {
    messageId: index.skeletons.get(signal.key)?.messageId ?? signal.key,
    lines: signal.lines,
    text: signal.text,
    by: signal.by,
    role: takesIntoTree(signal) && (role === 'other' || role === 'reviewer') ? 'maintainer' : role,
    signal: signal.signal,
    mode: signal.mode,
    where: said.where,
    tree: signal.tree ?? null,
    answers: signal.answers ?? null,
    ...(signal.part !== undefined && { part: signal.part }),
    ...(signal.formula && { formula: signal.formula }),
    ...(SHOWS[signal.signal] !== undefined && { shows: SHOWS[signal.signal] }),
  };
}

/** Who tells in so many words that he put a patch into a tree keeps that tree, however seldom that was seen. */
export const takesIntoTree = ({ says, mode, atLineStart, tree, keepsTree }: Signal): boolean =>
  isTaken(says) && mode === 'done' && atLineStart === true && (tree !== undefined || keepsTree === true);

/**
 * What no mail says, in words: a commit of a repository that was read, a correction by hand. Null for evidence that is
 * somebody's sentence.
 */
export function besideMail({ commit, corrected, text, by }: Evidence): string | null {
  if (commit) {
    const place = commit.release ? `, first in ${commit.release}` : commit.branch ? `, on branch ${commit.branch}` : '';
    return `commit ${commit.commit.slice(0, 12)} in the repository${place}`;
  }
  if (corrected) return `corrected by hand${by.name ? ` by ${by.name}` : ''}, was ${corrected.from}: ${text}`;
  return null;
}

/** What signals show that are no sentences. */
const SHOWS: Readonly<Record<string, string>> = {
  'named-commit': 'a commit with this title exists, says a list of commits',
  'mm-name': 'its file name stands in a list of patches of the -mm tree',
  'pull-request': 'a pull request lists its title',
  'committed-tag': 'its subject says that it was committed',
};

/** A trailer given in a reply as evidence. */
export function trailerEvidence(
  review: ReviewFacts,
  trailer: GivenTrailer,
  on: PatchRecord,
  index: OutcomeIndex,
  authority: Authority,
): Evidence {
  const skeleton = index.skeletons.get(review.key);
  const person = skeleton?.person ?? '';
  const role = roleOf(person, on, skeleton?.bot ?? false, index, authority, new Set([person]));
  return {
    messageId: skeleton?.messageId ?? review.key,
    lines: [trailer.line, trailer.line + 1],
    text: `${trailer.name}: ${trailer.value}`,
    shows: 'a tag given in a reply',
    by: review.by,
    role,
    signal: trailer.name.toLowerCase(),
    mode: trailer.condition === null ? 'done' : 'conditional',
    where: skeleton?.threadId === on.threadId ? 'here' : 'elsewhere',
    tree: null,
    answers: null,
  };
}

/** What somebody is to one patch: its author, one who applies here, one who reviewed it, a program, somebody else. */
export function roleOf(
  person: string,
  on: PatchRecord,
  bot: boolean,
  index: OutcomeIndex,
  authority: Authority,
  reviewers: ReadonlySet<string>,
): Role {
  if (bot) return 'bot';
  if (person !== '' && index.skeletons.get(on.key)?.person === person) return 'author';
  if (authority.applies(person)) return 'maintainer';
  return reviewers.has(person) ? 'reviewer' : 'other';
}
