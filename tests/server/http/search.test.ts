import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { ErrorAnswer, SearchAnswer, SuggestAnswer } from '../../../server/contract/index.ts';
import { expectToFit, serveFiles, serveSample, type TestServer } from '../../support/app.ts';
import { mail, mbox } from '../../support/mail.ts';
import { withFolder } from '../../support/archive.ts';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

let server: TestServer;
beforeAll(async () => {
  server = await serveSample();
}, 60_000);
afterAll(() => server.close());

const ask = (q: string, more = '') => server.get(SearchAnswer, `/api/v1/search?q=${encodeURIComponent(q)}${more}`);

async function refuse(q: string, status = 400) {
  const answer = await server.app.inject({ url: `/api/v1/search?q=${encodeURIComponent(q)}` });
  expect(answer.statusCode, q).toBe(status);
  expectToFit(ErrorAnswer, answer.json(), q);
  return answer.json<{ error: { code: string; message: string; hint: string; at?: number } }>().error;
}

/** What people type, and the newest title of the work that they mean. */
const SCAN = 'evict: a scan should not empty the pool';
const VICTIM = "evict: put the victim's choice behind struct tp_policy";
const LRU = 'evict: add an LRU with two generations';
const START = 'tidepoold: choose the eviction policy at start-up';
const CLOCK = "evict: keep the clock's hand in the policy's own state";
const WAIT = "wait: don't fail when a signal comes in";
const LUA = 'evict: policies in Lua';
const SCRIPT = 'evict: run a script to choose the victim';
const LINK = 'Makefile: link with Lua';
const SORT = 'Makefile: sort the objects';
const NEIGHBOURS = 'writeback: write neighbouring dirty pages in one go';
const PINS_DOC = 'Documentation: say that pins are counted';
const CLEANUPS = 'small clean-ups of the pool';
const PUT = 'pool: catch a put without a get';
const FAILS = 'pool: say when tp_pool_get() fails';
const COUNTER = 'writeback: declare the counter where it counts';
const PINS = 'evict: look at the pins alone';
const PINNED = 'pool: remove TP_PINNED';
const EAGAIN = 'ring: submit in batches, survive EAGAIN';
const FLIGHT = 'ring: count the requests in flight';
const ROOM = 'ring: try again when the kernel is out of room';
const HALF = 'ring: leave half of the ring to callbacks';
const CHARGE = 'pool: charge a dirty page to the one who wrote it';
const REFAULTS = 'pool: count refaults';

