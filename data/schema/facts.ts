import { NUMBER_FACTS_SQL } from './numbers.ts';

/**
 * Facts: what was read. Migrated, never dropped; gone only when the archive withdraws a mail or `forget` takes it out.
 * Times are Unix seconds (UTC). Columns carry the standard's term they hold.
 */
export const FACTS_SQL = `
-- One setting or counter of the database itself.
CREATE TABLE meta (
  name  TEXT PRIMARY KEY,
  value TEXT NOT NULL
) WITHOUT ROWID;

-- A mailing list, known by its short name as in lore's links.
CREATE TABLE list (
  id      INTEGER PRIMARY KEY,
  name    TEXT NOT NULL UNIQUE,
  address TEXT,            -- posting address
  list_id TEXT             -- RFC 2919 List-Id without angle brackets
);

-- Other names of a list: List-Ids, addresses, names it had before it moved, names given by hand.
CREATE TABLE list_alias (
  alias   TEXT PRIMARY KEY,
  list_id INTEGER NOT NULL REFERENCES list(id) ON DELETE CASCADE
) WITHOUT ROWID;

-- A file, folder or repository that was read, and how far.
CREATE TABLE source (
  id      INTEGER PRIMARY KEY,
  path    TEXT NOT NULL UNIQUE,   -- absolute path, URL, or '-' for standard input
  kind    TEXT NOT NULL,          -- mbox, eml, maildir, folder, public-inbox-v1, public-inbox-v2, salvage, git
  list    TEXT,                   -- the list name given with --list
  state   TEXT NOT NULL,          -- JSON of the reader: where to go on
  read_at INTEGER NOT NULL        -- wall clock of the last run, for people only
);

-- Every Message-ID that was ever seen or named; thread is the component that it belongs to.
CREATE TABLE message_id (
  id     INTEGER PRIMARY KEY,
  text   TEXT NOT NULL UNIQUE,    -- without angle brackets
  thread INTEGER NOT NULL         -- thread.id; equal for all ids that References or In-Reply-To tie together
);
CREATE INDEX message_id_thread ON message_id(thread);

-- One distinct mail, byte for byte. Several may share a Message-ID: copies of several lists, or reused ids.
CREATE TABLE mail (
  id         INTEGER PRIMARY KEY,
  sha256     BLOB NOT NULL,         -- of the bytes as read (mbox escaping undone); no two are the same
  message_id INTEGER NOT NULL REFERENCES message_id(id),
  salvaged   INTEGER NOT NULL DEFAULT 0,
  core       BLOB NOT NULL,         -- 8 bytes: sender, subject without list tags, Date, text without footer; equal for copies
  footer     INTEGER NOT NULL,      -- 1 where list software added a footer
  text_size  INTEGER NOT NULL,      -- characters of the text
  raw_size   INTEGER NOT NULL,      -- bytes of the mail
  raw_group  INTEGER NOT NULL,      -- raw_group.id that holds the bytes
  raw_at     INTEGER NOT NULL,      -- where they begin in the unpacked group
  subject    TEXT NOT NULL,
  from_name  TEXT NOT NULL,         -- mended sender
  from_email TEXT NOT NULL,
  date       INTEGER,               -- Date header; null where it can't be read
  date_used  INTEGER NOT NULL,      -- the time that orders everything
  refs       TEXT NOT NULL,         -- JSON: message_id.id of References, oldest first, In-Reply-To last
  defects    TEXT NOT NULL,         -- JSON: names of what is odd
  bot        INTEGER NOT NULL,
  flags      INTEGER NOT NULL       -- 1 text came from HTML, 2 has attachments
);
-- Eight bytes tell nearly all mails apart, the rest is compared: a third of an index of the whole.
CREATE INDEX mail_sha256 ON mail(substr(sha256, 1, 8));
CREATE INDEX mail_message_id ON mail(message_id);
CREATE INDEX mail_salvaged ON mail(id) WHERE salvaged = 1;

-- The bytes of mails that were stored together, one behind the other. A group never changes: where a mail of it goes, the
-- others move to a new one.
CREATE TABLE raw_group (
  id     INTEGER PRIMARY KEY AUTOINCREMENT,
  codec  INTEGER NOT NULL,          -- CODEC of data/codecs/raw-codec.ts
  packed BLOB NOT NULL              -- data/codecs/raw-codec.ts
);
CREATE INDEX mail_raw_group ON mail(raw_group);

-- Which lists carried a mail, and from where we have it.
CREATE TABLE carried (
  mail_id     INTEGER NOT NULL REFERENCES mail(id) ON DELETE CASCADE,
  list_id     INTEGER NOT NULL REFERENCES list(id) ON DELETE CASCADE,
  source_id   INTEGER NOT NULL REFERENCES source(id),
  archived_at INTEGER,              -- the archive's own commit time
  PRIMARY KEY (mail_id, list_id, source_id)
) WITHOUT ROWID;

-- Things in a source that are no mail, or could not be read; listed, never dropped silently.
CREATE TABLE problem (
  id        INTEGER PRIMARY KEY,
  source_id INTEGER NOT NULL REFERENCES source(id) ON DELETE CASCADE,
  place     TEXT NOT NULL,
  what      TEXT NOT NULL,
  raw       BLOB,                   -- the bytes, deflated, where there are any
  UNIQUE (source_id, place, what)
);

-- Commits of code repositories read with \`ingest --repo\`: what became of patches.
CREATE TABLE repository_commit (
  hash         TEXT NOT NULL,
  source_id    INTEGER NOT NULL REFERENCES source(id) ON DELETE CASCADE,
  title        TEXT NOT NULL,       -- first line of the message
  author_name  TEXT NOT NULL,
  author_email TEXT NOT NULL,
  date         INTEGER NOT NULL,    -- committer date
  patch_id     TEXT,                -- git patch-id --stable
  link_ids     TEXT NOT NULL,       -- JSON: Message-IDs of Link: and Message-ID: trailers
  branch       TEXT,                -- branch that holds it, where the default branch does not
  release      TEXT,                -- first release tag that holds it
  PRIMARY KEY (hash, source_id)
) WITHOUT ROWID;

-- Message-IDs that must not come back: salted SHA-256, so that the mark does not tell the id.
CREATE TABLE forgotten (
  mark BLOB PRIMARY KEY
) WITHOUT ROWID;
${NUMBER_FACTS_SQL}`;
