import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { search } from '../../../data/search/search.ts';
import type { SearchRequest } from '../../../data/records/index.ts';
import { compileQuery } from '../../../server/query/compile.ts';
import { OPERATORS } from '../../../server/query/operators.ts';
import { serveSample, type TestServer } from '../../support/app.ts';
import { holds, holdsBeginning, type Scanned, scanArchive } from '../../support/scan.ts';

let server: TestServer;
let messages: Scanned[];
/** Ids of the messages that a review is about. */
let reviewed: Set<number>;
beforeAll(async () => {
  server = await serveSample();
  messages = await scanArchive(server.archive);
  reviewed = new Set(server.archive.prepare<number>('SELECT on_id FROM review').pluck().all());
}, 60_000);
afterAll(() => server.close());

const NOW = Date.UTC(2026, 6, 15, 12) / 1000;

/** The keys of all hits, page by page. */
async function found(query: string, options: Partial<SearchRequest> = {}): Promise<string[]> {
  const { plan } = compileQuery(query, NOW);
  const keys: string[] = [];
  for (let after: SearchRequest['after'] = null, pages = 0; pages < 100; pages += 1) {
    const page = await search(server.archive, {
      plan,
      order: 'newest',
      limit: 7,
      collapse: false,
      facets: false,
      ...options,
      after,
    });
    keys.push(...page.hits.map(({ key }) => key));
    if (page.next === null) return keys;
    after = page.next;
  }
  throw new Error('pages without end');
}

const anyText = (m: Scanned) => [m.key, m.subject, m.from, m.unquoted, m.quoted, ...m.attachments].join('\n\n');
const diffLines = (m: Scanned, mark: string) =>
  m.diff
    .filter((line) => line.startsWith(mark) && !/^(?:---|\+\+\+) /.test(line))
    .map((line) => line.slice(1))
    .join('\n');
const day = (text: string) => Date.parse(`${text}T00:00:00Z`) / 1000;
const stateOf = (m: Scanned) => m.patch?.outcome.state ?? null;

/** When a mail was received: the time behind the topmost Received, else its date. */
const receipt = (m: Scanned) => {
  const top = m.headers.find(([name]) => name.toLowerCase() === 'received')?.[1];
  const time = Date.parse(top?.split(';').at(-1) ?? '');
  return Number.isNaN(time) ? m.record.dateUsed : time / 1000;
};

