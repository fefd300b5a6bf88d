import type { PatchState } from '../records/outcome.ts';

/** What a state was worth on lists of which a repository tells what landed: of so many versions that had it, so many had it rightly. */
export interface Calibration {
  right: number;
  of: number;
  /** What "rightly" means: it landed, a newer version took its place, this version did not land. */
  means: 'landed' | 'replaced' | 'not-landed';
}

/**
 * Measured with `npm run bench calibration` on ltp, ndctl, rdma-core and mdadm, December 2026; states with fewer than thirty
 * versions are left out, as so few tell nothing. The undecided ones claim nothing: for them it is told how many landed all the same.
 */
export const CALIBRATION: Partial<Record<PatchState, Calibration>> = {
  accepted: { right: 864, of: 868, means: 'landed' },
  superseded: { right: 835, of: 862, means: 'replaced' },
  'changes-requested': { right: 86, of: 128, means: 'not-landed' },
  reviewed: { right: 139, of: 152, means: 'landed' },
  'under-review': { right: 34, of: 102, means: 'landed' },
  new: { right: 366, of: 456, means: 'landed' },
};

/** It in words, for a badge: "99 of 100 landed, of 841 on lists where that is known". Null where too few were seen. */
export function calibrationInWords(state: PatchState): string | null {
  const known = CALIBRATION[state];
  if (!known) return null;
  // Rounded down: four wrong ones in 868 are no 100 of 100.
  return `${Math.floor((100 * known.right) / known.of)} of 100 ${WORDS[known.means]}, of ${known.of} on lists where that is known`;
}

const WORDS = { landed: 'landed', replaced: 'were replaced', 'not-landed': 'did not land as they were' } as const;
