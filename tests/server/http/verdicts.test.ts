import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as contract from '../../../server/contract/index.ts';
import { serveSample, type TestServer } from '../../support/app.ts';

let server: TestServer;
let threads: contract.ThreadRow[];
const texts = new Map<string, string>();
beforeAll(async () => {
  server = await serveSample();
  const answer = await server.get(contract.ListThreadsAnswer, '/api/v1/lists/all/threads?sort=size&limit=12');
  threads = answer.threads;
}, 60_000);
afterAll(() => server.close());

const fold = (text: string) => text.replace(/\s+/g, ' ').trim();
const words = (text: string) => text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;

/** The lines of a message on which words are said to stand. */
async function linesOf(key: string, [from, to]: readonly [number, number]): Promise<string> {
  if (!texts.has(key)) {
    const message = await server.get(contract.MessageAnswer, `/api/v1/messages/${encodeURIComponent(key)}`);
    texts.set(key, message.text);
  }
  return fold(texts.get(key)!.split('\n').slice(from, to).join(' '));
}

describe('the verdict of a thread', () => {
  it('marks words that stand on the lines it names, and tells why they count', async () => {
    let decided = 0;
    for (const { threadId } of threads) {
      const verdict = await server.get(
        contract.VerdictAnswer,
        `/api/v1/threads/${encodeURIComponent(threadId)}/verdict`,
      );
      const { decides } = verdict;
      if (!decides) {
        expect(verdict.counts).toEqual([]);
        continue;
      }
      decided += 1;
      const said = fold(decides.marked.replace(/ \[…\]/g, ''));
      if (decides.part === undefined) expect(await linesOf(decides.messageId, decides.lines)).toContain(said);
      expect(verdict.counts.length).toBeGreaterThan(0);
    }
    expect(decided).toBeGreaterThan(3);
  });

  it('says that no sentence decides where none does, with the last words of who has the say', async () => {
    const open = threads.filter(({ headline }) => headline?.state === 'under-review' && headline.sentence === null);
    for (const { threadId } of open) {
      const verdict = await server.get(
        contract.VerdictAnswer,
        `/api/v1/threads/${encodeURIComponent(threadId)}/verdict`,
      );
      expect(verdict.decides).toBeNull();
      expect(verdict.unsaid.join(' ')).toContain('That it was taken');
    }
  });

  it('tells its path oldest first, each step a mail or a silence', async () => {
    for (const { threadId } of threads.slice(0, 6)) {
      const { path } = await server.get(
        contract.VerdictAnswer,
        `/api/v1/threads/${encodeURIComponent(threadId)}/verdict`,
      );
      expect(path.map(({ date }) => date)).toEqual(path.map(({ date }) => date).sort());
      for (const step of path) expect(step.kind === 'quiet').toBe(step.messageId === null);
    }
  });
});

describe('why it came to this', () => {
  it('gives at most seven turning points in the order of time, in words of the mails', async () => {
    let told = 0;
    for (const { threadId } of threads) {
      const why = await server.get(contract.WhyAnswer, `/api/v1/threads/${encodeURIComponent(threadId)}/why`);
      expect(why.points.length).toBeLessThanOrEqual(7);
      expect(why.points.map(({ date }) => date)).toEqual(why.points.map(({ date }) => date).sort());
      for (const { quote } of why.points) {
        told += 1;
        if (quote.part === undefined)
          expect(await linesOf(quote.messageId, quote.lines)).toContain(fold(quote.marked.replace(/ \[…\]/g, '')));
      }
    }
    expect(told).toBeGreaterThan(10);
  });

  it('is the summary of one page: at most 600 words without its sources', async () => {
    for (const { threadId } of threads) {
      const id = encodeURIComponent(threadId);
      const why = await server.get(contract.WhyAnswer, `/api/v1/threads/${id}/why`);
      if (why.points.length === 0) continue;
      const summary = await server.get(contract.SummaryAnswer, `/api/v1/threads/${id}/summary?length=short`);
      expect(summary.turning.map(({ quote }) => quote.text)).toEqual(why.points.map(({ quote }) => quote.marked));
      const page = await server.app.inject(`/api/v1/threads/${id}/summary?length=short&format=txt`);
      const [text = ''] = page.body.split(/\n(?=Sources\b)/i);
      expect(words(text), threadId).toBeLessThanOrEqual(600);
    }
  });

  it('is readable without JavaScript under /why/', async () => {
    const [row] = threads;
    const page = await server.app.inject(`/${row!.lists[0]}/${encodeURIComponent(row!.key)}/why/`);
    expect(page.statusCode).toBe(200);
    expect(page.body).toContain('<h1');
  });
});
