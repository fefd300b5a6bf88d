import { PATCH_NUMBER_SQL } from './numbers.ts';
import { LINKS_SQL } from './links.ts';
import { SEARCH_SQL } from './search.ts';
import { WEEK } from './week.ts';

/**
 * Derived tables: everything that analysis makes of the facts. Dropped and rebuilt by `lorescope rebuild`
 * when ANALYSIS_VERSION moves. Columns named *_json hold the record of data/records of that name.
 */
export const DERIVED_SQL = `
-- Salvaged mails whose place a true mail has taken.
CREATE TABLE replaced (
  mail_id INTEGER PRIMARY KEY,      -- the salvaged mail.id
  by_key  TEXT NOT NULL             -- message.key of the true one
);

-- One message: the copies of one Message-ID with the same core. Its id is the full-text rowid too.
CREATE TABLE message (
  id         INTEGER PRIMARY KEY,
  key        TEXT NOT NULL UNIQUE,  -- Message-ID, or '<id>#2' for other content under a reused id
  message_id INTEGER NOT NULL,      -- message_id.id
  mail_id    INTEGER NOT NULL,      -- the copy whose text is kept
  thread_id  INTEGER NOT NULL,      -- thread.id
  parent     TEXT,                  -- key of the parent, a message or a ghost
  position   INTEGER NOT NULL DEFAULT 0, -- place in the thread's reading order, ghosts counted
  depth      INTEGER NOT NULL DEFAULT 0,
  subject    TEXT NOT NULL,
  from_name  TEXT NOT NULL,
  from_email TEXT NOT NULL,
  person_id  INTEGER,               -- person.id
  date       INTEGER,
  date_used  INTEGER NOT NULL,
  bot        INTEGER NOT NULL,
  salvaged   INTEGER NOT NULL,
  new_lines  INTEGER NOT NULL DEFAULT 0, -- lines of own words, for the map
  kind       INTEGER NOT NULL DEFAULT 0, -- bits: 1 patch, 2 cover, 4 reply, 8 has diff, 16 pull request, 32 has attachment
  search_id  INTEGER                -- search_row.id
);
CREATE INDEX message_thread ON message(thread_id, position);
CREATE INDEX message_date ON message(date_used, id);
CREATE INDEX message_person ON message(person_id, date_used);
CREATE INDEX message_person_thread ON message(person_id, thread_id);
CREATE INDEX message_nobody ON message(id) WHERE person_id IS NULL;

-- Each sender as messages name it, and how many: kept as messages come and go, so that nobody has to count them.
CREATE TABLE sender (
  email    TEXT NOT NULL,
  name     TEXT NOT NULL,
  messages INTEGER NOT NULL,
  humans   INTEGER NOT NULL,        -- messages that no program wrote
  PRIMARY KEY (email, name)
) WITHOUT ROWID;

-- Weeks (of WEEK seconds since 1970) of which something changed that lessons are learnt from, since they were.
CREATE TABLE stale_week (
  week INTEGER PRIMARY KEY          -- date_used in weeks
);

-- How many messages each week has: the windows of the pass over the archive follow from it.
CREATE TABLE message_week (
  week     INTEGER PRIMARY KEY,     -- date_used in weeks
  messages INTEGER NOT NULL
);

-- Those that come are counted as they are stored (data/write/copies.ts): a trigger made that five times as dear.
CREATE TRIGGER message_goes AFTER DELETE ON message BEGIN
  UPDATE message_week SET messages = messages - 1 WHERE week = old.date_used / ${WEEK};
  DELETE FROM message_week WHERE week = old.date_used / ${WEEK} AND messages = 0;
  UPDATE sender SET messages = messages - 1, humans = humans - (1 - old.bot) WHERE email = old.from_email AND name = old.from_name;
  DELETE FROM sender WHERE email = old.from_email AND name = old.from_name AND messages = 0;
  INSERT INTO stale_week (week) SELECT old.date_used / ${WEEK} WHERE old.date_used / ${WEEK} NOT IN (SELECT week FROM stale_week);
END;
CREATE TRIGGER message_changes_sender AFTER UPDATE OF from_email, from_name, bot ON message
WHEN old.from_email <> new.from_email OR old.from_name <> new.from_name OR old.bot <> new.bot BEGIN
  UPDATE sender SET messages = messages - 1, humans = humans - (1 - old.bot) WHERE email = old.from_email AND name = old.from_name;
  DELETE FROM sender WHERE email = old.from_email AND name = old.from_name AND messages = 0;
  INSERT INTO sender (email, name, messages, humans) VALUES (new.from_email, new.from_name, 1, 1 - new.bot)
  ON CONFLICT DO UPDATE SET messages = messages + 1, humans = humans + excluded.humans;
  UPDATE message SET person_id = NULL WHERE id = new.id;
END;
CREATE TRIGGER message_changes_date AFTER UPDATE OF date_used ON message WHEN old.date_used <> new.date_used BEGIN
  UPDATE message_week SET messages = messages - 1 WHERE week = old.date_used / ${WEEK};
  DELETE FROM message_week WHERE week = old.date_used / ${WEEK} AND messages = 0;
  INSERT INTO message_week (week, messages) VALUES (new.date_used / ${WEEK}, 1) ON CONFLICT DO UPDATE SET messages = messages + 1;
  INSERT INTO stale_week (week) SELECT old.date_used / ${WEEK} WHERE old.date_used / ${WEEK} NOT IN (SELECT week FROM stale_week);
END;

-- Which lists a message stands on (union over its copies).
CREATE TABLE message_list (
  list_id    INTEGER NOT NULL,
  date_used  INTEGER NOT NULL,
  message_id INTEGER NOT NULL,      -- message.id
  PRIMARY KEY (list_id, date_used, message_id)
) WITHOUT ROWID;
CREATE INDEX message_list_message ON message_list(message_id);

-- A thread: all messages and ghosts that References and In-Reply-To tie together.
CREATE TABLE thread (
  id           INTEGER PRIMARY KEY,
  root         TEXT NOT NULL DEFAULT '', -- key of the root, a message or a ghost: DUMP's threadId
  subject      TEXT NOT NULL DEFAULT '', -- of the first message
  started      INTEGER NOT NULL DEFAULT 0,
  last         INTEGER NOT NULL DEFAULT 0,
  messages     INTEGER NOT NULL DEFAULT 0,
  ghosts       INTEGER NOT NULL DEFAULT 0,
  root_missing INTEGER NOT NULL DEFAULT 0,
  people       INTEGER NOT NULL DEFAULT 0, -- humans who wrote in it
  bots         INTEGER NOT NULL DEFAULT 0, -- messages by bots
  last_from    TEXT NOT NULL DEFAULT '',   -- who had the last word
  patches      INTEGER NOT NULL DEFAULT 0, -- patches posted in it, covers not counted
  state        TEXT,                       -- headline outcome of its newest series or work, null without patches
  headline     TEXT,                       -- what list rows show of the outcome: data/codecs/headline-codec.ts
  dirty        INTEGER NOT NULL DEFAULT 1, -- 1 until the thread was analyzed after its last change
  teaches      TEXT NOT NULL DEFAULT '{}'  -- JSON: for each week a sum of what lessons are learnt from; where it is another, the week is stale
);
CREATE INDEX thread_dirty ON thread(dirty) WHERE dirty = 1;
CREATE INDEX thread_root ON thread(root);
-- Threads of all lists together, in the three orders of a list, with all that is filtered by.
CREATE INDEX thread_last    ON thread(last, id, started, messages, bots, people, patches, state) WHERE root <> '';
CREATE INDEX thread_started ON thread(started, id, last, messages, bots, people, patches, state) WHERE root <> '';
CREATE INDEX thread_size    ON thread(messages, id, last, started, bots, people, patches, state) WHERE root <> '';

-- Threads of a list, by activity and by start.
CREATE TABLE thread_list (
  list_id   INTEGER NOT NULL,
  thread_id INTEGER NOT NULL,
  started   INTEGER NOT NULL,
  last      INTEGER NOT NULL,
  messages  INTEGER NOT NULL,       -- of the whole thread
  patches   INTEGER NOT NULL,
  state     TEXT,
  unanswered INTEGER NOT NULL,      -- 1 where nobody but its author (and bots) wrote
  PRIMARY KEY (list_id, last, thread_id)
) WITHOUT ROWID;
CREATE INDEX thread_list_thread  ON thread_list(thread_id);
CREATE INDEX thread_list_started ON thread_list(list_id, started, thread_id, last, messages, patches, unanswered, state);
CREATE INDEX thread_list_size    ON thread_list(list_id, messages, thread_id, last, started, patches, unanswered, state);

-- A message that is named and absent, with the words that quotes kept of it.
CREATE TABLE ghost (
  key       TEXT PRIMARY KEY,       -- its Message-ID
  thread_id INTEGER NOT NULL,
  parent    TEXT,
  position  INTEGER NOT NULL,
  depth     INTEGER NOT NULL,
  packed    BLOB NOT NULL           -- Ghost: author, recovered; data/codecs/json-codec.ts
) WITHOUT ROWID;
CREATE INDEX ghost_thread ON ghost(thread_id);

-- The blocks of the texts of a thread's messages with their links.
CREATE TABLE thread_block (
  thread_id INTEGER PRIMARY KEY,    -- thread.id
  packed    BLOB NOT NULL           -- data/codecs/block-codec.ts
);

-- What the messages of a thread say about patches: input of the pass over the whole archive.
CREATE TABLE thread_fact (
  thread_id INTEGER PRIMARY KEY,    -- thread.id
  packed    BLOB NOT NULL           -- MessageFacts by message.id, data/codecs/json-codec.ts
);

-- Stretches of time that the pass over the archive judges one by one, each with the weeks around it that it looks at.
CREATE TABLE judged_window (
  start      INTEGER PRIMARY KEY,   -- first week
  until      INTEGER NOT NULL,      -- first week behind it
  view_from  INTEGER NOT NULL,      -- first week looked at
  view_until INTEGER NOT NULL,      -- first week behind
  terms      TEXT NOT NULL,         -- until when its lessons are learnt, and the newest time of each list; others, and it is judged anew
  lessons    BLOB                   -- by which single threads are judged again: Lessons, data/codecs/json-codec.ts; null in an only window
);

-- A posting of a series with its patches and what became of them: Judged of data/records.
-- A row never changes; a later judgement that differs makes a new one.
CREATE TABLE judged (
  id     INTEGER PRIMARY KEY AUTOINCREMENT,
  window INTEGER NOT NULL,          -- judged_window.start
  digest INTEGER NOT NULL,          -- of it and of its rows in patch and series, so that unchanged ones are left alone
  packed BLOB NOT NULL              -- data/codecs/judged-codec.ts
);
CREATE INDEX judged_by_window ON judged(window);

-- A patch or cover letter with what became of it.
CREATE TABLE patch (
  message_id INTEGER PRIMARY KEY,   -- message.id; negative: a ghost's message_id.id
  key        TEXT NOT NULL UNIQUE,
  thread_id  INTEGER NOT NULL,
  series_id  TEXT NOT NULL,
  work_id    TEXT NOT NULL,
  version    REAL NOT NULL,
  number     INTEGER NOT NULL,
  total      INTEGER NOT NULL,
  title      TEXT NOT NULL,
  person_id  INTEGER,
  date_used  INTEGER NOT NULL,
  state      TEXT NOT NULL,
  state_since INTEGER NOT NULL,
  newest     INTEGER NOT NULL,      -- 1 where no later revision is known
  waiting    TEXT NOT NULL,         -- whose turn: author, reviewer, maintainer, nobody
  waiting_for TEXT,                 -- address of the one whose turn it is, lower case; null where nobody is named
  waiting_since INTEGER NOT NULL,   -- since when
  is_rfc     INTEGER NOT NULL,      -- 1 where it is posted for comments
  is_resend  INTEGER NOT NULL,      -- 1 where it is posted again unchanged
  open_points INTEGER NOT NULL,     -- points on it that nobody settled
  judged_id  INTEGER NOT NULL,      -- judged.id that holds the whole record and outcome
  window     INTEGER NOT NULL       -- judged_window.start
);
CREATE INDEX patch_window ON patch(window);
CREATE INDEX patch_work   ON patch(work_id, version);
CREATE INDEX patch_series ON patch(series_id, number);
CREATE INDEX patch_thread ON patch(thread_id);
CREATE INDEX patch_state  ON patch(state, state_since);
CREATE INDEX patch_person ON patch(person_id, date_used);
-- With all that lists of patches are filtered by.
CREATE INDEX patch_date   ON patch(date_used, message_id, number, state, thread_id, person_id);

-- One posting of a series.
CREATE TABLE series (
  id          TEXT PRIMARY KEY,
  thread_id   INTEGER NOT NULL,
  version     REAL NOT NULL,
  title       TEXT NOT NULL,
  date_used   INTEGER NOT NULL,
  state       TEXT NOT NULL,
  judged_id   INTEGER NOT NULL,     -- judged.id that holds the whole record and outcome
  window      INTEGER NOT NULL      -- judged_window.start
) WITHOUT ROWID;
CREATE INDEX series_thread ON series(thread_id);
CREATE INDEX series_window ON series(window);

-- A review given in a reply; what it says stands in the facts of its thread.
CREATE TABLE review (
  message_id INTEGER PRIMARY KEY,   -- message.id of the reply
  on_id      INTEGER NOT NULL,      -- message.id of the patch or cover; negative: a ghost's message_id.id
  tags       TEXT                   -- JSON: names of the trailers given; null where there are none
);
CREATE INDEX review_on ON review(on_id);

-- Sections of threads: parts with a subject of their own.
CREATE TABLE section (
  root         TEXT PRIMARY KEY,    -- key of its first message
  thread_id    INTEGER NOT NULL,
  section_json TEXT NOT NULL,
  window       INTEGER NOT NULL     -- judged_window.start
) WITHOUT ROWID;
CREATE INDEX section_thread ON section(thread_id);
-- Questions, proposals, reports and votes, with their outcome.
CREATE TABLE discussion (
  root            TEXT NOT NULL,    -- key of the section's first message
  place           INTEGER NOT NULL, -- which of its rows, in the dump's order
  thread_id       INTEGER NOT NULL,
  discussion_json TEXT NOT NULL,
  window          INTEGER NOT NULL, -- judged_window.start
  PRIMARY KEY (root, place)
) WITHOUT ROWID;
CREATE INDEX discussion_thread ON discussion(thread_id);

-- The ledger of what was asked in a thread, as far as a window judged it.
CREATE TABLE thread_point (
  thread_id INTEGER NOT NULL,       -- thread.id
  window    INTEGER NOT NULL,       -- judged_window.start
  digest    INTEGER NOT NULL,       -- of the points, so that unchanged ones are left alone
  packed    BLOB NOT NULL,          -- Points by time, data/codecs/json-codec.ts
  PRIMARY KEY (thread_id, window)
) WITHOUT ROWID;
CREATE INDEX thread_point_window ON thread_point(window);
-- Of whom something open is asked.
CREATE TABLE point_asked (
  email     TEXT NOT NULL,          -- lower case
  thread_id INTEGER NOT NULL,
  window    INTEGER NOT NULL,
  date_used INTEGER NOT NULL,       -- when it was last
  PRIMARY KEY (email, thread_id, window)
) WITHOUT ROWID;
CREATE INDEX point_asked_thread ON point_asked(thread_id, window);

-- A request to pull, and what became of it.
CREATE TABLE pull (
  key         TEXT PRIMARY KEY,     -- message.key
  thread_id   INTEGER NOT NULL,
  title       TEXT NOT NULL,
  date_used   INTEGER NOT NULL,
  state       TEXT NOT NULL,
  window      INTEGER NOT NULL,     -- judged_window.start
  packed      BLOB NOT NULL         -- Pull, data/codecs/json-codec.ts
) WITHOUT ROWID;
CREATE INDEX pull_thread ON pull(thread_id);
CREATE INDEX pull_date   ON pull(date_used, key, state, thread_id);
CREATE INDEX pull_window ON pull(window);

-- One person behind several addresses.
CREATE TABLE person (
  id    INTEGER PRIMARY KEY,
  name  TEXT NOT NULL UNIQUE,       -- DUMP's person: the name shown, made distinct where two share it
  bot   INTEGER NOT NULL,
  messages INTEGER NOT NULL
);
-- The addresses of a person, each with the names used with it.
CREATE TABLE person_address (
  email     TEXT NOT NULL,
  name      TEXT NOT NULL,          -- display name used with it
  person_id INTEGER NOT NULL,
  messages  INTEGER NOT NULL,
  PRIMARY KEY (email, name)
) WITHOUT ROWID;
CREATE INDEX person_address_person ON person_address(person_id);
${LINKS_SQL}${PATCH_NUMBER_SQL}${SEARCH_SQL}`;
