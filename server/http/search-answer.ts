import { listLists } from '../../data/read/lists.ts';
import { versionsNamedBy } from '../../data/read/patches.ts';
import { search } from '../../data/search/search.ts';
import { listIdsNamed } from '../../data/search/words.ts';
import { loadTexts } from '../../data/search/texts.ts';
import type { FoundMessage, SearchPlan, SearchPlace, SearchRequest, SearchResult } from '../../data/records/index.ts';
import { parseMail } from '../../ingest/parse/mail.ts';
import type { SearchAnswer, SearchQuery } from '../contract/index.ts';
import { type FoundName, presentName, presentSearch } from '../present/list/search.ts';
import type { SnippetText } from '../present/list/snippet.ts';
import { type CompiledQuery, compileQuery } from '../query/compile.ts';
import { markerOf } from '../query/highlight.ts';
import { QueryError } from '../query/query-error.ts';
import { wordsOf } from '../query/words.ts';
import type { AddressMask } from './address-mask.ts';
import type { Context } from './context.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import { HttpError, notFound } from './errors.ts';
import { findByName, messagesNamed, worksOfMessages } from './patch-names.ts';
import { searchShown } from './search-shown.ts';

/**
 * Answers a query; `now` is in Unix seconds. What people paste is taken for what it is: a Message-ID or link is that message, a
 * subject line or file name is a patch's name, the rest is lore's language. Throws a bad query with the place and what would work.
 */
export async function searchAnswer(context: Context, query: SearchQuery, now: number): Promise<SearchAnswer> {
  const { archive } = context;
  const understood = await understand(context, query, now);
  const order = query.order ?? 'newest';
  const after = decodeCursor<[number]>(query.cursor, ['number']);
  const asked: SearchRequest = {
    plan: await withinList(context, understood.plan, query.list),
    order,
    limit: query.limit ?? PAGE,
    collapse: query.collapse === 'thread',
    after: after as SearchPlace | null,
    facets: query.facets !== '0' && after === null,
  };
  const result = context.mask
    ? searchShown(archive, context.mask, asked, compileShown(context.mask, understood, query.q, now))
    : search(archive, asked);
  refuseTooMany(understood.marks, result);
  const names = after === null ? understood.names : [];
  const versionOf = versionsNamedBy(
    archive,
    [],
    names.flatMap(({ patches }) => patches),
  );
  return presentSearch({
    query: query.q,
    understood: explain(understood, result),
    terms: understood.terms,
    order,
    goTo: understood.goTo,
    names: names.map((name) => presentName(name, versionOf)),
    result,
    marker: markerOf(understood.marks, result.names),
    texts: textsOf(context, result.hits),
    next: encodeCursor(result.next),
  });
}

/** All keys that a query finds, newest first, up to `most`: what an mbox of results holds. */
export async function* searchKeys(
  context: Context,
  query: SearchQuery,
  now: number,
  most: number,
): AsyncGenerator<string> {
  const { plan } = await understand(context, query, now);
  const scoped = await withinList(context, plan, query.list);
  let after: SearchPlace | null = null;
  for (let given = 0; given < most;) {
    const page: SearchResult = search(context.archive, {
      plan: scoped,
      order: query.order ?? 'newest',
      limit: Math.min(200, most - given),
      collapse: query.collapse === 'thread',
      after,
      facets: false,
    });
    for (const { key } of page.hits) yield key;
    given += page.hits.length;
    if (page.next === null) return;
    after = page.next;
  }
}

interface UnderstoodQuery extends CompiledQuery {
  names: FoundName[];
  goTo: string | null;
}

async function understand(context: Context, { q, cursor }: SearchQuery, now: number): Promise<UnderstoodQuery> {
  const { archive } = context;
  const named = messagesNamed(archive, q);
  if (named) {
    const [key] = named.keys;
    return {
      plan: named.keys.length === 0 ? { op: 'none' } : { op: 'rows', what: 'message', values: named.keys },
      understood:
        named.keys.length === 0
          ? `the message ${named.id}, which this archive lacks`
          : `the message ${named.keys.join(', ')}`,
      terms: [],
      marks: [],
      bareWords: false,
      names: await worksOfMessages(archive, named.keys, 'its Message-ID'),
      goTo: named.keys.length === 1 && key !== undefined ? key : null,
    };
  }
  const findNames = () => (cursor === undefined ? findByName(archive, q, MOST_NAMES) : Promise.resolve([]));
  try {
    const compiled = looksLikeName(q) ? compileName(q, now) : compileQuery(q, now);
    checkLists(context, compiled.plan);
    const names = compiled.bareWords ? await findNames() : [];
    return { ...compiled, names, goTo: null };
  } catch (error) {
    if (!(error instanceof QueryError)) throw error;
    // Titles hold parentheses and quotes of their own: what is no query may still be a patch's name.
    const names = await findNames();
    if ((names[0]?.score ?? 0) < SURE_NAME) throw new HttpError(400, 'bad-query', error.message, error.hint, error.at);
    return { ...compileName(q, now), names, goTo: null };
  }
}

