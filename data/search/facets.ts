import type { Archive } from '../database.ts';
import type { FoundFacet } from '../records/index.ts';
import { memo } from '../read/memo.ts';
import type { Seen } from './hits.ts';

/** How hits that were looked at divide by list, person, year, state and kind; the commonest values first, years newest first. */
export function facetsOf(archive: Archive, seen: Seen[]): FoundFacet[] {
  const people = memo(archive, 'search people', () => new Map<number, string>());
  const personOf = (id: number) => {
    const known = people.get(id);
    if (known !== undefined) return known;
    const name = archive.prepare<{ name: string }>('SELECT name FROM person WHERE id = ?').get(id)?.name ?? '';
    people.set(id, name);
    return name;
  };
  const lists = archive
    .prepare<{ value: string; count: number }>(BY_LIST)
    .all(JSON.stringify(seen.map(({ id }) => id)), MOST_VALUES);
  const kinds = KINDS.map((value, n) => ({
    value,
    count: seen.reduce((sum, { kind }) => sum + ((kind >> n) & 1), 0),
  }));
  return [
    { field: 'list', values: lists },
    {
      field: 'person',
      values: commonest(seen.map(({ person }) => person))
        .slice(0, MOST_VALUES)
        .map(({ value, count }) => ({ value: personOf(value), count })),
    },
    {
      field: 'year',
      values: commonest(seen.map(({ dateUsed }) => yearOf(dateUsed)))
        .sort((a, b) => b.value - a.value)
        .slice(0, 2 * MOST_VALUES)
        .map(({ value, count }) => ({ value: String(value), count })),
    },
    { field: 'state', values: commonest(seen.map(({ state }) => state)).slice(0, MOST_VALUES) },
    { field: 'kind', values: kinds.filter(({ count }) => count > 0).sort(byCount) },
  ];
}

/** How often each value stands there, the commonest first. */
function commonest<Value extends number | string>(values: (Value | null)[]): { value: Value; count: number }[] {
  const counts = new Map<Value, number>();
  for (const value of values) if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].map(([value, count]) => ({ value, count })).sort(byCount);
}

function byCount(a: { value: number | string; count: number }, b: { value: number | string; count: number }): number {
  return b.count - a.count || (String(a.value) < String(b.value) ? -1 : 1);
}

const yearOf = (seconds: number) => new Date(seconds * 1000).getUTCFullYear();
const KINDS = ['patch', 'cover', 'reply', 'diff', 'pull', 'attachment'] as const;
const MOST_VALUES = 12;
const BY_LIST = `
  SELECT list.name AS value, count(*) AS count
  FROM json_each(?) AS asked CROSS JOIN message_list ON message_list.message_id = asked.value JOIN list ON list.id = message_list.list_id
  GROUP BY list.id ORDER BY count DESC, list.name LIMIT ?`;
