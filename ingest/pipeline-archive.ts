import type { Archive } from '../data/database.ts';
import type {
  Judgement,
  JudgedPatch,
  JudgedSeries,
  PatchFacts,
  RepositoryCommit,
  ReviewFacts,
  Signal,
} from '../data/records/index.ts';
import { loadCommits } from '../data/write/commits.ts';
import { type ArchiveView, loadArchive, storeJudgement } from '../data/write/judgement.ts';
import { headlines } from './analyze/headlines.ts';
import { linkWorks } from './analyze/works.ts';
import type { IngestOptions } from './pipeline.ts';

/** What people say by hand and files tell; all optional. */
export interface JudgeSettings {
  commits: RepositoryCommit[];
}

/** The pass over the whole archive: people, series, works, reviews, outcomes; skipped where nothing changed since the last one. */
export async function analyzeArchive(
  archive: Archive,
  { onProgress }: Pick<IngestOptions, 'onProgress'>,
): Promise<void> {
  if (archive.meta('judged') === archive.meta('changed')) return;
  const view = await loadArchive(archive);
  onProgress?.({ step: 'judge', source: '', done: 0, total: null, messages: view.messages.length });
  await storeJudgement(archive, judgeArchive(view, { commits: await loadCommits(archive) }));
  archive.setMeta('judged', archive.meta('changed') ?? '0');
}

/** Everything that follows from the facts of all messages. Pure. */
export function judgeArchive({ messages }: ArchiveView, _settings: JudgeSettings = { commits: [] }): Judgement {
  const patchFacts = new Map<string, PatchFacts>();
  const signals = new Map<string, Signal[]>();
  const reviews: ReviewFacts[] = [];
  for (const { key, facts } of messages) {
    if (facts?.patch) patchFacts.set(key, facts.patch);
    if (facts?.signals) signals.set(key, facts.signals);
    if (facts?.review) reviews.push(facts.review);
  }
  const works = linkWorks(messages, patchFacts);
  const patches: JudgedPatch[] = works.patches.map((record) => ({
    record,
    outcome: {
      key: record.key,
      state: 'new',
      basis: 'none',
      confidence: 0,
      landedProbability: 0,
      likely: '',
      supersededBy: record.supersededBy,
      commit: null,
      commitBasis: null,
      turn: null,
      conflicts: [],
      history: [],
    },
  }));
  const series: JudgedSeries[] = works.series.map((record) => ({
    record,
    outcome: {
      seriesId: record.seriesId,
      state: 'new',
      counts: { new: record.patches.length },
      supersededBy: record.supersededBy,
      history: [],
    },
  }));
  return {
    people: [],
    patches,
    series,
    reviews,
    points: [],
    sections: [],
    discussions: [],
    headlines: headlines(patches, series, reviews),
  };
}
