/** Words of our own as a list that SQL's IN takes: `('new', 'reviewed')`. Never for what comes from outside. */
export const sqlList = (words: readonly string[]): string => `(${words.map((word) => `'${word}'`).join(', ')})`;
