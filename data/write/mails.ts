import { createHash } from 'node:crypto';
import { type Archive, bumpVersion } from '../database.ts';
import type { MailFacts, StoredBatch } from '../facts.ts';
import { FIND_POSTINGS, markThread } from './ledger.ts';
import { listIds } from './lists.ts';
import { type Arrival, numberArticles } from './articles.ts';
import { addMessage, regroup } from './copies.ts';
import { type GroupPlace, packGroups } from './raw.ts';

/** Stores a batch of mails of one source in one transaction, with the state from which its next run goes on. */
export function storeBatch(archive: Archive, sourceId: number, batch: MailFacts[], state: unknown): StoredBatch {
  return archive.write(() => {
    const lists = listIds(archive);
    const result = storeArriving(
      archive,
      sourceId,
      batch.map((mail) => ({
        mail,
        size: mail.bytes.length,
        carriers: () => mail.lists.map((list) => ({ list: lists.idOf(list), archivedAt: mail.archivedAt })),
      })),
      Math.trunc(Date.now() / 1000),
    );
    saveSourceState(archive, sourceId, state);
    return result;
  });
}

/** A mail that comes, with its size in bytes. */
export interface ArrivingMail {
  mail: MailFacts;
  size: number;
  /** The lists that carried it; asked for where it is not forgotten. */
  carriers: () => Carrier[];
  /** Where its bytes lie already; they are packed where absent. */
  place?: () => GroupPlace;
}

/** Stores mails of one source as they come; `now` in Unix seconds. Runs inside the caller's transaction. */
export function storeArriving(
  archive: Archive,
  sourceId: number,
  batch: readonly ArrivingMail[],
  now: number,
): StoredBatch {
  const result: StoredBatch = { stored: 0, known: 0, forgotten: 0 };
  const threads = new ThreadJoiner(archive);
  const touched = new Set<number>();
  const fresh = new Map<string, FreshMail>();
  const arrivals: Arrival[] = [];
  const forgets = archive.prepare('SELECT 1 FROM forgotten LIMIT 1').get() !== undefined;
  for (const arriving of batch) {
    const { mail } = arriving;
    if (forgets && isForgotten(archive, mail.messageId)) {
      result.forgotten += 1;
      continue;
    }
    const carriers = arriving.carriers();
    const sha256 = mail.sha256.toString('latin1');
    const twin = fresh.get(sha256);
    const known = twin ? undefined : findMail(archive, mail.sha256);
    if (twin) {
      twin.carriers.push(...carriers);
      for (const { list } of carriers) arrivals.push({ list, messageId: twin.numbers[0]! });
    } else if (known) {
      for (const carrier of carriers) {
        if (!carry(archive, known.id, carrier, sourceId)) continue;
        touched.add(known.message_id);
        arrivals.push({ list: carrier.list, messageId: known.message_id });
      }
    } else {
      const isNew = !threads.knows(mail.messageId);
      const numbers = threads.join([mail.messageId, ...mail.references]);
      for (const { list } of carriers) arrivals.push({ list, messageId: numbers[0]! });
      fresh.set(sha256, { ...arriving, numbers, isNew, thread: 0, carriers });
    }
    result[twin || known ? 'known' : 'stored'] += 1;
  }
  threads.store();
  storeFresh(archive, sourceId, byThread([...fresh.values()], threads), touched);
  numberArticles(archive, arrivals, now);
  regroup(archive, [...touched]);
  bumpVersion(archive);
  return result;
}

/** Remembers how far a source was read. */
export function saveSourceState(archive: Archive, sourceId: number, state: unknown): void {
  archive.prepare('UPDATE source SET state = ? WHERE id = ?').run(JSON.stringify(state), sourceId);
}

/** The mark that `forget` leaves of a Message-ID. */
export function forgottenMark(archive: Archive, messageId: string): Buffer {
  return createHash('sha256')
    .update(archive.meta('forget_salt') ?? '')
    .update(messageId)
    .digest();
}

/** A mail that the archive lacks, with the numbers of the ids that it names, its own first. */
interface FreshMail extends Omit<ArrivingMail, 'carriers'> {
  numbers: number[];
  /** True where no mail named its id before. */
  isNew: boolean;
  /** thread.id, once all mails of the batch are joined. */
  thread: number;
  carriers: Carrier[];
}

