/** One group of alternatives, from lists of words and forms. */
export const anyOf = (...forms: readonly string[]): string => `(?:${forms.join('|')})`;

/** The words of a list written with spaces between them, as alternatives: "fix add drop". */
export const wordsOf = (list: string): string => anyOf(...list.trim().split(/\s+/));
