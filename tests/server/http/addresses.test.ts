import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serveSample, type TestServer } from '../../support/app.ts';

let server: TestServer;
beforeAll(async () => {
  server = await serveSample();
}, 120_000);
afterAll(() => server.close());

describe('addresses that visitors make up', () => {
  it.each([
    '//evil.example',
    '//evil.example/',
    '//evil.example/T',
    '//evil.example/x@y/raw',
    '/%2F%2Fevil.example',
    '/%5Cevil.example/x',
  ])('%s never lead to another host', async (url) => {
    const { headers } = await server.app.inject({ url });
    const to = headers.location === undefined ? '/' : String(headers.location);
    expect(new URL(to, 'http://lists.example.org/').host).toBe('lists.example.org');
    expect(to).not.toMatch(/^\/[/\\]/);
  });

  it('that are not there are not there for those who ask for anything either', async () => {
    const headers = { 'if-none-match': '*' };
    expect((await server.app.inject({ url: '/api/v1/messages/nobody@example.org', headers })).statusCode).toBe(404);
    expect((await server.app.inject({ url: '/api/v1/lists', headers })).statusCode).toBe(200);
    const { etag } = (await server.app.inject({ url: '/api/v1/lists' })).headers;
    const again = await server.app.inject({
      url: '/api/v1/lists',
      headers: { 'if-none-match': `"x", ${String(etag)}` },
    });
    expect(again.statusCode).toBe(304);
  });
});
