import { findOperator, type Operator, OPERATORS } from './operators.ts';
import { QueryError } from './query-error.ts';

/** A query as a tree; `from` and `to` are places in its text. */
export type QueryNode =
  | { type: 'and' | 'or' | 'xor'; parts: QueryNode[]; from: number; to: number }
  | { type: 'not'; part: QueryNode; from: number; to: number }
  | { type: 'near'; parts: TermNode[]; within: number; from: number; to: number }
  | TermNode;

/** One word, phrase or `operator:value`. */
export interface TermNode {
  type: 'term';
  operator: Operator | null;
  /** The value without quotes and stars. */
  text: string;
  quoted: boolean;
  /** Ends in a star. */
  prefix: boolean;
  /** Begins with a star. */
  infix: boolean;
  /** For `said:… by NAME`. */
  by: string | null;
  /** Where the value begins. */
  valueAt: number;
  from: number;
  to: number;
}

/**
 * Reads a query. The grammar is that of lore's parser (Xapian's): words side by side belong together first, then AND and NOT,
 * then XOR, then OR; `+word` and `-word`; `s:(a b)` gives the operator to all within. Null for a query of no words.
 * Throws a {@link QueryError}.
 */
export function parseQuery(text: string): QueryNode | null {
  if (text.length > MAX_LENGTH)
    throw new QueryError(`This query is longer than ${MAX_LENGTH} characters.`, MAX_LENGTH, 'Leave words out.');
  const parser = new Parser(text);
  const node = parser.alternatives(null, 0);
  parser.expectEnd();
  return node;
}