/** Queries and what they mean, in the words of a scan. */
const MEANINGS: [query: string, fits: (m: Scanned) => boolean][] = [
  [
    's:evict',
    (m) =>
      holds(m.subject, 'evict') ||
      holds(m.subject, 'evicts') ||
      holds(m.subject, 'evicted') ||
      holds(m.subject, 'evicting'),
  ],
  ['s:"two generations"', (m) => holds(m.subject, 'two generations')],
  ['s:LRU', (m) => holds(m.subject, 'LRU')],
  ['f:kwabena', (m) => holds(m.from, 'kwabena')],
  ['f:"Kwabena Osei-Mensah"', (m) => holds(m.from, 'Kwabena Osei-Mensah')],
  ['f:kwabena@example.org', (m) => holds(m.from, 'kwabena@example.org')],
  ['t:tidepool-devel', (m) => holds(m.to, 'tidepool-devel')],
  ['c:tidepool-devel', (m) => holds(m.cc, 'tidepool-devel')],
  ['tc:shoreline', (m) => holds(m.to, 'shoreline') || holds(m.cc, 'shoreline')],
  ['a:ingrid', (m) => [m.from, m.to, m.cc].some((people) => holds(people, 'ingrid'))],
  ['tcf:ingrid', (m) => [m.from, m.to, m.cc].some((people) => holds(people, 'ingrid'))],
  ['b:"the pool"', (m) => holds(m.unquoted, 'the pool') || holds(m.quoted, 'the pool')],
  ['nq:"the pool"', (m) => holds(m.unquoted, 'the pool')],
  ['q:"the pool"', (m) => holds(m.quoted, 'the pool')],
  ['q:EAGAIN', (m) => holds(m.quoted, 'EAGAIN')],
  ['bs:EAGAIN', (m) => [m.subject, m.unquoted, m.quoted].some((text) => holds(text, 'EAGAIN'))],
  ['said:"the pool"', (m) => holds(m.own, 'the pool')],
  ['dfn:evict.c', (m) => m.diff.some((line) => /^(?:diff --git|---|\+\+\+) /.test(line) && holds(line, 'evict.c'))],
  ['dfa:"return"', (m) => holds(diffLines(m, '-'), 'return')],
  ['dfb:"return"', (m) => holds(diffLines(m, '+'), 'return')],
  ['dfctx:"return"', (m) => holds(diffLines(m, ' '), 'return')],
  [
    'dfhh:struct',
    (m) => m.diff.some((line) => /^@@ .* @@/.test(line) && holds(line.replace(/^@@.*?@@/, ''), 'struct')),
  ],
  ['dfpre:756172ac09f6', (m) => m.diff.some((line) => line.startsWith('index 756172ac09f6..'))],
  ['dfpost:35cdbbd7', (m) => m.diff.some((line) => /^index \w+\.\.35cdbbd7/.test(line))],
  ['dfblob:756172ac09f6', (m) => m.diff.some((line) => /^index .*756172ac09f6/.test(line))],
  [
    'patchid:7c6435e136294592186b33fa07162de71569563a',
    (m) => m.patch?.record.patchId === '7c6435e136294592186b33fa07162de71569563a',
  ],
  ['is:patch', (m) => (m.record.kind & 1) !== 0],
  ['is:cover', (m) => (m.record.kind & 2) !== 0],
  ['is:reply', (m) => (m.record.kind & 4) !== 0],
  ['is:pull', (m) => (m.record.kind & 16) !== 0],
  ['is:bot', (m) => m.record.bot],
  ['is:first', (m) => m.record.position === 0],
  ['is:newest', (m) => m.patch?.newest === true],
  ['is:rfc', (m) => m.patch?.record.isRfc === true],
  ['is:resend', (m) => m.patch?.record.isResend === true],
  [
    'is:unanswered',
    (m) => !m.record.bot && !m.answers.some((answer) => !answer.bot && answer.person !== m.record.person),
  ],
  ['has:diff', (m) => (m.record.kind & 8) !== 0],
  ['has:attachment', (m) => m.attachments.length > 0],
  ['has:review', (m) => reviewed.has(m.record.id)],
  ['has:reply', (m) => m.answers.length > 0],
  ['lid:lists.example.org', (m) => m.record.lists.includes('tidepool-devel')],
  ['l:shoreline', (m) => m.record.lists.includes('shoreline')],
  [
    'l:tidepool-devel -l:shoreline',
    (m) => m.record.lists.includes('tidepool-devel') && !m.record.lists.includes('shoreline'),
  ],
  ['d:2026-02', (m) => m.record.dateUsed >= day('2026-02-01') && m.record.dateUsed < day('2026-03-01')],
  ['d:20260201..20260214', (m) => m.record.dateUsed >= day('2026-02-01') && m.record.dateUsed < day('2026-02-15')],
  ['d:..2025-12-31', (m) => m.record.dateUsed < day('2026-01-01')],
  ['dt:20260201000000..', (m) => m.record.dateUsed >= day('2026-02-01')],
  ['rt:2026-02-01..2026-02-28', (m) => receipt(m) >= day('2026-02-01') && receipt(m) < day('2026-03-01')],
  ['rt:2026.. s:pool', (m) => receipt(m) >= day('2026-01-01') && holds(m.subject, 'pool')],
  ['d:2.months.ago..', (m) => m.record.dateUsed >= Date.UTC(2026, 4, 15, 12) / 1000],
  ['state:accepted', (m) => stateOf(m) === 'accepted'],
  ['state:superseded,rfc', (m) => ['superseded', 'rfc'].includes(stateOf(m) ?? '')],
  ['state:open', (m) => ['new', 'under-review', 'reviewed', 'changes-requested'].includes(stateOf(m) ?? '')],
  ['-state:accepted is:patch', (m) => (m.record.kind & 1) !== 0 && stateOf(m) !== 'accepted'],
  ['version:2', (m) => m.patch?.record.version === 2],
  ['version:>1', (m) => (m.patch?.record.version ?? 0) > 1],
  ['version:<=2 is:patch', (m) => (m.record.kind & 1) !== 0 && (m.patch?.record.version ?? 9) <= 2],
  ['person:kwabena', (m) => /kwabena/i.test(`${m.record.person} ${m.from}`)],
  ['said:"the pool" by kwabena', (m) => holds(m.own, 'the pool') && /kwabena/i.test(m.from)],
  [
    'by:ingrid',
    (m) =>
      m.patch?.outcome.history.at(-1)?.evidence.some(({ by }) => /ingrid/i.test(`${by.name} ${by.email}`)) === true,
  ],
  ['series:"a scan should not empty"', (m) => /a scan should not empty/i.test(seriesTitle(m))],
  [
    'thread:20251124085840.6546-5-kwabena@example.org',
    (m) => m.thread === messages.find(({ key }) => key === '20251124085840.6546-5-kwabena@example.org')?.thread,
  ],
  ['mid:20251124085840.6546-5-kwabena@example.org', (m) => m.key === '20251124085840.6546-5-kwabena@example.org'],
  ['m:kwabena', (m) => holdsBeginning(m.key, 'kwabena')],
  [
    'references:20251124085840.6546-1-kwabena@example.org',
    (m) =>
      m.headers.some(
        ([name, value]) =>
          /^(?:references|in-reply-to)$/i.test(name) && value.includes('<20251124085840.6546-1-kwabena@example.org>'),
      ),
  ],
  ['waiting:>14d', (m) => waits(m) && (m.patch!.outcome.turn?.since ?? 0) < NOW - 14 * 86_400],
  ['waiting:maintainer', (m) => waits(m) && m.patch!.outcome.turn?.whose === 'maintainer'],
  ['"lru" OR "lua"', (m) => holds(anyText(m), 'lru') || holds(anyText(m), 'lua')],
  [
    '("lru" OR "lua") AND f:kwabena',
    (m) => (holds(anyText(m), 'lru') || holds(anyText(m), 'lua')) && holds(m.from, 'kwabena'),
  ],
  ['"lru" NOT "lua"', (m) => holds(anyText(m), 'lru') && !holds(anyText(m), 'lua')],
  ['"lru" NOT "lua" "eio"', (m) => holds(anyText(m), 'lru') && !(holds(anyText(m), 'lua') && holds(anyText(m), 'eio'))],
  ['"lru" XOR "lua"', (m) => holds(anyText(m), 'lru') !== holds(anyText(m), 'lua')],
  ['NOT (s:re OR is:patch)', (m) => !holds(m.subject, 're') && (m.record.kind & 1) === 0],
  ['+"lru" -f:kwabena', (m) => holds(anyText(m), 'lru') && !holds(m.from, 'kwabena')],
  [
    '"empty the pool"',
    (m) => [m.subject, m.quoted].some((text) => holds(text, 'empty the pool')) || holds(m.own, 'empty the pool'),
  ],
  ['s:evic*', (m) => holdsBeginning(m.subject, 'evic')],
  [
    's:(pool OR lib) is:patch',
    (m) => (holds(m.subject, 'pool') || holds(m.subject, 'lib')) && (m.record.kind & 1) !== 0,
  ],
  ['state:accepted OR is:cover', (m) => stateOf(m) === 'accepted' || (m.record.kind & 2) !== 0],
  [
    '(state:accepted OR "lru") -is:reply d:2025..2026',
    (m) =>
      (stateOf(m) === 'accepted' || holds(anyText(m), 'lru')) &&
      (m.record.kind & 4) === 0 &&
      m.record.dateUsed >= day('2025-01-01') &&
      m.record.dateUsed < day('2027-01-01'),
  ],
];

