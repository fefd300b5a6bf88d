import type { TransactionSql } from 'postgres';
import type { MailFacts } from '../facts.ts';
import type { RepositoryCommit } from '../records/index.ts';
import { checkFacts, connect } from './connection.ts';

/** One event of the log with the rows that belong to it, as far as they still stand. Times in Unix seconds. */
export type FactEvent = { seq: number; at: number } & (
  | { kind: 'source'; source: number; fact: { path: string; kind: string; list: string | null; readAt: number } }
  | { kind: 'list'; fact: ListRow }
  | { kind: 'list-merged'; fact: { id: number; other: number | null; alias: string } }
  | { kind: 'list-dropped'; fact: { id: number } }
  | { kind: 'carried'; source: number; mails: CarriedMail[]; groups: RawGroup[] }
  | { kind: 'withdrawn'; source: number; fact: { sha256: string | null; messageId: string | null } }
  | { kind: 'forgotten'; fact: { mark: string; mails: string[] } }
  | { kind: 'problem'; source: number; problems: { place: string; what: string; raw: Buffer | null }[] }
  | { kind: 'commits'; source: number; commits: RepositoryCommit[] }
  | { kind: 'commits-removed'; source: number; fact: { commits: string[] | 'all' } }
  | { kind: 'setting'; fact: { name: string; text: string } }
);

/** A list as it stood after the event. */
export interface ListRow {
  id: number;
  name: string;
  address: string | null;
  listId: string | null;
  aliases: string[];
}

/** That a list carried a mail. The bytes lie in a group. */
export interface CarriedMail {
  facts: Omit<MailFacts, 'bytes'>;
  size: number;
  group: number;
  at: number;
  list: number;
  archivedAt: number | null;
}

/** Mails packed together: data/codecs/raw-codec.ts. */
export interface RawGroup {
  id: number;
  codec: number;
  packed: Buffer;
}

/** Reads the log, from a standby where there is one. */
export interface EventLog {
  /** What makes the marks of forgotten ids. */
  salt: string;
  /** Up to `limit` events behind `seq`, in order. */
  after(seq: number, limit: number): Promise<FactEvent[]>;
  /** The number of the newest event. */
  newest(): Promise<number>;
  close(): Promise<void>;
}

/** Opens the log of facts. Throws an ArchiveError where there are none. */
export async function openEventLog(address: string): Promise<EventLog> {
  const sql = await connect(address, 'read');
  try {
    const salt = await checkFacts(sql);
    return {
      salt,
      after: async (seq, limit) => {
        // All of one moment: what belongs to an event may go while it is read.
        const events = await sql.begin('ISOLATION LEVEL REPEATABLE READ READ ONLY', async (snapshot) => {
          const rows = await snapshot<EventRow[]>`
            SELECT seq, at, kind, source_id AS source, fact FROM event WHERE seq > ${seq} ORDER BY seq LIMIT ${limit}`;
          const found: FactEvent[] = [];
          for (const row of rows) found.push(await withRows(snapshot, row));
          return found;
        });
        return events;
      },
      newest: async () => (await sql<{ seq: number }[]>`SELECT coalesce(max(seq), 0) AS seq FROM event`)[0]!.seq,
      close: async () => sql.end({ timeout: 5 }),
    };
  } catch (error) {
    await sql.end({ timeout: 5 });
    throw error;
  }
}

/** Notes at the primary how far a node is. */
export async function reportNode(address: string, name: string, seq: number): Promise<void> {
  const sql = await connect(address, 'write');
  try {
    await sql`
      INSERT INTO node (name, seq, seen) VALUES (${name}, ${seq}, extract(epoch FROM now())::bigint)
      ON CONFLICT (name) DO UPDATE SET seq = excluded.seq, seen = excluded.seen`;
  } finally {
    await sql.end({ timeout: 5 });
  }
}

/** What facts there are, and how far each node is. */
export interface FactsStatus {
  mails: number;
  events: number;
  gaps: number;
  /** Seq of the newest event by which a message was forgotten; 0 where none was. */
  forgotten: number;
  nodes: { name: string; seq: number; seen: number }[];
}

/** Asks the primary. */
export async function factsStatus(address: string): Promise<FactsStatus> {
  const sql = await connect(address, 'write');
  try {
    await checkFacts(sql);
    const [row] = await sql<Omit<FactsStatus, 'nodes'>[]>`
      SELECT (SELECT count(*) FROM mail) AS mails, coalesce(max(seq), 0) AS events, coalesce(max(seq), 0) - count(*) AS gaps,
             coalesce(max(seq) FILTER (WHERE kind = 'forgotten'), 0) AS forgotten
      FROM event`;
    return {
      ...row!,
      nodes: await sql<FactsStatus['nodes']>`SELECT name, seq, seen FROM node ORDER BY name`,
    };
  } finally {
    await sql.end({ timeout: 5 });
  }
}

interface EventRow {
  seq: number;
  at: number;
  kind: FactEvent['kind'];
  source: number | null;
  fact: Buffer;
}

async function withRows(sql: TransactionSql, { seq, at, kind, source, fact }: EventRow): Promise<FactEvent> {
  const base = { seq, at, source: source ?? 0 };
  if (kind === 'carried') return { ...base, kind, ...(await carriedRows(sql, seq)) };
  if (kind === 'problem') {
    const rows = await sql<{ fact: Buffer; raw: Buffer | null }[]>`SELECT fact, raw FROM problem WHERE seq = ${seq}`;
    const problems = rows.map((row) => ({ ...fromBytes<{ place: string; what: string }>(row.fact), raw: row.raw }));
    return { ...base, kind, problems };
  }
  if (kind === 'commits') {
    const rows = await sql<{ fact: Buffer; branch: string | null; release: string | null }[]>`
      SELECT fact, branch, release FROM repository_commit WHERE seq = ${seq} ORDER BY hash`;
    const commits = rows.map((row) => ({
      ...fromBytes<RepositoryCommit>(row.fact),
      branch: row.branch,
      release: row.release,
    }));
    return { ...base, kind, commits };
  }
  return { ...base, kind, fact: fromBytes(fact) } as FactEvent;
}

async function carriedRows(sql: TransactionSql, seq: number): Promise<{ mails: CarriedMail[]; groups: RawGroup[] }> {
  const rows = await sql<(Omit<CarriedMail, 'facts'> & { sha256: Buffer; facts: Buffer })[]>`
    SELECT mail.sha256, mail.facts, mail.raw_size AS size, mail.raw_group AS group, mail.raw_at AS at,
           carried.list_id AS list, carried.archived_at AS "archivedAt"
    FROM carried JOIN mail ON mail.id = carried.mail_id WHERE carried.seq = ${seq} ORDER BY carried.place`;
  const groups = await sql<RawGroup[]>`
    SELECT id, codec, packed FROM raw_group
    WHERE id IN (SELECT raw_group FROM mail WHERE id IN (SELECT mail_id FROM carried WHERE seq = ${seq}))`;
  const mails = rows.map(({ sha256, facts, ...row }) => {
    const parsed = fromBytes<Omit<MailFacts, 'bytes' | 'sha256' | 'core'> & { core: string }>(facts);
    return { ...row, facts: { ...parsed, sha256, core: Buffer.from(parsed.core, 'hex') } };
  });
  return { mails, groups };
}

const fromBytes = <T>(bytes: Buffer): T => JSON.parse(bytes.toString()) as T;