/** A list that carried a mail, and when. */
export interface Carrier {
  list: number;
  archivedAt: number | null;
}

/** Mails of one thread lie together, threads by their first mail of the batch: they are packed well together, and read together. */
function byThread(fresh: FreshMail[], threads: ThreadJoiner): FreshMail[] {
  const together = new Map<number, FreshMail[]>();
  for (const one of fresh) {
    one.thread = threads.threadOfId(one.mail.messageId);
    const held = together.get(one.thread);
    if (held) held.push(one);
    else together.set(one.thread, [one]);
  }
  return [...together.values()].flat();
}

/**
 * Stores mails with their bytes. The only mail of an id that nobody named before is a message as it stands; ids of all others are
 * added to `touched`.
 */
function storeFresh(archive: Archive, sourceId: number, fresh: FreshMail[], touched: Set<number>): void {
  const dirty = archive.prepare(
    'INSERT INTO thread (id) VALUES (?) ON CONFLICT (id) DO UPDATE SET dirty = 1 WHERE dirty = 0',
  );
  for (const thread of new Set(fresh.map((one) => one.thread))) dirty.run(thread);
  const mailsOf = new Map<number, number>();
  for (const { numbers } of fresh) mailsOf.set(numbers[0]!, (mailsOf.get(numbers[0]!) ?? 0) + 1);
  const packed = packGroups(
    archive,
    fresh.flatMap(({ mail, place }) => (place ? [] : [mail.bytes])),
  ).values();
  fresh.forEach(({ mail, size, place, numbers, isNew, thread, carriers }) => {
    const id = insertMail(archive, mail, size, place?.() ?? packed.next().value!, numbers);
    for (const carrier of carriers) carry(archive, id, carrier, sourceId);
    const [messageId] = numbers as [number];
    const isAlone = isNew && mailsOf.get(messageId) === 1;
    if (!isAlone || !addMessage(archive, { id, ...mail }, messageId, thread, carriers)) touched.add(messageId);
  });
}

/** The stored mail of these bytes. */
export function findMail(archive: Archive, sha256: Buffer): { id: number; message_id: number } | undefined {
  return archive
    .prepare<{ id: number; message_id: number }>(
      'SELECT id, message_id FROM mail WHERE substr(sha256, 1, 8) = ? AND sha256 = ?',
    )
    .get(sha256.subarray(0, 8), sha256);
}

/** Enough to tell the few mails of one Message-ID apart. */
const CORE_BYTES = 8;

function isForgotten(archive: Archive, messageId: string): boolean {
  return archive.prepare('SELECT 1 FROM forgotten WHERE mark = ?').get(forgottenMark(archive, messageId)) !== undefined;
}

