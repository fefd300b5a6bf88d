import { PATCH_STATES } from '../../data/rules/states.ts';

/** Patchwork's word for a state of ours, where ours is finer. */
export function slugOf(state: string): string {
  return SLUGS[state] ?? state;
}

/** Our states that a word or number of Patchwork's means; none for one that nothing here is in. */
export function statesNamed(text: string): string[] {
  const asked = text
    .trim()
    .toLowerCase()
    .replace(/[\s_]+/g, '-');
  const slug = NUMBERS[asked] ?? asked;
  return PATCH_STATES.filter((state) => slugOf(state) === slug);
}

const SLUGS: Record<string, string> = { reviewed: 'under-review', dropped: 'rejected', withdrawn: 'not-applicable' };
/** As a fresh Patchwork numbers them, and kernel.org's one beside. */
const NUMBERS: Record<string, string> = {
  ...{ 1: 'new', 2: 'under-review', 3: 'accepted', 4: 'rejected', 5: 'rfc', 6: 'not-applicable' },
  ...{ 7: 'changes-requested', 8: 'awaiting-upstream', 9: 'superseded', 10: 'deferred', 11: 'mainlined' },
};
