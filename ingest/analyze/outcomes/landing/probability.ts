import type { FeatureName, Features, Ingredient, MadeFeature } from './feature-names.ts';
import { LANDING_WEIGHTS, type Situation } from './weights.ts';

/** How likely one version landed, and what speaks for and against it, weightiest first. */
export interface Landing {
  probability: number;
  situation: Situation;
  /** Names of the features that moved it most, with their log odds. */
  reasons: { feature: WeighedName; odds: number }[];
}

/** Weighs the features of one version. Pure arithmetic; calibration is measured in docs/decisions. */
export function weighLanding(features: Features): Landing {
  const situation = situationOf(features);
  const sums = sumsOf(features, situation);
  let odds = 0;
  const reasons: Landing['reasons'] = [];
  for (const [feature, weight] of WEIGHTS[situation]) {
    const value = feature === 'bias' ? 1 : (sums[feature as MadeFeature] ?? features[feature as FeatureName] ?? 0);
    if (value === 0) continue;
    odds += weight * value;
    if (feature !== 'bias') reasons.push({ feature, odds: weight * value });
  }
  reasons.sort((a, b) => Math.abs(b.odds) - Math.abs(a.odds) || (a.feature < b.feature ? -1 : 1));
  return { probability: Math.min(0.99, Math.max(0.01, 1 / (1 + Math.exp(-odds)))), situation, reasons };
}

/** Ends the words of what is likely where nothing is decided. */
export const NO_DECISION = 'no decision found in this archive';

/** Why it is likely or not, in words: the verdict and its weightiest reason or two. */
export function likelyInWords({ probability, situation, reasons }: Landing): string {
  const word =
    probability >= 0.9
      ? 'very likely'
      : probability >= 0.7
        ? 'likely'
        : probability >= 0.5
          ? 'more likely than not'
          : probability >= 0.25
            ? 'doubtful'
            : 'unlikely';
  const spoken = reasons
    .filter(
      ({ feature, odds }) =>
        REASONS[feature] !== undefined && odds > 0 === probability >= 0.5 && Math.abs(odds) >= 0.25,
    )
    .slice(0, 2)
    .map(({ feature }) => REASONS[feature]!);
  const seen = new Set(reasons.map(({ feature }) => feature));
  const start =
    situation === 'replaced'
      ? `a later version${seen.has('newer_same') ? ' with the same change' : ''}${seen.has('newer_by_other') ? ' by somebody else' : ''} took its place`
      : situation === 'taken'
        ? 'somebody says it was taken'
        : null;
  const because = [...(start !== null && (situation === 'taken' || probability < 0.5) ? [start] : []), ...spoken];
  return because.length > 0
    ? `${word}: ${because.join(', ')}`
    : `${word}: as patches fare here when nobody says what became of them`;
}

/** A version is weighed by other weights where a later one replaced it, and where somebody to believe says it was taken. */
export function situationOf(features: Features): Situation {
  if (features.newer) return 'replaced';
  return BELIEVED.some((name) => (features[name] ?? 0) > 0.4) ? 'taken' : 'silent';
}

/** Features that are made of others. */
function sumsOf(f: Features, situation: Situation): Record<MadeFeature, number> {
  const most = (...names: Ingredient[]) => Math.max(0, ...names.map((name) => f[name] ?? 0));
  return {
    taken_clean: most('taken_maintainer_clean', 'taken_machine_clean', 'taken_author_clean'),
    taken: most('taken_maintainer', 'taken_author'),
    taken_weak:
      situation === 'silent' ? most('taken_author', 'taken_other', 'taken_other_clean', 'taken_author_clean') : 0,
  };
}

type WeighedName = FeatureName | MadeFeature;
const entriesOf = (weights: Partial<Record<WeighedName | 'bias', number>>) =>
  Object.entries(weights) as [WeighedName | 'bias', number][];
const WEIGHTS: Record<Situation, [feature: WeighedName | 'bias', weight: number][]> = {
  replaced: entriesOf(LANDING_WEIGHTS.replaced),
  taken: entriesOf(LANDING_WEIGHTS.taken),
  silent: entriesOf(LANDING_WEIGHTS.silent),
};

const BELIEVED: readonly Ingredient[] = [
  'taken_maintainer',
  'taken_maintainer_clean',
  'taken_machine_clean',
  'taken_author_clean',
  'taken_other_clean',
];

const REASONS: Partial<Record<FeatureName | MadeFeature, string>> = {
  fixed_later: 'a later patch names it in Fixes:',
  built_upon: 'later patches build upon its lines',
  pull: 'a pull request lists it',
  author_reports: 'its author says so later',
  taken_reported: 'somebody reports that it was taken',
  taken_weak: 'somebody says it was taken, though not known to take patches here',
  commit_named: 'its title is named with a commit',
  reviewed: 'reviewed',
  reviewed_maintainer: 'reviewed by somebody who applies here',
  reviewed_twice: 'reviewed more than once',
  acked: 'acked',
  approval_maintainer: 'approved in words by somebody who applies here',
  approval_other: 'approved in words',
  author_applies: 'its author applies patches here',
  author_works: 'its author posts here often',
  author_record: 'patches of its author are mostly taken',
  siblings: 'other patches of the series were taken',
  silent_prior: 'newest version, on a list where such land unannounced',
  revised_often: 'revised several times',
  will_take_maintainer: 'somebody who applies here said they would',
  will_take_other: 'somebody said they would take it',
  will_take_if: 'to be taken on a condition',
  thanks_maintainer: 'thanked for by somebody who applies here',
  tested: 'tested',
  withdrawn: 'withdrawn by its author',
  rejected_maintainer: 'refused by somebody who applies here',
  rejected_other: 'objected to',
  new_version_promised: 'its author promised a new version',
  new_version_sent: 'its author says that a new version was sent',
  new_version_other: 'a new version was asked for',
  respin_asked: 'a new version was asked for',
  left_out: 'the next version of the series left it out',
  open_fault: 'the last objection stands unanswered',
  objection_maintainer: 'somebody who applies here objects',
  objection_other: 'objections',
  asks_maintainer: 'changes asked for by somebody who applies here',
  question: 'open questions',
  rfc: 'sent for comments',
  dropped: 'dropped',
  deferred: 'put off',
  superseded_said: 'said to be replaced',
  ping: 'its author had to ask again',
  test_failed: 'a test robot found fault',
  taken_mainline: 'a report says that it is in the mainline',
  taken_clean: 'somebody said that this version was taken',
  fault_after_taken: 'fault was found after it was taken',
  mates_faulted: 'fault was found in other patches of the series',
};