/** Nothing in the sample has them. */
const ABSENT = new Set(['n', 'changeid', 'forpatchid']);

function seriesTitle(m: Scanned): string {
  if (!m.patch) return '';
  const row = server.archive
    .prepare<{ title: string }>('SELECT title FROM series WHERE id = ?')
    .get(m.patch.record.seriesId);
  return row?.title ?? '';
}

function waits(m: Scanned): boolean {
  const { patch } = m;
  return (
    patch !== null &&
    patch.newest &&
    patch.record.number > 0 &&
    (patch.outcome.turn?.whose ?? 'nobody') !== 'nobody' &&
    ['new', 'under-review', 'reviewed', 'changes-requested'].includes(patch.outcome.state)
  );
}

describe('each operator against a plain scan', () => {
  for (const [query, fits] of MEANINGS) {
    it(query, async () => {
      const expected = messages.filter(fits).map(({ key }) => key);
      expect((await found(query)).sort()).toEqual(expected.sort());
    });
  }
  it('each operator is among these queries, or nothing of its kind is in the sample', () => {
    const asked = new Set(
      MEANINGS.flatMap(([query]) => [...query.matchAll(/(?:^|[ (+-])([a-z]+):/g)].map(([, name]) => name)),
    );
    expect(OPERATORS.map(({ name }) => name).filter((name) => !asked.has(name) && !ABSENT.has(name))).toEqual([]);
  });
  it('most of these queries find something, and not everything', () => {
    const sizes = MEANINGS.map(([, fits]) => messages.filter(fits).length);
    expect(sizes.filter((size) => size > 0 && size < messages.length).length).toBeGreaterThan(MEANINGS.length - 8);
  });
});

describe('orders and pages', () => {
  it('newest first is the order of dates, oldest first its reverse', async () => {
    const dates = new Map(messages.map(({ key, record }) => [key, record.dateUsed]));
    const newest = (await found('pool', { limit: 200 })).map((key) => dates.get(key)!);
    expect(newest.length).toBeGreaterThan(20);
    expect(newest).toEqual([...newest].sort((a, b) => b - a));
    const oldest = (await found('pool', { limit: 200, order: 'oldest' })).map((key) => dates.get(key)!);
    expect(oldest).toEqual([...oldest].sort((a, b) => a - b));
    expect(oldest.length).toBe(newest.length);
  });
  it('pages of any size hold each hit once', async () => {
    const all = await found('pool', { limit: 200 });
    for (const limit of [1, 3, 50]) {
      expect(new Set(await found('pool', { limit }))).toEqual(new Set(all));
      expect(await found('pool', { limit })).toHaveLength(all.length);
    }
  });
  it('one hit a thread: every thread that has one, once, over all pages', async () => {
    const threads = new Map(messages.map(({ key, thread }) => [key, thread]));
    const all = new Set((await found('pool', { limit: 200 })).map((key) => threads.get(key)));
    for (const limit of [2, 5, 200]) {
      const shown = (await found('pool', { limit, collapse: true })).map((key) => threads.get(key));
      expect(shown).toHaveLength(all.size);
      expect(new Set(shown)).toEqual(all);
    }
  });
  it('the best match is the subject that says it', async () => {
    const [first] = await found('generations', { order: 'best', limit: 200 });
    expect(messages.find(({ key }) => key === first)!.subject).toMatch(/generations/);
  });
  it('in order of fit each hit stands once too', async () => {
    for (const query of ['pool', 'pool d:2025-11..', 'pool is:patch state:superseded']) {
      const best = await found(query, { order: 'best', limit: 9 });
      expect([...best].sort()).toEqual((await found(query)).sort());
    }
  });
  it('counts and facets are those of the scan', async () => {
    const { plan } = compileQuery('pool', NOW);
    const page = await search(server.archive, {
      plan,
      order: 'newest',
      limit: 5,
      collapse: false,
      after: null,
      facets: true,
    });
    const keys = new Set(await found('pool', { limit: 200 }));
    expect(page.total).toEqual({ count: keys.size, exact: true });
    const hits = messages.filter(({ key }) => keys.has(key));
    const byList = page.facets.find(({ field }) => field === 'list')!.values;
    for (const { value, count } of byList)
      expect(count).toBe(hits.filter(({ record }) => record.lists.includes(value)).length);
    const byYear = page.facets.find(({ field }) => field === 'year')!.values;
    expect(byYear.reduce((sum, { count }) => sum + count, 0)).toBe(keys.size);
  });
});
