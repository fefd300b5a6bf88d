import { type Static, type TSchema, Type } from 'typebox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as pw from '../../../server/pw/contract.ts';
import { expectToFit, serveSample, type TestServer } from '../../support/app.ts';

let server: TestServer;
beforeAll(async () => {
  server = await serveSample();
}, 120_000);
afterAll(() => server.close());

const get = (url: string) => server.app.inject({ url: `/pw${url}`, headers: { host: 'lists.example.org' } });
async function read<Schema extends TSchema>(schema: Schema, path: string): Promise<Static<Schema>> {
  const answer = await get(`/api/1.3/${path}`);
  expect(answer.statusCode, `${path}: ${answer.body.slice(0, 200)}`).toBe(200);
  const value: unknown = answer.json();
  expectToFit(schema, value, path);
  return value as Static<Schema>;
}
const all = Type.Array;

describe("Patchwork's resources", () => {
  it('fit what its clients read, every one of the sample', async () => {
    const patches = await read(all(pw.PwPatch), 'patches/?per_page=250');
    expect(patches.length).toBeGreaterThan(30);
    for (const { id } of patches) {
      const patch = await read(pw.PwPatchDetail, `patches/${id}/`);
      await read(all(pw.PwComment), `patches/${id}/comments/`);
      await read(all(pw.PwCheck), `patches/${id}/checks/`);
      expect(patch.mbox.replaceAll('mbox', 'raw')).toBe(`http://lists.example.org/pw/patch/${id}/raw/`);
    }
    const covers = await read(all(pw.PwCover), 'covers/');
    for (const { id } of covers) {
      await read(pw.PwCoverDetail, `covers/${id}/`);
      for (const comment of await read(all(pw.PwComment), `covers/${id}/comments/`))
        expect(await read(pw.PwComment, `covers/${id}/comments/${comment.id}/`)).toEqual(comment);
    }
    const series = await read(all(pw.PwSeries), 'series/?per_page=250');
    for (const one of series) expect(await read(pw.PwSeries, `series/${one.id}/`)).toEqual(one);
    for (const person of await read(all(pw.PwPerson), 'people/?per_page=250'))
      await read(pw.PwPerson, `people/${person.id}/`);
    for (const user of await read(all(pw.PwUser), 'users/')) await read(pw.PwUser, `users/${user.id}/`);
    await read(pw.PwProject, 'projects/tidepool-devel/');
    const events = await read(all(pw.PwEvent), 'events/?order=date&per_page=250');
    expect(events.length).toBeGreaterThan(100);
    expect(await read(all(Type.Unknown()), 'bundles/?q=x')).toEqual([]);
  });

  it('are the same under every version, with and without a slash, whatever is accepted; other versions are not there', async () => {
    const wanted = (await get('/api/1.2/patches/?per_page=2')).body;
    for (const url of [
      '/api/patches/?per_page=2',
      '/api/1.0/patches?per_page=2&',
      '/api/1.3/patches?per_page=2&page=1',
    ])
      expect((await get(url)).body).toBe(wanted);
    const asked = await server.app.inject({
      url: '/pw/api/patches/?per_page=2',
      headers: { host: 'lists.example.org', accept: 'text/html', authorization: 'Token none' },
    });
    expect(asked.body).toBe(wanted);
    for (const url of ['/api/6.9/', '/api/nothing/', '/api/patches/9/', '/api/patches/?page=400', '/nothing'])
      expect((await get(url)).statusCode, url).toBe(404);
    expect((await get('/api/patches/9/')).json()).toEqual({ detail: 'Not found.' });
    expect(Object.keys((await get('/api/1.3/')).json<object>())).toContain('patches');
  });

  it('page by links whose next comes first, under the spelling that clients look for', async () => {
    const ids: number[] = [];
    for (let url: string | undefined = '/api/patches/?per_page=7&order=-id'; url;) {
      const answer = await get(url);
      ids.push(...answer.json<{ id: number }[]>().map(({ id }) => id));
      const link = String(answer.headers['link']);
      expect((answer.raw.res as unknown as { getRawHeaderNames(): string[] }).getRawHeaderNames()).toContain('Link');
      expect(link).toMatch(/; rel="last"$/);
      url = /^<http:\/\/lists\.example\.org\/pw([^>,]+)>; rel="next"/.exec(link)?.[1];
    }
    const known = (await read(all(pw.PwPatch), 'patches/?per_page=250')).map(({ id }) => id);
    expect(ids).toEqual([...known].reverse());
    const counted = String((await get('/api/patches/?per_page=1')).headers['link']);
    expect(counted).toContain(`page=${known.length}>; rel="last"`);
  });

  it('are filtered by what clients send; what means nothing matches nothing', async () => {
    const every = await read(all(pw.PwPatch), 'patches/?per_page=250');
    const first = every[0]!;
    const ids = async (query: string) =>
      (await read(all(pw.PwPatch), `patches/?per_page=250&${query}`)).map(({ id }) => id);
    const those = (test: (patch: (typeof every)[number]) => boolean) => every.filter(test).map(({ id }) => id);
    expect(await ids('project=&archived=False')).toEqual(those(() => true));
    expect(await ids('project=SHORELINE')).toEqual(those(({ project }) => project.name === 'shoreline'));
    expect(await ids('state=accepted&state=superseded')).toEqual(
      those(({ state }) => state === 'accepted' || state === 'superseded'),
    );
    expect(await ids('state=3&state=15')).toEqual(those(({ state }) => state === 'accepted'));
    expect(await ids(`submitter=${first.submitter.email}`)).toEqual(
      those(({ submitter }) => submitter.id === first.submitter.id),
    );
    expect(await ids(`msgid=${encodeURIComponent(first.msgid)}`)).toEqual([first.id]);
    expect(await ids(`msgid=${encodeURIComponent(first.msgid.slice(1, -1))}&project=${first.project.id}`)).toEqual([
      first.id,
    ]);
    expect(await ids(`hash=${first.hash}`)).toContain(first.id);
    expect(await ids(`series=${first.series[0]!.id}`)).toEqual(
      those(({ series }) => series[0]!.id === first.series[0]!.id),
    );
    const word = first.name.split(' ').at(-1)!;
    expect(await ids(`q=${encodeURIComponent(word.toUpperCase())}`)).toContain(first.id);
    const middle = every[20]!.date;
    expect(await ids(`since=${middle.replace('T', ' ')}.000001`)).toEqual(those(({ date }) => date > middle));
    expect(await ids(`since=${middle}&before=${middle}`)).toEqual([]);
    expect((await ids('order=-date'))[0]).toBe([...every].sort((a, b) => (a.date < b.date ? 1 : -1))[0]!.id);
    for (const query of [
      'project=none',
      'state=99',
      'since=soon',
      'archived=true',
      'delegate=1',
      'hash=1',
      'submitter=a@b',
    ])
      expect(await ids(query), query).toEqual([]);
  });

  it('have times without a zone, and events that go on behind the newest one', async () => {
    const events = await read(all(pw.PwEvent), 'events/?category=series-completed&order=date&per_page=250');
    const last = events.at(-1)!;
    const next = `${last.date.slice(0, -1)}${(Number(last.date.at(-1)) + 1) % 10}`;
    const after = await read(
      all(pw.PwEvent),
      `events/?category=series-completed&order=date&since=${encodeURIComponent(next.replace('T', ' '))}&`,
    );
    expect(after).toEqual([]);
    expect(await read(all(pw.PwEvent), `events/?category=series-completed&since=${last.date}`)).toEqual([last]);
  });

  it('hand out mail that git applies, under names that need no quotes', async () => {
    const [series] = await read(all(pw.PwSeries), 'series/?per_page=250');
    const patch = series!.patches.at(-1)!;
    const mbox = await get(`/patch/${patch.id}/mbox/?series=*`);
    expect(mbox.body.match(/^From git@z /gm)).toHaveLength(series!.patches.length);
    expect(mbox.headers['content-disposition']).toMatch(/^attachment; filename=[\w-]+\.patch$/);
    const raw = await get(`/patch/${patch.id}/raw/`);
    expect(raw.body).toMatch(/^diff --git /);
    expect(raw.headers['content-disposition']).toMatch(/\.diff$/);
    expect((await get(`/series/${series!.id}/mbox/`)).body).toBe(mbox.body);
  });

  it('lead from their pages to ours, and tell pwclient how to ask', async () => {
    const [patch] = await read(all(pw.PwPatch), 'patches/?per_page=1');
    const page = await server.app.inject({ url: new URL(patch!.web_url).pathname });
    expect(page.statusCode).toBe(302);
    expect((await server.app.inject({ url: String(page.headers.location) })).statusCode).toBe(200);
    const rc = await get('/project/shoreline/pwclientrc/');
    expect(rc.body).toContain('backend = rest\nurl = http://lists.example.org/pw/api\n');
  });

  it('cannot be written: every attempt is answered as JSON that says why', async () => {
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE'] as const) {
      const answer = await server.app.inject({
        method,
        url: '/pw/api/1.3/patches/100000001/',
        payload: 'state=accepted',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      });
      expect(answer.statusCode).toBe(405);
      expect(answer.headers.allow).toBe('GET, HEAD, OPTIONS');
      expectToFit(pw.PwError, answer.json(), method);
    }
  });
});

describe('a server that hides addresses', () => {
  it('answers mail files with JSON that refuses them, and people by strings', async () => {
    const masked = await serveSample({ maskAddresses: true });
    const [patch] = (await masked.app.inject({ url: '/pw/api/patches/' })).json<Static<typeof pw.PwPatch>[]>();
    expect(patch!.submitter.email).toMatch(/@•/);
    const mbox = await masked.app.inject({ url: `/pw/patch/${patch!.id}/mbox/` });
    expect(mbox.statusCode).toBe(403);
    expectToFit(pw.PwError, mbox.json(), 'mbox');
    await masked.close();
  }, 120_000);
});
