import type { Archive } from '../database.ts';
import type {
  Discussion,
  GhostRecord,
  JudgedPatch,
  JudgedSeries,
  MessageRecord,
  Point,
  Pull,
  ReviewFacts,
  Section,
} from '../records/index.ts';
import { findList } from './lists.ts';
import { judgedPatch, judgedSeries } from '../codecs/judged.ts';
import { unpackJson } from '../codecs/json-codec.ts';
import { RAW_PLACE, type RawPlace, readRaw } from '../codecs/raw-groups.ts';
import { loadThreadFacts, type ThreadFacts } from '../codecs/thread-facts.ts';
import { loadThreadPoints } from '../codecs/thread-points.ts';
import { findThread, MESSAGE_COLUMNS, MESSAGE_TABLES, type MessageRow, toMessages } from './thread.ts';

/** Which part of the archive is dumped: one list, some threads, or all. */
export interface DumpScope {
  list: number | null;
  /** thread.id; null for all. */
  threads: number[] | null;
}

/** A message as the dump needs it. */
export interface DumpMessage extends MessageRecord {
  threadId: string;
  bytes: Buffer;
}

/** A thread's own row. Times in Unix seconds. */
export interface DumpThread {
  threadId: string;
  messages: number;
  ghosts: number;
  rootMissing: boolean;
  lists: string[];
}

/** The part that a list's name and the id of a message name; null where there is no such list or message. */
export async function findDumpScope(
  archive: Archive,
  { list, thread }: { list?: string | undefined; thread?: string | undefined },
): Promise<DumpScope | null> {
  const scope: DumpScope = { list: null, threads: null };
  if (list !== undefined) {
    const record = findList(archive, list);
    if (!record) return null;
    scope.list = record.id;
    scope.threads = archive
      .prepare<{ id: number }>('SELECT DISTINCT thread_id AS id FROM thread_list WHERE list_id = ?')
      .all(record.id)
      .map((row) => row.id);
  }
  if (thread !== undefined) {
    const id = findThread(archive, thread);
    if (id === null) return null;
    scope.threads = [id];
  }
  return scope;
}

/** Numbers of the messages of a scope by (dateUsed, key), none later than `until` (Unix seconds). */
export function listDumpMessages(archive: Archive, scope: DumpScope, until: number | null): number[] {
  const rows = archive
    .prepare<{ id: number }>(
      `SELECT id FROM message
       WHERE date_used <= ? AND (? IS NULL OR thread_id IN (SELECT value FROM json_each(?)))
         AND (? IS NULL OR EXISTS (SELECT 1 FROM message_list WHERE message_list.message_id = message.id AND list_id = ?))
       ORDER BY date_used, key`,
    )
    .all(until ?? Number.MAX_SAFE_INTEGER, ...asJson(scope), scope.list, scope.list);
  return rows.map((row) => row.id);
}

/** Roots of the threads of a scope; null for all. */
export function listDumpRoots(archive: Archive, { threads }: DumpScope): Set<string> | null {
  if (threads === null) return null;
  const rows = archive
    .prepare<{ root: string }>('SELECT root FROM thread WHERE id IN (SELECT value FROM json_each(?))')
    .all(JSON.stringify(threads));
  return new Set(rows.map((row) => row.root));
}

/** Some messages with their bytes, in the order of `ids`. */
export function loadDumpMessages(archive: Archive, ids: number[]): DumpMessage[] {
  const rows = archive.prepare<MessageRow & RawPlace & { thread: string }>(DUMP_MESSAGES).all(JSON.stringify(ids));
  const byId = new Map(
    toMessages(archive, rows).map((message, n) => [
      message.id,
      { ...message, threadId: rows[n]!.thread, bytes: readRaw(archive, rows[n]!) },
    ]),
  );
  return ids.flatMap((id) => byId.get(id) ?? []);
}

/** Ghosts by Message-ID. */
export function* dumpGhosts(archive: Archive, scope: DumpScope): Generator<GhostRecord & { threadId: string }> {
  const rows = archive
    .prepare<{
      key: string;
      parent: string | null;
      position: number;
      depth: number;
      thread: string;
      packed: Buffer;
    }>(GHOSTS)
    .iterate(...asJson(scope));
  for (const { packed, thread, ...row } of rows) {
    yield { ...row, threadId: thread, ...unpackJson<Pick<GhostRecord, 'author' | 'recovered'>>(packed) };
  }
}

/** Threads by the time they began, then root. */
export function* dumpThreads(archive: Archive, scope: DumpScope): Generator<DumpThread> {
  const rows = archive
    .prepare<{ root: string; messages: number; ghosts: number; root_missing: number; lists: string | null }>(THREADS)
    .iterate(...asJson(scope));
  for (const row of rows) {
    yield {
      threadId: row.root,
      messages: row.messages,
      ghosts: row.ghosts,
      rootMissing: row.root_missing === 1,
      lists: row.lists === null ? [] : row.lists.split('\n').sort(),
    };
  }
}

