import { describe, expect, it } from 'vitest';
import type { Archive } from '../../../data/database.ts';
import { listNumbered } from '../../../data/read/patchwork/list.ts';
import type { NumberedFilter, NumberedOrder } from '../../../data/records/index.ts';
import { PROJECT_SPAN } from '../../../data/schema/numbers.ts';
import { memoryArchive } from '../../support/archive.ts';

const ANY: NumberedFilter = {
  ...{ kind: 'patch', projects: null, states: null, submitters: null, series: null, since: null, before: null },
  ...{ ids: null, text: null },
};
const STATES = ['new', 'accepted', 'superseded', 'deferred'];
const BY_ID: NumberedOrder = { by: 'id', descending: false };
const NEWEST: NumberedOrder = { by: 'date', descending: true };

interface Row {
  id: number;
  project: number;
  series: number;
  submitter: number;
  state: string;
  date: number;
}

/** An archive that knows the numbers of many patches, and nothing else of them. */
function manyPatches(count: number): { archive: Archive; rows: Row[] } {
  const archive = memoryArchive();
  const insert = archive.prepare(
    `INSERT INTO patch_number (id, project, message_id, is_cover, series, submitter, state, date_used, window)
     VALUES (?, ?, ?, 0, ?, ?, ?, ?, 0)`,
  );
  const rows: Row[] = [];
  archive.sqlite.exec(`
    INSERT INTO list (id, name) VALUES (1, 'demo'), (2, 'other');
    INSERT INTO numbering (project, name, made, last, told) VALUES (1, 'demo', 0, 9, 9), (2, 'other', 0, 9, 9);
    INSERT INTO message_id (id, text, thread) VALUES (1, 'one@example.org', 1);
    INSERT INTO article (project, number, message_id, arrived) VALUES (1, 1, 1, 0), (2, 1, 1, 0);`);
  archive.write(() => {
    for (let n = 0; n < count; n += 1) {
      const project = 1 + (n % 2);
      const id = project * PROJECT_SPAN + n;
      const row = {
        id,
        project,
        series: n % 8 < 2 ? id : id - 2,
        submitter: n % 50,
        state: STATES[(n >> 1) % 4]!,
        date: 1000 + ((n * 7919) % count),
      };
      rows.push(row);
      insert.run(row.id, row.project, n + 1, row.series, row.submitter, row.state, row.date);
    }
  });
  return { archive, rows };
}

/** Runs `work` and tells how each of its statements goes through the patches. */
function plansOf(archive: Archive, work: () => void): string[] {
  const statements = new Set<string>();
  const prepare = archive.prepare.bind(archive);
  archive.prepare = (sql: string) => (statements.add(sql), prepare(sql)) as never;
  work();
  archive.prepare = prepare;
  return [...statements].flatMap((sql) =>
    archive.sqlite
      .prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
      .all(...Array.from({ length: (sql.match(/\?/g) ?? []).length }, () => 1))
      .map(({ detail }) => detail),
  );
}

describe('numbered patches', () => {
  const { archive, rows } = manyPatches(4000);
  const list = (filter: Partial<NumberedFilter>, order = BY_ID, offset = 0, limit = 30) =>
    listNumbered(archive, { ...ANY, ...filter }, order, offset, limit);
  const sorted = (fits: (row: Row) => boolean, { by, descending }: NumberedOrder) => {
    const found = rows.filter(fits).sort((a, b) => (by === 'date' ? a.date - b.date : 0) || a.id - b.id);
    return (descending ? found.reverse() : found).map(({ id }) => id);
  };

  it.each<[string, Partial<NumberedFilter>, (row: Row) => boolean]>([
    ['all', {}, () => true],
    ['a list', { projects: [2] }, (row) => row.project === 2],
    ['states', { states: ['new', 'deferred'] }, (row) => row.state === 'new' || row.state === 'deferred'],
    ['a list and a state', { projects: [1], states: ['new'] }, (row) => row.project === 1 && row.state === 'new'],
    ['a sender', { submitters: [7], states: ['accepted'] }, (row) => row.submitter === 7 && row.state === 'accepted'],
    ['a short time', { since: 1100, before: 1200 }, (row) => row.date >= 1100 && row.date < 1200],
    ['a long time and a state', { since: 1010, states: ['new'] }, (row) => row.date >= 1010 && row.state === 'new'],
    ['series', { kind: 'series' }, (row) => row.id === row.series],
    ['members of a series', { series: [PROJECT_SPAN] }, (row) => row.series === PROJECT_SPAN],
    ['no state', { states: [] }, () => false],
  ])('of %s come page by page in either order, through an index', (_, filter, fits) => {
    for (const order of [BY_ID, NEWEST, { by: 'id', descending: true } as const]) {
      const wanted = sorted(fits, order);
      expect(list(filter, order)).toEqual({ ids: wanted.slice(0, 30), total: wanted.length });
      expect(list(filter, order, 30, 10).ids).toEqual(wanted.slice(30, 40));
      const plans = plansOf(archive, () => list(filter, order, 5));
      expect(plans.filter((plan) => /SCAN patch_number|USE TEMP B-TREE/.test(plan))).toEqual([]);
    }
  });
});
