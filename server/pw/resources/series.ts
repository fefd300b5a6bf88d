import {
  loadNumbered,
  loadNumberedSeries,
  membersOf,
  numbersOfMessage,
  projectOf,
  seriesRecordOf,
} from '../../../data/read/patchwork/patches.ts';
import { loadSeries } from '../../../data/read/patches.ts';
import type { NumberedSeries } from '../../../data/records/index.ts';
import type { Answer, Ask } from '../ask.ts';
import type * as pw from '../contract.ts';
import { PwNotFound } from '../errors.ts';
import { presentSeries } from '../present.ts';
import { pageOf } from './patches.ts';

/** `series/` */
export async function seriesListAnswer(ask: Ask): Promise<Answer> {
  const { ids, links } = pageOf(ask, 'series', 'id');
  return { json: await presentAll(loadNumberedSeries(ask.archive, ids), ask), links };
}

/** `series/N/` */
export async function seriesAnswer(ask: Ask, id: string): Promise<Answer> {
  return { json: (await presentAll([findNumberedSeries(ask, id)], ask))[0] };
}

/** A series by its number. Throws not found. */
export function findNumberedSeries({ archive }: Ask, id: string): NumberedSeries {
  const [series] = loadNumberedSeries(archive, [Number(id)]);
  if (!series) throw new PwNotFound();
  return series;
}

async function presentAll(series: NumberedSeries[], ask: Ask): Promise<pw.PwSeries[]> {
  const { archive } = ask;
  const members = membersOf(
    archive,
    series.map(({ id }) => id),
  );
  const patches = new Map(loadNumbered(archive, [...members.values()].flat()).map((one) => [one.id, one]));
  return Promise.all(
    series.map(async (one) => {
      const judged = seriesRecordOf(archive, one);
      const before = loadSeries(archive, judged.record.previous);
      const previous = before.flatMap(({ record }) => {
        const first = [record.cover, ...record.patches].find((key) => key !== null);
        const ids = first === undefined || first === null ? [] : numbersOfMessage(archive, first);
        return loadNumbered(
          archive,
          ids.filter((id) => projectOf(id) === one.project),
        ).map((patch) => patch.series);
      });
      const own = (members.get(one.id) ?? []).flatMap((id) => patches.get(id) ?? []);
      return presentSeries(one, judged, own, previous, ask);
    }),
  );
}
