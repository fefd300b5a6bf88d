import { existsSync } from 'node:fs';
import Sqlite from 'better-sqlite3';
import { DERIVED_SQL } from './schema/derived.ts';
import { FACTS_SQL } from './schema/facts.ts';
import { MIGRATIONS } from './migrations/index.ts';

/** Version of everything derived: raise it whenever analysis would give another answer, and a rebuild follows. */
export const ANALYSIS_VERSION = 5;

/** A database that cannot be used, with a sentence for people. */
export class ArchiveError extends Error {
  override name = 'ArchiveError';
}

/** One open archive: the SQLite file and its prepared statements. */
export class Archive {
  readonly sqlite: Sqlite.Database;
  readonly path: string;
  readonly #statements = new Map<string, Sqlite.Statement>();
  readonly #transaction: Sqlite.Transaction<(work: () => unknown) => unknown>;

  constructor(sqlite: Sqlite.Database, path: string) {
    this.sqlite = sqlite;
    this.path = path;
    // Made once: to wrap a function takes as long as to run a small query.
    this.#transaction = sqlite.transaction((work: () => unknown) => work());
  }

  /** The prepared statement of a text, prepared once. */
  prepare<Row = unknown>(sql: string): Sqlite.Statement<unknown[], Row> {
    let statement = this.#statements.get(sql);
    if (!statement) {
      statement = this.sqlite.prepare(sql);
      this.#statements.set(sql, statement);
    }
    return statement as Sqlite.Statement<unknown[], Row>;
  }

  /** Runs `work` as one transaction that takes the write lock at once. */
  write<T>(work: () => T): T {
    return this.#transaction.immediate(work) as T;
  }

  /** Runs `work` on one snapshot. */
  read<T>(work: () => T): T {
    return this.#transaction(work) as T;
  }

  /** A setting of the database, null where it was never set. */
  meta(name: string): string | null {
    return this.prepare<{ value: string }>('SELECT value FROM meta WHERE name = ?').get(name)?.value ?? null;
  }

  setMeta(name: string, value: string): void {
    this.prepare(
      'INSERT INTO meta (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
    ).run(name, value);
  }

  /** Copies all pages to a new file, while others read and write. */
  async backup(file: string): Promise<void> {
    await this.sqlite.backup(file);
  }

  /** Gives free pages back to the file system and empties the log of changes: what was taken out is gone from the disk. */
  compact(): void {
    this.sqlite.exec('VACUUM');
    this.sqlite.pragma('wal_checkpoint(TRUNCATE)');
  }

  /** Puts everything into the one file, which can then be copied as any other. */
  toSingleFile(): void {
    this.sqlite.pragma('journal_mode = DELETE');
  }

  close(): void {
    this.#statements.clear();
    this.sqlite.close();
  }
}

/** Opens a database for an ingest: makes it where there is none, migrates an older one. Throws {@link ArchiveError}. */
export function openWriter(path: string): Archive {
  const archive = open(path, false);
  const { sqlite } = archive;
  if (sqlite.pragma('user_version', { simple: true }) === 0) {
    sqlite.pragma('page_size = 8192');
    switchToWal(sqlite);
    archive.write(() => {
      // Another ingest may have made the tables while this one waited for the lock.
      if (sqlite.pragma('user_version', { simple: true }) !== 0) return;
      sqlite.exec(FACTS_SQL);
      sqlite.exec(DERIVED_SQL);
      sqlite.pragma(`user_version = ${MIGRATIONS.length + 1}`);
      archive.setMeta('analysis_version', String(ANALYSIS_VERSION));
      archive.setMeta('forget_salt', crypto.randomUUID());
    });
  }
  switchToWal(sqlite);
  sqlite.pragma('synchronous = NORMAL');
  sqlite.pragma('cache_size = -32768');
  // A statement with a trigger keeps a journal of its own, which cost 17 µs a message as a file.
  sqlite.pragma('temp_store = MEMORY');
  sqlite.pragma('wal_autocheckpoint = 4000');
  // Tables that others refer to may be made anew in a migration.
  sqlite.pragma('foreign_keys = OFF');
  migrate(archive);
  sqlite.pragma('foreign_keys = ON');
  return archive;
}

/** Changing the journal needs the file alone, and SQLite does not wait for that by itself: two ingests that begin at once would clash. */
function switchToWal(sqlite: Sqlite.Database): void {
  for (let tries = 100; ; tries -= 1) {
    try {
      sqlite.pragma('journal_mode = WAL');
      return;
    } catch (error) {
      if (tries === 0 || (error as { code?: string }).code !== 'SQLITE_BUSY') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50);
    }
  }
}

/** Opens a database for a copy of its pages, whatever older version wrote it. Throws {@link ArchiveError} where there is none. */
export function openForCopy(path: string): Archive {
  expectFile(path);
  return open(path, true);
}

/** Throws {@link ArchiveError} where there is no such file. */
export function expectFile(path: string): void {
  if (path !== ':memory:' && !existsSync(path)) {
    throw new ArchiveError(`There is no database at ${path}. Make one with: lorescope ingest SOURCE --db ${path}`);
  }
}

