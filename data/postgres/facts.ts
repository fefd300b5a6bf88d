import { createHash } from 'node:crypto';
import type { Sql, TransactionSql } from 'postgres';
import type { FactStore, MailFacts, StoredBatch, StoredSource } from '../facts.ts';
import type { RepositoryCommit } from '../records/index.ts';
import { checkFacts, connect, type Patience, writeAlone } from './connection.ts';
import { addEvent, nextSeq } from './log.ts';
import { ListRows } from './lists.ts';
import { byteArray, dropMails, dropUncarried, idsOf, storeMails, toBytes } from './mails.ts';

/** Facts in PostgreSQL; `close` ends the connection. */
export interface PostgresFacts extends FactStore {
  close(): Promise<void>;
}

/** Opens facts in PostgreSQL for writing. Throws an ArchiveError where there are none. */
export async function openPostgresFacts(address: string, patience: Patience = {}): Promise<PostgresFacts> {
  const sql = await connect(address, 'write');
  try {
    return new Facts(sql, await checkFacts(sql), patience);
  } catch (error) {
    await sql.end({ timeout: 5 });
    throw error;
  }
}

class Facts implements PostgresFacts {
  readonly #sql: Sql;
  readonly #salt: string;
  readonly #patience: Patience;

  constructor(sql: Sql, salt: string, patience: Patience) {
    this.#sql = sql;
    this.#salt = salt;
    this.#patience = patience;
  }

  async close(): Promise<void> {
    await this.#sql.end({ timeout: 5 });
  }

  async findSource(path: string): Promise<StoredSource | null> {
    const [row] = await this.#sql<SourceRow[]>`SELECT id, path, kind, list, state FROM source WHERE path = ${path}`;
    return row ? toSource(row) : null;
  }

