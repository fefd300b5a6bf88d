/** The names of what bears on whether a version landed. Each is raised in `features.ts` and weighed in `weights.ts`. */

/** From what is said about the version. */
export type SaidFeature =
  | Ingredient
  | 'taken_mainline' | 'taken_reported' | 'commit_named' | 'author_reports'
  | 'will_take_maintainer' | 'will_take_other' | 'will_take_if'
  | 'pull' | 'not_taken' | 'rejected_maintainer' | 'rejected_other' | 'withdrawn' | 'dropped' | 'deferred' | 'superseded_said'
  | 'asks_maintainer' | 'asks_other' | 'respin_asked'
  | 'new_version_sent' | 'new_version_promised' | 'new_version_other'
  | 'concession' | 'objection_maintainer' | 'objection_other' | 'question' | 'question_author'
  | 'approval_maintainer' | 'approval_other' | 'thanks_maintainer' | 'ping' | 'test_failed' | 'fault_after_taken'; // prettier-ignore

/** From the tags that others gave. */
export type ReviewFeature =
  | 'reviewed' | 'reviewed_maintainer' | 'reviewed_twice' | 'acked' | 'tested'; // prettier-ignore

/** From its place in its series, its work and the archive. */
export type PlaceFeature =
  | 'newer' | 'newer_same' | 'newer_by_other' | 'newer_soon' | 'left_out' | 'pull' | 'unanswered' | 'answered_maintainer'
  | 'rfc' | 'resend' | 'revised' | 'revised_often' | 'in_series' | 'in_long_series' | 'author_applies' | 'author_record'
  | 'author_works' | 'author_reviews' | 'author_went_on' | 'mates_faulted' | 'open_fault' | 'is_fix' | 'siblings'
  | 'fixed_later' | 'built_upon' | 'young' | 'silent_prior'; // prettier-ignore

export type FeatureName = SaidFeature | ReviewFeature | PlaceFeature;

/** Who says that it was taken, and whether in words that begin a line: made into {@link MadeFeature}s, or telling the situation. */
export type Ingredient = 'newer' | `taken_${'machine' | 'maintainer' | 'author' | 'other'}${'' | '_clean'}`;

/** Made of several ingredients. */
export type MadeFeature = 'taken_clean' | 'taken' | 'taken_weak';

/** Numbers mostly between 0 and 1. */
export type Features = Partial<Record<FeatureName, number>>;
