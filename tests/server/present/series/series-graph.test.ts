import { describe, expect, it } from 'vitest';
import type { StoredSeries } from '../../../../data/records/index.ts';
import { byLane, seriesGraph } from '../../../../server/present/series/series-graph.ts';

/** `name: parents: works`, in order of time. */
function family(...rows: [name: string, previous: string[], works: string[]][]): StoredSeries[] {
  return rows.map(([seriesId, previous, workIds], n) => ({
    threadId: seriesId,
    record: { seriesId, previous, workIds, patches: workIds, dateUsed: n, version: n, title: seriesId },
    outcome: { state: 'superseded', counts: {}, supersededBy: [] },
  })) as unknown as StoredSeries[];
}
const lanes = (...rows: Parameters<typeof family>) =>
  Object.fromEntries(seriesGraph(family(...rows)).nodes.map(({ seriesId, lane }) => [seriesId, lane]));

describe('the graph of a series', () => {
  it('keeps one line of revisions in one lane', () => {
    const found = seriesGraph(family(['v1', [], ['a', 'b']], ['v2', ['v1'], ['a', 'b', 'c']]));
    expect(found.nodes.map(({ lane }) => lane)).toEqual([0, 0]);
    expect(found.edges).toEqual([{ from: 'v1', to: 'v2', patches: 2 }]);
  });

  it('goes on with most of the patches; what was split off has a lane of its own', () => {
    expect(
      lanes(
        ['v4', [], ['a', 'b', 'c']],
        ['small', ['v4'], ['c']],
        ['big', ['v4'], ['a', 'b']],
        ['small2', ['small'], ['c']],
      ),
    ).toEqual({ v4: 0, small: 1, big: 0, small2: 1 });
  });

  it('ends a lane where another series takes its patches in', () => {
    expect(lanes(['x', [], ['a', 'b']], ['y', [], ['c']], ['z', ['x', 'y'], ['a', 'b', 'c']])).toEqual({
      x: 0,
      y: 1,
      z: 0,
    });
  });

  it('puts the columns of a lane side by side', () => {
    const all = family(
      ['v4', [], ['a', 'b']],
      ['q5', ['v4'], ['b']],
      ['p5', ['v4'], ['a', 'c']],
      ['q6', ['q5'], ['b']],
    );
    const graph = seriesGraph(all);
    expect(byLane(all, graph).map(({ record }) => record.seriesId)).toEqual(['v4', 'q5', 'q6', 'p5']);
  });

  it('knows nothing of series that are not there', () => {
    expect(seriesGraph(family(['v2', ['v1'], ['a']])).edges).toEqual([]);
  });
});
