/**
 * The words of a text as the full-text index sees them: letters, digits and underscores, lower case, without accents.
 * `foo->bar` is two words, `pte_devmap` and `__init` are one.
 */
export function wordsOf(text: string): string[] {
  return spansOf(text).map(({ word }) => word);
}

/** The words of a text with their places in it. */
export function spansOf(text: string): { word: string; from: number; to: number }[] {
  const spans: { word: string; from: number; to: number }[] = [];
  for (const match of text.matchAll(WORD)) {
    spans.push({ word: foldWord(match[0]), from: match.index, to: match.index + match[0].length });
  }
  return spans;
}

/** A word in lower case, accents of Latin letters taken off. */
export function foldWord(word: string): string {
  if (PLAIN.test(word)) return word.toLowerCase();
  return word.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '').normalize('NFC');
}

/**
 * A word with its inflections: `leaking` is also leak, leaks, leaked. For plain words in lower case alone, the ones that
 * lore's index stems; names, numbers and capitalised words are looked for as they are.
 */
export function inflections(word: string): string[] {
  if (!/^[a-z]{3,20}$/.test(word)) return [word];
  const forms = new Set<string>([word]);
  for (const base of basesOf(word)) for (const form of formsOf(base)) forms.add(form);
  return [...forms];
}

/** What a word may be an inflection of; itself at least. */
function basesOf(word: string): string[] {
  const bases: string[] = [];
  const add = (base: string) => {
    if (base.length >= 3 && /[aeiouy]/.test(base)) bases.push(base);
  };
  const undouble = (stem: string) => {
    if (/([bdgmnprt])\1$/.test(stem)) add(stem.slice(0, -1));
  };
  const regular = (stem: string) => {
    if (endsInConsonantAfterVowel(stem) && !/[wxy]$/.test(stem)) add(`${stem}e`);
    else if (/[csgvuz]$|[^aeiou]l$|[aeiou][st]$/.test(stem)) add(`${stem}e`);
    add(stem);
    undouble(stem);
  };
  if (/[^aeiou]ies$/.test(word)) add(`${word.slice(0, -3)}y`);
  else if (/[^aeiou]ied$/.test(word)) add(`${word.slice(0, -3)}y`);
  else if (/(?:s|x|z|ch|sh)es$/.test(word)) {
    add(word.slice(0, -2));
    add(word.slice(0, -1));
  } else if (/[^siu]s$/.test(word)) add(word.slice(0, -1));
  else if (/ing$/.test(word) && word.length >= 5) regular(word.slice(0, -3));
  else if (/ed$/.test(word) && word.length >= 5 && !/eed$/.test(word)) regular(word.slice(0, -2));
  else add(word);
  return bases.length > 0 ? bases : [word];
}

function formsOf(base: string): string[] {
  if (/[^aeiou]y$/.test(base)) {
    const stem = base.slice(0, -1);
    return [base, `${stem}ies`, `${stem}ied`, `${base}ing`];
  }
  if (base.endsWith('e')) {
    // "the" is no verb, and "thing" not its participle: what is left must hold a vowel.
    if (!/[aeiouy]/.test(base.slice(0, -1))) return [base];
    return [base, `${base}s`, `${base}d`, `${base.slice(0, -1)}ing`];
  }
  const plural = /(?:s|x|z|ch|sh)$/.test(base) ? `${base}es` : `${base}s`;
  const forms = [base, plural, `${base}ed`, `${base}ing`];
  if (base.length <= 6 && endsInConsonantAfterVowel(base) && /[bdgmnprt]$/.test(base)) {
    const doubled = base + base.at(-1)!;
    forms.push(`${doubled}ed`, `${doubled}ing`);
  }
  return forms;
}

const endsInConsonantAfterVowel = (text: string) => /(?:^|[^aeiou])[aeiou][^aeiou]$/.test(text);

const WORD = /[\p{L}\p{N}\p{Co}_][\p{L}\p{N}\p{Co}\p{M}_]*/gu;
const PLAIN = /^\w+$/;
