import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWriter } from '../../../data/database.ts';
import { listThreads, type ThreadFilter, type ThreadOrder, type ThreadPlace } from '../../../data/read/threads.ts';
import type { ThreadSummary } from '../../../data/records/index.ts';
import { serveSample, type TestServer } from '../../support/app.ts';

let server: TestServer;
beforeAll(async () => {
  server = await serveSample();
}, 60_000);
afterAll(() => server.close());

const ANY: ThreadFilter = {
  list: null,
  states: [],
  person: null,
  hasPatch: null,
  unanswered: null,
  withoutBots: false,
  from: null,
  to: null,
};
const ORDERS: ThreadOrder[] = ['activity', 'start', 'size'];

async function pages(filter: Partial<ThreadFilter>, order: ThreadOrder, limit: number): Promise<ThreadSummary[]> {
  const found: ThreadSummary[] = [];
  for (let after: ThreadPlace | null = null; ;) {
    const page = await listThreads(server.archive, { ...ANY, ...filter }, order, limit, after);
    found.push(...page.threads);
    if (page.next === null) return found;
    after = page.next;
  }
}

const threadsOf = (person: number) =>
  new Set(
    server.archive
      .prepare<{ id: number }>('SELECT DISTINCT thread_id AS id FROM message WHERE person_id = ?')
      .all(person)
      .map(({ id }) => id),
  );
const someone = () =>
  server.archive.prepare<{ id: number }>('SELECT id FROM person ORDER BY messages DESC, id LIMIT 1').get()!.id;

/** Each filter with what it must let through. */
async function filters(): Promise<[Partial<ThreadFilter>, (thread: ThreadSummary) => boolean][]> {
  const all = await pages({}, 'activity', 200);
  const state = all.find((thread) => thread.state !== null)!.state!;
  const from = all[Math.floor((all.length * 3) / 4)]!.last;
  const to = all[Math.floor(all.length / 4)]!.last;
  const theirs = threadsOf(someone());
  return [
    [{}, () => true],
    [{ states: [state] }, (thread) => thread.state === state],
    [{ states: ['new', state, 'none such'] }, (thread) => thread.state === state || thread.state === 'new'],
    [{ hasPatch: true }, ({ patches }) => patches > 0],
    [{ hasPatch: false }, ({ patches }) => patches === 0],
    [{ unanswered: true }, ({ people }) => people <= 1],
    [{ unanswered: false }, ({ people }) => people > 1],
    [{ withoutBots: true }, ({ bots, messages }) => bots < messages],
    [{ from }, ({ last }) => last >= from],
    [{ from, to }, ({ last }) => last >= from && last < to],
    [{ person: someone() }, ({ id }) => theirs.has(id)],
  ];
}

describe('threads of a list', () => {
  it('are those that fit, whichever two filters, order and page size', async () => {
    const all = await pages({}, 'activity', 200);
    const lists = server.archive.prepare<{ id: number; name: string }>('SELECT id, name FROM list').all();
    const known = await filters();
    const value = { activity: 'last', start: 'started', size: 'messages' } as const;
    for (const [a, fitsA] of known)
      for (const [b, fitsB] of known)
        for (const list of [null, ...lists])
          for (const order of ORDERS) {
            const expected = all
              .filter((thread) => fitsA(thread) && fitsB(thread) && (list === null || thread.lists.includes(list.name)))
              .sort((x, y) => y[value[order]] - x[value[order]] || y.id - x.id);
            // Where both say the same thing otherwise, the later one holds.
            if (Object.keys(a).some((name) => name in b) && a !== b) continue;
            const found = await pages({ ...a, ...b, list: list?.id ?? null }, order, 7);
            expect(
              found.map(({ id }) => id),
              JSON.stringify([a, b, list, order]),
            ).toEqual(expected.map(({ id }) => id));
          }
  }, 60_000);

  it('are the same whether a person wrote little or so much that all threads are walked', async () => {
    const person = someone();
    const ask = async () => (await Promise.all(ORDERS.map((order) => pages({ person }, order, 3)))).flat();
    const before = await ask();
    expect(before.length).toBeGreaterThan(6);
    const writer = openWriter(server.archive.path);
    writer.prepare('UPDATE person SET messages = 1000000 WHERE id = ?').run(person);
    writer.close();
    expect(await ask()).toEqual(before);
  });
});
