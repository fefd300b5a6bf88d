import type { Archive } from '../database.ts';
import { unpackJudged } from './judged-codec.ts';
import type { Judged, JudgedPatch, JudgedSeries } from '../records/index.ts';

/** What became of a patch; `id` is its row's judged_id. Throws where the row is missing or damaged. */
export function judgedPatch(archive: Archive, id: number, key: string): JudgedPatch {
  const patch = judged(archive, id).patches.find(({ record }) => record.key === key);
  if (!patch) throw new Error(`judged row ${id} holds no patch ${key}`);
  // A copy: callers put columns of the row beside the record.
  return { ...patch };
}

/** What became of a series; `id` is its row's judged_id. Throws where the row is missing or damaged. */
export function judgedSeries(archive: Archive, id: number): JudgedSeries {
  const { series } = judged(archive, id);
  if (!series) throw new Error(`judged row ${id} holds no series`);
  return { ...series };
}

/** Rows never change, so those asked for lately are kept unpacked: a series' patches are asked for one after the other. */
function judged(archive: Archive, id: number): Judged {
  let kept = unpacked.get(archive);
  if (!kept) unpacked.set(archive, (kept = new Map()));
  let value = kept.get(id);
  if (value) kept.delete(id);
  else {
    const row = archive.prepare<{ packed: Buffer }>('SELECT packed FROM judged WHERE id = ?').get(id);
    if (!row) throw new Error(`judged row ${id} is missing`);
    value = unpackJudged(row.packed);
  }
  kept.set(id, value);
  if (kept.size > MOST_KEPT) for (const oldest of kept.keys()) if (kept.delete(oldest)) break;
  return value;
}

const unpacked = new WeakMap<Archive, Map<number, Judged>>();
/** A page of a list names at most a few hundred series; one takes some kilobytes. */
const MOST_KEPT = 500;
