import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dumpRows } from '../../server/dump.ts';
import { serveSample, type TestServer } from '../support/app.ts';

type Row = Record<string, unknown> & { type: string };

let server: TestServer;
let rows: Row[];
beforeAll(async () => {
  server = await serveSample();
  rows = await dumped();
});
afterAll(() => server.close());

async function dumped(options: Parameters<typeof dumpRows>[1] = {}): Promise<Row[]> {
  const found: Row[] = [];
  for await (const row of dumpRows(server.archive, options)) found.push(JSON.parse(JSON.stringify(row)) as Row);
  return found;
}

const of = (type: string, all = rows) => all.filter((row) => row.type === type);

describe('dumpRows over the sample archive', () => {
  it('has rows of each type, those of messages first, by date then key', () => {
    const types = [...new Set(rows.map((row) => row.type))];
    expect(types[0]).toBe('message');
    for (const type of ['message', 'ghost', 'patch', 'series', 'review', 'thread']) expect(types).toContain(type);
    const keys = of('message').map((row) => `${String(row.dateUsed)} ${String(row.key)}`);
    expect(keys).toEqual([...keys].sort((a, b) => (a < b ? -1 : 1)));
    expect(new Set(of('message').map((row) => row.key)).size).toBe(keys.length);
  });

  it('carries the fields that its description names', () => {
    const fields: Record<string, string[]> = {
      message: [
        'key',
        'messageId',
        'lists',
        'threadId',
        'parent',
        'subject',
        'from',
        'fromHeader',
        'person',
        'date',
        'dateUsed',
        'defects',
        'salvaged',
        'bot',
        'text',
        'fromHtml',
        'attachments',
        'blocks',
      ],
      ghost: ['messageId', 'threadId', 'author', 'recovered'],
      patch: [
        'messageId',
        'seriesId',
        'workId',
        'version',
        'number',
        'total',
        'isCover',
        'isResend',
        'ghost',
        'title',
        'files',
        'patchId',
        'state',
        'basis',
        'confidence',
        'landedProbability',
        'supersededBy',
        'commit',
        'commitBasis',
        'turn',
        'conflicts',
        'history',
        'links',
      ],
      series: [
        'seriesId',
        'workIds',
        'version',
        'cover',
        'patches',
        'total',
        'missing',
        'title',
        'state',
        'counts',
        'supersededBy',
        'history',
      ],
      review: ['on', 'messageId', 'by', 'trailers', 'verified', 'hasComments', 'comments'],
      thread: ['threadId', 'messages', 'namedMissing', 'rootMissing', 'lists', 'archiveBegins'],
    };
    for (const [type, names] of Object.entries(fields)) {
      for (const row of of(type)) expect(Object.keys(row)).toEqual(expect.arrayContaining(names));
    }
  });

  it('covers every line of every text with blocks, once', () => {
    for (const row of of('message')) {
      const blocks = row.blocks as { lines: [number, number] }[];
      const ends = blocks.map((block) => block.lines[1]);
      expect(blocks.map((block) => block.lines[0])).toEqual([0, ...ends.slice(0, -1)]);
      expect(ends.at(-1)).toBe(String(row.text).split('\n').length);
    }
  });

  it('names only messages, patches and series that have rows, or are ghosts', () => {
    const messages = new Set([...of('message').map((row) => row.key), ...of('ghost').map((row) => row.messageId)]);
    const patches = new Set(of('patch').map((row) => row.messageId));
    const series = new Set(of('series').map((row) => row.seriesId));
    for (const row of of('message')) {
      if (row.parent !== null) expect(messages).toContain(row.parent);
      for (const { source } of row.blocks as { source: { messageId: string } | null }[])
        if (source) expect(messages).toContain(source.messageId);
    }
    for (const row of of('patch')) {
      expect(series).toContain(row.seriesId);
      for (const next of row.supersededBy as string[]) expect(patches).toContain(next);
    }
    for (const row of of('review')) expect(messages).toContain(row.messageId);
  });

  it('names the author of sourced lines as the source message is dumped', () => {
    const senders = new Map(of('message').map((row) => [row.key, row.from]));
    for (const row of of('message')) {
      for (const { source, author } of row.blocks as { source: { messageId: string } | null; author: unknown }[]) {
        if (source) expect(author).toEqual(senders.get(source.messageId));
      }
    }
  });

  it('can be cut down to a list or a thread', async () => {
    const list = await dumped({ list: 'shoreline' });
    for (const row of of('message', list)) expect(row.lists).toContain('shoreline');
    const [first] = of('thread', list);
    const thread = await dumped({ thread: String(first!.threadId) });
    expect(of('thread', thread)).toEqual([first]);
    expect(of('message', thread)).toHaveLength(Number(first!.messages));
    for (const row of of('patch', thread)) expect(row.threadId).toBe(first!.threadId);
  });

  it('says in a sentence that a list or message is unknown', async () => {
    await expect(dumped({ list: 'none' })).rejects.toThrow(/There is no list none\./);
    await expect(dumped({ thread: 'nobody@example.org' })).rejects.toThrow(/No message nobody@example\.org/);
  });

  it('judges as of a day, without what came later', async () => {
    const middle = of('message')[Math.floor(of('message').length / 2)]!;
    const asOf = Date.parse(String(middle.dateUsed)) / 1000;
    const earlier = await dumped({ asOf });
    expect(of('message', earlier)).toEqual(
      of('message').filter((row) => String(row.dateUsed) <= String(middle.dateUsed)),
    );
    const known = new Set(of('message', earlier).map((row) => row.key));
    for (const row of of('patch', earlier)) if (!row.ghost) expect(known).toContain(row.messageId);
    for (const row of of('patch', earlier))
      for (const change of row.history as { date: string }[])
        expect(Date.parse(change.date) / 1000).toBeLessThanOrEqual(asOf);
  });

  it('judged as of the last day says the same as the stored judgement', async () => {
    const last = Date.parse(String(of('message').at(-1)!.dateUsed)) / 1000;
    expect((await dumped({ asOf: last })).map((row) => JSON.stringify(row))).toEqual(
      rows.map((row) => JSON.stringify(row)),
    );
  });
});