function insertMail(
  archive: Archive,
  mail: MailFacts,
  size: number,
  place: GroupPlace,
  [messageId, ...references]: number[],
): number {
  return Number(
    archive
      .prepare(
        `INSERT INTO mail (sha256, message_id, salvaged, core, footer, text_size, raw_size, raw_group, raw_at, subject,
                           from_name, from_email, date, date_used, refs, defects, bot, flags)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      )
      .run(
        mail.sha256,
        messageId,
        Number(mail.salvaged),
        mail.core.subarray(0, CORE_BYTES),
        Number(mail.footer),
        mail.textSize,
        size,
        place.group,
        place.at,
        mail.subject,
        mail.fromName,
        mail.fromEmail,
        mail.date,
        mail.dateUsed,
        JSON.stringify(references),
        JSON.stringify(mail.defects),
        Number(mail.bot),
        Number(mail.fromHtml) + 2 * Number(mail.hasAttachments),
      ).lastInsertRowid,
  );
}

/** Notes that a list carried a mail; true where that is news. */
function carry(archive: Archive, mailId: number, { list, archivedAt }: Carrier, sourceId: number): boolean {
  const knew = archive.prepare('SELECT 1 FROM carried WHERE mail_id = ? AND list_id = ? LIMIT 1').get(mailId, list);
  const { changes } = archive
    .prepare(
      'INSERT INTO carried (mail_id, list_id, source_id, archived_at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING',
    )
    .run(mailId, list, sourceId, archivedAt);
  return changes > 0 && knew === undefined;
}

/** Ties Message-IDs that one mail names into one thread. New ids and joins are collected and stored once a batch. */
class ThreadJoiner {
  readonly #archive: Archive;
  /** thread -> thread that took it in, shortened as it is walked. */
  readonly #into = new Map<number, number>();
  readonly #ids = new Map<string, { id: number; thread: number }>();
  readonly #fresh: string[] = [];
  readonly #firstThread: number;
  #nextThread: number;
  #nextId: number;

  constructor(archive: Archive) {
    this.#archive = archive;
    // Ids keep the number of a thread that has gone, so a new one must not take it.
    const last = archive.prepare<{ thread: number; id: number }>(LAST_NUMBERS).get()!;
    this.#firstThread = this.#nextThread = last.thread + 1;
    this.#nextId = last.id + 1;
  }

  /** Makes all ids members of one thread; returns their numbers in order. */
  join(texts: string[]): number[] {
    const rows = texts.map((text) => this.#find(text));
    const threads = new Set(rows.flatMap((row) => (row ? [this.#threadOf(row.thread)] : [])));
    const thread = threads.size > 0 ? Math.min(...threads) : this.#nextThread++;
    for (const other of threads) if (other !== thread) this.#into.set(other, thread);
    return texts.map((text, n) => (rows[n] ?? this.#find(text) ?? this.#add(text, thread)).id);
  }

  /** True where a mail of this batch or before named the id. */
  knows(text: string): boolean {
    return this.#find(text) !== undefined;
  }

  /** The thread of an id that was joined. */
  threadOfId(text: string): number {
    return this.#threadOf(this.#ids.get(text)!.thread);
  }

  /** Stores new ids and joins: ids and messages of a thread that was taken in move over, its row goes. */
  store(): void {
    const insert = this.#archive.prepare('INSERT INTO message_id (id, text, thread) VALUES (?, ?, ?)');
    for (const text of this.#fresh) insert.run(this.#ids.get(text)!.id, text, this.threadOfId(text));
    for (const from of this.#into.keys()) {
      // Those of this batch stand nowhere yet.
      if (from >= this.#firstThread) continue;
      const to = this.#threadOf(from);
      this.#archive.prepare('UPDATE message_id SET thread = ? WHERE thread = ?').run(to, from);
      this.#archive.prepare('UPDATE message SET thread_id = ? WHERE thread_id = ?').run(to, from);
      for (const table of [
        'thread_list',
        'ghost',
        'patch',
        'section',
        'discussion',
        'pull',
        'thread_point',
        'point_asked',
        'series',
        'thread_block',
        'thread_fact',
      ]) {
        this.#archive.prepare(`DELETE FROM ${table} WHERE thread_id = ?`).run(from);
      }
      this.#archive.prepare('DELETE FROM thread WHERE id = ?').run(from);
      markThread(this.#archive, FIND_POSTINGS, from);
    }
  }

  #find(text: string): { id: number; thread: number } | undefined {
    let row = this.#ids.get(text);
    if (!row) {
      row = this.#archive
        .prepare<{ id: number; thread: number }>('SELECT id, thread FROM message_id WHERE text = ?')
        .get(text);
      if (row) this.#ids.set(text, row);
    }
    return row;
  }

  #add(text: string, thread: number): { id: number; thread: number } {
    const row = { id: this.#nextId++, thread };
    this.#fresh.push(text);
    this.#ids.set(text, row);
    return row;
  }

  #threadOf(thread: number): number {
    let root = thread;
    for (let next = this.#into.get(root); next !== undefined; next = this.#into.get(root)) root = next;
    for (let at = thread; at !== root;) {
      const next = this.#into.get(at)!;
      this.#into.set(at, root);
      at = next;
    }
    return root;
  }
}

const LAST_NUMBERS = `
  SELECT max(coalesce((SELECT max(id) FROM thread), 0), coalesce((SELECT max(thread) FROM message_id), 0)) AS thread,
         coalesce((SELECT max(id) FROM message_id), 0) AS id`;
