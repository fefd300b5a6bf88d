import type { Archive } from '../../database.ts';
import type { NumberedFilter, NumberedOrder } from '../../records/index.ts';
import { memo } from '../memo.ts';
import { Haystack } from './haystack.ts';
import { listProjects } from './projects.ts';

/**
 * Numbers of patches, covers or series that fit, from place `offset` on, and how many fit in all. Every way there goes through an
 * index: by the ids where few are asked for, by sender, by time where few lie in it, else along the order itself.
 */
export function listNumbered(
  archive: Archive,
  filter: NumberedFilter,
  order: NumberedOrder,
  offset: number,
  limit: number,
): { ids: number[]; total: number } {
  const projects = filter.projects ?? listProjects(archive).map(({ project }) => project);
  if (projects.length === 0 || filter.states?.length === 0) return { ids: [], total: 0 };
  const named = filter.text === null ? null : namedBy(archive, filter.text, filter.kind);
  if (named === 'too-many') return longWay(archive, filter, projects, order, offset, limit);
  const ids = named && filter.ids ? named.filter((id) => filter.ids!.includes(id)) : (named ?? filter.ids);
  if (
    ids !== null ||
    filter.submitters !== null ||
    filter.series !== null ||
    order.by === 'name' ||
    isShort(archive, filter, projects)
  )
    return gathered(archive, filter, projects, ids, order, offset, limit);
  return streamed(archive, filter, projects, order, offset, limit);
}

/** Few candidates: all are read and put in order. */
function gathered(
  archive: Archive,
  filter: NumberedFilter,
  projects: number[],
  ids: number[] | null,
  order: NumberedOrder,
  offset: number,
  limit: number,
): { ids: number[]; total: number } {
  const { where, values } = conditions(filter);
  const from =
    ids !== null
      ? 'json_each(?) AS asked CROSS JOIN patch_number ON patch_number.id = asked.value'
      : filter.series !== null
        ? 'json_each(?) AS asked CROSS JOIN patch_number ON patch_number.series = asked.value'
        : filter.submitters !== null
          ? 'json_each(?) AS asked CROSS JOIN patch_number ON patch_number.submitter = asked.value'
          : 'json_each(?) AS asked CROSS JOIN patch_number ON patch_number.project = asked.value';
  const lead = ids ?? filter.series ?? filter.submitters ?? projects;
  if (filter.series !== null && lead !== filter.series) {
    where.push('patch_number.series IN (SELECT value FROM json_each(?))');
    values.push(JSON.stringify(filter.series));
  }
  if (filter.submitters !== null && lead !== filter.submitters) {
    where.push('patch_number.submitter IN (SELECT value FROM json_each(?))');
    values.push(JSON.stringify(filter.submitters));
  }
  const isNamed = order.by === 'name';
  const rows = archive
    .prepare<{ id: number; project: number; date: number; name: string }>(
      `SELECT patch_number.id, patch_number.project, patch_number.date_used AS date${isNamed ? ', lower(patch.title) AS name' : ''} FROM ${from}
       ${isNamed ? 'JOIN patch ON patch.message_id = patch_number.message_id' : ''} WHERE ${where.join(' AND ')}`,
    )
    .all(JSON.stringify(lead), ...values);
  const asked = new Set(projects);
  const found = rows.filter(({ project }) => asked.has(project));
  const sign = order.descending ? -1 : 1;
  found.sort((a, b) => {
    if (isNamed && a.name !== b.name) return a.name < b.name ? -sign : sign;
    return sign * ((order.by === 'date' ? a.date - b.date : 0) || a.id - b.id);
  });
  return { ids: found.slice(offset, offset + limit).map(({ id }) => id), total: found.length };
}

/** Rows along the index of the order, one stream for each list and state, merged by SQLite as far as the page goes. */
function streamed(
  archive: Archive,
  filter: NumberedFilter,
  projects: number[],
  order: NumberedOrder,
  offset: number,
  limit: number,
): { ids: number[]; total: number } {
  const { where, values } = conditions({ ...filter, states: null });
  // In the order of numbers the times are looked at along the way: by their index all would have to be sorted.
  if (order.by === 'id')
    for (const [n, one] of where.entries()) where[n] = one.replace(/^patch_number\.date_used/, '+$&');
  const states = filter.states ?? [null];
  const sql = (columns: string, state: string | null) =>
    `SELECT ${columns} FROM patch_number WHERE project = ?${state === null ? '' : ' AND state = ?'} AND ${where.join(' AND ')}`;
  const streams = projects.flatMap((project) =>
    states.map((state) => ({ state, values: [project, ...(state === null ? [] : [state]), ...values] })),
  );
  const total = memo(archive, `numbered ${JSON.stringify([filter, projects])}`, () =>
    streams.reduce(
      (sum, stream) =>
        sum + archive.prepare<{ n: number }>(sql('count(*) AS n', stream.state)).get(...stream.values)!.n,
      0,
    ),
  );
  const direction = order.descending ? 'DESC' : 'ASC';
  const by = order.by === 'date' ? `date ${direction}, id ${direction}` : `id ${direction}`;
  const rows: { id: number; date: number }[] = [];
  for (let from = 0; from < streams.length; from += MOST_STREAMS) {
    const part = streams.slice(from, from + MOST_STREAMS);
    const all = part.map(({ state }) => sql('id, date_used AS date', state)).join(' UNION ALL ');
    rows.push(
      ...archive
        .prepare<{ id: number; date: number }>(`${all} ORDER BY ${by} LIMIT ?`)
        .all(...part.flatMap((stream) => stream.values), offset + limit),
    );
  }
  const sign = order.descending ? -1 : 1;
  if (streams.length > MOST_STREAMS)
    rows.sort((a, b) => sign * ((order.by === 'date' ? a.date - b.date : 0) || a.id - b.id));
  return { ids: rows.slice(offset, offset + limit).map(({ id }) => id), total };
}

