import type { Archive } from '../database.ts';
import type { Judgement, Mailbox, JudgedPatch, MessageFacts, MessageSkeleton, StoredPerson } from '../records/index.ts';
import { bumpVersion } from './mails.ts';
import { storeSearchFacts } from './search.ts';

/** A message without its text, and what it says of patches and decisions. `person` is not yet known. */
export interface ArchiveMessage extends MessageSkeleton {
  facts: MessageFacts | null;
}

/** Everything that the pass over the archive looks at, ordered by (dateUsed, key). */
export interface ArchiveView {
  messages: ArchiveMessage[];
  /** Newest credible date of each list, Unix seconds. */
  newest: Map<string, number>;
}

/** Loads all messages without their texts. `until` leaves out what came later (Unix seconds). */
export function loadArchive(archive: Archive, until: number | null = null): Promise<ArchiveView> {
  return Promise.resolve(
    archive.read(() => {
      const roots = new Map(
        archive
          .prepare<{ id: number; root: string }>('SELECT id, root FROM thread')
          .all()
          .map((row) => [row.id, row.root]),
      );
      const names = new Map(
        archive
          .prepare<{ id: number; name: string }>('SELECT id, name FROM list')
          .all()
          .map((row) => [row.id, row.name]),
      );
      const newest = new Map<string, number>();
      const messages: ArchiveMessage[] = [];
      const rows = archive
        .prepare<Row>(ALL_MESSAGES)
        .iterate(until ?? Number.MAX_SAFE_INTEGER) as IterableIterator<Row>;
      for (const row of rows) {
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
          facts: row.fact_json === null ? null : (JSON.parse(row.fact_json) as MessageFacts),
        });
      }
      return { messages, newest };
    }),
  );
}

/** Puts the whole judgement in the place of the one before, in one transaction. */
export function storeJudgement(archive: Archive, judgement: Judgement): Promise<void> {
  archive.write(() => {
    for (const table of [
      'person',
      'person_address',
      'patch',
      'series',
      'review',
      'review_point',
      'section',
      'discussion',
    ]) {
      archive.sqlite.exec(`DELETE FROM ${table}`);
    }
    const people = storePeople(archive, judgement.people);
    const threads = new Map(
      archive
        .prepare<{ id: number; root: string }>('SELECT id, root FROM thread')
        .all()
        .map((row) => [row.root, row.id]),
    );
    const messages = archive.prepare<{ id: number; thread_id: number }>(
      'SELECT id, thread_id FROM message WHERE key = ?',
    );
    const ghostIds = archive.prepare<{ id: number }>('SELECT id FROM message_id WHERE text = ?');
    const personOf = (author: Mailbox | null) => (author && people.get(addressKey(author.email, author.name))) ?? null;
    const insertPatch = archive.prepare(INSERT_PATCH);
    for (const patch of judgement.patches) {
      const { record, outcome } = patch;
      const row = messages.get(record.key);
      const id = row?.id ?? -(ghostIds.get(record.key)?.id ?? 0);
      const last = outcome.history.at(-1);
      insertPatch.run(
        id,
        record.key,
        row?.thread_id ?? threads.get(record.threadId) ?? 0,
        record.seriesId,
        record.workId,
        record.version,
        record.number,
        record.total,
        record.title,
        personOf(record.author),
        record.dateUsed,
        outcome.state,
        last?.date ?? record.dateUsed,
        Number(isNewest(patch)),
        outcome.turn?.whose ?? 'nobody',
        JSON.stringify(patch),
      );
    }
    const insertSeries = archive.prepare(
      'INSERT INTO series (id, thread_id, version, title, date_used, state, series_json) VALUES (?, ?, ?, ?, ?, ?, ?)',
    );
    for (const series of judgement.series) {
      const { record, outcome } = series;
      insertSeries.run(
        record.seriesId,
        threads.get(record.threadId) ?? 0,
        record.version,
        record.title,
        record.dateUsed,
        outcome.state,
        JSON.stringify(series),
      );
    }
    const insertReview = archive.prepare('INSERT INTO review (on_key, message_key, review_json) VALUES (?, ?, ?)');
    for (const review of judgement.reviews) insertReview.run(review.on, review.key, JSON.stringify(review));
    const insertPoint = archive.prepare('INSERT INTO review_point (on_key, status, point_json) VALUES (?, ?, ?)');
    for (const point of judgement.points) insertPoint.run(point.on, point.status, JSON.stringify(point));
    const insertSection = archive.prepare(
      'INSERT OR REPLACE INTO section (root, thread_id, section_json) VALUES (?, ?, ?)',
    );
    for (const section of judgement.sections)
      insertSection.run(section.root, threads.get(section.threadId) ?? 0, JSON.stringify(section));
    const insertDiscussion = archive.prepare(
      'INSERT OR REPLACE INTO discussion (root, thread_id, discussion_json) VALUES (?, ?, ?)',
    );
    for (const discussion of judgement.discussions) {
      insertDiscussion.run(
        discussion.section,
        messages.get(discussion.section)?.thread_id ?? 0,
        JSON.stringify(discussion),
      );
    }
    storeHeadlines(archive, judgement, threads);
    storeSearchFacts(archive, judgement);
    bumpVersion(archive);
  });
  return Promise.resolve();
}

