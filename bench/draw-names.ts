/** Patch names as people would type them, drawn from stored titles by a seed: nothing of the corpora stands in the repository. */
import type { Archive } from '../data/database.ts';
import { mmName } from '../ingest/parse/patch/mm-name.ts';

export interface DrawnName {
  typed: string;
  how: string;
  /** The work that is meant. */
  work: string;
  title: string;
}

/** Draws `count` names of patches that are in the archive, each altered in one of the ways of {@link WAYS}. */
export function drawNames(archive: Archive, count: number, seed: number): DrawnName[] {
  const rows = archive
    .prepare<{ title: string; work: string; version: number }>(
      `SELECT title, work_id AS work, version FROM patch WHERE number > 0 AND message_id > 0 ORDER BY key`,
    )
    .all()
    .filter(({ title }) => title.split(/\s+/).length >= 4);
  const random = chances(seed);
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)]!;
  return Array.from({ length: count }, (_, n) => {
    const row = pick(rows);
    const [how, alter] = WAYS[n % WAYS.length]!;
    return { typed: alter(row.title, random, row.version), how, work: row.work, title: row.title };
  });
}

type Alter = (title: string, random: () => number, version: number) => string;

const WAYS: [how: string, alter: Alter][] = [
  ['as it is', (title) => title],
  ['with its brackets', (title, random, version) => `[PATCH v${version} ${1 + Math.floor(random() * 9)}/9] ${title}`],
  ['Re:', (title) => `Re: [PATCH] ${title}`],
  ['prefix cut', (title) => title.replace(/^[^:]{1,40}: /, '')],
  [
    'case',
    (title, random) =>
      random() < 0.5
        ? title.toUpperCase().replace(/\b(AND|OR|NOT|XOR|NEAR|ADJ)\b/g, (word) => word.toLowerCase())
        : title.toLowerCase(),
  ],
  ['-mm name', (title) => mmName(title)],
  ['one word dropped', (title, random) => dropped(title.split(/\s+/), 1, random).join(' ')],
  [
    'two words dropped',
    (title, random) => dropped(title.split(/\s+/), title.split(/\s+/).length > 5 ? 2 : 1, random).join(' '),
  ],
  ['two words swapped', (title, random) => swapped(title.split(/\s+/), random).join(' ')],
  ['a typo', (title, random) => mistyped(title, 1, random)],
  ['two typos', (title, random) => mistyped(title, 2, random)],
  [
    'no punctuation',
    (title) =>
      title
        .replace(/[^\p{L}\p{N}_\s]+/gu, ' ')
        .replace(/\s+/g, ' ')
        .trim(),
  ],
  [
    'the beginning',
    (title) =>
      title
        .split(/\s+/)
        .slice(0, Math.max(4, Math.ceil(title.split(/\s+/).length * 0.7)))
        .join(' '),
  ],
];

function dropped(words: string[], count: number, random: () => number): string[] {
  const kept = [...words];
  for (let n = 0; n < count && kept.length > 3; n += 1) kept.splice(Math.floor(random() * kept.length), 1);
  return kept;
}

function swapped(words: string[], random: () => number): string[] {
  const order = [...words];
  const a = Math.floor(random() * order.length);
  const b = Math.floor(random() * order.length);
  [order[a], order[b]] = [order[b]!, order[a]!];
  return order;
}

/** A letter left out, doubled, replaced or changed places with its neighbour, in words of five letters and more. */
function mistyped(title: string, count: number, random: () => number): string {
  const words = title.split(' ');
  const long = words.map((word, n) => ({ word, n })).filter(({ word }) => /^\p{L}{5,}$/u.test(word));
  for (let k = 0; k < count && long.length > 0; k += 1) {
    const [{ n }] = long.splice(Math.floor(random() * long.length), 1) as [{ word: string; n: number }];
    words[n] = slip(words[n]!, random);
  }
  return words.join(' ');
}

function slip(word: string, random: () => number): string {
  const at = 1 + Math.floor(random() * (word.length - 2));
  const kind = Math.floor(random() * 4);
  if (kind === 0) return word.slice(0, at) + word.slice(at + 1);
  if (kind === 1) return word.slice(0, at) + word[at]! + word.slice(at);
  if (kind === 2) return word.slice(0, at) + 'etaoinshr'[Math.floor(random() * 9)]! + word.slice(at + 1);
  return word.slice(0, at) + word[at + 1]! + word[at]! + word.slice(at + 2);
}

/** A repeatable stream of numbers in [0, 1) (mulberry32). */
export function chances(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
