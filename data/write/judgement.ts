import type { Archive } from '../database.ts';
import { packJson } from '../json-codec.ts';
import type {
  Judged,
  Judgement,
  JudgedPatch,
  JudgedSeries,
  JudgedWindow,
  MessageFacts,
  MessageSkeleton,
} from '../records/index.ts';
import { WEEK } from '../schema/derived.ts';
import { loadThreadFacts } from '../thread-facts.ts';
import { bumpVersion } from './mails.ts';
import { addressKey } from './people.ts';
import { storeSearchFacts } from './search.ts';

/** A message without its text, and what it says of patches and decisions. `person` is not yet known. */
export interface ArchiveMessage extends MessageSkeleton {
  facts: MessageFacts | null;
}

/** What the pass over the archive looks at, ordered by (dateUsed, key). */
export interface ArchiveView {
  messages: ArchiveMessage[];
  /** Newest credible date of each list, Unix seconds. */
  newest: Map<string, number>;
}

/** Loads messages of [from, until) (Unix seconds; null: no bound) without their texts. */
export function loadArchive(
  archive: Archive,
  { from = null, until = null }: { from?: number | null; until?: number | null } = {},
): Promise<ArchiveView> {
  const first = from ?? Number.MIN_SAFE_INTEGER;
  const end = until ?? Number.MAX_SAFE_INTEGER;
  return Promise.resolve(
    archive.read(() => {
      const roots = new Map<number, string>();
      const facts = new Map<number, MessageFacts>();
      for (const { id, root } of archive
        .prepare<{ id: number; root: string }>('SELECT id, root FROM thread WHERE last >= ? AND started < ?')
        .all(first, end)) {
        roots.set(id, root);
        for (const [message, fact] of Object.entries(loadThreadFacts(archive, id))) facts.set(Number(message), fact);
      }
      const names = new Map(
        archive
          .prepare<{ id: number; name: string }>('SELECT id, name FROM list')
          .all()
          .map((row) => [row.id, row.name]),
      );
      const newest = new Map<string, number>();
      const messages: ArchiveMessage[] = [];
      for (const row of archive.prepare<Row>(MESSAGES).iterate(first, end) as IterableIterator<Row>) {
        const lists =
          row.lists === null
            ? []
            : row.lists
                .split(',')
                .map((id) => names.get(Number(id)) ?? '')
                .sort();
        for (const list of lists) newest.set(list, Math.max(newest.get(list) ?? 0, row.date_used));
        messages.push({
          key: row.key,
          messageId: row.key === row.text ? row.key : row.text,
          threadId: roots.get(row.thread_id) ?? row.key,
          parent: row.parent,
          lists,
          subject: row.subject,
          from: { name: row.from_name, email: row.from_email },
          person: '',
          dateUsed: row.date_used,
          bot: row.bot === 1,
          facts: facts.get(row.id) ?? null,
        });
        facts.delete(row.id);
      }
      return { messages, newest };
    }),
  );
}

/** Names of works that patches before a window already have, by key: its own go on under them. */
export function loadWorkNames(archive: Archive, { start, viewFrom }: JudgedWindow): Map<string, string> {
  return new Map(
    archive
      .prepare<{ key: string; work_id: string }>(
        'SELECT key, work_id FROM patch WHERE window < ? AND date_used >= ? AND date_used < ?',
      )
      .all(start, viewFrom * WEEK, start * WEEK)
      .map((row) => [row.key, row.work_id]),
  );
}

/**
 * Puts what a window's own messages came to in the place of what stood there, in one transaction. `dates` tells the time of each
 * message that was looked at: what belongs to another window is left to it.
 * Returns true where patches changed the names of their works, so that the windows behind must look again.
 */
