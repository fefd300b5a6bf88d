import type { RowsPlan, SearchColumn, SearchPlan, WordsPlan } from '../../data/records/index.ts';
import { markWord } from '../../ingest/analyze/search/search-text.ts';
import { parseDateRange } from './dates.ts';
import { EVERYWHERE, type Operator } from './operators.ts';
import { PATCH_STATES, STATE_GROUPS } from '../../data/rules/states.ts';
import { parseQuery, type QueryNode, type TermNode } from './parse.ts';
import { QueryError } from './query-error.ts';
import { inflections, wordsOf } from './words.ts';

/** A query that was understood. */
export interface CompiledQuery {
  plan: SearchPlan;
  /** In words. */
  understood: string;
  /** The same part by part, with the places in the query. */
  terms: { from: number; to: number; meaning: string }[];
  /** What is to be marked in hits: words that are asked for, not those that are ruled out. */
  marks: WordsPlan[];
  /** The words, where the query is nothing but words: then it may be a patch's name. */
  bareWords: boolean;
}

/**
 * Understands a query; `now` is in Unix seconds. Throws a QueryError with the place and a sentence about what would work.
 */
export function compileQuery(text: string, now: number): CompiledQuery {
  const node = parseQuery(text);
  const compiler = new Compiler(now);
  if (!node) return { plan: { op: 'all' }, understood: 'everything', terms: [], marks: [], bareWords: false };
  const { plan, says } = compiler.compile(node, true);
  return {
    plan,
    understood: says,
    terms: compiler.terms,
    marks: compiler.marks,
    bareWords: compiler.terms.length > 0 && !compiler.hasOperators,
  };
}

interface Understood {
  plan: SearchPlan;
  says: string;
}

class Compiler {
  readonly terms: { from: number; to: number; meaning: string }[] = [];
  readonly marks: WordsPlan[] = [];
  hasOperators = false;
  readonly #now: number;

  constructor(now: number) {
    this.#now = now;
  }

  /** `wanted` is false below a NOT. */
  compile(node: QueryNode, wanted: boolean): Understood {
    switch (node.type) {
      case 'term':
        return this.#term(node, wanted);
      case 'not': {
        this.hasOperators = true;
        const { plan, says } = this.compile(node.part, !wanted);
        return { plan: { op: 'not', part: plan }, says: `not ${bracket(says, node.part)}` };
      }
      case 'near': {
        this.hasOperators = true;
        const words = node.parts.map((part) => this.#wordsOnly(part, wanted));
        return {
          plan: { op: 'near', words, within: node.within },
          says: `${node.parts.map((part) => `“${part.text}”`).join(' near ')} (within ${node.within} words)`,
        };
      }
      default: {
        if (node.type !== 'and') this.hasOperators = true;
        const parts = node.parts.map((part) => this.compile(part, wanted));
        return {
          plan: { op: node.type, parts: parts.map(({ plan }) => plan) },
          says: parts.map(({ says }, n) => bracket(says, node.parts[n]!)).join(JOINED[node.type]),
        };
      }
    }
  }

  #term(term: TermNode, wanted: boolean): Understood {
    if (term.operator) this.hasOperators = true;
    const understood = term.operator ? this.#operator(term, term.operator, wanted) : this.#bare(term, wanted);
    this.terms.push({ from: term.from, to: term.to, meaning: understood.says });
    return understood;
  }