/** Reads one query from left to right; each method reads one rule of the grammar. */
class Parser {
  readonly #text: string;
  #at = 0;
  #terms = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** `a OR b`, of `a XOR b`, of {@link sequence}s joined by AND and NOT. */
  alternatives(operator: Operator | null, depth: number): QueryNode | null {
    if (depth > MAX_DEPTH)
      throw new QueryError(`Parentheses go deeper than ${MAX_DEPTH} here.`, this.#at, 'Say it with fewer of them.');
    return this.#joined('or', 'OR', () => this.#joined('xor', 'XOR', () => this.#conjunction(operator, depth)));
  }

  expectEnd(): void {
    this.#skipSpace();
    if (this.#at < this.#text.length)
      throw new QueryError(
        'This closing parenthesis has no opening one.',
        this.#at,
        'Take it out, or open one before it.',
      );
  }

  #joined(type: 'or' | 'xor', word: string, next: () => QueryNode | null): QueryNode | null {
    const from = this.#skipSpace();
    const first = next();
    const parts = first ? [first] : [];
    for (let at = this.#skipSpace(); this.#takeWord(word); at = this.#skipSpace()) {
      if (!first) throw this.#missing(word, at);
      const part = next();
      if (!part) throw this.#missing(word, at);
      parts.push(part);
    }
    return parts.length > 1 ? { type, parts, from, to: this.#at } : (parts[0] ?? null);
  }

  #conjunction(operator: Operator | null, depth: number): QueryNode | null {
    const from = this.#skipSpace();
    const parts: QueryNode[] = [];
    for (let joined = true; ;) {
      const at = this.#skipSpace();
      const isNot = this.#takeWord('NOT');
      const part = this.#sequence(operator, depth);
      if (!part && isNot) throw this.#missing('NOT', at);
      if (!part) {
        if (joined && parts.length > 0) throw this.#missing('AND', at);
        break;
      }
      parts.push(isNot ? { type: 'not', part, from: at, to: this.#at } : part);
      const place = this.#skipSpace();
      joined = this.#takeWord('AND');
      if (joined && parts.length === 0) throw this.#missing('AND', place);
      if (!joined && !this.#isWord('NOT')) break;
    }
    if (parts.length === 0 && this.#isWord('AND')) throw this.#missing('AND', this.#at);
    return parts.length > 1 ? { type: 'and', parts, from, to: this.#at } : (parts[0] ?? null);
  }

  /** Words side by side: all of them, but those with a minus. */
  #sequence(operator: Operator | null, depth: number): QueryNode | null {
    const from = this.#skipSpace();
    const parts: QueryNode[] = [];
    for (;;) {
      const at = this.#skipSpace();
      if (at >= this.#text.length || this.#text[at] === ')' || JOINERS.some((word) => this.#isWord(word))) break;
      const near = this.#takeNear();
      if (near !== null) {
        const before = parts.pop();
        const after = this.#item(operator, depth);
        const terms = before?.type === 'near' ? before.parts : before?.type === 'term' ? [before] : [];
        if (terms.length === 0 || after?.type !== 'term')
          throw new QueryError('NEAR stands between two words.', at, 'Write: lock NEAR order, or lock NEAR/3 order.');
        parts.push({ type: 'near', parts: [...terms, after], within: near, from: terms[0]!.from, to: this.#at });
        continue;
      }
      const isDash = '+-'.includes(this.#text[at]!);
      const sign = this.#takeSign();
      if (isDash && sign === null) continue;
      const item = this.#item(operator, depth);
      if (!item) continue;
      parts.push(sign === '-' ? { type: 'not', part: item, from: at, to: this.#at } : item);
    }
    const joined = parts.length > 1 ? alternativeKeys(parts) : parts;
    return joined.length > 1 ? { type: 'and', parts: joined, from, to: this.#at } : (joined[0] ?? null);
  }

  #item(operator: Operator | null, depth: number): QueryNode | null {
    const at = this.#at;
    if (this.#text[at] === '(') return this.#group(operator, depth);
    const name = OPERATOR.exec(this.#text.slice(at, at + 40)) ?? this.#bareOperator();
    if (name && !operator) {
      const found = findOperator(name[1]!);
      if (!found) throw unknownOperator(name[1]!, at);
      this.#at += name[0].length;
      if (this.#text[this.#at] === '(' && found.columns) return this.#group(found, depth);
      return this.#term(found, at);
    }
    return this.#term(operator, at);
  }

  /** A known operator with nothing behind it: being typed, or a slip. */
  #bareOperator(): RegExpExecArray | null {
    const match = /^([a-z]{1,12}):(?=\s|$)/.exec(this.#text.slice(this.#at, this.#at + 14));
    return match && findOperator(match[1]!) ? match : null;
  }

  #group(operator: Operator | null, depth: number): QueryNode | null {
    const at = this.#at;
    this.#at += 1;
    const inner = this.alternatives(operator, depth + 1);
    this.#skipSpace();
    if (this.#text[this.#at] !== ')')
      throw new QueryError('This parenthesis is never closed.', at, 'Close it with ), or put the words in quotes.');
    this.#at += 1;
    return inner;
  }

  #term(operator: Operator | null, from: number): TermNode | null {
    this.#terms += 1;
    if (this.#terms > MAX_TERMS)
      throw new QueryError(`This query has more than ${MAX_TERMS} words.`, from, 'Leave words out.');
    const valueAt = this.#at;
    const quote = this.#text[valueAt];
    let term: TermNode;
    const base = { type: 'term' as const, operator, by: null, valueAt, from };
    if (quote !== undefined && QUOTES.includes(quote)) {
      const end = this.#endOfQuote(valueAt);
      const text = this.#text.slice(valueAt + 1, end);
      this.#at = end + 1;
      term = { ...base, text, quoted: true, prefix: false, infix: false, to: this.#at };
    } else {
      const raw = this.#bareValue();
      if (raw === '' && operator)
        throw new QueryError(
          `“${operator.name}:” needs something behind it.`,
          from,
          `For example: ${operator.name}:${operator.example}`,
        );
      const prefix = raw.endsWith('*') && raw.length > 1;
      const infix = raw.startsWith('*') && raw.length > 1;
      const text = raw.replace(/^\*+|\*+$/g, '');
      term = { ...base, text, quoted: false, prefix, infix, to: this.#at };
    }
    if (operator?.special === 'said') term.by = this.#takeSpeaker();
    term.to = this.#at;
    return term;
  }

  #endOfQuote(at: number): number {
    for (let end = at + 1; end < this.#text.length; end += 1) if (QUOTES.includes(this.#text[end]!)) return end;
    throw new QueryError('This quote is never closed.', at, 'Close it with ", or take it out.');
  }

  /** Up to the next space or parenthesis; `foo(bar)` and `foo()` belong together. */
  #bareValue(): string {
    const from = this.#at;
    let open = 0;
    while (this.#at < this.#text.length) {
      const character = this.#text[this.#at]!;
      if (SPACE.test(character) || QUOTES.includes(character)) break;
      if (character === '(') {
        if (!CALL.test(this.#text.slice(this.#at, this.#at + 80))) break;
        open += 1;
      } else if (character === ')') {
        if (open === 0) break;
        open -= 1;
      }
      this.#at += 1;
    }
    return this.#text.slice(from, this.#at);
  }

  /** `by NAME` behind `said:…`. */
  #takeSpeaker(): string | null {
    const match = SPEAKER.exec(this.#text.slice(this.#at, this.#at + 200));
    if (!match) return null;
    this.#at += match[0].length;
    return match[1] ?? match[2] ?? null;
  }

  #takeNear(): number | null {
    const match = NEAR.exec(this.#text.slice(this.#at, this.#at + 12));
    if (!match) return null;
    this.#at += match[0].length;
    this.#skipSpace();
    return match[1] === undefined ? 10 : Number(match[1]);
  }

  /** A plus or minus that stands right before a word; one that stands alone is a dash. */
  #takeSign(): string | null {
    const sign = this.#text[this.#at];
    if (sign !== '+' && sign !== '-') return null;
    this.#at += 1;
    const next = this.#text[this.#at];
    const isSign = next !== undefined && !SPACE.test(next) && next !== '-' && next !== '+' && next !== ')';
    return isSign ? sign : null;
  }

  #isWord(word: string): boolean {
    const end = this.#at + word.length;
    const next = this.#text[end];
    return (
      this.#text.startsWith(word, this.#at) && (next === undefined || SPACE.test(next) || next === '(' || next === ')')
    );
  }

  #takeWord(word: string): boolean {
    if (!this.#isWord(word)) return false;
    this.#at += word.length;
    return true;
  }

  #skipSpace(): number {
    while (this.#at < this.#text.length && SPACE.test(this.#text[this.#at]!)) this.#at += 1;
    return this.#at;
  }

  #missing(word: string, at: number): QueryError {
    return new QueryError(
      `${word} has nothing to join here.`,
      at,
      word === 'NOT'
        ? 'Write: lock NOT spinlock.'
        : `Write: this ${word} that. A word “${word}” itself goes in quotes.`,
    );
  }
}

/** Keys of one kind side by side are alternatives, as in lore: a message has one Message-ID. */
function alternativeKeys(parts: QueryNode[]): QueryNode[] {
  const groups = new Map<string, QueryNode[]>();
  const kept: QueryNode[] = [];
  for (const part of parts) {
    const name = part.type === 'term' && part.operator?.isKey ? part.operator.name : null;
    if (name === null) {
      kept.push(part);
      continue;
    }
    const group = groups.get(name);
    if (group) group.push(part);
    else groups.set(name, [part]);
  }
  for (const group of groups.values()) {
    kept.push(
      group.length === 1 ? group[0]! : { type: 'or', parts: group, from: group[0]!.from, to: group.at(-1)!.to },
    );
  }
  return kept;
}

function unknownOperator(name: string, at: number): QueryError {
  const near = OPERATORS.filter((operator) => operator.name[0] === name[0]).map((operator) => `${operator.name}:`);
  const known =
    near.length > 0 ? `Those that begin so: ${near.join(' ')}.` : 'There are s: f: d: l: b: nq: dfn: state: and more.';
  return new QueryError(
    `There is no operator “${name}:”.`,
    at,
    `${known} To look for these characters themselves, put them in quotes.`,
  );
}

const MAX_LENGTH = 2000;
const MAX_DEPTH = 20;
const MAX_TERMS = 100;
const SPACE = /\s/;
const QUOTES = '"\u201c\u201d';
const JOINERS = ['AND', 'OR', 'XOR', 'NOT'];
/** Lower-case letters and a colon with a value right behind: not `std::vector`, not `http://`, not `mm: title`. */
const OPERATOR = /^([a-z]{1,12}):(?![:/\\\s]|$)/;
const CALL = /^\([^()\s"]*\)/;
const SPEAKER = /^\s+by\s+(?:["\u201c]([^"\u201c\u201d]+)["\u201d]|([^\s()":]+))(?=[\s)]|$)/;
const NEAR = /^(?:NEAR|ADJ)(?:\/(\d{1,2}))?(?=\s)/;
