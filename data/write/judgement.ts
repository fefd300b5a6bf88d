import { type Archive, bumpVersion } from '../database.ts';
import { packHeadline } from '../codecs/headline-codec.ts';
import { packJson } from '../codecs/json-codec.ts';
import { storeThreadPoints } from '../codecs/thread-points.ts';
import type { Judged, Judgement, JudgedWindow, Point } from '../records/index.ts';
import { WEEK } from '../schema/week.ts';
import type { MessagePlace } from './archive-view.ts';
import { storeGroups } from './judged-groups.ts';
import { numberPatches } from './patch-numbers.ts';
import { inPart, partOf } from './part.ts';
import { storeSearchFacts } from './search.ts';

/** Of what a judgement is, and on what it rests. */
export interface JudgedPart {
  window: JudgedWindow;
  /** Each message that was looked at: what belongs to another window is left to it. */
  places: ReadonlyMap<string, MessagePlace>;
  /** Other terms than these, and the window is judged anew. */
  terms: string;
  /** Packed lessons, where they were learnt anew. */
  lessons: Buffer | null;
  /** The threads that were judged, where not all of the window were. */
  threads: ReadonlySet<number> | null;
}

/**
 * Puts what a window's own messages came to in the place of what stood there, in one transaction; what is as it was is left
 * alone.
 */
export function storeJudgement(
  archive: Archive,
  judgement: Judgement,
  { window, places, terms, lessons, threads: part }: JudgedPart,
): void {
  const isOwn = (date: number) => date >= window.start * WEEK && date < window.until * WEEK;
  const isOwnMessage = (key: string, otherwise: number) => isOwn(places.get(key)?.dateUsed ?? otherwise);
  archive.write(() => {
    const isHeld = heldByLater(archive, window);
    const threads = threadsByRoot(archive, window, part);
    const isMeant = (key: string, threadId: string) =>
      part === null || part.has(places.get(key)?.thread ?? threads.get(threadId)?.id ?? 0);
    const groups = new Map<string, Judged>();
    const groupOf = (id: string) => {
      let group = groups.get(id);
      if (!group) groups.set(id, (group = { series: null, patches: [] }));
      return group;
    };
    for (const one of judgement.series)
      if (
        isOwn(one.record.dateUsed) &&
        isMeant(one.record.seriesId, one.record.threadId) &&
        !isHeld('series', 'id', one.record.seriesId)
      )
        groupOf(one.record.seriesId).series = one;
    for (const one of judgement.patches) {
      const { key, seriesId, dateUsed, threadId } = one.record;
      if (!isOwn(dateUsed) || !isMeant(key, threadId) || isHeld('patch', 'key', key)) continue;
      const group = groupOf(seriesId);
      group.patches.push(one);
    }
    const open = openPoints(judgement.points);
    const before = part === null ? [] : patchesOf(archive, window, part);
    const changed = storeGroups(archive, groups.values(), window, { places, threads, open }, part);
    dropOthers(archive, window, part);
    const section = archive.prepare(
      'INSERT OR REPLACE INTO section (root, thread_id, section_json, window) VALUES (?, ?, ?, ?)',
    );
    for (const one of judgement.sections) {
      const thread = threads.get(one.threadId);
      if (isMeant(one.root, one.threadId) && isOwnMessage(one.root, thread?.started ?? 0))
        section.run(one.root, thread?.id ?? 0, JSON.stringify(one), window.start);
    }
    storeTalk(archive, judgement, { window, places, threads: part }, isOwnMessage);
    numberPatches(archive, window, Date.now() * 1000, part && [...before, ...patchesOf(archive, window, part)]);
    storeHeadlines(archive, judgement, window, part);
    storeSearchFacts(archive, changed);
    if (part === null)
      archive
        .prepare(
          'INSERT OR REPLACE INTO judged_window (start, until, view_from, view_until, terms, lessons) VALUES (?, ?, ?, ?, ?, ?)',
        )
        .run(window.start, window.until, window.viewFrom, window.viewUntil, terms, lessons);
    bumpVersion(archive);
  });
}

/** Discussions, requests to pull, and the ledger of points: of threads and postings of the window's time. */
function storeTalk(
  archive: Archive,
  { discussions, pulls, points, patches }: Judgement,
  { window, places, threads }: Pick<JudgedPart, 'window' | 'places' | 'threads'>,
  isOwnMessage: (key: string, otherwise: number) => boolean,
): void {
  const isMeant = (key: string) => threads === null || threads.has(places.get(key)?.thread ?? 0);
  const discussion = archive.prepare(
    'INSERT OR REPLACE INTO discussion (root, place, thread_id, discussion_json, window) VALUES (?, ?, ?, ?, ?)',
  );
  let place = 0;
  for (const [n, one] of discussions.entries()) {
    place = discussions[n - 1]?.section === one.section ? place + 1 : 0;
    if (isMeant(one.section) && isOwnMessage(one.section, 0))
      discussion.run(one.section, place, places.get(one.section)?.thread ?? 0, JSON.stringify(one), window.start);
  }
  const pull = archive.prepare(
    'INSERT OR REPLACE INTO pull (key, thread_id, title, date_used, state, window, packed) VALUES (?, ?, ?, ?, ?, ?, ?)',
  );
  for (const one of pulls) {
    const at = places.get(one.key);
    if (at && isMeant(one.key) && isOwnMessage(one.key, one.dateUsed))
      pull.run(one.key, at.thread, one.title, one.dateUsed, one.state, window.start, packJson(one));
  }
  const ghosts = new Map(
    patches.filter(({ record }) => record.ghost).map(({ record }) => [record.key, record.dateUsed]),
  );
  const byThread = new Map<number, Point[]>();
  for (const one of points) {
    const thread = places.get(one.raisedBy[0]!)?.thread;
    if (
      thread === undefined ||
      !isMeant(one.raisedBy[0]!) ||
      !isOwnMessage(one.about, ghosts.get(one.about) ?? one.dateUsed)
    )
      continue;
    const list = byThread.get(thread);
    if (list) list.push(one);
    else byThread.set(thread, [one]);
  }
  storeThreadPoints(archive, window, byThread, threads);
}

