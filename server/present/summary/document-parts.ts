import type { Quote, SummaryAnswer } from '../../contract/index.ts';

/** A piece of running text: words, words that stand out, a link, or the number of a source. */
export type Inline = string | { strong: string } | { link: string; text: string } | { cite: string };

/** A part of a summary on paper; each format draws them in its own way. */
export type Part =
  | { kind: 'title'; text: string }
  | { kind: 'heading'; level: 2 | 3; text: string }
  | { kind: 'text'; words: Inline[]; small?: boolean }
  | { kind: 'items'; items: Inline[][] }
  /** `depth` indents what answers something. */
  | { kind: 'quote'; quote: Quote; depth: number; before?: string }
  | { kind: 'sources'; rows: SummaryAnswer['sources'] };