/** A part of a name that very many have: they lie close together along the order. */
function longWay(
  archive: Archive,
  filter: NumberedFilter,
  projects: number[],
  order: NumberedOrder,
  offset: number,
  limit: number,
): { ids: number[]; total: number } {
  const ids = memo(archive, `named ${JSON.stringify([filter, projects, order])}`, () => {
    const { where, values } = conditions(filter);
    const pattern = `%${filter.text!.replace(/[\\%_]/g, (mark) => `\\${mark}`)}%`;
    const rows = archive
      .prepare<{ id: number }>(
        `SELECT patch_number.id FROM patch_number JOIN patch ON patch.message_id = patch_number.message_id
         WHERE patch_number.project IN (SELECT value FROM json_each(?)) AND patch.title LIKE ? ESCAPE '\\' AND ${where.join(' AND ')}`,
      )
      .all(JSON.stringify(projects), pattern, ...values);
    const { ids: ordered } = gathered(
      archive,
      { ...filter, text: null },
      projects,
      rows.map(({ id }) => id),
      order,
      0,
      rows.length,
    );
    return ordered;
  });
  return { ids: ids.slice(offset, offset + limit), total: ids.length };
}

/** True where a time is asked for in which few patches lie: they are read sooner than the way to them along the order. */
function isShort(archive: Archive, { since, before, kind }: NumberedFilter, projects: number[]): boolean {
  if (since === null && before === null) return false;
  const { where, values } = conditions({ ...NO_FILTER, kind, since, before });
  const { n } = archive
    .prepare<{ n: number }>(
      `SELECT count(*) AS n FROM (SELECT 1 FROM json_each(?) AS asked CROSS JOIN patch_number ON project = asked.value
       WHERE ${where.join(' AND ')} LIMIT ${FEW})`,
    )
    .get(JSON.stringify(projects), ...values)!;
  return n < FEW;
}

/** Conditions on `patch_number` without list and sender. */
function conditions({ kind, states, since, before }: NumberedFilter): { where: string[]; values: unknown[] } {
  const where = [kind === 'series' ? 'id = series' : `is_cover = ${Number(kind === 'cover')}`];
  const values: unknown[] = [];
  const add = (condition: string, value: unknown) => {
    where.push(condition);
    values.push(value);
  };
  if (states !== null) add('+state IN (SELECT value FROM json_each(?))', JSON.stringify(states));
  if (since !== null) add('date_used >= ?', since);
  if (before !== null) add('date_used < ?', before);
  return {
    where: where.map((one) => one.replace(/^(\+?)(id|is_cover|state|date_used)\b/, '$1patch_number.$2')),
    values,
  };
}

/** Numbers of patches (covers, series) whose title holds `text`. */
function namedBy(archive: Archive, text: string, kind: NumberedFilter['kind']): number[] | 'too-many' {
  const titles = titlesOf(archive).find(text, FEW);
  if (titles === null) return 'too-many';
  return archive
    .prepare<{ id: number }>(
      kind === 'series'
        ? `SELECT DISTINCT patch_number.series AS id
           FROM json_each(?) AS asked CROSS JOIN search_title ON search_title.id = asked.value CROSS JOIN patch ON patch.title = search_title.title
           CROSS JOIN series ON series.id = patch.series_id JOIN patch_number ON patch_number.message_id = patch.message_id
           WHERE instr(lower(series.title), ?) > 0`
        : `SELECT patch_number.id
           FROM json_each(?) AS asked CROSS JOIN search_title ON search_title.id = asked.value CROSS JOIN patch ON patch.title = search_title.title
           JOIN patch_number ON patch_number.message_id = patch.message_id`,
    )
    .all(JSON.stringify(titles), ...(kind === 'series' ? [text.toLowerCase()] : []))
    .map(({ id }) => id);
}

/** Every title that a patch ever had; the table only grows, and so does what is kept of it. */
function titlesOf(archive: Archive): Haystack {
  let kept = titles.get(archive);
  const same = archive.prepare('SELECT 1 FROM search_title WHERE id = ? AND title = ?');
  // A rebuild begins anew.
  if (!kept || (kept.last > 0 && !same.get(kept.last, kept.title)))
    titles.set(archive, (kept = { haystack: new Haystack(), last: 0, title: '' }));
  for (const { id, title } of archive
    .prepare<{ id: number; title: string }>('SELECT id, title FROM search_title WHERE id > ? ORDER BY id')
    .all(kept.last)) {
    kept.haystack.add(id, title);
    kept.last = id;
    kept.title = title;
  }
  return kept.haystack;
}

const titles = new WeakMap<Archive, { haystack: Haystack; last: number; title: string }>();
const NO_FILTER: NumberedFilter = {
  ...{
    kind: 'patch',
    projects: null,
    states: null,
    submitters: null,
    series: null,
    since: null,
    before: null,
    ids: null,
    text: null,
  },
};
const FEW = 3000;
/** SQLite merges up to 500. */
const MOST_STREAMS = 400;
