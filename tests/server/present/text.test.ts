import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PatchAnswer, RangeDiffAnswer, SeriesAnswer } from '../../../server/contract/index.ts';
import { renderPatch } from '../../../server/present/text/patch.ts';
import { renderRangeDiff, renderSeries } from '../../../server/present/text/series.ts';
import { serveSample, type TestServer } from '../../support/app.ts';

const V4 = '20251124085840.6546-1-kwabena@example.org';
const LRU3 = '20251110093015.1246-4-kwabena@example.org';

let server: TestServer;
beforeAll(async () => {
  server = await serveSample();
}, 60_000);
afterAll(() => server.close());

describe('in plain text', () => {
  it('a series tells its revisions, patches by revision and open points', async () => {
    const answer = await server.get(SeriesAnswer, `/api/v1/series/${V4}`);
    const text = renderSeries(answer);
    expect(text).toContain(answer.series.title);
    for (const { title } of answer.works) expect(text).toContain(title);
    for (const { version, date } of answer.revisions) expect(text).toContain(`v${version} ${date.slice(0, 10)}`);
    if (answer.points.length > 0) expect(text).toMatch(/\d+ points, (?:\d+ open|none found open):/);
    expect(text).toContain('(+ new, ~ changed, w reworded, R renamed, = the same)');
  });

  it('two revisions are compared patch by patch', async () => {
    const { revisions } = await server.get(SeriesAnswer, `/api/v1/series/${V4}`);
    const [from, to] = [revisions.at(-2)!, revisions.at(-1)!];
    const answer = await server.get(
      RangeDiffAnswer,
      `/api/v1/series/${V4}/range-diff?from=${encodeURIComponent(from.seriesId)}&to=${encodeURIComponent(to.seriesId)}`,
    );
    const text = renderRangeDiff(answer);
    expect(text.split('\n').filter((line) => /^ {0,2}[\d-]+ [=!w<>] +[\d-]+ /.test(line))).toHaveLength(
      answer.pairs.length,
    );
  });

  it('the comments on a patch stand under their lines, and none is lost', async () => {
    const answer = await server.get(PatchAnswer, `/api/v1/patches/${LRU3}`);
    const text = renderPatch(answer, { diff: true });
    const placed = answer.comments.find(({ on }) => on?.file != null)!;
    const lines = text.split('\n');
    const at = lines.findIndex((line) => line.includes(placed.text.trim().split('\n')[0]!));
    expect(at).toBeGreaterThan(lines.indexOf('Diff:'));
    for (const comment of answer.comments) expect(text).toContain(`<${comment.messageId}>`);
  });
});
