import { createHash } from 'node:crypto';
import type { Archive } from '../../data/database.ts';
import type {
  Judgement,
  JudgedPatch,
  JudgedSeries,
  MessageFacts,
  PatchFacts,
  ReviewFacts,
  StoredPerson,
  WorkLinks,
} from '../../data/records/index.ts';
import { WEEK } from '../../data/schema/derived.ts';
import {
  type ArchiveMessage,
  type ArchiveView,
  loadArchive,
  loadThreadMessages,
  type MessagePlace,
} from '../../data/write/archive-view.ts';
import { numberAddresses } from '../../data/write/articles.ts';
import { tellNews } from '../../data/write/events.ts';
import { unlinkAllSeries } from '../../data/write/ledger.ts';
import { storeJudgement } from '../../data/write/judgement.ts';
import { addressKey, loadSenders, storePeople } from '../../data/write/people.ts';
import { countWeeks, dropWindows, keepWindows, loadWindows, staleWeeks } from '../../data/write/windows.ts';
import { headlines } from '../analyze/outcomes/headlines.ts';
import { planWindows, windowsToJudge } from '../analyze/outcomes/judged-windows.ts';
import { judgeOutcomes } from '../analyze/outcomes/outcomes.ts';
import { groupPeople, type SeenMailbox } from '../analyze/people/people.ts';
import { linkWorks } from '../analyze/series/works.ts';
import { parseMaintainers } from '../parse/headers/maintainers.ts';
import { linkArchive } from './ledger/index.ts';
import { farThreads } from './ledger/far-threads.ts';
import { loadWorkLinks } from './ledger/work-links.ts';
import { type JudgeSettings, loadSettings, NO_SETTINGS } from './settings.ts';
import type { IngestOptions } from './options.ts';

/**
 * The pass over the archive: people, series, works, reviews, outcomes. It goes through windows of time, so that its memory does not
 * grow with the archive, and judges anew only those near which something changed; skipped where nothing did.
 */
export async function analyzeArchive(
  archive: Archive,
  options: Pick<IngestOptions, 'onProgress' | 'shouldStop' | 'windows'>,
): Promise<void> {
  const { onProgress, shouldStop, windows } = options;
  if (archive.meta('judged') === archive.meta('changed')) return;
  const settings = loadSettings(archive);
  const people = storePeople(archive, nameable(loadSenders(archive), settings));
  numberAddresses(archive);
  const digest = digestOf(settings);
  if (archive.meta('judged_with') !== digest) dropWindows(archive, null);
  archive.setMeta('judged_with', digest);
  const { works = {} } = settings.corrections;
  if (archive.meta('linked_with') !== JSON.stringify(works)) unlinkAllSeries(archive);
  archive.setMeta('linked_with', JSON.stringify(works));
  linkArchive(archive, works, options);
  if (shouldStop?.()) return;
  const wanted = planWindows(countWeeks(archive), windows);
  const stale = new Set(windowsToJudge(wanted, loadWindows(archive), staleWeeks(archive)));
  keepWindows(
    archive,
    wanted.filter((window) => !stale.has(window)),
  );
  for (const [n, window] of wanted.entries()) {
    if (!stale.has(window)) continue;
    if (shouldStop?.()) return;
    const isOwn = (date: number) => date >= window.start * WEEK && date < window.until * WEEK;
    const view = loadArchive(archive, { from: window.viewFrom * WEEK, until: window.viewUntil * WEEK });
    if (wanted.length > 1) addFarThreads(archive, view, isOwn);
    onProgress?.({ step: 'judge', source: '', done: n, total: wanted.length, messages: view.messages.length });
    namePeople(view.messages, people);
    const links = loadWorkLinks(archive, new Set([...view.places.values()].map(({ thread }) => thread)));
    storeJudgement(archive, judge(view, settings, links, wanted.length > 1 ? isOwn : undefined), window, view.places);
  }
  tellNews(archive, Date.now() * 1000);
  archive.setMeta('judged', archive.meta('changed') ?? '0');
}

/** Puts beside the messages of a stretch of time those that bear on its threads from whatever other time. */
function addFarThreads(
  archive: Archive,
  view: ArchiveView & { places: Map<string, MessagePlace> },
  isOwn: (date: number) => boolean,
): void {
  const own = new Set([...view.places.values()].filter(({ dateUsed }) => isOwn(dateUsed)).map(({ thread }) => thread));
  const far = loadThreadMessages(archive, [...farThreads(archive, own)]);
  view.messages.push(...far.messages.filter(({ key }) => !view.places.has(key)));
  view.messages.sort((a, b) => a.dateUsed - b.dateUsed || (a.key < b.key ? -1 : 1));
  for (const [key, place] of far.places) view.places.set(key, place);
}

/**
 * Everything that follows from the facts of all messages. Pure, but that it fills in each message's `person`.
 * @param isOwn tells the times (Unix seconds) that are asked for; what nobody asks for may be left out
 */
export function judgeArchive(
  view: ArchiveView,
  settings: JudgeSettings = NO_SETTINGS,
  isOwn?: (date: number) => boolean,
): Judgement {
  namePeople(view.messages, namesOf(nameable(senders(view.messages), settings)));
  return judge(view, settings, linkWorks(view.messages, patchFactsOf(view), settings.corrections.works), isOwn);
}

function patchFactsOf({ messages }: ArchiveView): Map<string, PatchFacts> {
  return new Map(messages.flatMap(({ key, facts }) => (facts?.patch ? [[key, facts.patch] as const] : [])));
}

function judge(
  { messages, newest }: ArchiveView,
  settings: JudgeSettings,
  links: WorkLinks,
  isOwn: ((date: number) => boolean) | undefined,
): Judgement {
  const facts = new Map<string, MessageFacts>();
  const reviews: ReviewFacts[] = [];
  for (const message of messages) {
    if (!message.facts) continue;
    facts.set(message.key, message.facts);
    if (message.facts.review) reviews.push(message.facts.review);
  }
  const outcomes = judgeOutcomes({
    skeletons: messages,
    facts,
    links,
    reviews,
    newest,
    maintainers: parseMaintainers(settings.maintainers),
    corrections: settings.corrections,
    commits: settings.commits,
    ...(isOwn && { isOwn }),
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
    patches,
    series,
    reviews,
    points: outcomes.points,
    pulls: outcomes.pulls,
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

/** People of the archive, each with a name of their own. */
const nameable = (seen: SeenMailbox[], { mailmap }: JudgeSettings) => distinctNames(groupPeople(seen, mailmap));

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

const namesOf = (people: readonly StoredPerson[]) =>
  new Map(
    people.flatMap((person) =>
      person.addresses.map(({ email, name }) => [addressKey(email, name), person.name] as const),
    ),
  );

function namePeople(messages: ArchiveMessage[], names: ReadonlyMap<string, string>): void {
  for (const message of messages) {
    message.person =
      names.get(addressKey(message.from.email, message.from.name)) ?? (message.from.name || message.from.email);
  }
}

/** What bears on every window; another digest, and all are judged anew. */
function digestOf({ commits, ...told }: JudgeSettings): string {
  const hash = createHash('sha256').update(JSON.stringify(told));
  for (const commit of commits) hash.update(JSON.stringify(commit));
  return hash.digest('hex');
}