/** How many points on each patch or cover nobody settled. */
function openPoints(points: readonly Point[]): Map<string, number> {
  const open = new Map<string, number>();
  for (const { about, status } of points) if (status === 'open') open.set(about, (open.get(about) ?? 0) + 1);
  return open;
}

/** Takes out sections and discussions of the window's time, judged by it or by windows that no longer are. */
function dropOthers(archive: Archive, { start, until }: JudgedWindow, part: ReadonlySet<number> | null): void {
  for (const table of ['section', 'discussion', 'pull'])
    if (part === null) archive.prepare(`DELETE FROM ${table} WHERE window >= ? AND window < ?`).run(start, until);
    else
      archive
        .prepare(
          `DELETE FROM ${table} WHERE window >= ? AND window < ? AND thread_id IN (SELECT value FROM json_each(?))`,
        )
        .run(start, until, JSON.stringify([...part]));
}

/** Message ids of the patches of some threads that a window holds. */
function patchesOf(archive: Archive, { start, until }: JudgedWindow, threads: ReadonlySet<number>): number[] {
  return archive
    .prepare<number>(
      'SELECT message_id FROM patch WHERE thread_id IN (SELECT value FROM json_each(?)) AND window >= ? AND window < ?',
    )
    .pluck()
    .all(JSON.stringify([...threads]), start, until) as number[];
}

/**
 * Two windows may both hold a ghost, whose time is that of the first mail that speaks of it, or a series that the edge cuts: the
 * later one keeps it, in whatever order they are judged.
 */
function heldByLater(archive: Archive, { start, until }: JudgedWindow) {
  const isAlone =
    archive.prepare('SELECT 1 FROM patch WHERE window < ? LIMIT 1').get(start) === undefined &&
    archive.prepare('SELECT 1 FROM patch WHERE window >= ? LIMIT 1').get(until) === undefined &&
    archive.prepare('SELECT 1 FROM series WHERE window < ? OR window >= ? LIMIT 1').get(start, until) === undefined;
  return (table: 'patch' | 'series', column: string, key: string): boolean => {
    if (isAlone) return false;
    const held = archive
      .prepare<{ window: number; stands: number }>(
        `SELECT window, EXISTS (SELECT 1 FROM judged_window WHERE start = window) AS stands FROM ${table} WHERE ${column} = ?`,
      )
      .get(key);
    if (held === undefined || (held.window >= start && held.window < until)) return false;
    if (held.window > start && held.stands === 1) return true;
    archive.prepare(`DELETE FROM ${table} WHERE ${column} = ?`).run(key);
    return false;
  };
}

function threadsByRoot(
  archive: Archive,
  window: JudgedWindow,
  part: ReadonlySet<number> | null,
): Map<string, { id: number; started: number }> {
  const rows =
    part === null
      ? archive
          .prepare<ThreadRow>('SELECT id, root, started FROM thread WHERE last >= ? AND started < ?')
          .all(window.viewFrom * WEEK, window.viewUntil * WEEK)
      : archive
          .prepare<ThreadRow>('SELECT id, root, started FROM thread WHERE id IN (SELECT value FROM json_each(?))')
          .all(JSON.stringify([...part]));
  return new Map(rows.map((row) => [row.root, row]));
}

interface ThreadRow {
  id: number;
  root: string;
  started: number;
}

/** A thread's headline belongs to the window of its last message. */
function storeHeadlines(
  archive: Archive,
  judgement: Judgement,
  window: JudgedWindow,
  part: ReadonlySet<number> | null,
): void {
  const rows = archive
    .prepare<{ id: number; root: string; headline: string | null }>(
      `SELECT id, root, headline FROM thread WHERE ${inPart(part).replace('thread_id', 'id')}last >= ? AND last < ?`,
    )
    .all(...partOf(part), window.start * WEEK, window.until * WEEK);
  const update = archive.prepare('UPDATE thread SET state = ?, headline = ? WHERE id = ?');
  const updateList = archive.prepare('UPDATE thread_list SET state = ? WHERE thread_id = ? AND state IS NOT ?');
  for (const { id, root, headline: old } of rows) {
    const headline = judgement.headlines.get(root);
    const state = headline?.state ?? null;
    const json = headline ? packHeadline(headline) : null;
    // Rows of threads that were analyzed anew may lack the state that the thread kept.
    updateList.run(state, id, state);
    if (json !== old) update.run(state, json, id);
  }
}
