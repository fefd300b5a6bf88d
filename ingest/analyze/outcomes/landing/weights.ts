import type { FeatureName, Ingredient, MadeFeature } from './feature-names.ts';

/**
 * Log odds by which a version is weighed, one set for each situation: `replaced` by a later version, stated to be `taken` by
 * somebody to believe, or newest and `silent`. Learnt offline by ridge regression towards round values that stood before
 * (docs/decisions/012-landing-probability.md says from what, and what they reach on lists that they were not learnt from).
 * What differs from list to list is not here: it is learnt from each archive (habits.ts).
 */
export const LANDING_WEIGHTS = {
  replaced: {
    bias: -3.58,
    taken_clean: 3.03,
    taken_mainline: 2,
    taken: 1.97,
    newer_same: -0.95,
    newer_by_other: 0.51,
    fixed_later: 0.49,
    built_upon: 1.04,
    newer_soon: -0.28,
    new_version_promised: -1.05,
    withdrawn: -1,
    taken_reported: 1,
  },
  taken: {
    bias: 3.47,
    fault_after_taken: -0.29,
    taken_author_clean: -0.15,
    taken_other_clean: -1,
    dropped: -3,
    not_taken: -1,
    rfc: -0.48,
  },
  silent: {
    bias: 0.02,
    silent_prior: 0.8,
    author_applies: 0.25,
    author_record: 1,
    author_works: 0.74,
    author_reviews: -0.04,
    reviewed: 1.12,
    reviewed_maintainer: 0.68,
    reviewed_twice: 0.3,
    acked: 0.67,
    tested: 0.29,
    approval_maintainer: 0.39,
    approval_other: 0.34,
    thanks_maintainer: 0.54,
    objection_maintainer: -0.89,
    objection_other: -0.36,
    question: -0.55,
    question_author: -0.38,
    asks_maintainer: -0.66,
    asks_other: -0.28,
    respin_asked: -1.2,
    rejected_maintainer: -2,
    rejected_other: -1.01,
    withdrawn: -3.01,
    deferred: -0.7,
    new_version_promised: -1.41,
    new_version_sent: -2.01,
    new_version_other: -1,
    concession: -0.3,
    not_taken: -0.5,
    will_take_maintainer: 0.55,
    will_take_other: 0.52,
    will_take_if: 0.71,
    taken_reported: 1.5,
    taken_weak: 1.2,
    commit_named: 1.01,
    author_reports: 2,
    pull: 2,
    fixed_later: 2.53,
    built_upon: 1.61,
    left_out: -1.63,
    rfc: -2.32,
    superseded_said: -1.5,
    dropped: -2,
    siblings: 1.28,
    in_series: 0.33,
    in_long_series: 0.08,
    open_fault: -1.03,
    mates_faulted: -0.45,
    author_went_on: -0.08,
    unanswered: 0.23,
    young: 0.23,
    revised: 0.16,
    revised_often: 0.6,
    is_fix: 0.19,
    resend: -0.05,
    ping: -0.4,
    test_failed: -0.5,
    answered_maintainer: -0.35,
  },
} as const satisfies Record<Situation, Partial<Record<FeatureName | MadeFeature | 'bias', number>>>;

type Weighed = { [S in Situation]: keyof (typeof LANDING_WEIGHTS)[S] }[Situation];
// Refused by the compiler where a feature is raised that neither weighs, nor is made into one that does, nor tells the situation.
true satisfies [Exclude<FeatureName, Weighed | Ingredient>] extends [never] ? true : false;
true satisfies [Exclude<MadeFeature, Weighed>] extends [never] ? true : false;

/** Where a version stands when it is weighed. */
export type Situation = 'replaced' | 'taken' | 'silent';
