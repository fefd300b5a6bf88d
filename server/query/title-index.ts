import { distance } from 'fastest-levenshtein';
import { titleWords, typedTitle } from './title-words.ts';

/** A title that fits what was typed, how well (0 to 1), and why. */
export interface TitleMatch {
  title: string;
  score: number;
  reason: string;
}

/**
 * Titles by the words they hold, tolerant of typos, order and missing words. Grows title by title; a look-up touches only titles
 * that share a word (or nearly) with what was typed.
 */
export class TitleIndex {
  readonly #titles: { text: string; words: number[] }[] = [];
  readonly #words: { text: string; titles: number[] }[] = [];
  readonly #wordIds = new Map<string, number>();
  /** Words by three characters in a row, the ends marked: for words written otherwise. */
  readonly #grams = new Map<string, number[]>();
  #scores = new Float32Array(1024);
  /** The word that added to a title last: a number that never comes again, so that nothing must be cleared. */
  #lastWord = new Float64Array(1024);
  #wordsAsked = 0;

  get size(): number {
    return this.#titles.length;
  }

  add(title: string): void {
    const place = this.#titles.length;
    const words = titleWords(title).map((word) => this.#idOf(word));
    this.#titles.push({ text: title, words });
    for (const word of new Set(words)) this.#words[word]!.titles.push(place);
    if (place >= this.#scores.length) {
      this.#scores = new Float32Array(2 * this.#scores.length);
      this.#lastWord = new Float64Array(this.#scores.length);
    }
  }

  /** The titles that fit best, best first. */
  find(typed: string, limit: number): TitleMatch[] {
    const found = new Map<string, TitleMatch>();
    for (const words of typedTitle(typed)) {
      for (const match of this.#findWords(words, limit)) {
        const known = found.get(match.title);
        if (!known || known.score < match.score) found.set(match.title, match);
      }
    }
    return [...found.values()]
      .sort((a, b) => b.score - a.score || (a.title < b.title ? -1 : Number(a.title > b.title)))
      .slice(0, limit);
  }

  #findWords(typed: string[], limit: number): TitleMatch[] {
    const asked = typed.slice(0, MOST_WORDS).map((text, n) => ({
      text,
      weight: 0,
      meant: this.#meantBy(text, n === Math.min(typed.length, MOST_WORDS) - 1),
    }));
    let total = 0;
    for (const word of asked) {
      const exact = word.meant[0]?.likeness === 1 ? word.meant[0].id : null;
      word.weight = exact === null ? this.#rarity(1) * 0.9 : this.#rarity(this.#words[exact]!.titles.length);
      if (isFormal(word.text)) word.weight *= 0.15;
      total += word.weight;
    }
    if (total === 0) return [];
    const most = Math.max(MOST_COMPARED, 2 * limit);
    const touched = this.#gather(asked, total, most);
    const least = this.#scoreOfPlace(touched, most);
    const best = touched
      .filter((place) => this.#scores[place]! >= least)
      .map((place) => ({ place, share: this.#scores[place]! / total }))
      .sort((a, b) => b.share - a.share)
      .slice(0, most);
    for (const place of touched) this.#scores[place] = 0;
    return best.filter(({ share }) => share >= LEAST_SHARE).map(({ place }) => this.#compare(place, asked, total));
  }

  /**
   * Adds to each title what the words typed are worth in it; a word counts once, as what it most likely means. Titles that hold none of
   * the words so far are left out once the words to come are worth too little to bring them among the `most` best.
   */
  #gather(asked: Asked[], total: number, most: number): number[] {
    const touched: number[] = [];
    // The rarest first: once many titles are touched, a word that stands everywhere only adds to them.
    const order = [...asked].sort((a, b) => b.weight - a.weight);
    let toCome = total;
    for (const word of order) {
      const isHopeless = toCome < LEAST_SHARE * 0.999 * total || this.#scoreOfPlace(touched, most) > toCome * 1.001;
      toCome -= word.weight;
      this.#wordsAsked += 1;
      for (const { id, likeness } of word.meant) {
        const value = word.weight * likeness;
        const isCommon = value < 0.2 * order[0]!.weight;
        const { titles } = this.#words[id]!;
        const onlyAdds = isHopeless || (isCommon && touched.length >= ENOUGH_TOUCHED);
        if (onlyAdds && titles.length > DEARER_TO_SEE * touched.length) {
          for (const place of touched) if (this.#titles[place]!.words.includes(id)) this.#add(place, value);
          continue;
        }
        for (const place of titles) {
          if (this.#scores[place] === 0) {
            if (isHopeless || (isCommon && touched.length >= ENOUGH_TOUCHED)) continue;
            touched.push(place);
          }
          this.#add(place, value);
        }
      }
    }
    return touched;
  }

  #add(place: number, value: number): void {
    if (this.#lastWord[place] === this.#wordsAsked) return;
    this.#lastWord[place] = this.#wordsAsked;
    this.#scores[place]! += value;
  }

  /** The score of the title at a place of the order by score; 0 where fewer were touched. */
  #scoreOfPlace(touched: readonly number[], place: number): number {
    if (touched.length < place) return 0;
    const best: number[] = [];
    for (const title of touched) {
      const score = this.#scores[title]!;
      if (best.length === place && score <= best[place - 1]!) continue;
      let at = Math.min(best.length, place - 1);
      for (; at > 0 && best[at - 1]! < score; at -= 1) best[at] = best[at - 1]!;
      best[at] = score;
    }
    return best[place - 1]!;
  }

  /** Both ways: how much of what was typed stands in the title, how much of the title was typed, and in which order. */
  #compare(place: number, asked: Asked[], total: number): TitleMatch {
    const { text, words } = this.#titles[place]!;
    const free = new Set(words.keys());
    let have = 0;
    let hit = 0;
    let inOrder = 0;
    let previous = -1;
    const altered: string[] = [];
    let missing = 0;
    let cut = 0;
    for (const word of asked) {
      let at = -1;
      let likeness = 0;
      for (const meant of word.meant) {
        const spot = this.#nearest(words, free, meant.id, previous);
        if (spot < 0) continue;
        at = spot;
        likeness = meant.likeness;
        break;
      }
      if (at < 0) {
        if (!isFormal(word.text)) missing += 1;
        continue;
      }
      free.delete(at);
      have += word.weight * likeness;
      hit += this.#rarity(this.#words[words[at]!]!.titles.length);
      if (at === previous + 1) inOrder += 1;
      else if (at > previous) inOrder += 0.6;
      previous = at;
      const written = this.#words[words[at]!]!.text;
      if (written !== word.text) {
        if (written.startsWith(word.text)) cut += 1;
        else altered.push(`“${word.text}” for “${written}”`);
      }
    }
    const whole = words.reduce((sum, word) => sum + this.#rarity(this.#words[word]!.titles.length), 0);
    const share = have / total;
    const covered = whole === 0 ? 0 : hit / whole;
    const score = Math.min(1, 0.72 * share + 0.22 * covered + (0.06 * inOrder) / Math.max(asked.length, 1));
    return {
      title: text,
      score,
      reason: reasonOf({ altered, missing, cut, isWhole: free.size === 0, words: asked.length }),
    };
  }

  /** The unused place of a word in a title, the first one behind the place before where there are several. */
  #nearest(words: number[], free: Set<number>, id: number, previous: number): number {
    let first = -1;
    for (let n = 0; n < words.length; n += 1) {
      if (words[n] !== id || !free.has(n)) continue;
      if (n > previous) return n;
      if (first < 0) first = n;
    }
    return first;
  }

  /** The words that a typed one may mean, likeliest first. */
  #meantBy(text: string, isLast: boolean): { id: number; likeness: number }[] {
    const meant: { id: number; likeness: number }[] = [];
    const exact = this.#wordIds.get(text);
    if (exact !== undefined) meant.push({ id: exact, likeness: 1 });
    if (text.length < 3) return meant;
    const shared = new Map<number, number>();
    const grams = gramsOf(text);
    for (const gram of grams) {
      const held = this.#grams.get(gram) ?? [];
      if (held.length > MOST_SHARING) continue;
      for (const id of held) shared.set(id, (shared.get(id) ?? 0) + 1);
    }
    for (const [id, count] of shared) {
      if (id === exact || count < Math.max(1, grams.length * 0.3)) continue;
      const likeness = this.#likeness(text, this.#words[id]!.text, isLast);
      if (likeness > 0) meant.push({ id, likeness });
    }
    return meant
      .sort(
        (a, b) =>
          b.likeness - a.likeness || this.#words[b.id]!.titles.length - this.#words[a.id]!.titles.length || a.id - b.id,
      )
      .slice(0, MOST_MEANT);
  }

  #likeness(typed: string, word: string, isLast: boolean): number {
    if (word.startsWith(typed))
      return typed.length >= 3 ? (isLast ? 0.9 : 0.6) + (0.3 * typed.length) / word.length / 3 : 0;
    if (Math.abs(typed.length - word.length) > 2) return 0;
    // Another number is another thing: mlx4 is no slip for mlx5.
    if (HAS_DIGIT.test(typed) || HAS_DIGIT.test(word)) return 0;
    const changes = distance(typed, word);
    const longest = Math.max(typed.length, word.length);
    if (changes === 1) return longest >= 4 ? 0.9 : longest === 3 ? 0.4 : 0;
    // Two letters changed places: one slip of the fingers.
    if (changes === 2 && sortedLetters(typed) === sortedLetters(word)) return longest >= 4 ? 0.85 : 0;
    if (changes === 2 && longest >= 6) return 0.7;
    return changes === 3 && longest >= 10 ? 0.55 : 0;
  }

  #rarity(titles: number): number {
    return Math.log(1 + (this.#titles.length + 1) / (titles + 0.5));
  }

  #idOf(word: string): number {
    const known = this.#wordIds.get(word);
    if (known !== undefined) return known;
    const id = this.#words.length;
    this.#words.push({ text: word, titles: [] });
    this.#wordIds.set(word, id);
    for (const gram of new Set(gramsOf(word))) {
      const held = this.#grams.get(gram);
      if (held) held.push(id);
      else this.#grams.set(gram, [id]);
    }
    return id;
  }
}

interface Asked {
  text: string;
  /** How much it says: rare words say most. */
  weight: number;
  meant: { id: number; likeness: number }[];
}

function gramsOf(word: string): string[] {
  const marked = `^${word}$`;
  const grams: string[] = [];
  for (let n = 0; n + 3 <= marked.length; n += 1) grams.push(marked.slice(n, n + 3));
  // The ends as pairs too: a slip in a short word leaves few threes.
  grams.push(marked.slice(0, 2), marked.slice(-2));
  return grams;
}

const sortedLetters = (word: string) => [...word].sort().join('');

/** Words of a subject that say nothing about what the patch does. */
const isFormal = (word: string) => /^(?:v\d+|patch|rfc|re|fwd|resend|\d{1,2})$/.test(word);

function reasonOf(match: { altered: string[]; missing: number; cut: number; isWhole: boolean; words: number }): string {
  const { altered, missing, cut, isWhole, words } = match;
  const parts: string[] = [];
  if (altered.length === 1) parts.push(`one word written otherwise: ${altered[0]}`);
  else if (altered.length > 1)
    parts.push(`${altered.length} words written otherwise: ${altered.slice(0, 3).join(', ')}`);
  if (missing > 0) parts.push(`${words - missing} of ${words} words`);
  if (parts.length > 0) return parts.join('; ');
  if (isWhole && cut === 0) return 'the same words';
  return 'a part of the title';
}

const HAS_DIGIT = /\d/;
const MOST_WORDS = 40;
/** Letters that more words share tell nothing of a slip. */
const MOST_SHARING = 5000;
const MOST_MEANT = 12;
const MOST_COMPARED = 60;
const LEAST_SHARE = 0.3;
/** Titles touched by rare words, beyond which common words touch no further ones. */
const ENOUGH_TOUCHED = 3000;
/** To look for a word in a title takes so many times as long as to pass over a title in the list of a word. */
const DEARER_TO_SEE = 16;
