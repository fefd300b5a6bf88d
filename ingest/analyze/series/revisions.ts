import type { PatchRecord, SeriesRecord, WorkLink, WorkLinks, WorkRecord } from '../../../data/records/patch.ts';
import { byDateThenKey, type Posting } from './postings.ts';
import type { Series } from './series.ts';

/** A link to an earlier posting as records tell it. */
export interface RecordedLink extends Omit<WorkLink, 'to'> {
  to: Posting;
}

/**
 * Puts works and series into records: which posting the next revision replaces, which series follows which. A series is
 * superseded by the direct next ones that continue its works; a split has several.
 * @param groups members of each work by its id, each in order of time
 */
export function recordLinks(
  series: readonly Series[],
  groups: ReadonlyMap<string, readonly Posting[]>,
  links: ReadonlyMap<Posting, readonly RecordedLink[]>,
): WorkLinks {
  const seriesOf = new Map(series.flatMap((one) => one.members.map((member) => [member, one] as const)));
  const workOf = new Map<Posting, string>();
  const next = new Map<Posting, Posting[]>();
  const continuing = new Map<Posting, Posting[]>();
  for (const [posting, found] of links) {
    for (const { to, kind } of found) {
      if (kind !== 'part') continuing.set(to, [...(continuing.get(to) ?? []), posting]);
    }
  }
  const works: WorkRecord[] = [];
  for (const [workId, members] of groups) {
    for (const [place, member] of members.entries()) {
      workOf.set(member, workId);
      const later = nextOf(
        member,
        members.slice(place + 1).filter(isOther(member)),
        (continuing.get(member) ?? []).filter(isOther(member)),
      );
      if (later.length > 0) next.set(member, later);
    }
    works.push({
      workId,
      title: members.at(-1)!.title,
      isCover: members[0]!.isCover,
      members: members.map(({ key }) => key),
    });
  }
  const followers = followingSeries(series, seriesOf, next);
  const previous = new Map<Series, Series[]>();
  for (const [one, later] of followers)
    for (const other of later) previous.set(other, [...(previous.get(other) ?? []), one]);

  const patches = series.flatMap((one) => one.members.map((member) => toPatch(member, one))).sort(byDateThenKey);
  return { patches, series: series.map(toRecord), works };

  function toPatch(member: Posting, one: Series): PatchRecord {
    return {
      key: member.key,
      messageId: member.messageId,
      threadId: member.threadId,
      seriesId: one.id,
      workId: workOf.get(member)!,
      version: member.version,
      number: member.isCover ? 0 : (member.number ?? 1),
      total: member.total ?? one.total,
      isCover: member.isCover,
      isResend: member.isResend,
      isRfc: member.isRfc,
      isPull: member.isPull,
      isBackport: member.isBackport,
      ghost: member.ghost,
      title: member.title,
      author: member.author,
      from: member.from,
      dateUsed: member.dateUsed,
      files: [...member.files],
      patchId: member.patchId,
      supersededBy: (next.get(member) ?? []).map(({ messageId }) => messageId),
      links: (links.get(member) ?? []).map(({ to, kind, reason, confidence }) => ({
        to: to.messageId,
        kind,
        reason,
        confidence,
      })),
    };
  }

  function toRecord(one: Series): SeriesRecord {
    const first = one.cover ?? one.patches[0]!;
    return {
      seriesId: one.id,
      threadId: first.threadId,
      workIds: one.patches.map((patch) => workOf.get(patch)!),
      version: one.version,
      cover: one.cover?.key ?? null,
      patches: one.patches.map(({ key }) => key),
      total: one.total,
      missing: one.missing,
      title: first.title,
      from: first.from,
      dateUsed: one.dateUsed,
      isRfc: one.members.some(({ isRfc }) => isRfc),
      isResend: one.members.some(({ isResend }) => isResend),
      rerollOf: one.rerollOf?.key ?? null,
      previous: (previous.get(one) ?? []).map(({ id }) => id),
      supersededBy: (followers.get(one) ?? []).map(({ id }) => id),
    };
  }
}

/**
 * The postings that replace one: the next of its work in time, else what was written anew in its place. A cover's work may fork where a series is split, so a cover
 * is replaced by the covers that continue it, or by the next of the same title.
 */
function nextOf(member: Posting, later: readonly Posting[], continuing: readonly Posting[]): Posting[] {
  const ordered = [...continuing].sort(byDateThenKey);
  if (!member.isCover) return later.length > 0 ? later.slice(0, 1) : ordered.slice(0, 1);
  if (ordered.length > 0) return ordered;
  return later.filter(({ titleKey }) => titleKey === member.titleKey).slice(0, 1);
}

/** A patch that somebody else carries in a series of their own joins no histories; taking over a series takes a good part of it. */
function isHistory(one: Series, other: Series, taken: number): boolean {
  const { sender } = other.cover ?? other.patches[0]!;
  return sender === '' || one.members.some((member) => member.sender === sender) || 2 * taken >= one.patches.length;
}

/** Two absent mails of one version that answers speak of are the patch and an answer to it: neither replaces the other. */
function isOther(member: Posting): (later: Posting) => boolean {
  return (later) => !(member.ghost && later.ghost && later.version === member.version);
}

/** The direct next series of each: of all that continue a work of it, those that none of the others leads to. */
function followingSeries(
  series: readonly Series[],
  seriesOf: ReadonlyMap<Posting, Series>,
  next: ReadonlyMap<Posting, readonly Posting[]>,
): Map<Series, Series[]> {
  const followers = new Map<Series, Series[]>();
  for (const one of [...series].sort((a, b) => byDateThenKey(b, a))) {
    const counts = new Map<Series, number>();
    for (const member of one.members) {
      for (const following of next.get(member) ?? []) {
        const other = seriesOf.get(following)!;
        if (other !== one) counts.set(other, (counts.get(other) ?? 0) + 1);
      }
    }
    const later = [...counts].filter(([other, taken]) => isHistory(one, other, taken)).map(([other]) => other);
    const ordered = [...later].sort(byDateThenKey);
    const direct = ordered.filter((other) => !ordered.some((step) => step !== other && leadsTo(step, other)));
    if (direct.length > 0) followers.set(one, direct);
  }
  return followers;

  function leadsTo(from: Series, to: Series): boolean {
    const seen = new Set<Series>();
    const queue = [from];
    while (queue.length > 0 && seen.size < LONGEST_WALK) {
      const one = queue.pop()!;
      if (one === to) return true;
      if (seen.has(one) || one.dateUsed > to.dateUsed) continue;
      seen.add(one);
      queue.push(...(followers.get(one) ?? []));
    }
    return false;
  }
}

/** More revisions than any series had; a bound for threads gone mad. */
const LONGEST_WALK = 200;
