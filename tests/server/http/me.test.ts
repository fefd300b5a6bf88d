import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HealthAnswer, ListsAnswer, MeAnswer, PersonAnswer, ThreadRowsAnswer } from '../../../server/contract/index.ts';
import { renderDigest } from '../../../server/present/summary/digest.ts';
import { serveFiles, type TestServer } from '../../support/app.ts';
import { mail, mbox } from '../../support/mail.ts';

const BOB = 'Bob Brandt <bob@example.org>';
const CAROL = 'Carol Castro <carol@example.org>';
const patch = (id: string, subject: string, date: string, diff = DIFF) =>
  mail({ id, from: BOB, subject, date, body: `It leaks.\n\nSigned-off-by: ${BOB}\n---\n${diff}` });
const reply = (
  id: string,
  to: string,
  from: string,
  date: string,
  body: string,
  subject = 'Re: [PATCH] pool: free it',
) => mail({ id, from, subject, date, body, references: [to] });

let folder: string;
let server: TestServer;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'lorescope-me-'));
  const mails = [
    patch('p1@example.org', '[PATCH] pool: free it', 'Mon, 5 Jan 2026 10:00:00 +0000'),
    reply('q1@example.org', 'p1@example.org', CAROL, 'Mon, 5 Jan 2026 12:00:00 +0000', '> +\tfree(pool);\n\nWhy not in the caller?\n'),
    patch('p2@example.org', '[PATCH] ring: count first', 'Tue, 6 Jan 2026 10:00:00 +0000', RING),
    reply('q2@example.org', 'p2@example.org', CAROL, 'Tue, 6 Jan 2026 11:00:00 +0000', '> +\tcount(ring);\n\nHow many are there?\n', 'Re: [PATCH] ring: count first'),
    reply('a2@example.org', 'q2@example.org', BOB, 'Tue, 6 Jan 2026 13:00:00 +0000', '> How many are there?\n\nTwelve.\n', 'Re: [PATCH] ring: count first'),
  ]; // prettier-ignore
  writeFileSync(join(folder, 'demo.mbox'), mbox(mails));
  // The same mail on a second list: it is one message, and one in the count of the archive.
  writeFileSync(
    join(folder, 'other.mbox'),
    mbox([mail({ id: 'p1@example.org', from: BOB, subject: '[PATCH] pool: free it', listId: 'other.lists.example.org', date: 'Mon, 5 Jan 2026 10:00:00 +0000', body: `It leaks.\n\nSigned-off-by: ${BOB}\n---\n${DIFF}` })]),
  ); // prettier-ignore
  server = await serveFiles([join(folder, 'demo.mbox'), join(folder, 'other.mbox')], { me: ['bob@example.org'] });
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('what concerns one reader', () => {
  it('is a digest for mail too: what waits first, no mark of a mail is taken for Markdown', async () => {
    const me = await server.get(MeAnswer, '/api/v1/me?who=bob@example.org');
    const text = renderDigest(me, { web: 'http://lists.example.org', since: null });
    expect(text).toMatch(
      /^# For Bob Brandt\n\n## Waits for your answer: 1\n\n- Carol Castro, 2026-01-05, on pool: free it: “Why not in the caller\?” <http:\/\/lists\.example\.org\/r\/q1%40example\.org>\n/,
    );
    expect(text).toContain('## What became of yours: 2');
    const asked = me.asked.map((one) => ({ ...one, text: 'See [this](http://x) <img src=x>' }));
    expect(renderDigest({ ...me, asked }, { web: null, since: null })).toContain(
      '“See \\[this\\](http://x) \\<img src=x\\>” `<q1@example.org>`',
    );
  });

  it('leaves out what became of theirs before a day', async () => {
    const since = async (day: string) =>
      (await server.get(MeAnswer, `/api/v1/me?who=bob@example.org&since=${day}`)).patches.map(
        ({ messageId }) => messageId,
      );
    expect(await since('2026-01-06')).toEqual(['p2@example.org']);
    expect(await since('2026-02-01')).toEqual([]);
    expect((await server.app.inject({ url: '/api/v1/me?who=bob@example.org&since=soon' })).statusCode).toBe(400);
  });

  it('is what others asked and nobody answered, in their words and with its place', async () => {
    const answer = await server.get(MeAnswer, '/api/v1/me?who=bob@example.org');
    expect(answer.people).toEqual(['Bob Brandt']);
    expect(answer.asked.map(({ messageId, text, by }) => [messageId, text, by.name])).toEqual([
      ['q1@example.org', 'Why not in the caller?', 'Carol Castro'],
    ]);
    expect(answer.asked[0]!.lines).toEqual([2, 3]);
  });

  it('is what became of their own patches, and no patch of anybody else', async () => {
    const { patches } = await server.get(MeAnswer, '/api/v1/me?who=Bob%20Brandt');
    expect(patches.map(({ messageId }) => messageId).sort()).toEqual(['p1@example.org', 'p2@example.org']);
    const carol = await server.get(MeAnswer, '/api/v1/me?who=Carol%20Castro');
    expect([carol.patches, carol.asked]).toEqual([[], []]);
  });

  it('goes by the settings of the server where nobody is asked for, and says so', async () => {
    const answer = await server.get(MeAnswer, '/api/v1/me');
    expect([answer.from, answer.who, answer.people]).toEqual(['settings', ['bob@example.org'], ['Bob Brandt']]);
  });

  it('puts on a desk what waits where its reader decides, by what they took there, and nothing for others', async () => {
    // She took nothing here, but Bob answered her: that one alone is hers.
    const hers = (await server.get(MeAnswer, '/api/v1/me?who=carol@example.org')).desk;
    expect(hers.map(({ title, why }) => [title, why])).toEqual([['ring: count first', 'the author has answered']]);
    const olu = 'Olu Adeyemi <olu@example.org>';
    const patches = [1, 2, 3].map((n) =>
      mail({ id: `d${n}@example.org`, from: n === 3 ? olu : BOB, subject: `[PATCH] bay: part ${n}`, date: `Thu, ${n} Jan 2026 10:00:00 +0000`, body: `It leaks.\n\nSigned-off-by: ${BOB}\n---\n${DIFF.replaceAll('pool.c', `bay${n}.c`)}` }),
    ); // prettier-ignore
    const taken = reply('t1@example.org', 'd1@example.org', olu, 'Fri, 2 Jan 2026 12:00:00 +0000', 'Applied to bay.git, thanks.\n', 'Re: [PATCH] bay: part 1'); // prettier-ignore
    writeFileSync(join(folder, 'desk.mbox'), mbox([...patches, taken]));
    const desk = await serveFiles([join(folder, 'desk.mbox')]);
    const rows = (await desk.get(MeAnswer, '/api/v1/me?who=olu@example.org')).desk;
    expect(rows.map(({ title, turn, waited, why }) => [title, turn, waited, why])).toEqual([
      ['bay: part 2', 'reader', 86_400, 'nobody has answered yet'],
    ]);
    expect((await desk.get(MeAnswer, '/api/v1/me?who=bob@example.org')).desk).toEqual([]);
    await desk.close();
  });

  it('is nothing for somebody unknown', async () => {
    const answer = await server.get(MeAnswer, '/api/v1/me?who=nobody@example.org');
    expect([answer.people, answer.turns, answer.asked, answer.patches]).toEqual([[], [], [], []]);
  });
});

