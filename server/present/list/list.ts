import type { ListFigures, ListRecord, ThreadSummary } from '../../../data/records/index.ts';
import type { ListInfo, ListName, ThreadRow } from '../../contract/index.ts';
import { everyMonth } from '../brief/months.ts';
import { presentHeadline, type VersionOf } from '../brief/outcome.ts';
import { instant, instantOrNull } from '../brief/time.ts';
import { titleOf } from '../brief/title.ts';
import { parseSubject } from '../../../ingest/parse/patch/subject.ts';

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

/** A thread as a row; `versionOf` tells the version of what replaced its series. */
export function presentThreadRow(thread: ThreadSummary, versionOf: VersionOf): ThreadRow {
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
    headline: thread.headline ? presentHeadline(thread.headline, versionOf) : null,
  };
}
