import type {
  CommitMatch,
  Evidence,
  PatchOutcome,
  PatchRecord,
  PatchState,
  RepositoryCommit,
} from '../../../../data/records/index.ts';
import { projectOf } from '../context/habits.ts';
import { matchCommits } from './match-commits.ts';
import type { OutcomeIndex } from '../context/outcome-index.ts';
import { isTaken } from '../../../../data/rules/states.ts';

/** What a repository read beside the mail makes of outcomes. */
export interface RepositoryView {
  matches: ReadonlyMap<string, CommitMatch>;
  /** The outcome with the commit as evidence, or made less likely where the repository should hold it and does not. */
  confirm(record: PatchRecord, outcome: PatchOutcome): PatchOutcome;
}

/**
 * Matches all patches against commits. A patch with a commit in a release or in the default branch is mainlined, in another
 * branch accepted; the commit is its evidence. One without is unlikely to have landed where the repository is that of its
 * project: where a good part of the project's newest versions are found.
 */
export function repositoryView(index: OutcomeIndex, commits: readonly RepositoryCommit[]): RepositoryView {
  if (commits.length === 0) return { matches: new Map(), confirm: (_record, outcome) => outcome };
  const posted = [...index.records.values()].filter((record) => !record.isCover && !record.ghost && !record.isBackport);
  const found = matchCommits(
    posted.map((record) => ({
      key: record.key,
      messageId: record.messageId,
      title: record.title,
      author: record.author,
      patchId: record.patchId,
      date: record.dateUsed,
    })),
    commits,
  );
  const recordOf = (key: string): PatchRecord => index.records.get(key)!;
  // A branch that still holds an older version says nothing of the one that came after it.
  const newest = found.filter(({ key, commit }) => commit.branch === null || index.later(recordOf(key)).length === 0);
  const matches = new Map(newest.map((match) => [match.key, match]));
  const works = new Set(newest.map(({ key }) => recordOf(key).workId));
  const share = sharesFound(posted, works, index);
  const last = commits.reduce((date, commit) => Math.max(date, commit.date), 0);
  const first = commits.reduce((date, commit) => Math.min(date, commit.date), Infinity);
  return {
    matches,
    confirm(record, outcome) {
      const match = matches.get(record.key);
      if (match) return landed(record, outcome, match);
      const covered = record.dateUsed >= first && record.dateUsed < last - SETTLING;
      if (!covered || (share.get(projectOf(record, index)) ?? 0) < OWN_REPOSITORY) return outcome;
      const taken = isTaken(outcome.state);
      const landedProbability = Math.round((taken ? 0.5 : outcome.landedProbability * NOT_FOUND) * 1000) / 1000;
      return {
        ...outcome,
        landedProbability,
        likely: taken
          ? `${outcome.likely}; no commit of the repository was found for it`
          : 'unlikely: no commit of the repository was found for it',
      };
    },
  };
}

function landed(record: PatchRecord, outcome: PatchOutcome, { commit, by, confidence }: CommitMatch): PatchOutcome {
  const { title, branch, release } = commit;
  const state: PatchState = branch === null ? 'mainlined' : 'accepted';
  const evidence: Evidence = {
    messageId: record.messageId,
    lines: [0, 0],
    text: title,
    by: commit.author,
    role: 'author',
    signal: `commit-by-${by}`,
    mode: 'done',
    where: 'elsewhere',
    tree: release ?? branch,
    answers: null,
    commit: { commit: commit.commit, title, branch, release },
  };
  const history = outcome.history.filter(
    (change) => change.state !== 'superseded' && change.state !== state && change.date <= commit.date,
  );
  return {
    ...outcome,
    state,
    basis: 'stated',
    confidence,
    landedProbability: confidence,
    likely: 'found in the repository',
    commit: commit.commit,
    commitBasis: 'repository',
    turn: { whose: 'nobody', who: null, since: commit.date, why: 'it is in the repository' },
    history: [
      ...(history.length > 0
        ? history
        : [{ state: 'new' as const, date: record.dateUsed, confidence: 0.9, evidence: [] }]),
      { state, date: commit.date, confidence, evidence: [evidence] },
    ],
  };
}

/** Share of the works of each project that have a commit. */
function sharesFound(
  posted: readonly PatchRecord[],
  works: ReadonlySet<string>,
  index: OutcomeIndex,
): Map<string, number> {
  const counts = new Map<string, { works: Set<string>; found: Set<string> }>();
  for (const record of posted) {
    const project = projectOf(record, index);
    const one = counts.get(project) ?? { works: new Set<string>(), found: new Set<string>() };
    one.works.add(record.workId);
    if (works.has(record.workId)) one.found.add(record.workId);
    counts.set(project, one);
  }
  return new Map([...counts].map(([project, one]) => [project, one.found.size / one.works.size]));
}

/** Where this share of a project's works is found, the repository is the project's own. */
const OWN_REPOSITORY = 0.3;
/** A patch that the project's own repository lacks landed under another name or not at all. */
const NOT_FOUND = 0.1;
/** Patches younger than this may still be on their way when the repository was read. */
const SETTLING = 30 * 86400;
