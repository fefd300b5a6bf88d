import type { PatchOutcome, PatchRecord, Turn } from '../../../data/records/index.ts';
import { type Claim, readClaims } from './evidence/claims.ts';
import { roleOf } from './evidence/evidence.ts';
import { findConflicts } from './conflicts.ts';
import type { NamedByFixes } from './evidence/gather.ts';
import type { Gathered } from './landing/features.ts';
import { likelyInWords, NO_DECISION } from './landing/probability.ts';
import { traceClaims } from './landing-traces.ts';
import { endReplaced, isSuccessor, nextVersion, postedWords, replacedClaims } from './newer-version.ts';
import { whoseTurn } from './turn.ts';
import { endWithLastWord, UNSURE } from './last-word-verdict.ts';
import type { PatchContext } from './patch-context.ts';
import { foldClaims, type Verdict } from './verdict.ts';
import { isDecided, isTaken, isUndecided } from '../../../data/rules/states.ts';

/** What became of one version: the claims of a state in time, what later postings and trees show, and the chance that it landed. */
export function judgePatch(one: PatchContext): PatchOutcome {
  const { record, gathered, landing, index, authority } = one;
  const reviewers = new Set(
    [...gathered.reviews, ...gathered.coverReviews].map((review) => index.skeletons.get(review.key)?.person ?? ''),
  );
  const claims = [
    ...backportClaims(one),
    ...readClaims(record, gathered, index, authority, reviewers),
    ...traceClaims(one),
  ];
  const replaced = replacedClaims(one, reviewers);
  const isReplaced = replaced.length > 0 && landing.probability < 0.5;
  const all = [...answeredClaims(one, reviewers), ...claims, ...(isReplaced ? replaced : [])].sort(
    (a, b) => a.date - b.date || (a.state < b.state ? -1 : a.state > b.state ? 1 : 0),
  );
  let verdict = foldClaims({ state: record.isRfc ? 'rfc' : 'new', date: record.dateUsed }, all);
  if (isReplaced) verdict = endReplaced(verdict, replaced[0]!);
  const lastWord = one.lastWord(record);
  verdict = endWithLastWord(verdict, lastWord, one, reviewers);
  const taken = isTaken(verdict.state);
  const landedProbability = round(
    taken
      ? Math.max(landing.probability, 0.5, verdict.basis === 'stated' ? verdict.confidence * 0.9 : 0.5)
      : isDecided(verdict.state)
        ? Math.min(landing.probability, 0.45)
        : landing.probability,
  );
  const likely = `${likelyInWords({ ...landing, probability: landedProbability })}${!isUndecided(verdict.state) ? '' : `; ${NO_DECISION}${record.ghost ? ', which lacks the patch itself' : ''}`}`;
  return {
    key: record.key,
    state: verdict.state,
    basis: verdict.basis === 'none' && landedProbability >= 0.5 ? 'inferred' : verdict.basis,
    confidence: round(verdict.confidence),
    landedProbability,
    likely,
    supersededBy:
      record.supersededBy.length > 0 || !isReplaced
        ? record.supersededBy.filter((id) => isSuccessor(id, record, index))
        : [nextVersion(record, index)!.messageId],
    commit: commitOf(record, gathered, one.fixes),
    commitBasis: commitOf(record, gathered, one.fixes) === null ? null : 'mail',
    turn: turnOf(verdict, one),
    lastWord,
    conflicts: findConflicts(gathered.said, index, authority, reviewers),
    history: verdict.history,
  };
}

/** A posting for a stable tree is of a commit that is upstream already: nothing is decided here. */
function backportClaims({ record, index, authority }: PatchContext): Claim[] {
  const words = record.isBackport ? postedWords(record.key, index) : null;
  const skeleton = index.skeletons.get(record.key);
  if (!words || !skeleton) return [];
  return [
    {
      state: 'not-applicable',
      date: record.dateUsed,
      person: skeleton.person,
      confidence: 0.9,
      stated: true,
      evidence: [
        {
          ...words,
          messageId: record.messageId,
          by: skeleton.from,
          role: roleOf(skeleton.person, record, skeleton.bot, index, authority, new Set()),
          signal: 'backport',
          mode: 'done',
          where: 'here',
          tree: null,
          answers: null,
          shows: 'posted for a stable tree, as its subject says',
        },
      ],
      tree: null,
    },
  ];
}

/** Refused in so many words, it is settled; where the last word only comes to a refusal, its author may find another way. */
function turnOf(verdict: Verdict, { record, gathered, index }: PatchContext): Turn | null {
  const since = verdict.history.at(-1)!.date;
  return verdict.state === 'rejected' && verdict.confidence <= UNSURE
    ? { whose: 'author', who: record.from, since, why: 'the last word speaks against it' }
    : whoseTurn(record, verdict.state, since, gathered, index);
}

/** Somebody but the author, and no program, answered: under review. The first words that were read are its evidence. */
function answeredClaims({ gathered, record, index }: PatchContext, reviewers: ReadonlySet<string>): Claim[] {
  const author = index.skeletons.get(record.key)?.person ?? '';
  const first = gathered.said.find(
    ({ person, signal, where }) => person !== author && where === 'here' && !index.skeletons.get(signal.key)?.bot,
  );
  if (first === undefined && !gathered.answered && reviewers.size === 0) return [];
  const date = first?.date ?? gathered.firstAnswer ?? record.dateUsed;
  return [
    {
      state: 'under-review',
      date,
      person: first?.person ?? '',
      confidence: 0.9,
      stated: false,
      evidence: [],
      tree: null,
    },
  ];
}

/** The commit that mails name for a patch; the newest wins, as trees are rebased. */
function commitOf(record: PatchRecord, gathered: Gathered, fixes: ReadonlyMap<string, NamedByFixes[]>): string | null {
  let commit: string | null = null;
  for (const { signal, via } of gathered.said) {
    if (!isTaken(signal.says)) continue;
    const commits = (signal.commits ?? []).filter((one) => one.commit !== null);
    const own =
      commits.find((one) => one.number !== undefined && one.number === record.number && via !== 'answer') ??
      (commits.length === 1 && commits[0]!.title !== '' ? commits[0] : undefined);
    if (own) commit = own.commit;
  }
  return commit ?? fixes.get(record.key)?.at(-1)?.commit ?? null;
}

const round = (value: number) => Math.round(value * 1000) / 1000;
