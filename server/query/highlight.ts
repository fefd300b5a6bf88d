import type { SearchColumn, WordsPlan } from '../../data/records/index.ts';
import { spansOf, wordsOf } from './words.ts';

/** Finds in a text what a query asks for. */
export interface Marker {
  /** Places of the words that fit in text that stands in a column, ascending, none within another. */
  find(text: string, column: SearchColumn): { from: number; to: number; term: number }[];
  /** False where none of the words surely begins in a line; cheap. */
  mayHold(line: string): boolean;
  /** How many different terms there are. */
  terms: number;
}

/** A marker of the words of a query; `names` are those that parts of names stood for. */
export function markerOf(marks: readonly WordsPlan[], names: ReadonlyMap<string, string[]>): Marker {
  const terms = marks.map((mark) => ({
    columns: new Set(mark.columns),
    phrases: [...mark.forms, ...(mark.part ? (names.get(mark.part.text) ?? []) : [])].map(wordsOf),
    prefix: mark.prefix,
  }));
  const lookups = new Map<SearchColumn, Lookup>();
  const lookupOf = (column: SearchColumn) => {
    let lookup = lookups.get(column);
    if (!lookup) lookups.set(column, (lookup = makeLookup(terms, column)));
    return lookup;
  };
  const roots = terms.flatMap(({ phrases }) => phrases.map(([word = '']) => word)).filter(Boolean);
  // Letters beyond ASCII are folded when compared: only plain words can be told to be absent so cheaply.
  const isPlain = roots.every((word) => /^\w+$/.test(word));
  const rough = roots.length > 0 ? new RegExp(roots.join('|'), 'i') : null;
  return {
    terms: terms.length,
    mayHold: (line) => rough !== null && (!isPlain || rough.test(line)),
    find(text, column) {
      const { first, prefixes } = lookupOf(column);
      if (first.size === 0 && prefixes.length === 0) return [];
      const spans = spansOf(text);
      const found: { from: number; to: number; term: number }[] = [];
      for (let at = 0; at < spans.length; at += 1) {
        const span = spans[at]!;
        let longest = 0;
        let term = 0;
        for (const { phrase, n, prefix } of first.get(span.word) ?? []) {
          if (phrase.length > longest && fits(spans, at, phrase, prefix)) {
            longest = phrase.length;
            term = n;
          }
        }
        for (const { phrase, n } of prefixes) {
          if (longest === 0 && span.word.startsWith(phrase[0]!)) {
            longest = 1;
            term = n;
          }
        }
        if (longest === 0) continue;
        found.push({ from: span.from, to: spans[at + longest - 1]!.to, term });
        at += longest - 1;
      }
      return found;
    },
  };
}

interface Term {
  columns: ReadonlySet<SearchColumn>;
  phrases: string[][];
  prefix: boolean;
}

/** What to look for in one column: phrases by their first word, and beginnings. */
interface Lookup {
  first: Map<string, { phrase: string[]; n: number; prefix: boolean }[]>;
  prefixes: { phrase: string[]; n: number }[];
}

function makeLookup(terms: readonly Term[], column: SearchColumn): Lookup {
  const lookup: Lookup = { first: new Map(), prefixes: [] };
  terms.forEach(({ columns, phrases, prefix }, n) => {
    if (!columns.has(column)) return;
    for (const phrase of phrases) {
      if (phrase.length === 1 && prefix) lookup.prefixes.push({ phrase, n });
      else if (phrase.length > 0) {
        const held = lookup.first.get(phrase[0]!);
        if (held) held.push({ phrase, n, prefix });
        else lookup.first.set(phrase[0]!, [{ phrase, n, prefix }]);
      }
    }
  });
  return lookup;
}

function fits(spans: { word: string }[], at: number, phrase: string[], prefix: boolean): boolean {
  return phrase.every((word, n) => {
    const span = spans[at + n];
    return span !== undefined && (prefix && n === phrase.length - 1 ? span.word.startsWith(word) : span.word === word);
  });
}
