import type { Archive } from '../database.ts';
import type { FoundFacet } from '../records/index.ts';
import { memo } from './memo.ts';
import type { Seen } from './search-hits.ts';

/** How hits that were looked at divide by list, person, year, state and kind; the commonest values first, years newest first. */
export function facetsOf(archive: Archive, seen: Seen[]): FoundFacet[] {
  const counts = (valuesOf: (hit: Seen) => string[]) => {
    const found = new Map<string, number>();
    for (const hit of seen) for (const value of valuesOf(hit)) found.set(value, (found.get(value) ?? 0) + 1);
    return [...found]
      .map(([value, count]) => ({ value, count }))
      .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
  };
  const names = new Map(
    archive
      .prepare<{ id: number; name: string }>('SELECT id, name FROM list')
      .all()
      .map((list) => [list.id, list.name]),
  );
  const people = memo(archive, 'search people', () => new Map<number, string>());
  const personOf = (id: number) => {
    const known = people.get(id);
    if (known !== undefined) return known;
    const name = archive.prepare<{ name: string }>('SELECT name FROM person WHERE id = ?').get(id)?.name ?? '';
    people.set(id, name);
    return name;
  };
  const byPerson = counts((hit) => (hit.person === null ? [] : [String(hit.person)]));
  return [
    {
      field: 'list',
      values: counts((hit) => hit.lists.map((id) => names.get(id) ?? '').filter(Boolean)).slice(0, MOST_VALUES),
    },
    {
      field: 'person',
      values: byPerson.slice(0, MOST_VALUES).map(({ value, count }) => ({ value: personOf(Number(value)), count })),
    },
    {
      field: 'year',
      values: counts((hit) => [String(new Date(hit.dateUsed * 1000).getUTCFullYear())])
        .sort((a, b) => Number(b.value) - Number(a.value))
        .slice(0, 2 * MOST_VALUES),
    },
    { field: 'state', values: counts((hit) => (hit.state === null ? [] : [hit.state])).slice(0, MOST_VALUES) },
    { field: 'kind', values: counts((hit) => kindsOf(hit.kind)) },
  ];
}

const kindsOf = (kind: number) =>
  (['patch', 'cover', 'reply', 'diff', 'pull', 'attachment'] as const).filter((_, n) => (kind & (1 << n)) !== 0);

const MOST_VALUES = 12;
