import { packJson, unpackJson } from '../../../data/codecs/json-codec.ts';
import type { Archive } from '../../../data/database.ts';
import type { JudgedWindow } from '../../../data/records/index.ts';
import { WEEK } from '../../../data/schema/week.ts';
import { postingByKey } from '../../../data/write/ledger.ts';
import {
  type ArchiveMessage,
  loadArchive,
  loadThreadMessages,
  type MessagePlace,
  threadsNotWithin,
} from '../../../data/write/archive-view.ts';
import { storeJudgement } from '../../../data/write/judgement.ts';
import { loadLessons, newestOfLists } from '../../../data/write/windows.ts';
import type { Lessons } from '../../analyze/outcomes/lessons.ts';
import { bearingOn, lookedAt } from '../ledger/far-threads.ts';
import { type BoundSeries, boundTo, linksOf } from '../ledger/work-links.ts';
import type { JudgeSettings } from '../settings.ts';
import { judge, learn } from './judge.ts';

/** A window with what its judgement rests on beside its own mail; null where it is the only one, and judged from all that is there. */
export interface Stretch extends JudgedWindow {
  terms: Terms | null;
}

/** Until which week lessons are learnt, and the time as of which patches of each list are judged. */
interface Terms {
  until: number;
  newest: [list: string, date: number][];
}

/**
 * Says on which terms a window is judged. New mail at the end of an archive leaves them as they are for weeks: lessons are learnt from
 * mail of finished blocks of {@link BLOCK} weeks, and the present of a list is the middle of the block of its newest mail.
 */
export function withTerms(archive: Archive, window: JudgedWindow, weeks: readonly { week: number }[]): Stretch {
  const { start, viewFrom, viewUntil } = window;
  if (start === viewFrom && window.until === viewUntil) return { ...window, terms: null };
  const until = Math.min(viewUntil, blockOf(weeks.at(-1)!.week));
  const newest = newestOfLists(archive, viewFrom * WEEK, viewUntil * WEEK).map(
    ({ list, newest: at }): [string, number] => [list, (blockOf(Math.floor(at / WEEK)) + BLOCK / 2) * WEEK],
  );
  return { ...window, terms: { until, newest } };
}

/** The first week of the block in which a week lies. */
const blockOf = (week: number) => Math.floor(week / BLOCK) * BLOCK;

/** Weeks after which what was said in them is learnt from. */
const BLOCK = 4;

/** What judging is done with. */
interface Judging {
  settings: JudgeSettings;
  /** Fills in who wrote each message. */
  name: (messages: ArchiveMessage[]) => void;
  /** Threads that are judged by the lessons that stand; null: all of the window, and its lessons are learnt anew. */
  threads: ReadonlySet<number> | null;
}

/** Judges a window, or some of its threads, and stores what they came to. Returns how many messages were looked at. */
export function judgeStretch(archive: Archive, window: Stretch, judging: Judging): number {
  return window.terms === null
    ? judgeAll(archive, window, judging)
    : judging.threads === null
      ? judgeWindow(archive, window, window.terms, judging)
      : judgeThreads(archive, window, window.terms, judging, judging.threads);
}

/** The only window: everything at once. */
function judgeAll(archive: Archive, window: Stretch, { settings, name }: Judging): number {
  const view = loadArchive(archive);
  name(view.messages);
  const bound = boundTo(archive, { threads: threadsOf(view.places) });
  const judgement = judge(view, settings, linksOf(archive, bound), {});
  storeJudgement(archive, judgement, { window, places: view.places, terms: '', lessons: null, threads: null });
  return view.messages.length;
}