export function storeJudgement(
  archive: Archive,
  judgement: Judgement,
  window: JudgedWindow,
  dates: ReadonlyMap<string, number>,
): boolean {
  const isOwn = (date: number) => date >= window.start * WEEK && date < window.until * WEEK;
  const isOwnMessage = (key: string, otherwise: number) => isOwn(dates.get(key) ?? otherwise);
  return archive.write(() => {
    const works = workNames(archive, window.start);
    dropWindow(archive, window);
    const patches = judgement.patches.filter(
      ({ record }) => isOwn(record.dateUsed) && !isHeldByLater(archive, 'patch', 'key', record.key, window.start),
    );
    const series = judgement.series.filter(
      ({ record }) => isOwn(record.dateUsed) && !isHeldByLater(archive, 'series', 'id', record.seriesId, window.start),
    );
    const threads = threadsByRoot(archive, window);
    storeJudged(archive, patches, series, window.start, threads);
    const review = archive.prepare('INSERT INTO review (on_key, message_key, review_json, window) VALUES (?, ?, ?, ?)');
    for (const one of judgement.reviews)
      if (isOwnMessage(one.key, one.dateUsed)) review.run(one.on, one.key, JSON.stringify(one), window.start);
    const point = archive.prepare('INSERT INTO review_point (on_key, status, point_json, window) VALUES (?, ?, ?, ?)');
    for (const one of judgement.points)
      if (isOwnMessage(one.on, one.dateUsed)) point.run(one.on, one.status, JSON.stringify(one), window.start);
    const section = archive.prepare(
      'INSERT OR REPLACE INTO section (root, thread_id, section_json, window) VALUES (?, ?, ?, ?)',
    );
    for (const one of judgement.sections) {
      const thread = threads.get(one.threadId);
      if (isOwnMessage(one.root, thread?.started ?? 0))
        section.run(one.root, thread?.id ?? 0, JSON.stringify(one), window.start);
    }
    const discussion = archive.prepare(
      'INSERT OR REPLACE INTO discussion (root, thread_id, discussion_json, window) VALUES (?, ?, ?, ?)',
    );
    const threadOf = archive.prepare<{ thread_id: number }>('SELECT thread_id FROM message WHERE key = ?');
    for (const one of judgement.discussions) {
      if (isOwnMessage(one.section, 0))
        discussion.run(one.section, threadOf.get(one.section)?.thread_id ?? 0, JSON.stringify(one), window.start);
    }
    storeHeadlines(archive, judgement, window);
    storeSearchFacts(archive, patches);
    archive
      .prepare('INSERT OR REPLACE INTO judged_window (start, until, view_from, view_until) VALUES (?, ?, ?, ?)')
      .run(window.start, window.until, window.viewFrom, window.viewUntil);
    bumpVersion(archive);
    return patches.some(({ record }) => works.get(record.key) !== record.workId);
  });
}

interface Row {
  id: number;
  key: string;
  text: string;
  thread_id: number;
  parent: string | null;
  subject: string;
  from_name: string;
  from_email: string;
  date_used: number;
  bot: number;
  lists: string | null;
}

const MESSAGES = `
  SELECT message.id, message.key, message_id.text, message.thread_id, message.parent, message.subject, message.from_name,
         message.from_email, message.date_used, message.bot,
         (SELECT group_concat(list_id) FROM message_list WHERE message_list.message_id = message.id) AS lists
  FROM message JOIN message_id ON message_id.id = message.message_id
  WHERE message.date_used >= ? AND message.date_used < ?
  ORDER BY message.date_used, message.key`;

function workNames(archive: Archive, window: number): Map<string, string> {
  return new Map(
    archive
      .prepare<{ key: string; work_id: string }>('SELECT key, work_id FROM patch WHERE window = ?')
      .all(window)
      .map((row) => [row.key, row.work_id]),
  );
}

/** Takes out what was judged in the window's time, by it or by windows that no longer are. */
function dropWindow(archive: Archive, { start, until }: JudgedWindow): void {
  archive
    .prepare(
      'DELETE FROM search_decided WHERE message_id IN (SELECT message_id FROM patch WHERE window >= ? AND window < ?)',
    )
    .run(start, until);
  for (const table of ['patch', 'series', 'judged', 'review', 'review_point', 'section', 'discussion'])
    archive.prepare(`DELETE FROM ${table} WHERE window >= ? AND window < ?`).run(start, until);
}

/**
 * Two windows may both hold a ghost, whose time is that of the first mail that speaks of it, or a series that the edge cuts: the
 * later one keeps it, in whatever order they are judged.
 */
function isHeldByLater(archive: Archive, table: 'patch' | 'series', column: string, key: string, window: number) {
  const held = archive
    .prepare<{ window: number; stands: number }>(
      `SELECT window, EXISTS (SELECT 1 FROM judged_window WHERE start = window) AS stands FROM ${table} WHERE ${column} = ?`,
    )
    .get(key);
  if (held === undefined) return false;
  if (held.window > window && held.stands === 1) return true;
  archive.prepare(`DELETE FROM ${table} WHERE ${column} = ?`).run(key);
  return false;
}

