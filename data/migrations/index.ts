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
  // A short index of SHA-256 in the place of a unique column, for which the table must be made anew.
  `CREATE TABLE mail_anew (
    id         INTEGER PRIMARY KEY,
    sha256     BLOB NOT NULL,
    message_id INTEGER NOT NULL REFERENCES message_id(id),
    salvaged   INTEGER NOT NULL DEFAULT 0,
    core       BLOB NOT NULL,
    footer     INTEGER NOT NULL,
    text_size  INTEGER NOT NULL,
    raw_size   INTEGER NOT NULL,
    raw_group  INTEGER NOT NULL,
    raw_at     INTEGER NOT NULL,
    subject    TEXT NOT NULL,
    from_name  TEXT NOT NULL,
    from_email TEXT NOT NULL,
    date       INTEGER,
    date_used  INTEGER NOT NULL,
    refs       TEXT NOT NULL,
    defects    TEXT NOT NULL,
    bot        INTEGER NOT NULL,
    flags      INTEGER NOT NULL
  );
  INSERT INTO mail_anew
    SELECT id, sha256, message_id, salvaged, substr(core, 1, 8), footer, text_size, raw_size, raw_group, raw_at, subject, from_name,
           from_email, date, date_used, refs, defects, bot, flags
    FROM mail ORDER BY id;
  DROP TABLE mail;
  ALTER TABLE mail_anew RENAME TO mail;
  CREATE INDEX mail_sha256 ON mail(substr(sha256, 1, 8));
  CREATE INDEX mail_message_id ON mail(message_id);
  CREATE INDEX mail_salvaged ON mail(id) WHERE salvaged = 1;
  CREATE INDEX mail_raw_group ON mail(raw_group);
  DROP INDEX IF EXISTS carried_list;`,
];
