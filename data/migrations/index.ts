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
  // Numbers of messages: what is there already is numbered by when it came, else by when it was sent.
  `CREATE TABLE IF NOT EXISTS numbering (
    project INTEGER PRIMARY KEY AUTOINCREMENT,
    name    TEXT NOT NULL UNIQUE,
    made    INTEGER NOT NULL,
    last    INTEGER NOT NULL,
    told    INTEGER NOT NULL
  );
  CREATE TABLE IF NOT EXISTS article (
    project    INTEGER NOT NULL,
    number     INTEGER NOT NULL,
    message_id INTEGER NOT NULL REFERENCES message_id(id) ON DELETE CASCADE,
    arrived    INTEGER NOT NULL,
    PRIMARY KEY (project, number)
  ) WITHOUT ROWID;
  CREATE UNIQUE INDEX IF NOT EXISTS article_message ON article(message_id, project);
  CREATE TABLE IF NOT EXISTS address_number (
    email  TEXT PRIMARY KEY,
    number INTEGER NOT NULL UNIQUE
  ) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS event (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    time     INTEGER NOT NULL UNIQUE,
    category TEXT NOT NULL,
    subject  INTEGER NOT NULL,
    detail   INTEGER,
    before   TEXT,
    after    TEXT
  );
  CREATE INDEX IF NOT EXISTS event_subject ON event(subject, id);
  CREATE INDEX IF NOT EXISTS event_category ON event(category, id);
  INSERT OR IGNORE INTO numbering (project, name, made, last, told) SELECT id, name, 0, 0, 0 FROM list ORDER BY id;
  INSERT OR IGNORE INTO article (project, number, message_id, arrived)
    SELECT list_id, row_number() OVER (PARTITION BY list_id ORDER BY came, text), id, 0
    FROM (SELECT carried.list_id, message_id.id, message_id.text, min(coalesce(carried.archived_at, mail.date_used)) AS came
          FROM carried JOIN mail ON mail.id = carried.mail_id JOIN message_id ON message_id.id = mail.message_id
          GROUP BY carried.list_id, message_id.id);
  UPDATE numbering SET last = (SELECT coalesce(max(number), 0) FROM article WHERE article.project = numbering.project);
  UPDATE numbering SET told = last;`,
];
