import { randomUUID } from 'node:crypto';
import type { Sql, TransactionSql } from 'postgres';
import { ArchiveError } from '../database.ts';
import { POSTGRES_SCHEMA, POSTGRES_VERSION } from './schema.ts';

/** True for what names a PostgreSQL database. */
export const isPostgres = (address: string) => /^postgres(?:ql)?:\/\//.test(address);

/**
 * Connects to one of the servers of an address (`postgres://user@host:port,host:port/database`): for writing to whoever is primary,
 * for reading to a standby where there is one. The library is loaded only here, so that plain use does not pay for it.
 */
export async function connect(address: string, use: 'write' | 'read'): Promise<Sql> {
  const { default: postgres } = await import('postgres');
  return postgres(address, {
    max: 1,
    connect_timeout: 5,
    // Of one host there is nothing to prefer, and the library would go on looking for a better one.
    ...(use === 'write'
      ? { target_session_attrs: 'primary' }
      : isOfMany(address)
        ? { target_session_attrs: 'prefer-standby' }
        : {}),
    // Sizes and numbers of mails stay far below 2^53.
    types: { bigint: { to: 20, from: [20], parse: Number, serialize: String } },
    connection: { search_path: 'lorescope', application_name: 'lorescope' },
    onnotice: () => {},
  });
}

/** True where an address names several servers. */
const isOfMany = (address: string) => /^[^/]*\/\/[^/]*,/.test(address);

/** How long to go on trying, and who is told that it takes longer. */
export interface Patience {
  /** Called once for each time that something has to be tried again. */
  onWait?: (sentence: string) => void;
  /** Milliseconds until it is given up; ten minutes where not given. */
  patience?: number;
}

/** Runs one transaction as the only writer. Where the connection broke, also in its COMMIT, it is run again: all that it does may be done twice. */
export async function writeAlone<T>(
  sql: Sql,
  { onWait, patience = 600_000 }: Patience,
  work: (transaction: TransactionSql) => Promise<T>,
): Promise<T> {
  const end = Date.now() + patience;
  for (let pause = 100; ; pause = Math.min(2 * pause, 5000)) {
    try {
      return (await sql.begin(async (transaction) => {
        await transaction`SELECT pg_advisory_xact_lock(${LOCK})`;
        return await work(transaction);
      })) as T;
    } catch (error) {
      if (!isPassing(error)) throw asArchiveError(error);
      if (Date.now() > end) throw asArchiveError(error);
      onWait?.(`PostgreSQL does not answer (${(error as Error).message}); trying again`);
      await new Promise((resume) => setTimeout(resume, pause));
    }
  }
}

/** Makes the tables. Throws an {@link ArchiveError} where they stand already. */
export async function initFacts(address: string): Promise<void> {
  const sql = await connect(address, 'write');
  try {
    await sql.begin(async (transaction) => {
      await transaction.unsafe(POSTGRES_SCHEMA);
      for (const [name, value] of Object.entries({ version: POSTGRES_VERSION, forget_salt: randomUUID() }))
        await transaction`INSERT INTO meta (name, value) VALUES (${name}, ${Buffer.from(value)})`;
    });
  } catch (error) {
    if ((error as { code?: string }).code === '42P06') throw new ArchiveError('Facts stand there already.');
    throw asArchiveError(error);
  } finally {
    await sql.end({ timeout: 5 });
  }
}

/** The salt of forgotten ids. Throws an {@link ArchiveError} where there are no facts, or of another version. */
export async function checkFacts(sql: Sql): Promise<string> {
  try {
    const rows = await sql<{ name: string; value: Buffer }[]>`SELECT name, value FROM meta`;
    const meta = new Map(rows.map(({ name, value }) => [name, value.toString()]));
    if (meta.get('version') !== POSTGRES_VERSION)
      throw new ArchiveError('These facts were written by another version of Lorescope. Use that one.');
    return meta.get('forget_salt') ?? '';
  } catch (error) {
    if ((error as { code?: string }).code === '42P01')
      throw new ArchiveError('There are no facts in this database. Make them with: lorescope facts init postgres://…');
    throw asArchiveError(error);
  }
}

/** What a server says while another one takes over, or when it is gone. */
export function isPassing(error: unknown): boolean {
  const { code = '', message = '' } = error as { code?: string; message?: string };
  return PASSING_CODES.test(code) || /read-only transaction|in recovery/.test(message);
}

function asArchiveError(error: unknown): Error {
  if (error instanceof ArchiveError) return error;
  const { code = '', message = '' } = error as { code?: string; message?: string };
  if (PASSING_CODES.test(code)) return new ArchiveError(`PostgreSQL can't be reached: ${message}.`);
  return error as Error;
}

/** Connections that broke (class 08, the library's own), servers that go or come (57P), serialization (40), no writing here (25006). */
const PASSING_CODES =
  /^(?:08|57P|40|25006)|^(?:CONNECTION_|CONNECT_TIMEOUT|ECONN|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENOTFOUND)/;
/** The advisory lock of all that writes facts. */
const LOCK = 7_046_029;
