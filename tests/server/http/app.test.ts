import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as contract from '../../../server/contract/index.ts';
import { serveSample, type TestServer } from '../../support/app.ts';

let server: TestServer;
beforeAll(async () => {
  server = await serveSample();
}, 60_000);
afterAll(() => server.close());

const encode = encodeURIComponent;

/** Every row of every page of a paged resource. */
async function everyThread(query: string): Promise<contract.ThreadRow[]> {
  const rows: contract.ThreadRow[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const page: contract.ListThreadsAnswer = await server.get(
      contract.ListThreadsAnswer,
      `/api/v1/lists/all/threads?${query}&cursor=${cursor}`,
    );
    rows.push(...page.threads);
    cursor = page.next;
  }
  return rows;
}

describe('the API over the sample archive', () => {
  it('answers each resource as its schema says', async () => {
    await server.get(contract.HealthAnswer, '/api/v1/health');
    await server.get(contract.HomeAnswer, '/api/v1/home');
    await server.get(contract.StatsAnswer, '/api/v1/stats');
    await server.get(contract.PeopleAnswer, '/api/v1/people');
    await server.get(contract.PatchesAnswer, '/api/v1/patches');
    const { lists } = await server.get(contract.ListsAnswer, '/api/v1/lists');
    expect(lists.map((list) => list.name)).toEqual(['shoreline', 'tidepool-devel']);
    for (const { name } of lists) {
      await server.get(contract.ListInfo, `/api/v1/lists/${name}`);
      await server.get(contract.StatsAnswer, `/api/v1/stats?list=${name}`);
      await server.get(contract.ListThreadsAnswer, `/api/v1/lists/${name}/threads`);
    }
  });

  it('shows every thread and every message of it as the schemas say', async () => {
    const threads = await everyThread('limit=200');
    expect(threads.length).toBeGreaterThan(10);
    for (const { key, messages, threadId } of threads) {
      const thread = await server.get(contract.ThreadAnswer, `/api/v1/threads/${encode(key)}`);
      expect(thread.threadId).toBe(threadId);
      expect(thread.bodies).toHaveLength(messages);
      expect(thread.rows.filter((row) => !row.ghost)).toHaveLength(messages);
      for (const body of thread.bodies) {
        const message = await server.get(contract.MessageAnswer, `/api/v1/messages/${encode(body.key)}`);
        expect(message.text).toBe(body.text);
        expect(message.blocks).toEqual(body.blocks);
        expect(message.answeredBy).toEqual(body.answeredBy);
        const row = thread.rows.find(({ key }) => key === body.key)!;
        expect(message).toMatchObject(row);
      }
    }
  }, 60_000);

  it('shows every patch, series and person as the schemas say', async () => {
    const { patches } = await server.get(contract.PatchesAnswer, '/api/v1/patches?limit=200');
    expect(patches.length).toBeGreaterThan(10);
    for (const { messageId } of patches) {
      const { patch, files } = await server.get(contract.PatchAnswer, `/api/v1/patches/${encode(messageId)}`);
      expect(patch.messageId).toBe(messageId);
      if (!patch.ghost) expect(new Set(files.map((file) => file.path))).toEqual(new Set(patch.files));
      const series = await server.get(contract.SeriesAnswer, `/api/v1/series/${encode(messageId)}`);
      expect(series.revisions.map((revision) => revision.seriesId)).toContain(patch.seriesId);
    }
    const { people } = await server.get(contract.PeopleAnswer, '/api/v1/people');
    expect(people.length).toBeGreaterThan(5);
    for (const { person } of people) {
      const one = await server.get(contract.PersonAnswer, `/api/v1/people/${encode(person)}`);
      await server.get(
        contract.PersonMessagesAnswer,
        `/api/v1/people/${encode(one.addresses[0]?.email ?? person)}/messages`,
      );
    }
  }, 60_000);

  it('compares any two revisions of a series', async () => {
    const { patches } = await server.get(contract.PatchesAnswer, '/api/v1/patches?limit=200');
    const later = patches.filter(({ version, ghost }) => version > 1 && !ghost);
    expect(later.length).toBeGreaterThan(3);
    for (const { messageId } of later) {
      const { revisions } = await server.get(contract.SeriesAnswer, `/api/v1/series/${encode(messageId)}`);
      const [from, to] = [revisions[0]!, revisions.at(-1)!];
      const url = `/api/v1/series/${encode(messageId)}/range-diff?from=${encode(from.seriesId)}&to=${encode(to.seriesId)}`;
      const { pairs } = await server.get(contract.RangeDiffAnswer, url);
      expect(pairs.flatMap((pair) => pair.to ?? [])).toHaveLength(to.patches.length);
      expect(pairs.flatMap((pair) => pair.from ?? [])).toHaveLength(from.patches.length);
    }
  });

  it('gives all threads once, whatever the page size and the order', async () => {
    const all = await everyThread('limit=200');
    for (const sort of ['activity', 'start', 'size']) {
      const rows = await everyThread(`limit=3&sort=${sort}`);
      expect(rows.map((row) => row.threadId).sort()).toEqual(all.map((row) => row.threadId).sort());
      const values = rows.map((row) =>
        sort === 'activity' ? row.last : sort === 'start' ? row.started : row.messages,
      );
      expect(values).toEqual([...values].sort((a, b) => (a < b ? 1 : -1)));
    }
  });

  it('filters threads by patch, answer, person and time', async () => {
    const all = await everyThread('limit=200');
    const keys = (rows: contract.ThreadRow[]) => rows.map((row) => row.key).sort();
    expect(keys(await everyThread('hasPatch=true'))).toEqual(keys(all.filter((row) => row.patches > 0)));
    expect(keys(await everyThread('unanswered=true'))).toEqual(keys(all.filter((row) => row.unanswered)));
    expect(keys(await everyThread('bots=off'))).toEqual(keys(all.filter((row) => row.bots < row.messages)));
    const cut = all[Math.floor(all.length / 2)]!.last;
    expect(keys(await everyThread(`from=${cut}`))).toEqual(keys(all.filter((row) => row.last >= cut)));
    expect(keys(await everyThread(`to=${cut}`))).toEqual(keys(all.filter((row) => row.last < cut)));
    const { people } = await server.get(contract.PeopleAnswer, '/api/v1/people?limit=1');
    const theirs = await everyThread(`person=${encode(people[0]!.person)}`);
    expect(theirs.length).toBeGreaterThan(0);
    for (const { key } of theirs) {
      const thread = await server.get(contract.ThreadAnswer, `/api/v1/threads/${encode(key)}?bodies=0`);
      expect(thread.people.map((person) => person.person)).toContain(people[0]!.person);
    }
  });

  it('hands out the bytes of a mail as they were read', async () => {
    const [thread] = await everyThread('limit=1');
    const answer = await server.app.inject({ url: `/api/v1/messages/${encode(thread!.key)}/raw` });
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['content-type']).toMatch(/^text\/plain/);
    expect(answer.body).toContain(`<${thread!.key}>`);
  });

  it('answers 304 to a client that has the archive as it is', async () => {
    const first = await server.app.inject({ url: '/api/v1/lists' });
    const again = await server.app.inject({ url: '/api/v1/lists', headers: { 'if-none-match': first.headers.etag! } });
    expect(again.statusCode).toBe(304);
    expect(again.body).toBe('');
    const other = await server.app.inject({ url: '/api/v1/lists', headers: { 'if-none-match': 'W/"another"' } });
    expect(other.statusCode).toBe(200);
  });

  it.each([
    ['/api/v1/lists/none', 404, 'not-found'],
    ['/api/v1/threads/nobody@example.org', 404, 'not-found'],
    ['/api/v1/messages/nobody@example.org/raw', 404, 'not-found'],
    ['/api/v1/patches/nobody@example.org', 404, 'not-found'],
    ['/api/v1/series/nobody@example.org', 404, 'not-found'],
    ['/api/v1/people/nobody', 404, 'not-found'],
    ['/api/v1/nothing', 404, 'not-found'],
    ['/api/v1/lists/all/threads?cursor=broken', 400, 'bad-request'],
    ['/api/v1/lists/all/threads?sort=sideways', 400, 'bad-request'],
    ['/api/v1/lists/all/threads?sorted=size', 400, 'bad-request'],
    ['/api/v1/health?deep=1', 400, 'bad-request'],
    ['/api/v1/lists/all/threads?from=yesterday', 400, 'bad-request'],
    ['/api/v1/lists/all/threads?limit=100000', 400, 'bad-request'],
  ])('says what is wrong with %s in the one shape of errors', async (url, status, code) => {
    const answer = await server.app.inject({ url });
    expect(answer.statusCode).toBe(status);
    const { error } = answer.json<contract.ErrorAnswer>();
    expect(error.code).toBe(code);
    expect(error.message).toMatch(/^[A-Z“].*\.$/);
    expect(Object.keys(answer.json<object>())).toEqual(['error']);
  });

  it('lets nothing load from elsewhere and does not force https', async () => {
    const { headers } = await server.app.inject({ url: '/api/v1/health' });
    const policy = headers['content-security-policy'] as string;
    expect(policy).toContain("default-src 'self'");
    expect(policy).toContain("script-src 'self';");
    expect(policy).not.toContain('upgrade-insecure-requests');
    expect(headers['strict-transport-security']).toBeUndefined();
  });

  it('describes every route', async () => {
    const { paths } = (await server.app.inject({ url: '/api/docs/json' })).json<{ paths: Record<string, unknown> }>();
    expect(
      Object.keys(paths)
        .filter((path) => path.startsWith('/api/v1/'))
        .sort(),
    ).toMatchInlineSnapshot(`
      [
        "/api/v1/health",
        "/api/v1/home",
        "/api/v1/lists",
        "/api/v1/lists/{list}",
        "/api/v1/lists/{list}/patches",
        "/api/v1/lists/{list}/threads",
        "/api/v1/me",
        "/api/v1/messages/{id}",
        "/api/v1/messages/{id}/raw",
        "/api/v1/patches",
        "/api/v1/patches/{id}",
        "/api/v1/patches/{id}/am",
        "/api/v1/patches/{id}/diff",
        "/api/v1/people",
        "/api/v1/people/{id}",
        "/api/v1/people/{id}/messages",
        "/api/v1/pulls",
        "/api/v1/pulls/{id}",
        "/api/v1/search",
        "/api/v1/search/suggestions",
        "/api/v1/series/{id}",
        "/api/v1/series/{id}/range-diff",
        "/api/v1/stats",
        "/api/v1/threads",
        "/api/v1/threads/{id}",
        "/api/v1/threads/{id}/am",
        "/api/v1/threads/{id}/bodies",
        "/api/v1/threads/{id}/mbox",
        "/api/v1/threads/{id}/points",
        "/api/v1/threads/{id}/summary",
        "/api/v1/threads/{id}/verdict",
        "/api/v1/threads/{id}/why",
      ]
    `);
    expect((await server.app.inject({ url: '/api/docs' })).statusCode).toBe(200);
  });

  it('changes nothing: other methods are not there', async () => {
    for (const method of ['POST', 'PUT', 'DELETE', 'PATCH'] as const) {
      expect((await server.app.inject({ method, url: '/api/v1/lists' })).statusCode).toBe(404);
    }
  });
});
