/** Steps that bring the facts of an older database up to date; entry n leads from schema n+1 to n+2. Derived tables are rebuilt instead. */
export const MIGRATIONS: string[] = [
  // The first databases had the number 1 before commits were read, and kept it afterwards: the table may be there already.
  `CREATE TABLE IF NOT EXISTS repository_commit (
    hash         TEXT PRIMARY KEY,
    source_id    INTEGER NOT NULL REFERENCES source(id),
    title        TEXT NOT NULL,
    author_name  TEXT NOT NULL,
    author_email TEXT NOT NULL,
    date         INTEGER NOT NULL,
    patch_id     TEXT,
    link_ids     TEXT NOT NULL,
    release      TEXT
  ) WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS mail_salvaged ON mail(id) WHERE salvaged = 1;`,
  // Commits by repository, with the branch that holds them; the next run reads the repositories again.
  `DROP TABLE repository_commit;
  CREATE TABLE repository_commit (
    hash         TEXT NOT NULL,
    source_id    INTEGER NOT NULL REFERENCES source(id) ON DELETE CASCADE,
    title        TEXT NOT NULL,
    author_name  TEXT NOT NULL,
    author_email TEXT NOT NULL,
    date         INTEGER NOT NULL,
    patch_id     TEXT,
    link_ids     TEXT NOT NULL,
    branch       TEXT,
    release      TEXT,
    PRIMARY KEY (hash, source_id)
  ) WITHOUT ROWID;
  UPDATE source SET state = 'null' WHERE kind = 'repository';`,
  // Mails were packed one by one; as groups of one they are read as before.
  `CREATE TABLE raw_group (
    id     INTEGER PRIMARY KEY AUTOINCREMENT,
    codec  INTEGER NOT NULL,
    packed BLOB NOT NULL
  );
  INSERT INTO raw_group (id, codec, packed) SELECT mail_id, 1, raw FROM mail_raw;
  ALTER TABLE mail ADD COLUMN raw_group INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE mail ADD COLUMN raw_at INTEGER NOT NULL DEFAULT 0;
  UPDATE mail SET raw_group = id;
  CREATE INDEX mail_raw_group ON mail(raw_group);
  DROP TABLE mail_raw;`,
];