  async sourcesOfLists(lists: string[]): Promise<StoredSource[]> {
    const wanted = lists.map((name) => name.toLowerCase());
    const rows = await this.#sql<SourceRow[]>`
      SELECT id, path, kind, list, state FROM source
      WHERE ${wanted.length} = 0 OR lower(list) = ANY(${wanted}::text[]) OR EXISTS (
        SELECT 1 FROM carried JOIN list ON list.id = carried.list_id
        WHERE carried.source_id = source.id AND lower(list.name) = ANY(${wanted}::text[]))
      ORDER BY path COLLATE "C"`;
    return rows.map(toSource);
  }

  startSource(source: { path: string; kind: string; list: string | null; readAt: number }): Promise<number> {
    return this.#write(async (sql) => {
      const { path, kind, list, readAt } = source;
      const [row] = await sql<{ id: number }[]>`
        INSERT INTO source (path, kind, list, state, read_at) VALUES (${path}, ${kind}, ${list}, 'null', ${readAt})
        ON CONFLICT (path) DO UPDATE SET kind = excluded.kind, list = COALESCE(excluded.list, source.list), read_at = excluded.read_at
        RETURNING id`;
      await addEvent(sql, 'source', row!.id, source);
      return row!.id;
    });
  }

  async saveState(source: number, state: unknown): Promise<void> {
    await this.#write((sql) => saveState(sql, source, state));
  }

  storeProblem(source: number, { place, what, raw }: { place: string; what: string; raw?: Buffer }): Promise<void> {
    return this.#write(async (sql) => {
      const fact = toBytes({ place, what });
      const seq = await nextSeq(sql);
      const added = await sql`
        INSERT INTO problem (source_id, digest, fact, raw, seq) VALUES (${source}, ${sha256(fact)}, ${fact}, ${raw ?? null}, ${seq})
        ON CONFLICT DO NOTHING`;
      if (added.count > 0) await addEvent(sql, 'problem', source, {}, seq);
    });
  }

  storeBatch(source: number, batch: MailFacts[], state: unknown): Promise<StoredBatch> {
    return this.#write(async (sql) => {
      const kept = await this.#withoutForgotten(sql, batch);
      const result: StoredBatch = { stored: 0, known: 0, forgotten: batch.length - kept.length };
      const lists = new ListRows(sql);
      const known = await idsOf(sql, kept);
      const fresh = new Map<string, MailFacts>();
      for (const mail of kept) {
        const key = mail.sha256.toString('hex');
        const isNew = !known.has(key) && !fresh.has(key);
        if (isNew) fresh.set(key, mail);
        result[isNew ? 'stored' : 'known'] += 1;
      }
      for (const [key, id] of await storeMails(sql, [...fresh.values()])) known.set(key, id);
      const carriers: Carrier[] = [];
      for (const mail of kept)
        for (const list of mail.lists)
          carriers.push({
            mail: known.get(mail.sha256.toString('hex'))!,
            list: await lists.idOf(list),
            archivedAt: mail.archivedAt,
          });
      if (carriers.length > 0) await storeCarriers(sql, source, carriers);
      await saveState(sql, source, state);
      return result;
    });
  }

  withdraw(
    source: number,
    { sha256: bytes, messageId }: { sha256: Buffer | null; messageId: string | null },
  ): Promise<number> {
    return this.#write(async (sql) => {
      const exact = bytes ? await sql<{ id: number }[]>`SELECT id FROM mail WHERE sha256 = ${bytes}` : [];
      const mails =
        exact.length > 0 || messageId === null
          ? exact
          : await sql<{ id: number }[]>`SELECT id FROM mail WHERE message_id = ${Buffer.from(messageId)}`;
      const ids = mails.map(({ id }) => id);
      const taken = await sql`DELETE FROM carried WHERE source_id = ${source} AND mail_id = ANY(${ids}::bigint[])`;
      if (taken.count === 0) return 0;
      await addEvent(sql, 'withdrawn', source, { sha256: bytes?.toString('hex') ?? null, messageId });
      return await dropUncarried(sql, ids);
    });
  }

  forget(messageId: string): Promise<{ mails: number; quotedBy: string[] }> {
    return this.#write(async (sql) => {
      const mark = this.#markOf(messageId);
      await sql`INSERT INTO forgotten (mark) VALUES (${mark}) ON CONFLICT DO NOTHING`;
      const mails = await sql<{ id: number; sha256: Buffer }[]>`
        SELECT id, sha256 FROM mail WHERE message_id = ${Buffer.from(messageId)}`;
      // The log must not tell the id: nodes that hold the mail know it by its bytes.
      await addEvent(sql, 'forgotten', null, {
        mark: mark.toString('hex'),
        mails: mails.map((row) => row.sha256.toString('hex')),
      });
      const ids = mails.map(({ id }) => id);
      const lists = await sql<{ list: number }[]>`
        SELECT DISTINCT list_id AS list FROM carried WHERE mail_id = ANY(${ids}::bigint[])`;
      await dropMails(sql, ids);
      // A list that only this mail told of goes with it.
      await sql`
        DELETE FROM list WHERE id = ANY(${lists.map(({ list }) => list)}::integer[])
          AND NOT EXISTS (SELECT 1 FROM carried WHERE list_id = list.id)`;
      return { mails: mails.length, quotedBy: [] };
    });
  }

  renameList(from: string, to: string): Promise<boolean> {
    return this.#write((sql) => new ListRows(sql).rename(from, to));
  }

  aliasList(name: string, alias: string): Promise<boolean> {
    return this.#write((sql) => new ListRows(sql).alias(name, alias));
  }

  dropList(name: string): Promise<boolean> {
    return this.#write(async (sql) => {
      const carried = await new ListRows(sql).drop(name);
      if (carried) await dropUncarried(sql, carried);
      return carried !== null;
    });
  }

  async oldestMail(): Promise<number | null> {
    const [row] = await this.#sql<{ oldest: number | null }[]>`
      SELECT min(date_used) AS oldest FROM mail WHERE date_used > 0`;
    return row?.oldest ?? null;
  }

  storeCommits(source: number, commits: RepositoryCommit[]): Promise<number> {
    return this.#write(async (sql) => {
      const rows = await sql<{ hash: string; branch: string | null }[]>`
        SELECT hash, branch FROM repository_commit
        WHERE source_id = ${source} AND hash = ANY(${commits.map(({ commit }) => commit)}::text[])`;
      const known = new Map(rows.map(({ hash, branch }) => [hash, branch]));
      const changed = commits.filter(({ commit, branch }) => known.get(commit) !== branch);
      if (changed.length === 0) return 0;
      const seq = await nextSeq(sql);
      await sql`
        INSERT INTO repository_commit (hash, source_id, fact, branch, release, seq)
        SELECT hash, ${source}::integer, fact, branch, release, ${seq}::bigint
        FROM unnest(${changed.map(({ commit }) => commit)}::text[], ${byteArray(changed.map(toBytes))}::text::bytea[],
                    ${changed.map(({ branch }) => branch)}::text[], ${changed.map(({ release }) => release)}::text[])
          AS row(hash, fact, branch, release)
        ON CONFLICT (hash, source_id) DO UPDATE SET branch = excluded.branch, seq = excluded.seq`;
      await addEvent(sql, 'commits', source, {}, seq);
      return changed.filter(({ commit }) => !known.has(commit)).length;
    });
  }

  removeCommits(source: number, commits: readonly string[] | 'all'): Promise<void> {
    return this.#write(async (sql) => {
      const isAll = commits === 'all';
      const gone = await sql`
        DELETE FROM repository_commit
        WHERE source_id = ${source} AND (${isAll} OR hash = ANY(${isAll ? [] : [...commits]}::text[]))`;
      if (gone.count > 0) await addEvent(sql, 'commits-removed', source, { commits });
    });
  }

  async unreleasedCommits(source: number): Promise<string[]> {
    const rows = await this.#sql<{ hash: string }[]>`
      SELECT hash FROM repository_commit WHERE source_id = ${source} AND release IS NULL`;
    return rows.map(({ hash }) => hash);
  }

  storeReleases(source: number, releases: Map<string, string>): Promise<void> {
    return this.#write(async (sql) => {
      if (releases.size === 0) return;
      const seq = await nextSeq(sql);
      await sql`
        UPDATE repository_commit SET release = given.release, seq = ${seq}::bigint
        FROM unnest(${[...releases.keys()]}::text[], ${[...releases.values()]}::text[]) AS given(hash, release)
        WHERE repository_commit.hash = given.hash AND source_id = ${source}`;
      await addEvent(sql, 'commits', source, {}, seq);
    });
  }

  async setting(name: string): Promise<string | null> {
    const [row] = await this.#sql<{ value: Buffer }[]>`SELECT value FROM meta WHERE name = ${`setting ${name}`}`;
    return row?.value.toString() ?? null;
  }

  async storeSetting(name: string, text: string): Promise<void> {
    if ((await this.setting(name)) === text) return;
    await this.#write(async (sql) => {
      await sql`
        INSERT INTO meta (name, value) VALUES (${`setting ${name}`}, ${Buffer.from(text)})
        ON CONFLICT (name) DO UPDATE SET value = excluded.value`;
      await addEvent(sql, 'setting', null, { name, text });
    });
  }

  #write<T>(work: (sql: TransactionSql) => Promise<T>): Promise<T> {
    return writeAlone(this.#sql, this.#patience, work);
  }

  #markOf(messageId: string): Buffer {
    return createHash('sha256').update(this.#salt).update(messageId).digest();
  }

  async #withoutForgotten(sql: TransactionSql, batch: MailFacts[]): Promise<MailFacts[]> {
    const marks = batch.map(({ messageId }) => this.#markOf(messageId));
    const rows = await sql<
      { mark: Buffer }[]
    >`SELECT mark FROM forgotten WHERE mark = ANY(${byteArray(marks)}::text::bytea[])`;
    const forgotten = new Set(rows.map(({ mark }) => mark.toString('hex')));
    return batch.filter((_, n) => !forgotten.has(marks[n]!.toString('hex')));
  }
}

interface SourceRow {
  id: number;
  path: string;
  kind: string;
  list: string | null;
  state: string;
}

interface Carrier {
  mail: number;
  list: number;
  archivedAt: number | null;
}

const toSource = (row: SourceRow): StoredSource => ({ ...row, state: JSON.parse(row.state) as unknown });
const sha256 = (bytes: Buffer): Buffer => createHash('sha256').update(bytes).digest();

async function saveState(sql: TransactionSql, source: number, state: unknown): Promise<void> {
  await sql`UPDATE source SET state = ${JSON.stringify(state)} WHERE id = ${source}`;
}

/** Notes who carried mails; what is news is one event. */
async function storeCarriers(sql: TransactionSql, source: number, carriers: Carrier[]): Promise<void> {
  const seq = await nextSeq(sql);
  const added = await sql`
    INSERT INTO carried (mail_id, list_id, source_id, archived_at, seq, place)
    SELECT mail_id, list_id, ${source}::integer, archived_at, ${seq}::bigint, place
    FROM unnest(${carriers.map(({ mail }) => mail)}::bigint[], ${carriers.map(({ list }) => list)}::integer[],
                ${carriers.map(({ archivedAt }) => archivedAt)}::bigint[]) WITH ORDINALITY AS row(mail_id, list_id, archived_at, place)
    ON CONFLICT DO NOTHING`;
  if (added.count > 0) await addEvent(sql, 'carried', source, {}, seq);
}