const NAMES: [typed: string, title: string][] = [
  // As posted, with all that stands before a title.
  [LRU, LRU],
  [`[PATCH v2 3/4] ${LRU}`, LRU],
  [`[PATCH v9 3/4] ${LRU}`, LRU],
  [`Re: [PATCH v4 3/4] ${LRU}`, LRU],
  [`[shoreline] Re: [PATCH v2 1/3] ${FLIGHT}`, FLIGHT],
  [`Fwd: [RFC PATCH] ${CHARGE}`, CHARGE],
  [`Subject: [PATCH] ${REFAULTS}`, REFAULTS],
  ['[RFC PATCH 0/2] evict: policies in Lua', LUA],
  // Without the prefix, in another case, without signs.
  ['add an LRU with two generations', LRU],
  ['ADD AN LRU WITH TWO GENERATIONS', LRU],
  ["keep the clock's hand in the policy's own state", CLOCK],
  ['keep the clocks hand in the policys own state', CLOCK],
  ['wait dont fail when a signal comes in', WAIT],
  ['tp_pool_get() fails', FAILS],
  ['say when tp_pool_get fails', FAILS],
  ['remove TP_PINNED', PINS],
  ['count refaults', REFAULTS],
  // Parts and fragments as they are remembered.
  ['lru two generations', LRU],
  ['two generations', LRU],
  ['eviction policy start-up', START],
  ['eviction policy startup', START],
  ['policy at start-up', START],
  ['neighbouring dirty pages', NEIGHBOURS],
  ['write dirty pages in one go', NEIGHBOURS],
  ['scan should not empty pool', SCAN],
  ['survive EAGAIN', EAGAIN],
  ['leave half of the ring', HALF],
  ['charge a dirty page', CHARGE],
  ['kernel out of room', ROOM],
  ['script to choose the victim', SCRIPT],
  ['link with lua', LINK],
  ['policies lua', LUA],
  ['pins are counted', PINS_DOC],
  ['put without a get', PUT],
  ['sort objects', SORT],
  ['clean-ups of the pool', CLEANUPS],
  ['pool cleanups small', CLEANUPS],
  // In another order.
  ['generations two lru add', LRU],
  ['pages dirty neighbouring', NEIGHBOURS],
  ['batches submit ring EAGAIN', EAGAIN],
  ['room out kernel again try', ROOM],
  // With slips of the fingers.
  ['two generatoins lru', LRU],
  ['evcition policy start-up', START],
  ['neigbouring dirty pages', NEIGHBOURS],
  ['writeback: wriet neighboring dirty pages', NEIGHBOURS],
  ['clokcs hand policy own state', CLOCK],
  ['refualts', REFAULTS],
  ['count reqeusts in flihgt', FLIGHT],
  ['catch a put wihtout a get', PUT],
  ['Documentaton: say that pins are cuonted', PINS_DOC],
  ['singal comes in', WAIT],
  ['declare counter where it counts', COUNTER],
  ['leave haf of the ring to calbacks', HALF],
  // Names of the -mm tree and of git format-patch.
  ['pool-count-refaults.patch', REFAULTS],
  ['evict-add-an-lru-with-two-generations.patch', LRU],
  ['evict-add-an-lru-with-two-generations-v3.patch', LRU],
  ['writeback-write-neighbouring-dirty-pages-in-one-go-fix.patch', NEIGHBOURS],
  ['wait-dont-fail-when-a-signal-comes-in.patch', WAIT],
  ['evict-keep-the-clocks-hand-in-the-policys-own-state.patch', CLOCK],
  ['0003-evict-add-an-LRU-with-two-generations.patch', LRU],
  ['v2-0001-ring-count-the-requests-in-flight.patch', FLIGHT],
  // A commit as changelogs name it.
  [`70b20cb56785 ("${LRU}")`, LRU],
  [`Fixes: 70b20cb56785 ("${REFAULTS}")`, REFAULTS],
  [`commit 70b20cb56785 ("${PUT}")`, PUT],
  // What a work was called before.
  ["evict: call the victim's choice through struct tp_evict_ops", VICTIM],
  ['through struct tp_evict_ops', VICTIM],
  ['lib: submit in batches, survive EAGAIN', EAGAIN],
  ['lib: keep count of what is in flight', FLIGHT],
  ['lib: submit in batches and try again on EAGAIN', ROOM],
  [PINNED, PINS],
  // By Message-ID and by link, of any revision.
  ['20251006081231.4028-3-kwabena@example.org', LRU],
  ['<20251006081231.4028-3-kwabena@example.org>', LRU],
  ['mid:20251006081231.4028-3-kwabena@example.org', LRU],
  ['https://lore.kernel.org/r/20251020074702.9200-4-kwabena@example.org', LRU],
  ['https://lore.kernel.org/tidepool-devel/20251020074702.9200-4-kwabena@example.org/T/#u', LRU],
  ['https://patch.msgid.link/20260202-ring-batches-v1-2-f9b25a0ac611@kaigan.example', ROOM],
  ['http://example.org/all/20260202-ring-batches-v1-1-81bb3bd6518b%40kaigan.example/raw', FLIGHT],
  ['20260202-ring-batches-v1-2-f9b\u2026@kaigan.example', ROOM],
  ['20251006081231.4028-4...', START],
];

describe('patches by name', () => {
  it.each(NAMES)('%s', async (typed, title) => {
    const { names } = await ask(typed);
    expect(names.map(({ patch }) => patch.title)[0]).toBe(title);
    expect(names[0]!.reason).not.toBe('');
  });

  it('there are enough of them', () => {
    expect(NAMES.length).toBeGreaterThanOrEqual(60);
  });

  it('one answer a work: the newest revision with its outcome, and the others', async () => {
    const { names } = await ask('two generations');
    const [first] = names;
    expect(names.filter(({ patch }) => patch.workId === first!.patch.workId)).toHaveLength(1);
    expect(first!.patch.version).toBe(4);
    expect(first!.revisions.map(({ version }) => version)).toEqual([4, 3, 2, 1]);
    expect(first!.patch.headline.state).toBe('mainlined');
    expect(first!.revisions.slice(1).every(({ state }) => state === 'superseded')).toBe(true);
  });

  it('says why it matched', async () => {
    const reason = async (typed: string) => (await ask(typed)).names[0]!.reason;
    expect(await reason(LRU)).toBe('the same words');
    expect(await reason('two generations')).toBe('a part of the title');
    expect(await reason('two generatoins lru')).toBe('one word written otherwise: “generatoins” for “generations”');
    expect(await reason('<20251006081231.4028-3-kwabena@example.org>')).toBe('its Message-ID');
    expect(await reason('lib: keep count of what is in flight')).toMatch(/of an earlier title: lib: keep count/);
  });

  it('goes right to a message that is named', async () => {
    expect((await ask('<20251006081231.4028-3-kwabena@example.org>')).goTo).toBe(
      '20251006081231.4028-3-kwabena@example.org',
    );
    expect((await ask('kwabena@example.org')).goTo).toBeNull();
    expect((await ask('two generations')).goTo).toBeNull();
  });

  it('words of operators are no name', async () => {
    expect((await ask('s:generations')).names).toEqual([]);
    expect((await ask('is:patch')).names).toEqual([]);
  });

  it('nothing that is near, no name', async () => {
    expect((await ask('quantum chromodynamics lattice')).names).toEqual([]);
  });
});

