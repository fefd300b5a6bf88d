/**
 * The file name under which the -mm tree keeps a patch, made of its title: lower case, dots and quote signs taken out, every
 * other run of signs one `-`. "mm: introduce ARCH_HAS_PTE_DEVMAP" is `mm-introduce-arch_has_pte_devmap.patch`.
 */
export function mmName(title: string): string {
  return `${mmKey(title)}.patch`;
}

/**
 * The key of a title or -mm file name, with or without `.patch`. Signs of which it is not known whether a name keeps a `-` for
 * them (`foo(bar)`) make the key of a title and its name differ; {@link mmLetters} holds for both.
 */
export function mmKey(nameOrTitle: string): string {
  return nameOrTitle
    .replace(/\.patch$/i, '')
    .toLowerCase()
    .replace(/['"`.*()\u2018\u2019\u201c\u201d]/g, '')
    .replace(/[^a-z0-9_]+/g, '-')
    .replace(/^-+|-+$/g, '');
}

/** The -mm name without what later files of the same patch add to it: `-fix`, `-fix-2`, `-v3`, `-update`. */
export function mmStem(name: string): string {
  return mmKey(name).replace(/(?:-(?:fix(?:es)?|update|v\d+|checkpatch-fixes|cleanup|resend|\d+))+$/, '');
}

/** Names of -mm files in a line: at least three words tied by `-`, ending in `.patch`, in lower case. */
export function mmNamesIn(line: string): string[] {
  if (!line.includes('.patch')) return [];
  return [...line.matchAll(MM_NAME)].map((match) => match[0]);
}

const MM_NAME = /(?<![\w/.-])[a-z0-9_]+(?:-[a-z0-9_]+){2,30}\.patch\b/g;

/** Letters and digits of a title or -mm name: equal for both whatever became of the signs between. */
export function mmLetters(nameOrTitle: string): string {
  return nameOrTitle
    .replace(/\.patch$/i, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '');
}