interface Row {
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
  fact_json: string | null;
}

const ALL_MESSAGES = `
  SELECT message.key, message_id.text, message.thread_id, message.parent, message.subject, message.from_name, message.from_email,
         message.date_used, message.bot, fact.fact_json,
         (SELECT group_concat(list_id) FROM message_list WHERE message_list.message_id = message.id) AS lists
  FROM message JOIN message_id ON message_id.id = message.message_id LEFT JOIN fact ON fact.message_id = message.id
  WHERE message.date_used <= ?
  ORDER BY message.date_used, message.key`;

const INSERT_PATCH = `
  INSERT OR REPLACE INTO patch (message_id, key, thread_id, series_id, work_id, version, number, total, title, person_id, date_used, state,
                     state_since, newest, waiting, patch_json)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;

const isNewest = ({ record, outcome }: JudgedPatch) =>
  record.supersededBy.length === 0 && outcome.supersededBy.length === 0;

const addressKey = (email: string, name: string) => `${email.toLowerCase()}\n${name}`;

/** Stores people and tells each message who wrote it; returns person ids by address and name. */
function storePeople(archive: Archive, people: StoredPerson[]): Map<string, number> {
  const ids = new Map<string, number>();
  const insert = archive.prepare('INSERT INTO person (name, bot, messages) VALUES (?, ?, ?)');
  const insertAddress = archive.prepare(
    'INSERT OR IGNORE INTO person_address (email, name, person_id, messages) VALUES (?, ?, ?, ?)',
  );
  for (const person of people) {
    const id = Number(insert.run(person.name, Number(person.bot), person.messages).lastInsertRowid);
    for (const address of person.addresses) {
      insertAddress.run(address.email, address.name, id, address.messages);
      ids.set(addressKey(address.email, address.name), id);
    }
  }
  archive
    .prepare(
      `UPDATE message SET person_id = new.person_id
       FROM person_address AS new
       WHERE new.email = lower(message.from_email) AND new.name = message.from_name AND message.person_id IS NOT new.person_id`,
    )
    .run();
  return ids;
}

function storeHeadlines(archive: Archive, judgement: Judgement, threads: Map<string, number>): void {
  const old = new Map(
    archive
      .prepare<{ id: number; headline_json: string | null }>('SELECT id, headline_json FROM thread')
      .all()
      .map((row) => [row.id, row.headline_json]),
  );
  const update = archive.prepare('UPDATE thread SET state = ?, headline_json = ? WHERE id = ?');
  for (const [root, id] of threads) {
    const headline = judgement.headlines.get(root);
    const json = headline ? JSON.stringify(headline) : null;
    if (json === (old.get(id) ?? null)) continue;
    update.run(headline?.state ?? null, json, id);
  }
  // Rows of threads that were analyzed anew lost their state; set all that differ.
  archive
    .prepare(
      'UPDATE thread_list SET state = thread.state FROM thread WHERE thread.id = thread_list.thread_id AND thread_list.state IS NOT thread.state',
    )
    .run();
}