describe('hits', () => {
  it('show the words in place, whose they are, and where they stand', async () => {
    const { hits } = await ask('q:pool');
    expect(hits.length).toBeGreaterThan(0);
    for (const { key, snippet } of hits) {
      expect(snippet!.quoted).toBe(true);
      expect(['quote', 'forwarded']).toContain(snippet!.kind);
      expect(
        snippet!.parts
          .filter(({ hit }) => hit)
          .map(({ text }) => text.toLowerCase())
          .join(' '),
      ).toContain('pool');
      const message = (await server.app.inject({ url: `/api/v1/messages/${encodeURIComponent(key)}` })).json<{
        text: string;
      }>();
      const lines = message.text
        .split('\n')
        .slice(...snippet!.lines!)
        .join('\n');
      for (const { text } of snippet!.parts.filter(({ hit }) => hit)) expect(lines).toContain(text);
    }
    expect(hits.some(({ from, snippet }) => snippet!.by !== null && snippet!.by.email !== from.email)).toBe(true);
  });

  it('show first own words where the words stand in the subject or the headers', async () => {
    const { hits } = await ask('f:kwabena is:reply');
    expect(hits.length).toBeGreaterThan(0);
    expect(hits.every(({ snippet }) => snippet === null || snippet.parts.every(({ hit }) => !hit))).toBe(true);
    expect(hits.some(({ snippet }) => (snippet?.parts[0]?.text.length ?? 0) > 5)).toBe(true);
  });

  it('tell the state of the patch and the lists', async () => {
    const { hits } = await ask('state:accepted');
    expect(hits.length).toBeGreaterThan(0);
    expect(
      hits.every(({ state, version, kind }) => state === 'accepted' && version !== null && (kind.patch || kind.cover)),
    ).toBe(true);
  });

  it('narrow to what a facet counts', async () => {
    const { facets, total } = await ask('pool OR evict');
    expect(facets.map(({ field }) => field)).toEqual(['list', 'person', 'year', 'state', 'kind']);
    for (const { field, exact, values } of facets) {
      expect(exact).toBe(true);
      for (const { query, count } of values.slice(0, 4)) {
        const narrowed = await ask(query);
        if (field !== 'state') expect(narrowed.total, query).toEqual({ count, exact: true });
        expect(narrowed.total.count).toBeLessThanOrEqual(total.count);
      }
    }
  });

  it('count what else fits in the thread, and page on without saying a thread twice', async () => {
    const first = await ask('pool', '&collapse=thread&limit=3');
    expect(first.hits).toHaveLength(3);
    expect(first.hits.some(({ more }) => more > 0)).toBe(true);
    const second = await ask('pool', `&collapse=thread&limit=3&cursor=${first.next!}`);
    const threads = [...first.hits, ...second.hits].map(({ threadId }) => threadId);
    expect(new Set(threads).size).toBe(threads.length);
    expect(second.facets).toEqual([]);
  });

  it('stay within one list where that is asked for', async () => {
    const { hits } = await ask('pool', '&list=shoreline');
    expect(hits.length).toBeGreaterThan(0);
    expect(hits.every(({ lists }) => lists.includes('shoreline'))).toBe(true);
    const answer = await server.app.inject({ url: '/api/v1/search?q=pool&list=nowhere' });
    expect(answer.statusCode).toBe(404);
  });

  it('everything, for a query of no words', async () => {
    const { hits, total } = await ask(' ');
    expect(hits.length).toBe(25);
    expect(total.exact).toBe(true);
  });
});

