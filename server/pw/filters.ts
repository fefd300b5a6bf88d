import type { NumberedFilter, NumberedOrder } from '../../data/records/index.ts';
import { numbersOfHash, numbersOfMessage } from '../../data/read/patchwork/patches.ts';
import { addressNumber, findProject } from '../../data/read/patchwork/projects.ts';
import type { Ask } from './ask.ts';
import { statesNamed } from './states.ts';
import { microOf } from './times.ts';

/** What a list of patches, covers or series is filtered by; null where no row can fit: a value that means nothing matches nothing. */
export function filterOf({ archive, query }: Ask, kind: NumberedFilter['kind']): NumberedFilter | null {
  const projects = projectsAsked({ archive, query });
  const submitters = numbersAsked(query, 'submitter', (text) =>
    text.includes('@') ? addressNumber(archive, text) : null,
  );
  const since = secondsAsked(query, 'since');
  const before = secondsAsked(query, 'before');
  if (projects === 'none' || submitters === 'none' || since === 'none' || before === 'none') return null;
  const archived = lastOf(query, 'archived')?.toLowerCase();
  if (archived !== undefined && archived !== 'false' && archived !== '0') return null;
  if (lastOf(query, 'delegate') !== undefined) return null;
  const states = kind === 'patch' ? query.getAll('state').filter((state) => state !== '') : [];
  const ids: number[][] = [];
  const msgid = lastOf(query, 'msgid');
  if (msgid !== undefined) ids.push(numbersOfMessage(archive, msgid.trim().replace(/^<([\s\S]*)>$/, '$1')));
  const hash = kind === 'patch' ? lastOf(query, 'hash') : undefined;
  if (hash !== undefined) ids.push(/^[0-9a-f]{40}$/i.test(hash) ? numbersOfHash(archive, hash) : []);
  const series = kind === 'series' ? 'none' : numbersAsked(query, 'series', () => null);
  if (series === 'none' && kind !== 'series') return null;
  return {
    kind,
    projects,
    submitters,
    states: states.length === 0 ? null : [...new Set(states.flatMap(statesNamed))],
    since,
    before,
    ids: ids.length === 0 ? null : ids.reduce((a, b) => a.filter((id) => b.includes(id))),
    series: series === 'none' ? null : series,
    text: lastOf(query, 'q')?.trim() || null,
  };
}

/** What rows are ordered by; the usual one where that is nothing we know. */
export function orderOf(query: URLSearchParams, usual: string): NumberedOrder {
  const found = /^(-?)(id|date|name)$/.exec(lastOf(query, 'order') ?? usual) ?? /^(-?)(id|date|name)$/.exec(usual)!;
  return { by: found[2] as NumberedOrder['by'], descending: found[1] === '-' };
}

/** Lists asked for by number or name; null for all, as an empty value means too. */
export function projectsAsked({ archive, query }: Pick<Ask, 'archive' | 'query'>): number[] | null | 'none' {
  const asked = query.getAll('project').filter((text) => text !== '');
  if (asked.length === 0) return null;
  const found = asked.flatMap((text) => findProject(archive, text)?.project ?? []);
  return found.length === 0 ? 'none' : [...new Set(found)];
}

/** Numbers asked for, or what `numberOf` makes of other values; null where none is given. */
export function numbersAsked(
  query: URLSearchParams,
  name: string,
  numberOf: (text: string) => number | null,
): number[] | null | 'none' {
  const asked = query.getAll(name).filter((text) => text !== '');
  if (asked.length === 0) return null;
  const found = asked.flatMap((text) => (/^\d{1,15}$/.test(text) ? Number(text) : (numberOf(text) ?? [])));
  return found.length === 0 ? 'none' : found;
}

/** A time asked for, in microseconds since 1970. */
export function microAsked(query: URLSearchParams, name: string): number | null | 'none' {
  const text = lastOf(query, name);
  return text === undefined ? null : (microOf(text) ?? 'none');
}

function secondsAsked(query: URLSearchParams, name: string): number | null | 'none' {
  const micro = microAsked(query, name);
  return typeof micro === 'number' ? Math.ceil(micro / 1e6) : micro;
}

/** The last of several values, as a form of Django takes them; undefined where it is empty. */
const lastOf = (query: URLSearchParams, name: string) => query.getAll(name).at(-1) || undefined;