  #bare(term: TermNode, wanted: boolean): Understood {
    const plan = wordsPlan(term, EVERYWHERE, true);
    if (!plan) return { plan: { op: 'all' }, says: `“${term.text}” (signs alone say nothing)` };
    if (wanted) this.marks.push(plan);
    const says = describeWords(term, plan);
    const isBlob = !term.quoted && /^(?=.*\d)[0-9a-f]{7,40}$/.test(term.text);
    if (!isBlob) return { plan, says };
    const blob: WordsPlan = { op: 'words', columns: ['pre', 'post'], forms: [term.text], prefix: true, part: null };
    return { plan: { op: 'or', parts: [plan, blob] }, says: `${says} or the diff names that blob` };
  }

  #operator(term: TermNode, operator: Operator, wanted: boolean): Understood {
    const { text, valueAt } = term;
    switch (operator.special) {
      case 'date': {
        const { from, to } = parseDateRange(text, this.#now, valueAt);
        return { plan: { op: 'dates', from, to }, says: describeDates('dated', from, to) };
      }
      case 'received': {
        const { from, to } = parseDateRange(text, this.#now, valueAt);
        return { plan: { op: 'received', from, to }, says: describeDates('received', from, to) };
      }
      case 'mark': {
        const what = operator.name as 'patchid' | 'changeid' | 'forpatchid';
        const prefix = term.prefix || text.endsWith('…');
        const word = markWord(what, text.replace(/…$/, ''));
        return {
          plan: { op: 'words', columns: ['mark'], forms: [word], prefix, part: null },
          says: `${operator.meaning} ${text}${prefix ? '…' : ''}`,
        };
      }
      case 'state':
        return stateTerm(term);
      case 'version':
        return versionTerm(term);
      case 'waiting':
        return this.#waiting(term);
      case 'kind':
        return kindTerm(term, operator);
      case 'said':
        return this.#said(term, wanted);
      default:
        break;
    }
    if (operator.rows) {
      const values = [
        operator.rows === 'person' || operator.rows === 'decided-by' || operator.rows === 'series'
          ? text
          : bareId(text),
      ];
      const what = operator.rows;
      return { plan: { op: 'rows', what, values }, says: `${operator.meaning} “${text}”` };
    }
    const plan = this.#wordsOnly(term, wanted);
    return { plan, says: `${operator.meaning} ${describeWords(term, plan)}` };
  }

  #wordsOnly(term: TermNode, wanted: boolean): WordsPlan {
    const { operator } = term;
    if (operator && !operator.columns)
      throw new QueryError(`“${operator.name}:” does not ask for words.`, term.from, 'NEAR joins words.');
    const plan = wordsPlan(term, operator?.columns ?? EVERYWHERE, operator === null || operator.isProse === true);
    if (!plan)
      throw new QueryError(
        `“${term.text}” holds no letter and no digit.`,
        term.valueAt,
        'Signs alone are not in the index.',
      );
    if (operator?.prefixFrom !== undefined && !term.quoted && term.text.length >= operator.prefixFrom)
      plan.prefix = true;
    if (wanted) this.marks.push(plan);
    return plan;
  }

  #said(term: TermNode, wanted: boolean): Understood {
    const words = this.#wordsOnly(term, wanted);
    const says = `newly written words have ${describeWords(term, words)}`;
    if (term.by === null) return { plan: words, says };
    const person: RowsPlan = { op: 'rows', what: 'person', values: [term.by] };
    return { plan: { op: 'and', parts: [words, person] }, says: `${says}, written by “${term.by}”` };
  }

  #waiting({ text, valueAt }: TermNode): Understood {
    const match = WAITING.exec(text);
    if (match) {
      const [, compare = '>', count, unit = 'd'] = match;
      const since = this.#now - Number(count) * SECONDS[unit]!;
      // "More than 14 days" is "since before then".
      const turned = ({ '>': '<', '>=': '<=', '<': '>', '<=': '>=', '=': '<=' } as const)[compare as '>']!;
      return {
        plan: { op: 'rows', what: 'waiting', values: [String(since)], compare: turned },
        says: `a patch that waits ${compare.startsWith('<') ? 'less' : 'more'} than ${count} ${UNITS[unit]} for somebody`,
      };
    }
    if (['author', 'reviewer', 'maintainer', 'anybody'].includes(text)) {
      const who = text === 'anybody' ? ['author', 'reviewer', 'maintainer'] : [text];
      return {
        plan: { op: 'rows', what: 'waiting', values: who },
        says: `a patch that waits for ${text === 'anybody' ? text : `the ${text}`}`,
      };
    }
    throw new QueryError(
      `“waiting:” does not understand “${text}”.`,
      valueAt,
      'Write waiting:>14d, waiting:>2w, waiting:author, waiting:maintainer or waiting:reviewer.',
    );
  }
}

function stateTerm({ text, valueAt }: TermNode): Understood {
  const asked = text.toLowerCase().split(',').filter(Boolean);
  const values = asked.flatMap((state) => {
    const states = STATE_GROUPS[state] ?? PATCH_STATES.filter((known) => known === state);
    if (states.length === 0) throw new QueryError(`There is no state “${state}”.`, valueAt, `One of: ${ALL_STATES}.`);
    return states;
  });
  return { plan: { op: 'rows', what: 'state', values }, says: `a patch that is ${asked.join(' or ')}` };
}

function versionTerm({ text, valueAt }: TermNode): Understood {
  const match = /^(<=|>=|<|>|=)?v?(\d{1,4}(?:\.\d{1,3})?)$/.exec(text);
  if (!match) throw new QueryError(`“${text}” is no version.`, valueAt, 'Write version:3, version:v3 or version:>1.');
  const compare = (match[1] ?? '=') as NonNullable<RowsPlan['compare']>;
  const words = { '=': '', '>': 'above ', '>=': 'at least ', '<': 'below ', '<=': 'at most ' }[compare];
  return {
    plan: { op: 'rows', what: 'version', values: [match[2]!], compare },
    says: `a patch of version ${words}${match[2]}`,
  };
}