describe('queries with faults', () => {
  it('get one sentence, the place, and what would work', async () => {
    expect(await refuse('zz:foo')).toMatchObject({ code: 'bad-query', at: 0, message: 'There is no operator “zz:”.' });
    expect((await refuse('a "b')).at).toBe(2);
    expect((await refuse('l:nowhere')).message).toContain('no list “nowhere”');
    expect((await refuse('x'.repeat(2001))).code).toBe('bad-request');
  });

  it('a title with a bracket open is still a name', async () => {
    const { names } = await ask('pool: say when tp_pool_get( fails');
    expect(names[0]!.patch.title).toBe(FAILS);
  });
});

describe('hostile queries', () => {
  const HOSTILE = [
    ...['a', 'the', 'e'].map((word) => Array.from({ length: 50 }, () => word).join(' OR ')),
    Array.from({ length: 60 }, (_, n) => `-w${n}`).join(' '),
    `${'NOT ('.repeat(18)}a${')'.repeat(18)}`,
    '*___*',
    'aa* bb* cc* dd* ee* ff*',
    Array.from({ length: 90 }, (_, n) => `w${n}`).join(' XOR '),
    `${'(a XOR '.repeat(19)}b${')'.repeat(19)}`,
    Array.from({ length: 90 }, () => 'pool').join(' '),
    Array.from({ length: 19 }, (_, n) => (n % 2 === 0 ? `(a${n} OR ` : `(b${n} `)).join('') + 'c' + ')'.repeat(19),
    Array.from({ length: 19 }, (_, n) => (n % 2 === 0 ? `(s:a${n} XOR ` : `(b${n} NOT `)).join('') +
      'c' +
      ')'.repeat(19),
    Array.from({ length: 90 }, (_, n) => `p${n % 26}*`).join(' OR '),
    "'; DROP TABLE search; --",
    '" OR 1=1 --',
    'subject:a',
    '{subject} : a',
    'NEAR(a b, 5)',
    '^a + "b"*',
    '\u0000\u0001\u0002',
    '\ufffd \uffff',
    '%00%ff',
    '漢字 कि ไทย',
    '\u202e\u2066 x',
    'd:99991231..',
    'd:00010101..00010102',
    'version:>9999.999',
    'waiting:>99999y',
    `series:"${'%_'.repeat(200)}"`,
    `person:"${'a '.repeat(300)}"`,
    `"${'the '.repeat(400)}"`,
    'is:unanswered NOT is:patch NOT is:reply',
    'NOT zzzzz',
    '(pool OR NOT pool) (evict OR NOT evict) XOR (lru OR NOT lru)',
    'mid:<<<>>>',
    'thread:%',
    'l:"; --"',
    'a NEAR/99 b NEAR/99 c NEAR/99 d',
  ];
  it.each(HOSTILE.map((query) => [query.slice(0, 40), query]))(
    '%s is answered soon, with hits or a sentence',
    async (_name, query) => {
      for (const order of ['newest', 'oldest', 'best']) {
        const start = performance.now();
        const answer = await server.app.inject({
          url: `/api/v1/search?order=${order}&collapse=thread&q=${encodeURIComponent(query)}`,
        });
        expect([200, 400]).toContain(answer.statusCode);
        if (answer.statusCode === 200) expectToFit(SearchAnswer, answer.json(), query);
        else expect(answer.json<{ error: { message: string } }>().error.message.length).toBeGreaterThan(10);
        expect(performance.now() - start).toBeLessThan(5000);
      }
    },
  );

  it('cursors that were not made here are refused', async () => {
    const answer = await server.app.inject({ url: '/api/v1/search?q=pool&cursor=abc' });
    expect(answer.statusCode).toBe(400);
  });
});

