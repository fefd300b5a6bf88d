/** Searching where visitors are shown other words than those that are indexed: addresses are hidden from them. */
import Sqlite from 'better-sqlite3';
import type { Archive } from '../database.ts';
import type { RowsPlan, SearchColumn, SearchPlan, WordsPlan } from '../records/index.ts';
import { TOKENIZE, WORD_COLUMNS } from '../schema/search.ts';
import { Fuel } from '../read/postings.ts';
import { Runner, STEPS } from './runner.ts';
import { WordExpressions } from './words.ts';

/** One message as a visitor sees it. */
export interface ShownMessage {
  row: number;
  words: Partial<Record<SearchColumn, string>>;
  /** Name and address of who wrote it. */
  sender: string;
  /** Names and addresses of those who decided what became of it. */
  deciders: string[];
}

/** Tests messages one at a time against a plan, by the words that are shown, with the full text's own rules. */
export class ShownTest {
  readonly #archive: Archive;
  readonly #words: WordExpressions;
  readonly #sqlite = new Sqlite(':memory:');

  constructor(archive: Archive) {
    this.#words = new WordExpressions(archive);
    this.#archive = archive;
    this.#sqlite.exec(`CREATE VIRTUAL TABLE search USING fts5(${WORD_COLUMNS}, ${TOKENIZE})`);
  }

  fits(plan: SearchPlan, message: ShownMessage): boolean {
    this.#sqlite.exec('DELETE FROM search');
    const columns = Object.keys(message.words);
    this.#sqlite
      .prepare(`INSERT INTO search (rowid, ${columns.join(', ')}) VALUES (1${', ?'.repeat(columns.length)})`)
      .run(...Object.values(message.words));
    return this.#holds(plan, message);
  }

  close(): void {
    this.#sqlite.close();
  }

  #holds(plan: SearchPlan, message: ShownMessage): boolean {
    switch (plan.op) {
      case 'all':
        return true;
      case 'none':
        return false;
      case 'and':
        return plan.parts.every((part) => this.#holds(part, message));
      case 'or':
        return plan.parts.some((part) => this.#holds(part, message));
      case 'xor':
        return plan.parts.filter((part) => this.#holds(part, message)).length % 2 === 1;
      case 'not':
        return !this.#holds(plan.part, message);
      case 'words': {
        const open = plan.columns.filter((column) => OPEN.has(column));
        if (open.length > 0 && this.#isIndexed({ ...plan, columns: open }, message.row)) return true;
        return open.length < plan.columns.length && this.#matches(plan);
      }
      case 'near':
        return this.#matches(plan);
      case 'rows':
        if (plan.what === 'person') return holdsAll(plan, [message.sender]);
        if (plan.what === 'decided-by') return holdsAll(plan, message.deciders);
        return this.#isIndexed(plan, message.row);
      default:
        return this.#isIndexed(plan, message.row);
    }
  }

  #matches(plan: SearchPlan): boolean {
    const expression = this.#words.of(plan);
    return (
      expression !== null &&
      this.#sqlite.prepare('SELECT 1 FROM search WHERE search MATCH ?').get(expression) !== undefined
    );
  }

  #isIndexed(plan: SearchPlan, row: number): boolean {
    // One row costs little; bounds of its own, since an earlier test used up the time of none.
    const runner = new Runner(this.#archive, this.#words, 1, new Fuel(ROW_MS, STEPS));
    return runner.postings({ op: 'and', parts: [plan, { op: 'all' }] }).seek(row) === row;
  }
}

/**
 * A plan that finds all that the given one finds by the words that are shown, and more: nothing is ruled out by words that are hidden,
 * or else their very absence would tell of them.
 */
export function withoutHidden(plan: SearchPlan): SearchPlan {
  switch (plan.op) {
    case 'and':
    case 'or':
      return { op: plan.op, parts: plan.parts.map(withoutHidden) };
    case 'xor':
      return asksHidden(plan) ? { op: 'or', parts: plan.parts.map(withoutHidden) } : plan;
    case 'not':
      return asksHidden(plan.part) ? { op: 'all' } : plan;
    default:
      return plan;
  }
}

function asksHidden(plan: SearchPlan): boolean {
  if ('parts' in plan) return plan.parts.some(asksHidden);
  if (plan.op === 'not') return asksHidden(plan.part);
  if (plan.op === 'words') return plan.columns.some((column) => !OPEN.has(column));
  return plan.op === 'near' || (plan.op === 'rows' && (plan.what === 'person' || plan.what === 'decided-by'));
}

/** Where a message stands in the index; null where it does not. */
export function rowOf(archive: Archive, id: number): number | null {
  return archive.prepare<number | null>('SELECT search_id FROM message WHERE id = ?').pluck().get(id) ?? null;
}

/** Names and addresses of those who decided what became of a patch. */
export function decidersOf(archive: Archive, id: number): string[] {
  const rows = archive.prepare<{ name: string; email: string }>(
    'SELECT name, email FROM search_decided WHERE message_id = ?',
  );
  return rows.all(id).map(({ name, email }) => `${name} <${email}>`);
}

function holdsAll({ values }: RowsPlan, texts: string[]): boolean {
  const words = values.flatMap((value) => value.toLowerCase().split(/[\s<>,"]+/)).filter(Boolean);
  return texts.some((text) => words.every((word) => text.toLowerCase().includes(word)));
}

const ROW_MS = 10_000;
/** Columns that hold no address: names of files, hashes, ids, kinds. */
const OPEN: ReadonlySet<WordsPlan['columns'][number]> = new Set(['file', 'pre', 'post', 'msgid', 'mark']);
