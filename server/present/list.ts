import type { ListFigures, ListRecord, ThreadSummary } from '../../data/records/index.ts';
import type { ListInfo, ListName, ThreadRow } from '../contract/index.ts';
import { presentHeadline } from './outcome.ts';
import { instant, instantOrNull } from './time.ts';
import { titleOf } from './title.ts';
import { parseSubject } from '../../ingest/parse/subject.ts';

export function presentListName({ name, address, listId }: ListRecord): ListName {
  return { name, address, listId };
}

/** A list with its figures; months without mail are filled in, so that a plot has no gaps. */
export function presentList(list: ListFigures): ListInfo {
  return {
    ...presentListName(list),
    messages: list.messages,
    threads: list.threads,
    people: list.people,
    begins: instantOrNull(list.begins),
    ends: instantOrNull(list.ends),
    aliases: list.aliases,
    activity: everyMonth(list.months),
    states: list.states,
    unanswered: list.unanswered,
  };
}

export function presentThreadRow(thread: ThreadSummary): ThreadRow {
  const subject = parseSubject(thread.subject);
  return {
    threadId: thread.root,
    key: thread.key,
    subject: thread.subject,
    title: titleOf(thread.subject),
    from: thread.from,
    started: instant(thread.started),
    last: instant(thread.last),
    lastFrom: thread.lastFrom,
    messages: thread.messages,
    people: thread.people,
    bots: thread.bots,
    ghosts: thread.ghosts,
    rootMissing: thread.rootMissing,
    patches: thread.patches,
    version: thread.headline?.version ?? (thread.patches > 0 ? subject.version : null),
    isPull: subject.isPull,
    isRfc: subject.isRfc,
    unanswered: thread.people <= 1,
    lists: thread.lists,
    headline: thread.headline ? presentHeadline(thread.headline) : null,
  };
}

function everyMonth(months: ListFigures['months']): ListInfo['activity'] {
  const first = months[0];
  const last = months.at(-1);
  if (!first || !last) return [];
  const known = new Map(months.map((month) => [month.month, month]));
  const filled: ListInfo['activity'] = [];
  let [year, month] = first.month.split('-').map(Number) as [number, number];
  for (let name = first.month; name <= last.month && filled.length < MAX_MONTHS; name = monthName(year, month)) {
    const { messages = 0, threads = 0 } = known.get(name) ?? {};
    filled.push({ from: `${name}-01T00:00:00Z`, messages, threads });
    month += 1;
    if (month > 12) [year, month] = [year + 1, 1];
  }
  return filled;
}

const monthName = (year: number, month: number) => `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}`;

/** A hundred years: one mail with a false date must not make a plot of ten thousand months. */
const MAX_MONTHS = 1200;
