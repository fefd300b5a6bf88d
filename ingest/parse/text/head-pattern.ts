/**
 * A pattern that holds at the start of a text only (`^…`), behind a look at the text's first two characters: most lines
 * can't match most patterns, and to ask a pattern costs fifty times that look. What a match may begin with is read off
 * the pattern itself, so that the look never stands in the way of a form that somebody adds.
 */
export class HeadPattern {
  readonly pattern: RegExp;
  /** By two symbols 1 where a match may begin with them; made when first asked. */
  #open: Uint8Array | null = null;

  constructor(pattern: RegExp) {
    this.pattern = pattern;
  }

  /** As the pattern's own `test`, for `text.slice(from, to)`. */
  test(text: string, from = 0, to = text.length): boolean {
    if (!this.mayMatch(text, from, to)) return false;
    return this.pattern.test(from === 0 && to === text.length ? text : text.slice(from, to));
  }

  /** False where `text.slice(from, to)` surely does not match. */
  mayMatch(text: string, from: number, to: number): boolean {
    const open = (this.#open ??= openings(this.pattern));
    const first = from < to ? symbolOf(text.charCodeAt(from)) : END;
    const second = from + 1 < to ? symbolOf(text.charCodeAt(from + 1)) : END;
    return open[first * SYMBOLS + second] === 1;
  }
}

/** For each pair of symbols whether a match of the pattern may begin with it. */
function openings(pattern: RegExp): Uint8Array {
  const { empty, one, two } = new HeadReader(pattern).pattern();
  const open = new Uint8Array(SYMBOLS * SYMBOLS);
  if (empty) return open.fill(1);
  for (const first of one) open.fill(1, first * SYMBOLS, (first + 1) * SYMBOLS);
  for (const pair of two) open[pair] = 1;
  return open;
}

/** The first two symbols of what a part of a pattern matches; more than it matches, never less. */
interface Heads {
  /** True where it may match nothing. */
  empty: boolean;
  /** Symbols that may be all of a match. */
  one: Set<number>;
  two: Set<number>;
}

/** Reads groups, alternatives, quantifiers, classes and characters; what only looks around matches nothing. */
class HeadReader {
  readonly #source: string;
  readonly #flags: string;
  #at = 0;

  constructor({ source, flags }: RegExp) {
    this.#source = source;
    this.#flags = flags.replace(/[gy]/g, '');
  }

  /** The whole pattern; one that may begin anywhere is open to all. */
  pattern(): Heads {
    const all: Heads = { empty: false, one: new Set(), two: new Set() };
    for (; this.#at <= this.#source.length; this.#at += 1)
      add(all, this.#source[this.#at] === '^' ? this.#sequence() : { ...this.#sequence(), empty: true });
    return all;
  }

  /** Up to the closing bracket or the end. */
  alternatives(): Heads {
    const all: Heads = { empty: false, one: new Set(), two: new Set() };
    for (;;) {
      add(all, this.#sequence());
      if (this.#source[this.#at] !== '|') return all;
      this.#at += 1;
    }
  }

  #sequence(): Heads {
    let heads: Heads = nothing();
    while (this.#at < this.#source.length && this.#source[this.#at] !== '|' && this.#source[this.#at] !== ')') {
      const wanted = heads.empty || heads.one.size > 0;
      const atom = this.#atom(wanted);
      const often = this.#quantifier();
      if (wanted) heads = joined(heads, repeated(atom, often));
    }
    return heads;
  }

  /** The next atom; a class is read only where its symbols are `wanted`. */
  #atom(wanted: boolean): Heads {
    const from = this.#at;
    const char = this.#source[from]!;
    this.#at += 1;
    if (char === '(') return this.#group();
    if (char === '^' || char === '$') return nothing();
    if (char === '[') {
      while (this.#at < this.#source.length && this.#source[this.#at] !== ']')
        this.#at += this.#source[this.#at] === '\\' ? 2 : 1;
      this.#at += 1;
    } else if (char === '\\') {
      const rest = /^(?:u\{[^}]*\}|u.{4}|x..|[pP]\{[^}]*\}|.)/.exec(this.#source.slice(this.#at, this.#at + 60))!;
      this.#at += rest[0].length;
      if (rest[0] === 'b' || rest[0] === 'B') return nothing();
    }
    return wanted ? this.#symbols(this.#source.slice(from, this.#at)) : nothing();
  }

  #group(): Heads {
    const opening = /^\?(?::|=|!|<=|<!|<[^>=!]+>)/.exec(this.#source.slice(this.#at, this.#at + 40))?.[0] ?? '';
    this.#at += opening.length;
    const heads = this.alternatives();
    this.#at += 1;
    return /^\?<?[=!]/.test(opening) ? nothing() : heads;
  }

  #quantifier(): 'once' | 'maybe' | 'often' | 'any' {
    const found = /^(?:[?*+]|\{(\d+)(,?)(\d*)\})\??/.exec(this.#source.slice(this.#at, this.#at + 20));
    if (!found) return 'once';
    this.#at += found[0].length;
    if (found[0].startsWith('?')) return 'maybe';
    if (found[0].startsWith('+') || Number(found[1] ?? 0) > 0) return 'often';
    return 'any';
  }

  /** The symbols that one character's pattern takes. */
  #symbols(source: string): Heads {
    const one = new Set<number>();
    const code = source.charCodeAt(0);
    const folds = this.#flags.includes('i');
    if (source.length === 1 && source !== '.' && !(folds && this.#flags.includes('u'))) {
      one.add(symbolOf(code));
      if (folds)
        for (const other of [source.toLowerCase(), source.toUpperCase()]) one.add(symbolOf(other.charCodeAt(0)));
    } else {
      const pattern = new RegExp(`^(?:${source})`, this.#flags);
      for (let symbol = 1; symbol < OTHER; symbol += 1) if (pattern.test(String.fromCharCode(symbol))) one.add(symbol);
      one.add(OTHER);
    }
    return { empty: false, one, two: new Set() };
  }
}

const nothing = (): Heads => ({ empty: true, one: new Set(), two: new Set() });

function add(all: Heads, more: Heads): void {
  all.empty ||= more.empty;
  for (const symbol of more.one) all.one.add(symbol);
  for (const pair of more.two) all.two.add(pair);
}

/** What matches one part and then the other. */
function joined(left: Heads, right: Heads): Heads {
  const made: Heads = { empty: left.empty && right.empty, one: new Set(), two: new Set(left.two) };
  if (left.empty) add(made, { ...right, empty: false });
  if (right.empty) add(made, { ...left, empty: false });
  const next = new Set(right.one);
  for (const pair of right.two) next.add(Math.floor(pair / SYMBOLS));
  for (const first of left.one) for (const second of next) made.two.add(first * SYMBOLS + second);
  return made;
}

function repeated(heads: Heads, often: 'once' | 'maybe' | 'often' | 'any'): Heads {
  if (often === 'once') return heads;
  const made: Heads = { empty: heads.empty || often !== 'often', one: new Set(heads.one), two: new Set(heads.two) };
  if (often !== 'maybe') add(made, { ...joined(heads, heads), empty: made.empty });
  return made;
}

const symbolOf = (code: number): number => (code < OTHER && code > END ? code : OTHER);

/** ASCII stands for itself, all else for one symbol, the end of the text for another. */
const SYMBOLS = 128;
const OTHER = 127;
const END = 0;