/** The plan as a visitor means it, who knows addresses masked alone. */
function compileShown(mask: AddressMask, { plan, goTo }: UnderstoodQuery, q: string, now: number): SearchPlan {
  const shown = mask.text(q);
  if (shown === q || goTo !== null) return plan;
  try {
    return looksLikeName(shown) ? compileName(shown, now).plan : compileQuery(shown, now).plan;
  } catch (error) {
    if (error instanceof QueryError) return { op: 'none' };
    throw error;
  }
}

/** A subject line or the name of a patch file: brackets and dots there are no language. */
const looksLikeName = (q: string) =>
  /^\s*(?:(?:re|fwd?|aw):\s*)*\[[^\]]{1,80}\]/i.test(q) || /^\s*\S+\.patch\s*$/i.test(q);

function compileName(q: string, now: number): CompiledQuery {
  const words = wordsOf(
    q
      .replace(/\[[^\]]{0,200}\]/g, ' ')
      .replace(/\.patch\s*$/i, '')
      .replace(/-/g, ' '),
  )
    .filter((word) => !/^(?:re|fwd|aw)$/.test(word))
    .slice(0, 40);
  if (words.length === 0) return compileQuery('', now);
  const compiled = compileQuery(words.join(' '), now);
  return { ...compiled, bareWords: true, terms: [{ from: 0, to: q.length, meaning: 'the name of a patch' }] };
}

/** A star that stands for hundreds of words is refused, as lore does; where none was typed the word itself was meant. */
function refuseTooMany(marks: CompiledQuery['marks'], { tooMany }: SearchResult): void {
  const star = tooMany.find((start) =>
    marks.some((mark) => mark.prefix && mark.star && mark.forms.some((form) => form.endsWith(start))),
  );
  if (star === undefined) return;
  throw new HttpError(
    400,
    'bad-query',
    `“${star}*” stands for more than 300 words.`,
    'Write more letters before the star.',
  );
}

function checkLists({ archive }: Context, plan: SearchPlan): void {
  if ('parts' in plan) for (const part of plan.parts) checkLists({ archive } as Context, part);
  if (plan.op === 'not') checkLists({ archive } as Context, plan.part);
  if (plan.op !== 'rows' || plan.what !== 'list' || listIdsNamed(archive, plan.values).length > 0) return;
  throw new HttpError(
    400,
    'bad-query',
    `There is no list “${plan.values.join(', ')}” here.`,
    'The lists are at /api/v1/lists; lorescope lists shows them too.',
  );
}

async function withinList({ archive }: Context, plan: SearchPlan, list: string | undefined): Promise<SearchPlan> {
  if (list === undefined || list === '' || list === 'all') return plan;
  const lists = listLists(archive);
  if (!lists.some(({ name, aliases }) => name === list || aliases.includes(list)))
    throw notFound(`There is no list “${list}” here.`, 'The lists are at /api/v1/lists.');
  return { op: 'and', parts: [plan, { op: 'rows', what: 'list', values: [list] }] };
}

/** The explanation, with the names that a part of a name stood for. */
function explain({ understood, names, bareWords }: UnderstoodQuery, result: SearchResult): string {
  const parts = [understood];
  for (const [part, held] of result.names) {
    if (held.length === 0) continue;
    const shown = held.slice(0, 4).join(', ');
    parts.push(`“${part}” also as part of ${shown}${held.length > 4 ? ` and ${held.length - 4} more names` : ''}`);
  }
  if (bareWords && names.length > 0) parts.push('and as the name of a patch');
  return parts.join('; ');
}

function textsOf({ archive, mask }: Context, hits: FoundMessage[]): Map<number, SnippetText> {
  const loaded = loadTexts(
    archive,
    hits.map(({ id }) => id),
  );
  const texts = new Map<number, SnippetText>();
  for (const { id, salvaged } of hits) {
    const found = loaded.get(id);
    if (!found) continue;
    const { text } = parseMail(found.bytes, { salvaged });
    // Before snippets are cut: what is left of an address could no longer be told for one.
    texts.set(id, { text: mask ? mask.text(text) : text, blocks: found.blocks });
  }
  return texts;
}

const PAGE = 25;
const MOST_NAMES = 8;
/** So well must a title fit for a query with faults to be taken for a name. */
const SURE_NAME = 0.75;
