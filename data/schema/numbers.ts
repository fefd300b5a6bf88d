/**
 * Facts that give lists, messages and senders the numbers by which newsreaders and Patchwork's clients know them. No number ever
 * comes back; `rebuild` leaves all as they are.
 */
export const NUMBER_FACTS_SQL = `
-- A list under its number; stays when the list goes, so that no number of its messages comes back.
CREATE TABLE numbering (
  project INTEGER PRIMARY KEY AUTOINCREMENT, -- the number of the list
  name    TEXT NOT NULL UNIQUE,     -- list.name
  made    INTEGER NOT NULL,         -- when it was numbered first
  last    INTEGER NOT NULL,         -- the highest number given to a message
  told    INTEGER NOT NULL          -- the highest number that events speak of
);

-- A message of a list under its number: by arrival, from 1, each Message-ID once. What is withdrawn or forgotten leaves a hole.
CREATE TABLE article (
  project    INTEGER NOT NULL,      -- numbering.project
  number     INTEGER NOT NULL,      -- the number of the message
  message_id INTEGER NOT NULL REFERENCES message_id(id) ON DELETE CASCADE,
  arrived    INTEGER NOT NULL,      -- when this archive read it; 0 where it came before messages were numbered
  PRIMARY KEY (project, number)
) WITHOUT ROWID;
CREATE UNIQUE INDEX article_message ON article(message_id, project);

-- A sender's address (lower case) under the first 48 bits of its SHA-256; the next free number where two share them.
CREATE TABLE address_number (
  email  TEXT PRIMARY KEY,          -- lower case
  number INTEGER NOT NULL UNIQUE    -- the number of the address
) WITHOUT ROWID;

-- What was learnt, in the order in which it was learnt; rows are only added.
CREATE TABLE event (
  id       INTEGER PRIMARY KEY AUTOINCREMENT,
  time     INTEGER NOT NULL UNIQUE, -- microseconds since 1970, each later than the one before
  category TEXT NOT NULL,           -- Patchwork's word
  subject  INTEGER NOT NULL,        -- number of the patch, cover letter or series (data/schema/numbers.ts)
  detail   INTEGER,                 -- number of the comment or check that came
  before   TEXT,                    -- state before
  after    TEXT                     -- state after; for what was created its first one
);
CREATE INDEX event_subject ON event(subject, id);
CREATE INDEX event_category ON event(category, id);
`;

/** Derived: patches under their numbers. */
export const PATCH_NUMBER_SQL = `
-- Patches and cover letters under the number that a list gives them, one for each list that carried them, with all that lists of
-- patches are filtered and ordered by.
CREATE TABLE patch_number (
  id         INTEGER PRIMARY KEY,   -- project * PROJECT_SPAN + article.number
  project    INTEGER NOT NULL,      -- numbering.project
  message_id INTEGER NOT NULL,      -- message.id
  is_cover   INTEGER NOT NULL,      -- 1 for a cover letter
  series     INTEGER NOT NULL,      -- number of the member of its series that came first
  submitter  INTEGER NOT NULL,      -- address_number.number
  state      TEXT NOT NULL,         -- patch.state
  date_used  INTEGER NOT NULL,      -- message.date_used
  window     INTEGER NOT NULL       -- judged_window.start
);
CREATE INDEX patch_number_state     ON patch_number(project, is_cover, state, id, date_used, submitter);
CREATE INDEX patch_number_state_date ON patch_number(project, is_cover, state, date_used, id, submitter);
CREATE INDEX patch_number_date      ON patch_number(project, is_cover, date_used, id);
CREATE INDEX patch_number_list      ON patch_number(project, is_cover, id, date_used);
CREATE INDEX patch_number_submitter ON patch_number(submitter, is_cover, id, state, date_used);
CREATE INDEX patch_number_series    ON patch_number(series);
CREATE INDEX patch_number_first     ON patch_number(project, id, date_used) WHERE id = series;
CREATE INDEX patch_number_first_date ON patch_number(project, date_used, id) WHERE id = series;
CREATE INDEX patch_number_message   ON patch_number(message_id);
CREATE INDEX patch_number_window    ON patch_number(window);

-- A patch's diff as Patchwork hashes it: ingest/parse/patch/patchwork-hash.ts.
CREATE TABLE patch_hash (
  message_id INTEGER PRIMARY KEY,   -- message.id
  hash       BLOB NOT NULL          -- SHA-1
);
CREATE INDEX patch_hash_hash ON patch_hash(hash);
`;

/** Numbers of one list lie between two multiples of it. */
export const PROJECT_SPAN = 100_000_000;
