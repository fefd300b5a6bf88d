import type { Archive } from '../data/database.ts';
import type { Judgement } from '../data/records/index.ts';
import { type ArchiveView, loadArchive, storeJudgement } from '../data/write/judgement.ts';
import type { IngestOptions } from './pipeline.ts';

/** The pass over the whole archive: people, series, works, reviews, outcomes; skipped where nothing changed since the last one. */
export async function analyzeArchive(archive: Archive, { onProgress }: Pick<IngestOptions, 'onProgress'>): Promise<void> {
  if (archive.meta('judged') === archive.meta('changed')) return;
  const view = await loadArchive(archive);
  onProgress?.({ step: 'judge', source: '', done: 0, total: null, messages: view.messages.length });
  await storeJudgement(archive, judgeArchive(view));
  archive.setMeta('judged', archive.meta('changed') ?? '0');
}

/** Everything that follows from the facts of all messages. Pure. */
export function judgeArchive(_view: ArchiveView): Judgement {
  return { people: [], patches: [], series: [], reviews: [], points: [], sections: [], discussions: [], headlines: new Map() };
}
