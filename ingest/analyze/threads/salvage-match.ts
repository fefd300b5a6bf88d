/** Finds the true mail that a salvaged one once was. */
import type { ParsedMail } from '../../../data/records/index.ts';
import { parseSubject, titleKey } from '../../parse/patch/subject.ts';
import { samePerson } from '../../../data/rules/person.ts';

/** What the match looks at. `key` names a candidate. */
export type SalvagedMail = Pick<ParsedMail, 'subject' | 'from' | 'date' | 'text'>;
export type Candidate = SalvagedMail & { key: string };

/**
 * The key of the true mail that takes a salvaged one's place, or null. Candidates have the same title and author and a date
 * within two days; the words of the body decide, since dates of archive pages can be hours off and another mail by the same
 * author may be nearer. Depends on contents alone: equal shares are told apart by nearness, then key.
 */
export function matchSalvaged(salvaged: SalvagedMail, candidates: readonly Candidate[]): string | null {
  const words = wordsOf(salvaged.text);
  const ranked = candidates
    .filter((candidate) => mayBe(salvaged, candidate))
    .map((candidate) => ({
      key: candidate.key,
      share: sharedWords(words, wordsOf(candidate.text)),
      distance: Math.abs((candidate.date ?? 0) - (salvaged.date ?? candidate.date ?? 0)),
    }))
    .filter(({ share, distance }) => share >= (differsByZone(distance) ? MIN_SHARE : MIN_SHARE_OTHER_TIME))
    .sort((a, b) => b.share - a.share || a.distance - b.distance || (a.key < b.key ? -1 : 1));
  return ranked[0]?.key ?? null;
}

function mayBe(salvaged: SalvagedMail, candidate: Candidate): boolean {
  if (!sameSubject(salvaged.subject, candidate.subject) || !samePerson(salvaged.from, candidate.from)) return false;
  if (salvaged.date === null || candidate.date === null) return true;
  return Math.abs(salvaged.date - candidate.date) <= MAX_DISTANCE_SECONDS;
}

/** The same title of the same posting: `[PATCH v2 1/3]` is another mail than `[PATCH v3 1/3]`, however alike. */
function sameSubject(a: string, b: string): boolean {
  const [left, right] = [parseSubject(withoutTags(a)), parseSubject(withoutTags(b))];
  if (titleKey(left.title) !== titleKey(right.title)) return false;
  return left.version === right.version && left.number === right.number && left.isReply === right.isReply;
}

/** `#include <linux/mm.h>` may have lost its tag. */
function withoutTags(text: string): string {
  return text.replace(/<[^<>\s]{1,200}>/g, ' ').replace(/\s+/g, ' ');
}

/** An archive that shows another zone's time is off by quarters of an hour; some leave the seconds out. */
function differsByZone(seconds: number): boolean {
  const rest = seconds % 900;
  return rest <= 60 || rest >= 840;
}

/**
 * Dice's coefficient over runs of three words, of which a long quote and a short answer can't make up: what two answers to
 * one mail share is their quote, and the answer decides.
 */
function sharedWords(a: string[], b: string[]): number {
  const counts = new Map<string, number>();
  const [left, right] = [shingles(a), shingles(b)];
  if (left.length === 0 || right.length === 0) return left.length === right.length ? 1 : 0;
  for (const shingle of left) counts.set(shingle, (counts.get(shingle) ?? 0) + 1);
  let shared = 0;
  for (const shingle of right) {
    const count = counts.get(shingle) ?? 0;
    if (count === 0) continue;
    counts.set(shingle, count - 1);
    shared += 1;
  }
  return (2 * shared) / (left.length + right.length);
}

function shingles(words: string[]): string[] {
  if (words.length < SHINGLE) return words.length === 0 ? [] : [words.join(' ')];
  return words.slice(SHINGLE - 1).map((_, i) => words.slice(i, i + SHINGLE).join(' '));
}

/** Words without quote marks, tags and addresses, which salvaging changes or loses. */
function wordsOf(text: string): string[] {
  const bare = withoutTags(text).replace(/(?<!\S)\S+@\S+/g, ' ');
  return bare.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

const MAX_DISTANCE_SECONDS = 2 * 86_400;
const SHINGLE = 3;
/** Copies of one mail share 0.95 and more, whatever they lost; two answers to one mail that quote all of it up to 0.8. */
const MIN_SHARE = 0.85;
/** A time that no zone explains may be that of arrival; then the words must be all the same. */
const MIN_SHARE_OTHER_TIME = 0.97;