/** Opens a database for reading alone. Throws {@link ArchiveError} where there is none, or it is newer or older than this program. */
export function openReader(path: string): Archive {
  expectFile(path);
  const archive = open(path, true);
  const version = schemaVersion(archive);
  if (version === 0) {
    archive.close();
    throw new ArchiveError(`${path} is an empty database. Fill it with: lorescope ingest SOURCE --db ${path}`);
  }
  if (version < MIGRATIONS.length + 1) {
    archive.close();
    throw new ArchiveError(outdated(path));
  }
  // Rows of another analysis may stand in other columns. One that is being made anew can be read: its tables are ours.
  if (!isOfThisAnalysis(archive)) {
    archive.close();
    throw new ArchiveError(outdated(path));
  }
  archive.sqlite.pragma('mmap_size = 1073741824');
  archive.sqlite.pragma('cache_size = -32768');
  archive.sqlite.pragma('query_only = ON');
  return archive;
}

/** True where the derived tables were made by another version of the analysis. */
export function needsRebuild(archive: Archive): boolean {
  return archive.meta('analysis_version') !== String(ANALYSIS_VERSION);
}

/** Drops all that is no fact, tables of earlier versions among them, and makes the derived tables anew; the caller fills them again. */
export function dropDerived(archive: Archive): void {
  archive.write(() => {
    // The newest first: some tables refer to older ones.
    const tables = archive.sqlite
      .prepare<[], { name: string }>(
        `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
         AND name NOT IN (SELECT name FROM pragma_table_list WHERE type = 'shadow') ORDER BY rowid DESC`,
      )
      .all();
    for (const { name } of tables) if (!FACT_TABLES.has(name)) archive.sqlite.exec(`DROP TABLE "${name}"`);
    archive.sqlite.exec(DERIVED_SQL);
    // An interrupted rebuild must be seen: the version is set again when all messages stand.
    archive.setMeta('analysis_version', REBUILDING);
  });
}

/** Marks the archive as changed, so that answers kept by clients are asked for again. */
export function bumpVersion(archive: Archive): void {
  archive
    .prepare(
      "INSERT INTO meta (name, value) VALUES ('changed', '1') ON CONFLICT (name) DO UPDATE SET value = CAST(value AS INTEGER) + 1",
    )
    .run();
}

/** A number that changes with every commit of an ingest, for ETags. */
export function archiveVersion(archive: Archive): string {
  // What was read is judged a moment later: then the answers are others, though nothing more was read.
  const { changed, judged } = archive.prepare<{ changed: string | null; judged: string | null }>(VERSION).get()!;
  return `${changed ?? '0'}-${judged ?? '0'}-${ANALYSIS_VERSION}`;
}

function open(path: string, readonly: boolean): Archive {
  let sqlite: Sqlite.Database;
  try {
    sqlite = new Sqlite(path, { readonly, timeout: 30_000 });
  } catch (error) {
    throw new ArchiveError(
      `${path} can't be opened: ${(error as Error).message}. Is the folder there, and may you write to it?`,
    );
  }
  const archive = new Archive(sqlite, path);
  if (schemaVersion(archive) > MIGRATIONS.length + 1) {
    sqlite.close();
    throw new ArchiveError(
      `${path} was written by a newer Lorescope. Update this program, or name another file with --db.`,
    );
  }
  return archive;
}

function isOfThisAnalysis(archive: Archive): boolean {
  try {
    return [String(ANALYSIS_VERSION), REBUILDING].includes(archive.meta('analysis_version') ?? '');
  } catch (error) {
    // A torn page is for `doctor` to name, and others show what they can.
    if ((error as { code?: string }).code === 'SQLITE_CORRUPT') return true;
    throw error;
  }
}

function outdated(path: string): string {
  return `${path} was written by another version of Lorescope. Bring it up to date with: lorescope rebuild --db ${path}`;
}

function schemaVersion(archive: Archive): number {
  try {
    return archive.sqlite.pragma('user_version', { simple: true }) as number;
  } catch (error) {
    archive.sqlite.close();
    const code = (error as { code?: string }).code ?? '';
    // Before its tables stand a database has a journal of its own, which a reader may not roll back.
    if (code === 'SQLITE_READONLY_ROLLBACK') {
      throw new ArchiveError(
        `${archive.path} is an empty database, left by an ingest that was ended early. Fill it with: lorescope ingest SOURCE --db ${archive.path}`,
      );
    }
    if (!['SQLITE_NOTADB', 'SQLITE_CORRUPT'].includes(code)) throw error;
    throw new ArchiveError(
      `${archive.path} is no Lorescope database (SQLite can't read it). Name another file with --db.`,
    );
  }
}

function migrate(archive: Archive): void {
  const version = schemaVersion(archive);
  for (let next = version; next <= MIGRATIONS.length; next += 1) {
    archive.write(() => {
      archive.sqlite.exec(MIGRATIONS[next - 1]!);
      archive.sqlite.pragma(`user_version = ${next + 1}`);
    });
  }
}

/** Asked for several times for each answer: one question instead of two. */
const VERSION = `
  SELECT (SELECT value FROM meta WHERE name = 'changed') AS changed, (SELECT value FROM meta WHERE name = 'judged') AS judged`;
const FACT_TABLES = new Set([...FACTS_SQL.matchAll(/^CREATE TABLE (\w+)/gm)].map((found) => found[1]!));
/** Stands for the analysis version while tables of this program's version are being filled. */
const REBUILDING = `${ANALYSIS_VERSION} in the making`;
