import type { Archive } from '../database.ts';
import type {
  Block,
  Discussion,
  GhostRecord,
  Mailbox,
  MessageInThread,
  MessageRecord,
  Point,
  Pull,
  ReviewFacts,
  Section,
  StoredPatch,
  StoredSeries,
  ThreadRecord,
} from '../records/index.ts';
import { readBlocks } from './blocks.ts';
import { archiveBegins } from './lists.ts';
import { judgedPatch, judgedSeries } from '../codecs/judged.ts';
import { loadPackedFacts, type ThreadFacts } from '../codecs/thread-facts.ts';
import { loadPackedPoints } from '../codecs/thread-points.ts';
import { unpackJson } from '../codecs/json-codec.ts';
import { RAW_PLACE, type RawPlace, readRaw } from '../codecs/raw-groups.ts';
import { loadSummaries } from './threads.ts';

/** The number of the thread that a key, Message-ID or ghost belongs to; null where nothing here names it. */
export function findThread(archive: Archive, id: string): number | null {
  const row =
    archive.prepare<{ thread: number }>('SELECT thread_id AS thread FROM message WHERE key = ?').get(id) ??
    archive.prepare<{ thread: number }>('SELECT thread_id AS thread FROM ghost WHERE key = ?').get(id);
  return row?.thread ?? null;
}

/** A whole thread in a fixed number of queries, whatever its length. Null where it is gone. */
export function loadThread(archive: Archive, id: number): ThreadRecord | null {
  return archive.read(() =>
    readThread(archive, id, () => toMessages(archive, archive.prepare<MessageRow>(MESSAGES_OF_THREAD).all(id))),
  );
}

/** A thread as one of its messages sees it: the others have blocks only where they may quote it. Null where it is gone. */
export function loadThreadAround(archive: Archive, id: number, key: string): ThreadRecord<MessageInThread> | null {
  return archive.read(() => readThread(archive, id, () => outlineOf(archive, id, key)));
}

/** The messages of a thread as one array of JSON: as rows of their own they take twice the time, and a thread may have thousands. */
function outlineOf(archive: Archive, id: number, key: string): MessageInThread[] {
  const blocks = readBlocks(archive)(id);
  const { rows } = archive.prepare<{ rows: string }>(OUTLINE_OF_THREAD).get(id)!;
  return (JSON.parse(rows) as OutlineRow[])
    .map(([number, own, parent, position, name, email, person, bot, dateUsed]) => {
      const from = { name, email };
      return {
        ...{ key: own, parent, position, from, person, bot: bot === 1, dateUsed },
        blocks: blocks.quotes(number, key) ? blocks.of(number, from) : [],
      };
    })
    .sort((a, b) => a.position - b.position || (a.key < b.key ? -1 : 1));
}

/** The bytes of the thread's mails at reading positions [from, to), by message key. */
export function loadThreadBytes(archive: Archive, id: number, from: number, to: number): Map<string, Buffer> {
  const rows = archive.prepare<RawPlace & { key: string }>(RAW_OF_THREAD).all(id, from, to);
  return new Map(rows.map((row) => [row.key, readRaw(archive, row)]));
}

/** The mails of a thread as read, oldest first: what `t.mbox.gz` holds. */
export function loadThreadMails(archive: Archive, id: number): { key: string; dateUsed: number; bytes: Buffer }[] {
  const rows = archive
    .prepare<RawPlace & { key: string; dateUsed: number }>(`${MAILS_OF_THREAD} ORDER BY message.date_used, message.key`)
    .all(id);
  return rows.map((row) => ({ key: row.key, dateUsed: row.dateUsed, bytes: readRaw(archive, row) }));
}

function readThread<Row>(archive: Archive, id: number, messages: () => Row[]): ThreadRecord<Row> | null {
  const [summary] = loadSummaries(archive, [id]);
  if (!summary) return null;
  const all = <T>(sql: string) =>
    archive
      .prepare<{ json: string }>(sql)
      .all(id)
      .map((row) => JSON.parse(row.json) as T);
  const facts = loadPackedFacts(archive, id);
  const packedPoints = loadPackedPoints(archive, id);
  let reviews: ReviewFacts[] | undefined;
  let points: Point[] | undefined;
  return {
    summary,
    archiveBegins: archiveBegins(archive, summary.lists),
    messages: messages(),
    ghosts: archive.prepare<GhostRow>(GHOSTS_OF_THREAD).all(id).map(toGhost),
    patches: archive
      .prepare<PatchRow>(`${PATCH} WHERE patch.thread_id = ? ORDER BY patch.date_used, patch.number, patch.key`)
      .all(id)
      .map((row) => toPatch(archive, row)),
    series: archive
      .prepare<SeriesRow>(`${SERIES} WHERE series.thread_id = ? ORDER BY series.date_used, series.id`)
      .all(id)
      .map((row) => toSeries(archive, row)),
    // They stand among the facts of the whole thread: unpacked where somebody asks.
    get reviews() {
      return (reviews ??= reviewsOf(facts()));
    },
    sections: all<Section>('SELECT section_json AS json FROM section WHERE thread_id = ? ORDER BY root'),
    discussions: all<Discussion>(
      'SELECT discussion_json AS json FROM discussion WHERE thread_id = ? ORDER BY root, place',
    ),
    pulls: archive
      .prepare<{ packed: Buffer }>('SELECT packed FROM pull WHERE thread_id = ? ORDER BY date_used, key')
      .all(id)
      .map(({ packed }) => unpackJson<Pull>(packed)),
    get points() {
      return (points ??= packedPoints());
    },
  };
}

