/** Patterns built of word lists, so that a list can be read and a difference shows the form that came. */

/**
 * The forms of a list, parted by ` | ` and by lines, as they stand: forms`applied | queued (?:up )?for | taken`. Blanks at the ends of
 * a form are left out.
 */
export const forms = ({ raw }: TemplateStringsArray): readonly string[] =>
  raw[0]!
    .split(/\n| \| /)
    .map((form) => form.trim())
    .filter((form) => form !== '');

/** Parts one behind the other; of a list, any form. */
export const joined = (...parts: readonly (string | readonly string[])[]): string =>
  parts.map((part) => (typeof part === 'string' ? part : part.join('|'))).join('');

/**
 * A regular expression of {@link joined} parts. A list among brackets of its own: `pattern('i', '^(?:', ['yes', 'no'], ')$')`.
 * @param flags as of RegExp
 */
export const pattern = (flags: string, ...parts: readonly (string | readonly string[])[]): RegExp =>
  new RegExp(joined(...parts), flags);