describe('some threads by any of their messages', () => {
  it('are rows, each once, and unknown ones are left out', async () => {
    const { threads } = await server.get(
      ThreadRowsAnswer,
      '/api/v1/threads?id=q1@example.org&id=p1@example.org&id=none@example.org&id=p2@example.org',
    );
    expect(threads.map(({ threadId }) => threadId)).toEqual(['p1@example.org', 'p2@example.org']);
    expect((await server.get(ThreadRowsAnswer, '/api/v1/threads')).threads).toEqual([]);
  });
});

describe('figures', () => {
  it('count a message of two lists once for the archive, and once on each list', async () => {
    expect((await server.get(HealthAnswer, '/api/v1/health')).messages).toBe(5);
    const { lists } = await server.get(ListsAnswer, '/api/v1/lists');
    expect(lists.map(({ name, messages }) => [name, messages])).toEqual([
      ['demo', 5],
      ['other', 1],
    ]);
  });

  it('tell how long somebody takes to answer, and how much of others they reviewed', async () => {
    const bob = await server.get(PersonAnswer, '/api/v1/people/bob@example.org');
    expect(bob.toAnswer).toEqual({ count: 1, median: 7200, p90: 7200 });
    const carol = await server.get(PersonAnswer, '/api/v1/people/carol@example.org');
    expect([carol.reviewed, carol.toAnswer.count]).toEqual([2, 2]);
  });
});

const DIFF = `diff --git a/pool.c b/pool.c
--- a/pool.c
+++ b/pool.c
@@ -1,2 +1,3 @@
 int pool;
+	free(pool);
 int ring;
`;
const RING = DIFF.replaceAll('pool.c', 'ring.c').replace('free(pool)', 'count(ring)').replace('int pool', 'long size');