function judgeWindow(archive: Archive, window: Stretch, terms: Terms, { settings, name }: Judging): number {
  const isOwn = isWithin(window);
  const { messages, places } = loadArchive(archive, { from: window.viewFrom * WEEK, until: window.viewUntil * WEEK });
  name(messages);
  const known: BoundSeries = new Map();
  const newest = new Map(terms.newest);
  const teaches = (date: number) => date >= window.viewFrom * WEEK && date < terms.until * WEEK;
  const lessons = learn(
    { messages: messages.filter(({ dateUsed }) => teaches(dateUsed)), newest },
    settings,
    linksOf(archive, boundTo(archive, { threads: threadsOf(places) }, known), ({ dateUsed }) => teaches(dateUsed)),
  );
  const own = new Set([...places.values()].filter(({ dateUsed }) => isOwn(dateUsed)).map(({ thread }) => thread));
  const near = { messages, places, own };
  const { links, heardUntil } = loadBearing(archive, near, known, name);
  const judgement = judge({ messages: near.messages, newest }, settings, links, { isOwn, lessons, heardUntil });
  storeJudgement(archive, judgement, {
    window,
    places,
    terms: JSON.stringify(terms),
    lessons: packJson(lessons),
    threads: null,
  });
  return near.messages.length;
}

/** The same for some threads alone, with what bears on them. */
function judgeThreads(
  archive: Archive,
  window: Stretch,
  terms: Terms,
  { settings, name }: Judging,
  threads: ReadonlySet<number>,
): number {
  const isOwn = isWithin(window);
  const lessons = unpackJson<Lessons>(loadLessons(archive, window));
  const { messages, places } = loadThreadMessages(archive, [...threads]);
  const roots = new Set(messages.map(({ threadId }) => threadId));
  name(messages);
  const near = { messages, places, own: threads, built: new Map(lessons.built) };
  const { links, heardUntil } = loadBearing(archive, near, new Map(), name);
  const judgement = judge({ messages: near.messages, newest: new Map(terms.newest) }, settings, links, {
    isOwn: (date, threadId) => isOwn(date) && roots.has(threadId),
    lessons,
    heardUntil,
  });
  storeJudgement(archive, judgement, { window, places, terms: JSON.stringify(terms), lessons: null, threads });
  return near.messages.length;
}

/** Messages that are looked at, with the threads that are asked for. */
interface Near {
  messages: ArchiveMessage[];
  places: Map<string, MessagePlace>;
  own: ReadonlySet<number>;
  /** Later lines built upon patches, where the patches that built upon them have to be loaded. */
  built?: ReadonlyMap<string, { by: string }>;
}

/** Puts beside the messages those that bear on the threads from whatever other time. */
function loadBearing(archive: Archive, near: Near, known: BoundSeries, name: Judging['name']) {
  const { threads, series, heardUntil } = bearingOn(archive, near.own, known);
  if (near.built)
    for (const members of boundTo(archive, { threads: near.own }, known).values())
      for (const { row } of members) {
        const by = near.built.get(row.key)?.by;
        const thread = by === undefined ? undefined : postingByKey(archive, by)?.thread;
        if (thread !== undefined) threads.add(thread);
      }
  const load = (wanted: Iterable<number>) => {
    const far = loadThreadMessages(archive, threadsNotWithin(archive, wanted, near.places));
    const found = far.messages.filter(({ key }) => !near.places.has(key));
    name(found);
    for (const message of found) {
      near.messages.push(message);
      near.places.set(message.key, far.places.get(message.key)!);
    }
  };
  load(threads);
  const more = lookedAt(archive, near.messages, near.places, (thread) => near.own.has(thread));
  load(more.threads);
  near.messages.sort((a, b) => a.dateUsed - b.dateUsed || (a.key < b.key ? -1 : 1));
  const links = linksOf(
    archive,
    boundTo(archive, { threads: threadsOf(near.places), series: [...series, ...more.series] }, known),
  );
  return { links, heardUntil };
}

const threadsOf = (places: ReadonlyMap<string, MessagePlace>) =>
  new Set([...places.values()].map(({ thread }) => thread));

const isWithin =
  ({ start, until }: JudgedWindow) =>
  (date: number) =>
    date >= start * WEEK && date < until * WEEK;
