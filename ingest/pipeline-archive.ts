import type { Archive } from '../data/database.ts';
import type {
  Judgement,
  JudgedPatch,
  JudgedSeries,
  MessageFacts,
  PatchFacts,
  ReviewFacts,
  StoredPerson,
} from '../data/records/index.ts';
import { type ArchiveMessage, type ArchiveView, loadArchive, storeJudgement } from '../data/write/judgement.ts';
import { headlines } from './analyze/headlines.ts';
import { judgeOutcomes } from './analyze/outcomes.ts';
import { groupPeople, type SeenMailbox } from './analyze/people.ts';
import { reviewPoints } from './analyze/review-points.ts';
import { linkWorks } from './analyze/works.ts';
import { parseMaintainers } from './parse/maintainers.ts';
import { type JudgeSettings, loadSettings, NO_SETTINGS } from './pipeline-settings.ts';
import type { IngestOptions } from './pipeline.ts';

/** The pass over the whole archive: people, series, works, reviews, outcomes; skipped where nothing changed since the last one. */
export async function analyzeArchive(
  archive: Archive,
  { onProgress }: Pick<IngestOptions, 'onProgress'>,
): Promise<void> {
  if (archive.meta('judged') === archive.meta('changed')) return;
  const view = await loadArchive(archive);
  onProgress?.({ step: 'judge', source: '', done: 0, total: null, messages: view.messages.length });
  const judgement = judgeArchive(view, await loadSettings(archive));
  view.messages = [];
  await storeJudgement(archive, judgement);
  archive.setMeta('judged', archive.meta('changed') ?? '0');
}

/** Everything that follows from the facts of all messages. Pure, but that it fills in each message's `person`. */
export function judgeArchive({ messages, newest }: ArchiveView, settings: JudgeSettings = NO_SETTINGS): Judgement {
  const people = distinctNames(groupPeople(senders(messages), settings.mailmap));
  namePeople(messages, people);
  const facts = new Map<string, MessageFacts>();
  const patchFacts = new Map<string, PatchFacts>();
  const reviews: ReviewFacts[] = [];
  for (const message of messages) {
    if (!message.facts) continue;
    facts.set(message.key, message.facts);
    if (message.facts.patch) patchFacts.set(message.key, message.facts.patch);
    if (message.facts.review) reviews.push(message.facts.review);
  }
  const links = linkWorks(messages, patchFacts, settings.corrections.works);
  const outcomes = judgeOutcomes({
    skeletons: messages,
    facts,
    links,
    reviews,
    newest,
    maintainers: parseMaintainers(settings.maintainers),
    corrections: settings.corrections,
    commits: settings.commits,
  });
  const patches: JudgedPatch[] = links.patches.flatMap((record) => {
    const outcome = outcomes.patches.get(record.key);
    return outcome ? [{ record, outcome }] : [];
  });
  const series: JudgedSeries[] = links.series.flatMap((record) => {
    const outcome = outcomes.series.get(record.seriesId);
    return outcome ? [{ record, outcome }] : [];
  });
  return {
    people,
    patches,
    series,
    reviews,
    points: reviewPoints(reviews, links.patches, links.series, patchFacts),
    sections: outcomes.sections,
    discussions: outcomes.discussions,
    headlines: headlines(patches, series, reviews),
  };
}

function senders(messages: ArchiveMessage[]): SeenMailbox[] {
  const seen = new Map<string, SeenMailbox>();
  for (const { from, bot } of messages) {
    const key = `${from.email}\n${from.name}`;
    const row = seen.get(key);
    if (row) {
      row.count += 1;
      row.bot &&= bot;
    } else {
      seen.set(key, { ...from, count: 1, bot });
    }
  }
  return [...seen.values()];
}

/** Two people of one name are told apart by address; the one who wrote most keeps the plain name. */
function distinctNames(people: StoredPerson[]): StoredPerson[] {
  const taken = new Set<string>();
  return [...people]
    .sort((a, b) => b.messages - a.messages || (addressOf(a) < addressOf(b) ? -1 : 1))
    .map((person) => {
      const name = taken.has(person.name) ? `${person.name} <${addressOf(person)}>` : person.name;
      taken.add(person.name).add(name);
      return { ...person, name };
    });
}

const addressOf = (person: StoredPerson) => person.addresses[0]?.email ?? '';

function namePeople(messages: ArchiveMessage[], people: StoredPerson[]): void {
  const names = new Map(
    people.flatMap((person) =>
      person.addresses.map(({ email, name }) => [addressKey(email, name), person.name] as const),
    ),
  );
  for (const message of messages) {
    message.person =
      names.get(addressKey(message.from.email, message.from.name)) ?? (message.from.name || message.from.email);
  }
}

const addressKey = (email: string, name: string) => `${email.toLowerCase()}\n${name}`;
