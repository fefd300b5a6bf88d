/** Seconds of a week: the grain in which the pass over the archive notes what changed. */
export const WEEK = 604_800;
