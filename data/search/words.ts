import type { Archive } from '../database.ts';
import type { SearchPlan, WordsPlan } from '../records/index.ts';
import { namesHolding } from '../codecs/search-names.ts';

/** Turns what a plan asks of words into one expression of the full-text table, parts of names looked up on the way. */
export class WordExpressions {
  /** Names that parts stood for, by the part. */
  readonly names = new Map<string, string[]>();
  /** Beginnings that too many words have: only the word itself was looked for. */
  readonly tooMany: string[] = [];
  readonly #beginnings = new Map<string, string[]>();
  /** Words and names that were put in the place of what was typed. */
  #listed = 0;
  readonly #archive: Archive;

  constructor(archive: Archive) {
    this.#archive = archive;
  }

  /** The expression of a plan that asks for words alone; null where it asks for anything else. */
  of(plan: SearchPlan): string | null {
    switch (plan.op) {
      case 'words':
        return this.#words(plan);
      case 'near':
        return this.#near(plan.words, plan.within);
      case 'or':
      case 'and': {
        const wanted: string[] = [];
        const ruledOut: string[] = [];
        for (const part of plan.parts) {
          const negative = plan.op === 'and' && part.op === 'not';
          const expression = this.of(negative ? part.part : part);
          if (expression === null) return null;
          (negative ? ruledOut : wanted).push(expression);
        }
        if (wanted.length === 0) return null;
        const joined = wanted.map((part) => `(${part})`).join(plan.op === 'and' ? ' AND ' : ' OR ');
        return ruledOut.reduce((expression, part) => `(${expression}) NOT (${part})`, joined);
      }
      case 'rows':
        return plan.what === 'list' ? this.#lists(plan.values) : null;
      default:
        return null;
    }
  }

  /** Lists stand in the full text as words made here; a name that no list has stands for none. */
  #lists(names: string[]): string {
    const ids = listIdsNamed(this.#archive, names);
    return `{mark} : (${ids.length === 0 ? '"list_none"' : ids.map((id) => `"list_${id}"`).join(' OR ')})`;
  }

  #words({ columns, forms, prefix, part }: WordsPlan): string {
    const phrases = forms.flatMap((form) => (prefix ? this.#beginningWith(form) : [form])).map(quoted);
    if (part) for (const name of this.namesWith(part.text, part.where)) phrases.push(quoted(name));
    return `{${columns.join(' ')}} : (${phrases.join(' OR ')})`;
  }

  /**
   * The phrases that a phrase with an open end stands for. The words are listed rather than left to the full text, which would
   * gather all their hits before it gives the first.
   */
  #beginningWith(form: string): string[] {
    const at = form.lastIndexOf(' ') + 1;
    const [head, start] = [form.slice(0, at), form.slice(at).toLowerCase()];
    const known = this.#beginnings.get(start);
    if (known) return known.map((word) => head + word);
    const words = this.#archive
      .prepare<{ term: string }>('SELECT term FROM search_word WHERE term >= ? AND term < ? LIMIT CAST(? AS INTEGER)')
      .all(start, `${start}\u{10ffff}`, MOST_BEGINNINGS + 1)
      .map((row) => row.term);
    const isTooMany = words.length > MOST_BEGINNINGS || this.#listed + words.length > MOST_LISTED;
    const all = isTooMany || words.length === 0 ? [start] : words;
    if (isTooMany) this.tooMany.push(start);
    this.#listed += all.length;
    this.#beginnings.set(start, all);
    return all.map((word) => head + word);
  }

  #near(words: WordsPlan[], within: number): string | null {
    const columns = words.map((word) => word.columns).reduce((a, b) => a.filter((column) => b.includes(column)));
    if (columns.length === 0) return null;
    return `{${columns.join(' ')}} : NEAR(${words.map((word) => quoted(word.forms[0] ?? '')).join(' ')}, ${within})`;
  }

  /**
   * Names that hold a part: anywhere, or between underscores. Between underscores only where few do: a word that stands in
   * hundreds of names (`get`, `page`) means itself.
   */
  namesWith(text: string, where: 'part' | 'anywhere'): string[] {
    const known = this.names.get(text);
    if (known) return known;
    const found = namesHolding(this.#archive, text, MOST_LOOKED_AT);
    let names: string[];
    if (where === 'anywhere') names = found.slice(0, MOST_NAMES);
    else {
      const parts = found.filter((name) => `_${name}_`.includes(`_${text}_`) && name !== text);
      names = found.length < MOST_LOOKED_AT && parts.length <= MOST_PARTS ? parts : [];
    }
    if (this.#listed + names.length > MOST_LISTED) names = [];
    this.#listed += names.length;
    names.sort();
    this.names.set(text, names);
    return names;
  }
}

/** The numbers of the lists that go by any of these names. */
export function listIdsNamed(archive: Archive, values: string[]): number[] {
  return archive
    .prepare<{ id: number }>(
      `SELECT DISTINCT list.id FROM json_each(?) AS asked, list LEFT JOIN list_alias ON list_alias.list_id = list.id
       WHERE list.name = asked.value OR list_alias.alias = asked.value
          OR instr('.' || replace(coalesce(list.list_id, ''), '-', '.') || '.', '.' || replace(asked.value, '-', '.') || '.') > 0
          OR list.address = asked.value`,
    )
    .all(JSON.stringify(values.map((value) => value.toLowerCase())))
    .map((row) => row.id);
}

function quoted(text: string): string {
  return `"${text.replace(/"/g, '""').replace(/\0/g, ' ')}"`;
}

const MOST_LOOKED_AT = 2000;
const MOST_NAMES = 500;
const MOST_PARTS = 50;
/** In one query: each is a list of its own to walk. */
const MOST_LISTED = 1500;
/** lore stops at 100. */
const MOST_BEGINNINGS = 300;
