import type { EvidenceMode, Saying } from '../../../data/records/index.ts';
import { stripInterjections } from './acceptance.ts';
import { CHANGE_FORMS } from './change-forms.ts';
import type { DecisionForm } from './decision-form.ts';
import { DELAY_FORMS } from './delay-forms.ts';
import { DROP_FORMS } from './drop-forms.ts';
import { REFUSAL_FORMS } from './refusal-forms.ts';
import { readTree } from './tree-names.ts';
import { GatedPattern } from './word-gate.ts';

/** What one sentence says of a patch's fate, being taken apart (that is acceptance.ts). */
export interface DecisionWords {
  signal: string;
  says: Saying;
  mode: EvidenceMode;
  tree: string | null;
  until?: string;
  /** A pattern too general to move a state; it weighs on probabilities and on whose turn it is. */
  weak?: true;
}

/**
 * Reads refusals, requests for changes, promises of a new version, deferrals, withdrawals, drops and what takes them back,
 * moves between trees. First form that fits wins: the stronger ones stand first.
 *
 * @param low the sentence in lower case, plain apostrophes
 * @param byAuthor true where the author of the patch speaks; null where nobody knows who that is
 */
export function readDecision(low: string, byAuthor: boolean | null): DecisionWords | null {
  let sentence: string | null = null;
  for (let place = 0; place < FORMS.length; place += 1) {
    const form = FORMS[place]!;
    const words = WORDS[place]!;
    if (!words.mayMatch(low)) continue;
    if (form.by === 'author' && byAuthor === false) continue;
    if (form.by === 'other' && byAuthor === true) continue;
    if (!form.askedToo && /\?["')]*$/.test(low)) continue;
    const match = words.pattern.exec(form.atStart ? (sentence ??= stripInterjections(low)) : low);
    if (!match || form.unless?.test(low)) continue;
    const before = low.slice(0, low.indexOf(match[0]));
    if (!form.negationIsPart && DENIED.test(before)) continue;
    if (!form.hypotheticalToo && HYPOTHETICAL.test(before)) continue;
    return {
      signal: form.signal,
      says: form.says,
      mode: form.mode,
      tree: readTree(low),
      ...(form.until && match[1] ? { until: match[1].replace(/(?<![\s.,;:!])[\s.,;:!]+$/, '').slice(0, 120) } : {}),
      ...(form.weak ? { weak: true as const } : {}),
    };
  }
  return null;
}

const DENIED = /(?:\b(?:not|never|no|without|nobody)\b|n't\b)[^,;.]{0,30}$/;
const HYPOTHETICAL = /\b(?:if|whether|unless|would|should|could|might|in case)\b[^,;]{0,60}$/;
/** A patch as the object of a verb: "this" and "it" alone, or with a word for a patch behind; not "this hunk", "the idea". */
const FORMS: readonly DecisionForm[] = [...REFUSAL_FORMS, ...DROP_FORMS, ...DELAY_FORMS, ...CHANGE_FORMS];

/** The words of each form. */
const WORDS = FORMS.map(({ words }) => new GatedPattern(words));
