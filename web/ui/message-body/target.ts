/** The lines that a link names: half-open, or none. */
export type Target = readonly [number, number] | null;
