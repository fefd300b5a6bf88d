import type {
  JudgedPatch,
  JudgedSeries,
  Judgement,
  MessageFacts,
  ReviewFacts,
  WorkLinks,
} from '../../../data/records/index.ts';
import type { ArchiveView } from '../../../data/write/archive-view.ts';
import { headlines } from '../../analyze/outcomes/headlines.ts';
import type { Lessons } from '../../analyze/outcomes/lessons.ts';
import { judgeOutcomes, learnFrom, type OutcomeInput } from '../../analyze/outcomes/outcomes.ts';
import { parseMaintainers } from '../../parse/headers/maintainers.ts';
import type { JudgeSettings } from '../settings.ts';

/** Everything that follows from the facts of some messages and their links. Pure. */
export function judge(
  view: ArchiveView,
  settings: JudgeSettings,
  links: WorkLinks,
  asked: Pick<OutcomeInput, 'isOwn' | 'lessons' | 'heardUntil'>,
): Judgement {
  const input = inputOf(view, settings, links);
  const { reviews } = input;
  const outcomes = judgeOutcomes({ ...input, corrections: settings.corrections, commits: settings.commits, ...asked });
  const patches: JudgedPatch[] = links.patches.flatMap((record) => {
    const outcome = outcomes.patches.get(record.key);
    return outcome ? [{ record, outcome }] : [];
  });
  const series: JudgedSeries[] = links.series.flatMap((record) => {
    const outcome = outcomes.series.get(record.seriesId);
    return outcome ? [{ record, outcome }] : [];
  });
  return {
    patches,
    series,
    reviews: [...reviews],
    points: outcomes.points,
    pulls: outcomes.pulls,
    sections: outcomes.sections,
    discussions: outcomes.discussions,
    headlines: headlines(patches, series, [...reviews]),
  };
}

/** What some messages and their links teach. Pure. */
export function learn(view: ArchiveView, settings: JudgeSettings, links: WorkLinks): Lessons {
  return learnFrom(inputOf(view, settings, links));
}

function inputOf({ messages, newest }: ArchiveView, settings: JudgeSettings, links: WorkLinks) {
  const facts = new Map<string, MessageFacts>();
  const reviews: ReviewFacts[] = [];
  for (const message of messages) {
    if (!message.facts) continue;
    facts.set(message.key, message.facts);
    if (message.facts.review) reviews.push(message.facts.review);
  }
  return { skeletons: messages, facts, links, reviews, newest, maintainers: parseMaintainers(settings.maintainers) };
}