function threadsByRoot(archive: Archive, window: JudgedWindow): Map<string, { id: number; started: number }> {
  return new Map(
    archive
      .prepare<{ id: number; root: string; started: number }>(
        'SELECT id, root, started FROM thread WHERE last >= ? AND started < ?',
      )
      .all(window.viewFrom * WEEK, window.viewUntil * WEEK)
      .map((row) => [row.root, row]),
  );
}

/** Stores patches and series with their records packed by series. */
function storeJudged(
  archive: Archive,
  patches: readonly JudgedPatch[],
  series: readonly JudgedSeries[],
  window: number,
  threads: ReadonlyMap<string, { id: number }>,
): void {
  const groups = new Map<string, Judged>();
  const groupOf = (id: string) => {
    let group = groups.get(id);
    if (!group) groups.set(id, (group = { series: null, patches: [] }));
    return group;
  };
  for (const one of series) groupOf(one.record.seriesId).series = one;
  for (const one of patches) groupOf(one.record.seriesId).patches.push(one);
  const pack = archive.prepare('INSERT INTO judged (window, packed) VALUES (?, ?)');
  const messages = archive.prepare<{ id: number; thread_id: number }>(
    'SELECT id, thread_id FROM message WHERE key = ?',
  );
  const ghosts = archive.prepare<{ id: number }>('SELECT id FROM message_id WHERE text = ?');
  const persons = archive.prepare<{ id: number }>(
    'SELECT person_id AS id FROM person_address WHERE email = ? AND name = ?',
  );
  const insertPatch = archive.prepare(INSERT_PATCH);
  const insertSeries = archive.prepare(INSERT_SERIES);
  for (const group of groups.values()) {
    const judged = pack.run(window, packJson(group)).lastInsertRowid;
    for (const patch of group.patches) {
      const { record, outcome } = patch;
      const row = messages.get(record.key);
      const since = outcome.history.at(-1)?.date ?? record.dateUsed;
      const [email, name] = record.author ? addressKey(record.author.email, record.author.name).split('\n') : [];
      insertPatch.run(
        row?.id ?? -(ghosts.get(record.key)?.id ?? 0),
        record.key,
        row?.thread_id ?? threads.get(record.threadId)?.id ?? 0,
        record.seriesId,
        record.workId,
        record.version,
        record.number,
        record.total,
        record.title,
        email === undefined ? null : (persons.get(email, name)?.id ?? null),
        record.dateUsed,
        outcome.state,
        since,
        Number(isNewest(patch)),
        outcome.turn?.whose ?? 'nobody',
        outcome.turn?.who?.email.toLowerCase() ?? null,
        outcome.turn?.since ?? since,
        Number(record.isRfc),
        Number(record.isResend),
        judged,
        window,
      );
    }
    if (!group.series) continue;
    const { record, outcome } = group.series;
    insertSeries.run(
      record.seriesId,
      threads.get(record.threadId)?.id ?? 0,
      record.version,
      record.title,
      record.dateUsed,
      outcome.state,
      judged,
      window,
    );
  }
}

const INSERT_PATCH = `
  INSERT OR REPLACE INTO patch (message_id, key, thread_id, series_id, work_id, version, number, total, title, person_id, date_used, state,
                     state_since, newest, waiting, waiting_for, waiting_since, is_rfc, is_resend, judged_id, window)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;
const INSERT_SERIES = `
  INSERT INTO series (id, thread_id, version, title, date_used, state, judged_id, window) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`;

const isNewest = ({ record, outcome }: JudgedPatch) =>
  record.supersededBy.length === 0 && outcome.supersededBy.length === 0;

/** A thread's headline belongs to the window of its last message. */
function storeHeadlines(archive: Archive, judgement: Judgement, window: JudgedWindow): void {
  const rows = archive
    .prepare<{ id: number; root: string; headline_json: string | null }>(
      'SELECT id, root, headline_json FROM thread WHERE last >= ? AND last < ?',
    )
    .all(window.start * WEEK, window.until * WEEK);
  const update = archive.prepare('UPDATE thread SET state = ?, headline_json = ? WHERE id = ?');
  const updateList = archive.prepare('UPDATE thread_list SET state = ? WHERE thread_id = ? AND state IS NOT ?');
  for (const { id, root, headline_json } of rows) {
    const headline = judgement.headlines.get(root);
    const state = headline?.state ?? null;
    const json = headline ? JSON.stringify(headline) : null;
    // Rows of threads that were analyzed anew may lack the state that the thread kept.
    updateList.run(state, id, state);
    if (json !== headline_json) update.run(state, json, id);
  }
}
