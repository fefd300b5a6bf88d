import { createHash } from 'node:crypto';
import type { Archive } from '../../data/database.ts';
import type { Judgement, PatchFacts, StoredPerson } from '../../data/records/index.ts';
import type { ArchiveMessage, ArchiveView } from '../../data/write/archive-view.ts';
import { numberAddresses } from '../../data/write/articles.ts';
import { tellNews } from '../../data/write/events.ts';
import { unlinkAllSeries } from '../../data/write/ledger.ts';
import { addressKey, loadSenders, storePeople } from '../../data/write/people.ts';
import {
  allJudged,
  countWeeks,
  dropWindows,
  keepWindows,
  loadWindows,
  staleWeeks,
  threadsToJudge,
} from '../../data/write/windows.ts';
import { planWindows, windowsToJudge } from '../analyze/outcomes/judged-windows.ts';
import { groupPeople, type SeenMailbox } from '../analyze/people/people.ts';
import { linkWorks } from '../analyze/series/works.ts';
import { judge } from './judging/judge.ts';
import { judgeStretch, withTerms } from './judging/stretch.ts';
import { linkArchive } from './ledger/index.ts';
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
  const weeks = countWeeks(archive);
  const wanted = planWindows(weeks, windows).map((window) => withTerms(archive, window, weeks));
  const stale = new Set(windowsToJudge(wanted, loadWindows(archive), staleWeeks(archive)));
  const waiting = threadsToJudge(archive, wanted);
  for (const window of wanted)
    if (waiting.has(window.start) && (window.terms === null || settings.commits.length > 0)) stale.add(window);
  keepWindows(
    archive,
    wanted.filter((window) => !stale.has(window)),
  );
  for (const [n, window] of wanted.entries()) {
    const threads = waiting.get(window.start);
    if (!stale.has(window) && !threads) continue;
    if (shouldStop?.()) return;
    const messages = judgeStretch(archive, window, {
      settings,
      name: (found) => namePeople(found, people),
      threads: stale.has(window) ? null : threads!,
    });
    onProgress?.({ step: 'judge', source: '', done: n, total: wanted.length, messages });
  }
  archive.write(() => {
    allJudged(archive);
    tellNews(archive, Date.now() * 1000);
    archive.setMeta('judged', archive.meta('changed') ?? '0');
  });
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
  const links = linkWorks(view.messages, patchFactsOf(view), settings.corrections.works);
  return judge(view, settings, links, { ...(isOwn && { isOwn }) });
}

function patchFactsOf({ messages }: ArchiveView): Map<string, PatchFacts> {
  return new Map(messages.flatMap(({ key, facts }) => (facts?.patch ? [[key, facts.patch] as const] : [])));
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
