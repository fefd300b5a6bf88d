import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RowsPlan } from '../../../data/records/index.ts';
import { boundOf, queryOf, rowsOf, testOf } from '../../../data/search/sets.ts';
import { serveSample, type TestServer } from '../../support/app.ts';

let server: TestServer;
beforeAll(async () => {
  server = await serveSample();
}, 60_000);
afterAll(() => server.close());

const MESSAGE = '20251124085840.6546-5-kwabena@example.org';

/** What is asked of each set, so that it holds something and not everything; the compiler misses a set that is not here. */
const ASKED: Record<Exclude<RowsPlan['what'], 'list' | 'unanswered'>, Omit<RowsPlan, 'op' | 'what'>[]> = {
  person: [{ values: ['kwabena'] }],
  thread: [{ values: [MESSAGE] }],
  message: [{ values: [MESSAGE] }],
  references: [{ values: ['20251124085840.6546-1-kwabena@example.org'] }],
  state: [{ values: ['accepted', 'superseded'] }],
  version: [{ values: ['1'], compare: '>' }],
  newest: [{ values: [] }],
  rfc: [{ values: [] }],
  resend: [{ values: [] }],
  series: [{ values: ['a scan should not empty'] }, { values: [MESSAGE] }],
  'decided-by': [{ values: ['ingrid'] }, { values: ['ingrid@tidepool.example.org'] }],
  first: [{ values: [] }],
  review: [{ values: [] }],
  answered: [{ values: [] }],
  waiting: [{ values: ['author', 'reviewer', 'maintainer'] }, { values: ['1900000000'], compare: '<' }],
};
const PLANS = Object.entries(ASKED).flatMap(([what, asked]) =>
  asked.map((one): [string, RowsPlan] => [
    `${what} ${one.values.join(', ')}`,
    { op: 'rows', what: what as RowsPlan['what'], ...one },
  ]),
);

/** Steps of SQLite's plan for a statement. */
const stepsOf = (sql: string): string[] => {
  const rows = server.archive.prepare<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`);
  const given = Array.from({ length: sql.split('?').length - 1 }, () => '[]');
  return rows.all(...given).map(({ detail }) => detail);
};

describe('the set of a search operator', () => {
  it.each(PLANS)('%s: what is listed while it is small is what is tested once it is large', (_, plan) => {
    const listed = rowsOf(server.archive, plan);
    expect(listed.length).toBeGreaterThan(0);
    const query = queryOf(plan)!;
    const test = testOf(server.archive, plan, 0);
    // Few fit where ids were asked for: there is no test, and none is needed.
    if (boundOf(query) === 'asked') return expect(test).toBeNull();
    const all = server.archive.prepare<number>('SELECT id FROM search_row ORDER BY id').pluck().all();
    expect(all.filter(test!)).toEqual([...new Set(listed)]);
    // Where it is counted to hold more than it does, it still has a bound.
    expect(testOf(server.archive, plan, 1_000_000)).toBeNull();
  });

  it.each(PLANS)('%s: looks up what was asked, and each row, by an index', (_, plan) => {
    const query = queryOf(plan)!;
    const bound = boundOf(query);
    const statement = bound === 'asked' ? (query.condition ?? query.sql) : bound.test;
    expect(stepsOf(statement).filter((step) => /^SCAN (?!asked|reference|json_each|CONSTANT)/.test(step))).toEqual([]);
  });
});