function kindTerm({ text, valueAt }: TermNode, operator: Operator): Understood {
  const value = text.toLowerCase();
  if (!operator.values!.includes(value)) {
    throw new QueryError(
      `There is no “${operator.name}:${text}”.`,
      valueAt,
      `One of: ${operator.values!.map((known) => `${operator.name}:${known}`).join(', ')}.`,
    );
  }
  const says = `${operator.name} ${value}`;
  const rows = KIND_ROWS[`${operator.name}:${value}`];
  if (rows) return { plan: { op: 'rows', what: rows, values: [] }, says };
  return {
    plan: { op: 'words', columns: ['mark'], forms: [markWord('kind', value)], prefix: false, part: null },
    says,
  };
}

/** The words of a term in some columns; null where it holds none. */
function wordsPlan(term: TermNode, columns: readonly SearchColumn[], isProse: boolean): WordsPlan | null {
  const words = wordsOf(term.text);
  if (words.length === 0) return null;
  const [word] = words;
  if (term.infix || (term.prefix && words.length === 1 && word!.length < MIN_PREFIX)) {
    if (words.length > 1 || word!.length < 3)
      throw new QueryError(
        `“${term.text}” is too short to look for within words.`,
        term.valueAt,
        'A star needs two characters before it (pte_*), three between stars (*devmap*).',
      );
    return {
      op: 'words',
      columns: [...columns],
      forms: [word!],
      prefix: term.prefix,
      part: { text: word!, where: 'anywhere' },
    };
  }
  const isPlain = words.length === 1 && !term.quoted && !term.prefix;
  // Inflections only of words that are written small throughout: a capital tells a name.
  const inflects = isProse && isPlain && term.text === word;
  return {
    op: 'words',
    columns: [...columns],
    forms: inflects ? inflections(word!) : [words.join(' ')],
    prefix: term.prefix,
    ...(term.prefix && { star: true as const }),
    part: isProse && isPlain && word!.length >= MIN_PART ? { text: word!, where: 'part' } : null,
  };
}

function describeWords(term: TermNode, plan: WordsPlan): string {
  if (plan.part?.where === 'anywhere') return `a word that holds “${plan.part.text}”`;
  if (plan.prefix) return `a word that begins with “${term.text}”`;
  const others = plan.forms.length > 1 ? ' in any inflection' : '';
  return wordsOf(term.text).length > 1 ? `the phrase “${term.text}”` : `“${term.text}”${others}`;
}

function describeDates(what: string, from: number | null, to: number | null): string {
  const show = (seconds: number) =>
    new Date(clamp(seconds) * 1000)
      .toISOString()
      .replace(/T00:00:00\.000Z$/, '')
      .replace(/\.000Z$/, 'Z');
  if (from === null) return `${what} before ${show(to!)}`;
  if (to === null) return `${what} ${show(from)} or later`;
  return `${what} from ${show(from)} until before ${show(to)}`;
}

const clamp = (seconds: number) => Math.max(-62_167_219_200, Math.min(seconds, 253_402_300_799));

const bracket = (says: string, node: QueryNode) => (node.type === 'term' || node.type === 'not' ? says : `(${says})`);

/** A Message-ID or list as people paste it. */
function bareId(text: string): string {
  return text.trim().replace(/^<([\s\S]*)>$/, '$1');
}

const KIND_ROWS: Record<string, RowsPlan['what']> = {
  'is:unanswered': 'unanswered',
  'is:newest': 'newest',
  'is:first': 'first',
  'is:rfc': 'rfc',
  'is:resend': 'resend',
  'has:review': 'review',
  'has:reply': 'answered',
};
const WAITING = /^(<=|>=|<|>|=)?(\d{1,5})([hdwmy])?$/;
const SECONDS: Record<string, number> = { h: 3600, d: 86_400, w: 604_800, m: 2_592_000, y: 31_536_000 };
const UNITS: Record<string, string> = { h: 'hours', d: 'days', w: 'weeks', m: 'months', y: 'years' };
const JOINED = { and: ' and ', or: ' or ', xor: ' or else ' } as const;
const MIN_PREFIX = 2;
/** Parts of names that are looked for without a star: shorter ones stand in too many names to mean one. */
const MIN_PART = 4;
const ALL_STATES = [...PATCH_STATES, ...Object.keys(STATE_GROUPS)].join(', ');