/** Columns of a message's row; readers of single messages use them too. */
export const MESSAGE_COLUMNS = `
  message.id, message.key, message.thread_id, message_id.text AS message_id, message.mail_id, message.parent, message.position, message.depth,
  message.subject, message.from_name, message.from_email, person.name AS person, message.date, message.date_used, message.bot,
  message.salvaged, message.new_lines, message.kind, mail.defects, mail.date_used = 0 AS undated, mail.text_size,
  (SELECT group_concat(list.name, char(10)) FROM message_list JOIN list ON list.id = message_list.list_id
   WHERE message_list.message_id = message.id) AS lists`;
export const MESSAGE_TABLES = `
  message JOIN message_id ON message_id.id = message.message_id JOIN mail ON mail.id = message.mail_id
  LEFT JOIN person ON person.id = message.person_id`;

export interface MessageRow {
  id: number;
  key: string;
  thread_id: number;
  message_id: string;
  mail_id: number;
  parent: string | null;
  position: number;
  depth: number;
  subject: string;
  from_name: string;
  from_email: string;
  person: string | null;
  date: number | null;
  date_used: number;
  bot: number;
  salvaged: number;
  new_lines: number;
  kind: number;
  defects: string;
  /** 1 where the mail tells no time and its neighbours in the thread did. */
  undated: number;
  text_size: number;
  lists: string | null;
}

export function toMessages(archive: Archive, rows: readonly MessageRow[]): MessageRecord[] {
  const blocks = readBlocks(archive);
  return rows.map((row) => toMessage(row, (from) => blocks(row.thread_id).of(row.id, from)));
}

function toMessage(row: MessageRow, blocksOf: (from: Mailbox) => Block[]): MessageRecord {
  const from = { name: row.from_name, email: row.from_email };
  return {
    id: row.id,
    key: row.key,
    messageId: row.message_id,
    mailId: row.mail_id,
    parent: row.parent,
    position: row.position,
    depth: row.depth,
    subject: row.subject,
    from,
    person: row.person,
    date: row.date,
    dateUsed: row.date_used,
    bot: row.bot === 1,
    salvaged: row.salvaged === 1,
    newLines: row.new_lines,
    kind: row.kind,
    defects: defectsOf(row),
    lists: row.lists === null ? [] : row.lists.split('\n').sort(),
    textSize: row.text_size,
    blocks: blocksOf(from),
  };
}

type OutlineRow = [
  ...[id: number, key: string, parent: string | null, position: number, name: string, email: string],
  ...[person: string | null, bot: number, dateUsed: number],
];

function defectsOf(row: MessageRow): string[] {
  const defects = row.defects === '[]' ? [] : (JSON.parse(row.defects) as string[]);
  return row.undated === 1 ? [...new Set([...defects, 'date-from-neighbours'])].sort() : defects;
}

interface GhostRow {
  key: string;
  parent: string | null;
  position: number;
  depth: number;
  packed: Buffer;
}

function toGhost(row: GhostRow): GhostRecord {
  const { author, recovered } = unpackJson<Pick<GhostRecord, 'author' | 'recovered'>>(row.packed);
  return { key: row.key, parent: row.parent, position: row.position, depth: row.depth, author, recovered };
}

/** Reviews by time; they stand in the facts of the thread. */
function reviewsOf(facts: ThreadFacts): ReviewFacts[] {
  return Object.values(facts)
    .flatMap(({ review }) => review ?? [])
    .sort((a, b) => a.dateUsed - b.dateUsed || (a.key < b.key ? -1 : 1));
}

export interface PatchRow {
  thread: string;
  newest: number;
  person: string | null;
  key: string;
  judged_id: number;
}

export function toPatch(archive: Archive, row: PatchRow): StoredPatch {
  return {
    ...judgedPatch(archive, row.judged_id, row.key),
    threadId: row.thread,
    newest: row.newest === 1,
    person: row.person,
  };
}

export interface SeriesRow {
  thread: string;
  judged_id: number;
}

export function toSeries(archive: Archive, row: SeriesRow): StoredSeries {
  return { ...judgedSeries(archive, row.judged_id), threadId: row.thread };
}

/** Patches with their thread's root and sender's name; a WHERE follows. */
export const PATCH = `
  SELECT COALESCE(thread.root, '') AS thread, patch.newest, person.name AS person, patch.key, patch.judged_id
  FROM patch LEFT JOIN thread ON thread.id = patch.thread_id LEFT JOIN person ON person.id = patch.person_id`;
export const SERIES = `
  SELECT COALESCE(thread.root, '') AS thread, series.judged_id
  FROM series LEFT JOIN thread ON thread.id = series.thread_id`;

const MESSAGES_OF_THREAD = `
  SELECT ${MESSAGE_COLUMNS} FROM ${MESSAGE_TABLES} WHERE message.thread_id = ? ORDER BY message.position, message.key`;
const OUTLINE_OF_THREAD = `
  SELECT json_group_array(json_array(message.id, message.key, message.parent, message.position, message.from_name, message.from_email,
                                     person.name, message.bot, message.date_used)) AS rows
  FROM message LEFT JOIN person ON person.id = message.person_id WHERE message.thread_id = ?`;
const GHOSTS_OF_THREAD =
  'SELECT key, parent, position, depth, packed FROM ghost WHERE thread_id = ? ORDER BY position, key';
const MAILS_OF_THREAD = `
  SELECT message.key, message.date_used AS dateUsed, ${RAW_PLACE}
  FROM message JOIN mail ON mail.id = message.mail_id WHERE message.thread_id = ?`;
const RAW_OF_THREAD = `
  SELECT message.key, ${RAW_PLACE} FROM message JOIN mail ON mail.id = message.mail_id
  WHERE message.thread_id = ? AND message.position >= ? AND message.position < ? ORDER BY message.position`;
