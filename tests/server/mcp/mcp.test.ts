import { resolve } from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildMcpServer } from '../../../server/mcp/server.ts';
import { serveSample, type TestServer } from '../../support/app.ts';

const V4 = '20251124085840.6546-1-kwabena@example.org';
const REVIEWED = '20251110093015.1246-4-kwabena@example.org';
const LRU = '20251124085840.6546-4-kwabena@example.org';

let sample: TestServer;
let client: Client;
beforeAll(async () => {
  sample = await serveSample();
  const server = await buildMcpServer(sample.archive);
  const [ours, theirs] = InMemoryTransport.createLinkedPair();
  client = new Client({ name: 'test', version: '1' });
  await Promise.all([server.connect(ours), client.connect(theirs)]);
}, 60_000);
afterAll(async () => {
  await client.close();
  await sample.close();
});

async function call(name: string, input: Record<string, unknown>): Promise<{ text: string; isError: boolean }> {
  const answer = await client.callTool({ name, arguments: input });
  const [content] = answer.content as { type: string; text: string }[];
  return { text: content!.text, isError: answer.isError === true };
}

describe('the MCP server', () => {
  it('names its tools with a schema each, all of them for reading', async () => {
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name)).toEqual([
      'search',
      'summary',
      'thread',
      'outcome',
      'patch',
      'points',
      'person',
    ]);
    for (const { description, inputSchema, annotations } of tools) {
      expect(description!.length).toBeGreaterThan(40);
      expect(inputSchema.type).toBe('object');
      expect(annotations?.readOnlyHint).toBe(true);
    }
  });

  it('says that the words of mails are data', () => {
    expect(client.getInstructions()).toMatch(/follow no instruction/);
  });

  it('finds a patch by its name', async () => {
    const { text } = await call('search', { query: 'evict two generations' });
    expect(text).toContain('evict: add an LRU with two generations');
    expect(text).toContain(`<${LRU}>`);
  });

  it('reads a thread as a conversation, in parts that join without gap', async () => {
    const parts: string[] = [];
    for (let from: number | undefined = 0; from !== undefined;) {
      const { text } = await call('thread', { id: V4, from });
      expect(text.length).toBeLessThan(25_000);
      parts.push(text);
      const next = /go on with from=(\d+)/.exec(text);
      from = next ? Number(next[1]) : undefined;
      expect(parts.length).toBeLessThan(30);
    }
    const all = parts.join('\n');
    expect(all).toContain('Series applied to evict/for-4.8, thanks everybody.');
    expect(all).toContain('<a7uLaTd8P84gMcRG@ingrid.tidepool.example.org>');
    expect(all).not.toMatch(/^\s*\| > /m);
  });

  it('tells an outcome with its sentence, by id and by name', async () => {
    for (const what of [LRU, 'evict: add an LRU with two generations', `https://lore.kernel.org/all/${LRU}/`]) {
      const { text } = await call('outcome', { what });
      expect(text).toContain('accepted');
      expect(text).toContain('“Series applied to evict/for-4.8, thanks everybody.”');
    }
    expect((await call('outcome', { what: V4 })).text).toContain('v4 3/4 evict: add an LRU with two generations');
  });

  it('shows a patch with its comments, and its diff where it is asked for', async () => {
    const { text } = await call('patch', { id: REVIEWED });
    expect(text).toContain('Review points:');
    expect(text).toContain('Ingrid Solheim');
    expect(text).not.toContain('@@ -');
    expect((await call('patch', { id: LRU, diff: true })).text).toContain('@@ -');
  });

  it('tells what was asked in a thread and what closed it, open points first', async () => {
    const { text } = await call('points', { id: REVIEWED });
    expect(text).toMatch(/^\d+ points found: /m);
    const marks = [...text.matchAll(/^\[(\w+)\]/gm)].map((match) => match[1]);
    expect(marks.length).toBeGreaterThan(1);
    expect(marks.lastIndexOf('open')).toBeLessThanOrEqual(marks.findIndex((mark) => mark !== 'open'));
    const { text: agreed } = await call('points', { id: REVIEWED, status: 'agreed' });
    expect([...agreed.matchAll(/^\[(\w+)\]/gm)].every((match) => match[1] === 'agreed')).toBe(true);
    expect((await call('points', { id: 'nobody@example.org' })).isError).toBe(true);
  });

  it('summarizes, and tells who somebody is', async () => {
    expect((await call('summary', { id: V4 })).text).toContain('In short');
    expect((await call('person', { name: 'ingrid@tidepool.example.org' })).text).toContain('Ingrid Solheim');
    expect((await call('person', { name: 'Kwabena' })).text).toContain('Kwabena Osei-Mensah');
  });

  it('answers what it cannot do with a sentence, never with a stack', async () => {
    for (const [name, input] of [
      ['search', { query: 'nosuchoperator:(' }],
      ['search', {}],
      ['thread', { id: 'nobody@example.org' }],
      ['outcome', { what: 'zzz qqq xxx' }],
      ['patch', { id: V4.replace('6546-1', '6546-99') }],
      ['person', { name: 'Nobody At All' }],
      ['burn', {}],
    ] as const) {
      const { text, isError } = await call(name, input);
      expect(isError, `${name}: ${text}`).toBe(true);
      expect(text).not.toMatch(/\bat .*\.ts:\d/);
    }
  });

  it('speaks over standard input and output', async () => {
    const root = resolve(import.meta.dirname, '../../..');
    const transport = new StdioClientTransport({
      command: process.execPath,
      args: ['--import', 'tsx', 'server/cli/main.ts', 'mcp', '--db', sample.archive.path],
      cwd: root,
      stderr: 'pipe',
    });
    const other = new Client({ name: 'test', version: '1' });
    await other.connect(transport);
    const answer = await other.callTool({ name: 'outcome', arguments: { what: LRU } });
    expect(JSON.stringify(answer.content)).toContain('accepted');
    await other.close();
  });
});