/** What was judged, each kind in an order that depends on the content alone. */
export function* dumpPatches(archive: Archive, scope: DumpScope): Generator<JudgedPatch> {
  const rows = archive
    .prepare<{ key: string; judged_id: number }>(
      `SELECT key, judged_id FROM patch WHERE ${IN_SCOPE} ORDER BY date_used, key`,
    )
    .iterate(...asJson(scope));
  for (const row of rows) yield judgedPatch(archive, row.judged_id, row.key);
}
export function* dumpSeries(archive: Archive, scope: DumpScope): Generator<JudgedSeries> {
  const rows = archive
    .prepare<{ judged_id: number }>(`SELECT judged_id FROM series WHERE ${IN_SCOPE} ORDER BY date_used, id`)
    .iterate(...asJson(scope));
  for (const row of rows) yield judgedSeries(archive, row.judged_id);
}
export const dumpSections = (archive: Archive, scope: DumpScope) =>
  stored<Section>(archive, scope, 'section_json', 'section', 'root');
export const dumpDiscussions = (archive: Archive, scope: DumpScope) =>
  stored<Discussion>(archive, scope, 'discussion_json', 'discussion', 'root, place');

/** Requests to pull by time, then key. */
export function* dumpPulls(archive: Archive, scope: DumpScope): Generator<Pull> {
  const rows = archive
    .prepare<{ packed: Buffer }>(`SELECT packed FROM pull WHERE ${IN_SCOPE} ORDER BY date_used, key`)
    .iterate(...asJson(scope));
  for (const { packed } of rows) yield unpackJson<Pull>(packed);
}

/** The ledger, thread by thread in the order of their roots, in each by time. */
export function* dumpPoints(archive: Archive, scope: DumpScope): Generator<Point> {
  const rows = archive.prepare<{ id: number }>(POINTED).iterate(...asJson(scope));
  for (const { id } of rows) yield* loadThreadPoints(archive, id);
}

/** Reviews by what they are on, then message; each with the points of its thread. */
export function* dumpReviews(archive: Archive, scope: DumpScope): Generator<{ review: ReviewFacts; points: Point[] }> {
  const facts = factsByThread(archive);
  let thread = null as { id: number; points: Point[] } | null;
  for (const row of archive.prepare<ReviewRow>(REVIEWS).iterate(...asJson(scope))) {
    const review = facts(row.thread_id)[row.id]?.review;
    if (!review) continue;
    const hasPoints = review.comments.length > 0;
    if (hasPoints && thread?.id !== row.thread_id)
      thread = { id: row.thread_id, points: loadThreadPoints(archive, row.thread_id) };
    yield { review, points: hasPoints ? thread!.points : [] };
  }
}

interface ReviewRow {
  id: number;
  thread_id: number;
}

/** Facts of threads; those asked for lately are kept, as reviews of one series come in a row. */
function factsByThread(archive: Archive): (thread: number) => ThreadFacts {
  const kept = new Map<number, ThreadFacts>();
  return (thread) => {
    let facts = kept.get(thread);
    if (!facts) {
      if (kept.size >= MOST_THREADS) kept.clear();
      kept.set(thread, (facts = loadThreadFacts(archive, thread)));
    }
    return facts;
  };
}

function* stored<T>(archive: Archive, scope: DumpScope, column: string, table: string, order: string): Generator<T> {
  const rows = archive
    .prepare<{ json: string }>(`SELECT ${column} AS json FROM ${table} WHERE ${IN_SCOPE} ORDER BY ${order}`)
    .iterate(...asJson(scope));
  for (const row of rows) yield JSON.parse(row.json) as T;
}

function asJson({ threads }: DumpScope): [string | null, string | null] {
  const text = threads === null ? null : JSON.stringify(threads);
  return [text, text];
}

const IN_SCOPE = '(? IS NULL OR thread_id IN (SELECT value FROM json_each(?)))';
const DUMP_MESSAGES = `
  SELECT ${MESSAGE_COLUMNS}, thread.root AS thread, ${RAW_PLACE}
  FROM json_each(?) AS asked CROSS JOIN ${MESSAGE_TABLES.replace('message JOIN', 'message ON message.id = asked.value JOIN')}
  JOIN thread ON thread.id = message.thread_id`;
const GHOSTS = `
  SELECT ghost.key, ghost.parent, ghost.position, ghost.depth, thread.root AS thread, ghost.packed
  FROM ghost JOIN thread ON thread.id = ghost.thread_id WHERE ${IN_SCOPE} ORDER BY ghost.key`;
const THREADS = `
  SELECT root, messages, ghosts, root_missing,
         (SELECT group_concat(list.name, char(10)) FROM thread_list JOIN list ON list.id = thread_list.list_id
          WHERE thread_list.thread_id = thread.id) AS lists
  FROM thread WHERE messages > 0 AND ${IN_SCOPE.replace('thread_id', 'thread.id')} ORDER BY started, root`;
const REVIEWS = `
  SELECT review.message_id AS id, message.thread_id
  FROM review CROSS JOIN message ON message.id = review.message_id
  LEFT JOIN message AS reviewed ON reviewed.id = review.on_id LEFT JOIN message_id AS absent ON absent.id = -review.on_id
  WHERE ${IN_SCOPE.replace('thread_id', 'message.thread_id')}
  ORDER BY coalesce(reviewed.key, absent.text), message.key`;
const POINTED = `
  SELECT thread.id FROM thread
  WHERE ${IN_SCOPE.replace('thread_id', 'thread.id')} AND EXISTS (SELECT 1 FROM thread_point WHERE thread_point.thread_id = thread.id)
  ORDER BY thread.root`;
const MOST_THREADS = 30;