describe('suggestions', () => {
  const suggest = async (q: string, at?: number) => {
    const answer = await server.get(
      SuggestAnswer,
      `/api/v1/search/suggestions?q=${encodeURIComponent(q)}${at === undefined ? '' : `&at=${at}`}`,
    );
    return { ...answer, texts: answer.suggestions.map(({ text }) => text) };
  };
  it('operators as they are typed', async () => {
    expect((await suggest('df')).texts).toEqual([
      'dfn:',
      'dfa:',
      'dfb:',
      'dfhh:',
      'dfctx:',
      'dfpre:',
      'dfpost:',
      'dfblob:',
    ]);
    expect((await suggest('')).texts).toContain('s:');
    expect(await suggest('pool st')).toMatchObject({ from: 5, to: 7, texts: ['state:'] });
  });
  it('their values: states, lists, people, dates', async () => {
    expect((await suggest('state:acc')).texts).toEqual(['state:accepted']);
    expect((await suggest('is:un')).texts).toEqual(['is:unanswered']);
    expect((await suggest('l:ti')).texts).toContain('l:tidepool-devel');
    expect((await suggest('f:kwab')).texts).toContain('f:"Kwabena Osei-Mensah"');
    expect((await suggest('d:last')).texts).toContain('d:last.month..');
  });
  it('where the cursor stands', async () => {
    expect(await suggest('dfn:a st b', 8)).toMatchObject({ from: 6, to: 8, texts: ['state:'] });
  });
});

describe("lore's addresses", () => {
  const get = (url: string) => server.app.inject({ url });
  it('show results as a page that needs no JavaScript', async () => {
    const answer = await get('/tidepool-devel/?q=s:generations');
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['content-type']).toContain('text/html');
    expect(answer.body).toContain('LRU with two generations');
    expect((await get('/all/?q=q:pool')).body).toContain('<mark>');
    expect((await get('/all/?q=two+generatoins')).body).toContain('one word written otherwise');
  });
  it('tell what is wrong with a query on a page', async () => {
    const answer = await get('/all/?q=zz:foo');
    expect(answer.statusCode).toBe(400);
    expect(answer.body).toContain('There is no operator');
  });
  it('give every query a feed', async () => {
    const warned = vi.spyOn(server.app.log, 'warn');
    const answer = await get('/all/?q=s:generations&x=A');
    // Fastify warns where an answer is given twice.
    expect(warned).not.toHaveBeenCalled();
    warned.mockRestore();
    expect(answer.headers['content-type']).toContain('application/atom+xml');
    expect(answer.body.match(/<entry>/g)!.length).toBe((await ask('s:generations')).hits.length);
  });
  it('send the messages, or their whole threads, as mbox.gz, asked with GET or POST as b4 and lei do', async () => {
    const keys = (await ask('s:generations', '&limit=200')).hits.map(({ key }) => key);
    for (const method of ['GET', 'POST'] as const) {
      const answer = await server.app.inject({
        method,
        url: '/all/?x=m&q=s:generations',
        ...(method === 'POST' && { headers: { 'content-type': 'application/x-www-form-urlencoded' }, payload: '' }),
      });
      expect(answer.statusCode).toBe(200);
      const text = gunzipSync(answer.rawPayload).toString('latin1');
      expect(text.match(/^From mboxrd@z /gm)).toHaveLength(keys.length);
      for (const key of keys) expect(text).toContain(key);
    }
    const threads = gunzipSync((await get('/all/?x=m&t=1&q=s:generations')).rawPayload).toString('latin1');
    expect(threads.match(/^From mboxrd@z /gm)!.length).toBeGreaterThan(keys.length);
    expect((await get('/all/?x=m&q=zzzzz')).statusCode).toBe(404);
  });
});

describe('crowded seconds', () => {
  it('hundreds of mails of one second are all found, once', async () => {
    await withFolder(async (folder) => {
      const mails = Array.from({ length: 300 }, (_, n) =>
        mail({ id: `n${n}@example.org`, subject: `same second ${n}`, body: 'crowd\n' }),
      );
      const path = join(folder, 'crowd.mbox');
      writeFileSync(path, mbox(mails));
      const crowd = await serveFiles([path]);
      const keys: string[] = [];
      for (let cursor: string | null = ''; cursor !== null;) {
        const page: SearchAnswer = await crowd.get(
          SearchAnswer,
          `/api/v1/search?q=crowd&limit=40&facets=0&cursor=${cursor}`,
        );
        keys.push(...page.hits.map(({ key }) => key));
        cursor = page.next;
      }
      const dated = await crowd.get(SearchAnswer, '/api/v1/search?q=crowd+d:20260105');
      const other = await crowd.get(SearchAnswer, '/api/v1/search?q=crowd+d:20260106..');
      await crowd.close();
      expect(new Set(keys).size).toBe(300);
      expect(keys).toHaveLength(300);
      expect(dated.total).toEqual({ count: 300, exact: true });
      expect(other.total).toEqual({ count: 0, exact: true });
    });
  });
});
