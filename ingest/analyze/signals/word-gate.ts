/**
 * A pattern that is held against sentences in lower case, behind the gate that all such patterns share: one look at a sentence
 * tells for each of them whether it can match, and hardly ever one can. A pattern that never runs is not compiled either.
 */
export class GatedPattern {
  readonly pattern: RegExp;
  readonly #place: number;

  constructor(pattern: RegExp) {
    this.pattern = pattern;
    this.#place = SHARED.add(pattern);
  }

  /** False where the pattern surely does not match. */
  mayMatch(low: string): boolean {
    return SHARED.possible(low)[this.#place] === 1;
  }

  test(low: string): boolean {
    return this.mayMatch(low) && this.pattern.test(low);
  }

  exec(low: string): RegExpExecArray | null {
    return this.mayMatch(low) ? this.pattern.exec(low) : null;
  }
}

/**
 * Tells which of many patterns may match a text, by the words that each must hold: one look at the text instead of dozens
 * of searches. What a pattern must hold is read off the pattern itself, so that a gate never stands in the way of a form
 * that somebody adds. (RE2 calls it a prefilter.)
 */
export class WordGate {
  #always = new Uint8Array(256);
  #possible = new Uint8Array(256);
  #patterns = 0;
  /** The text looked at last: patterns come one after the other to the same sentence. */
  #last: string | null = null;
  /** Words and the patterns that hold them, by the hash of the first three letters. */
  readonly #slots: ({ word: string; patterns: number[] }[] | undefined)[] = new Array(SLOTS).fill(undefined);

  /** Takes in a pattern that is held against texts in lower case; returns its place. */
  add(pattern: RegExp): number {
    const place = this.#patterns;
    this.#patterns += 1;
    if (place >= this.#always.length) {
      this.#always = grown(this.#always);
      this.#possible = grown(this.#possible);
    }
    const words = neededWords(pattern.source);
    if (words === null) this.#always[place] = 1;
    for (const word of words ?? []) this.#addWord(word.toLowerCase(), place);
    this.#last = null;
    return place;
  }

  /** By pattern 1 where it may match, 0 where it surely does not. Good until the next call. */
  possible(text: string): Uint8Array {
    const possible = this.#possible;
    if (text === this.#last) return possible;
    this.#last = text;
    possible.set(this.#always);
    for (let at = 0; at + SHORTEST <= text.length; at += 1) {
      const slot = this.#slots[slotOf(text, at)];
      if (slot === undefined) continue;
      for (const { word, patterns } of slot)
        if (text.startsWith(word, at)) for (const pattern of patterns) possible[pattern] = 1;
    }
    return possible;
  }

  #addWord(word: string, pattern: number): void {
    const slot = (this.#slots[slotOf(word, 0)] ??= []);
    const known = slot.find((entry) => entry.word === word);
    if (known) known.patterns.push(pattern);
    else slot.push({ word, patterns: [pattern] });
  }
}

function grown(flags: Uint8Array): Uint8Array<ArrayBuffer> {
  const twice = new Uint8Array(2 * flags.length);
  twice.set(flags);
  return twice;
}

const slotOf = (text: string, at: number): number =>
  (text.charCodeAt(at) * 961 + text.charCodeAt(at + 1) * 31 + text.charCodeAt(at + 2)) & (SLOTS - 1);

/**
 * Words of which any match of a pattern holds at least one; null where there is no such list of words of three letters and
 * more. Reads groups, alternatives, quantifiers and literal characters; takes every other thing for unknown.
 */
export function neededWords(source: string): string[] | null {
  return new PatternReader(source).alternatives();
}

class PatternReader {
  readonly #source: string;
  #at = 0;

  constructor(source: string) {
    this.#source = source;
  }

  /** Up to the closing bracket or the end: every alternative must bring words. */
  alternatives(): string[] | null {
    let words: string[] | null = [];
    for (;;) {
      const found = this.#sequence();
      words = words === null || found === null ? null : [...words, ...found];
      if (this.#source[this.#at] !== '|') return words;
      this.#at += 1;
    }
  }

  /** Of all that stands in a row, the words that say most. */
  #sequence(): string[] | null {
    let best: string[] | null = null;
    let run = '';
    const offer = (words: string[] | null) => {
      if (words === null || words.length === 0 || shortest(words) < SHORTEST) return;
      if (best === null || shortest(words) > shortest(best)) best = words;
    };
    const close = () => {
      offer([run]);
      run = '';
    };
    while (this.#at < this.#source.length && this.#source[this.#at] !== '|' && this.#source[this.#at] !== ')') {
      const atom = this.#atom();
      const often = this.#quantifier();
      if (atom.literal !== undefined && often === 'once') {
        run += atom.literal;
        continue;
      }
      if (atom.isEdge) continue;
      close();
      if (often !== 'maybe') offer(atom.literal === undefined ? atom.words : [atom.literal]);
    }
    close();
    return best;
  }

  #atom(): { literal?: string; words: string[] | null; isEdge?: true } {
    const char = this.#source[this.#at]!;
    this.#at += 1;
    if (char === '(') return this.#group();
    if (char === '[') {
      while (this.#at < this.#source.length && this.#source[this.#at] !== ']')
        this.#at += this.#source[this.#at] === '\\' ? 2 : 1;
      this.#at += 1;
      return { words: null };
    }
    if (char === '\\') return this.#escape();
    if (char === '^' || char === '$') return { words: null, isEdge: true };
    return char === '.' ? { words: null } : { literal: char, words: null };
  }

  #group(): { words: string[] | null } {
    const opening = /^\?(?::|=|!|<=|<!|<[^>=!]+>)/.exec(this.#source.slice(this.#at, this.#at + 40))?.[0] ?? '';
    this.#at += opening.length;
    const words = this.alternatives();
    this.#at += 1;
    // What must not follow is no word of the match, and what must follow may lie behind it.
    return { words: /^\?<?[=!]/.test(opening) ? null : words };
  }

  #escape(): { literal?: string; words: string[] | null; isEdge?: true } {
    const char = this.#source[this.#at]!;
    this.#at += 1;
    if (char === 'b' || char === 'B') return { words: null, isEdge: true };
    if (!/[\w]/.test(char)) return { literal: char, words: null };
    const rest = /^(?:u\{[^}]*\}|u.{4}|x..|[pP]\{[^}]*\}|k<[^>]*>|\d+)/.exec(
      this.#source.slice(this.#at - 1, this.#at + 60),
    );
    if (rest) this.#at += rest[0].length - 1;
    return { words: null };
  }

  #quantifier(): 'once' | 'often' | 'maybe' {
    const found = /^(?:[?*+]|\{(\d+),?\d*\})\??/.exec(this.#source.slice(this.#at, this.#at + 20));
    if (!found) return 'once';
    this.#at += found[0].length;
    return found[0].startsWith('+') || Number(found[1] ?? 0) > 0 ? 'often' : 'maybe';
  }
}

const shortest = (words: readonly string[]): number => Math.min(...words.map((word) => word.length));

/** Shorter words stand in every sentence. */
const SHORTEST = 3;
const SLOTS = 4096;
const SHARED = new WordGate();
