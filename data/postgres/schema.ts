/** Facts in PostgreSQL: a table a noun, and one log of what happened, in order. Readers are never answered from here. */
export const POSTGRES_SCHEMA = `
CREATE SCHEMA lorescope;
SET LOCAL search_path = lorescope;

-- Version of these tables, salt of forgotten ids, settings files.
CREATE TABLE meta (name text PRIMARY KEY, value bytea NOT NULL);

CREATE TABLE list (
  id      integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name    text NOT NULL UNIQUE,
  address text,
  list_id text
);
CREATE TABLE list_alias (
  alias   text PRIMARY KEY,
  list_id integer NOT NULL REFERENCES list(id) ON DELETE CASCADE
);
CREATE TABLE source (
  id      integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  path    text NOT NULL UNIQUE,
  kind    text NOT NULL,
  list    text,
  state   text NOT NULL,
  read_at bigint NOT NULL
);

-- Mails that were stored together, packed by the ingest.
CREATE TABLE raw_group (
  id     bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  codec  integer NOT NULL,
  packed bytea NOT NULL
);
ALTER TABLE raw_group ALTER COLUMN packed SET STORAGE EXTERNAL;

-- Ids and facts are bytes: a mail may hold NUL, which no text of PostgreSQL can.
CREATE TABLE mail (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  sha256     bytea NOT NULL UNIQUE,
  message_id bytea NOT NULL,        -- UTF-8
  date_used  bigint NOT NULL,
  raw_group  bigint NOT NULL REFERENCES raw_group(id),
  raw_at     integer NOT NULL,
  raw_size   integer NOT NULL,
  facts      bytea NOT NULL         -- JSON of MailFacts without its bytes
);
CREATE INDEX mail_message_id ON mail USING hash (message_id);
CREATE INDEX mail_raw_group ON mail(raw_group);
CREATE INDEX mail_oldest ON mail(date_used) WHERE date_used > 0;

CREATE TABLE carried (
  mail_id     bigint NOT NULL REFERENCES mail(id) ON DELETE CASCADE,
  list_id     integer NOT NULL REFERENCES list(id) ON DELETE CASCADE,
  source_id   integer NOT NULL REFERENCES source(id),
  archived_at bigint,
  seq         bigint NOT NULL,      -- event.seq
  place       integer NOT NULL,     -- order within the event
  PRIMARY KEY (mail_id, list_id, source_id)
);
CREATE INDEX carried_seq ON carried(seq, place);
CREATE INDEX carried_list ON carried(list_id);

CREATE TABLE problem (
  source_id integer NOT NULL REFERENCES source(id),
  digest    bytea NOT NULL,         -- SHA-256 of the fact
  fact      bytea NOT NULL,         -- JSON: place, what
  raw       bytea,
  seq       bigint NOT NULL,
  PRIMARY KEY (source_id, digest)
);
CREATE INDEX problem_seq ON problem(seq);

CREATE TABLE repository_commit (
  hash      text NOT NULL,
  source_id integer NOT NULL REFERENCES source(id),
  fact      bytea NOT NULL,         -- JSON of RepositoryCommit
  branch    text,
  release   text,
  seq       bigint NOT NULL,        -- of its last change
  PRIMARY KEY (hash, source_id)
);
CREATE INDEX repository_commit_seq ON repository_commit(seq);

CREATE TABLE forgotten (mark bytea PRIMARY KEY);

-- What happened, numbered from 1 without a gap. Rows named by seq in other tables belong to it.
CREATE TABLE event (
  seq       bigint PRIMARY KEY,
  at        bigint NOT NULL,        -- Unix seconds
  kind      text NOT NULL,
  source_id integer,
  fact      bytea NOT NULL          -- JSON
);

-- Nodes that follow, and how far they are.
CREATE TABLE node (name text PRIMARY KEY, seq bigint NOT NULL, seen bigint NOT NULL);
`;

/** Version of the tables above. */
export const POSTGRES_VERSION = '1';
