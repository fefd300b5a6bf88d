import { WEEK } from './week.ts';

/**
 * The ledger of works: what linking looks up and what it came to, over the whole archive and whatever the date. Kept up to date in three
 * steps, each of which takes its work from a table and puts the next one's there, so that a run that is killed goes on where it stood.
 */
export const LINKS_SQL = `
-- A patch, a cover letter, or a patch that is talked about and absent.
CREATE TABLE posting (
  id        INTEGER PRIMARY KEY,    -- message.id; negative: a ghost's message_id.id
  key       TEXT NOT NULL UNIQUE,   -- of its message, or the absent one's Message-ID
  thread_id INTEGER NOT NULL,       -- thread.id
  date_used INTEGER NOT NULL,
  series    TEXT,                   -- posted_series.id; null for a ghost of which the archive has the patch
  work      TEXT,                   -- key of the first posting of its work; null until it is linked
  links     TEXT,                   -- JSON: what ties it to earlier postings
  changed   INTEGER NOT NULL DEFAULT 1, -- 1 until it is grouped after its last change
  packed    TEXT NOT NULL           -- ingest/analyze/series/posting-codec.ts
);
CREATE INDEX posting_thread ON posting(thread_id);
CREATE INDEX posting_series ON posting(series);
CREATE INDEX posting_work   ON posting(work, date_used);

-- What a posting is, to which series it belongs and what ties it teaches as well. (OR IGNORE would not hold here: a trigger goes by
-- what the statement says that fired it, and ON CONFLICT DO UPDATE aborts at the next conflict.)
CREATE TRIGGER posting_comes AFTER INSERT ON posting BEGIN
  INSERT INTO stale_week (week) SELECT new.date_used / ${WEEK} WHERE new.date_used / ${WEEK} NOT IN (SELECT week FROM stale_week);
END;
CREATE TRIGGER posting_goes AFTER DELETE ON posting BEGIN
  INSERT INTO stale_week (week) SELECT old.date_used / ${WEEK} WHERE old.date_used / ${WEEK} NOT IN (SELECT week FROM stale_week);
END;
CREATE TRIGGER posting_changes AFTER UPDATE OF packed, series, work, links ON posting
WHEN old.packed <> new.packed OR old.series IS NOT new.series OR old.work IS NOT new.work OR old.links IS NOT new.links BEGIN
  INSERT INTO stale_week (week) SELECT old.date_used / ${WEEK} WHERE old.date_used / ${WEEK} NOT IN (SELECT week FROM stale_week);
  INSERT INTO stale_week (week) SELECT new.date_used / ${WEEK} WHERE new.date_used / ${WEEK} NOT IN (SELECT week FROM stale_week);
END;

-- Under which keys a posting is found (ingest/analyze/series/posting-keys.ts), in order of time.
CREATE TABLE posting_key (
  hash      INTEGER NOT NULL,       -- of the key
  date_used INTEGER NOT NULL,
  tie       INTEGER NOT NULL,       -- orders postings of one second by their keys
  posting   INTEGER NOT NULL,       -- posting.id
  PRIMARY KEY (hash, date_used, tie, posting)
) WITHOUT ROWID;

-- Postings sent as one: a cover with its patches, or a patch alone.
CREATE TABLE posted_series (
  id        TEXT PRIMARY KEY,       -- key of its cover or first patch
  date_used INTEGER NOT NULL,
  reroll_of TEXT,                   -- the series of which it replaces single patches
  members   INTEGER NOT NULL,       -- postings in it
  unlinked  INTEGER NOT NULL        -- 1 until it is linked to the works before it
) WITHOUT ROWID;
CREATE INDEX posted_series_unlinked ON posted_series(date_used, id) WHERE unlinked = 1;
CREATE INDEX posted_series_linked   ON posted_series(date_used) WHERE unlinked = 0;

-- On which earlier series the links of a series rest: they are looked for again where works of these change.
CREATE TABLE series_rest (
  earlier TEXT NOT NULL,            -- posted_series.id
  later   TEXT NOT NULL,            -- posted_series.id
  bound   INTEGER NOT NULL,         -- 1 where a link leads from a posting of one to the other
  PRIMARY KEY (earlier, later)
) WITHOUT ROWID;
CREATE INDEX series_rest_later ON series_rest(later);

-- Names by which mails speak of patches: titles, file names of the -mm tree, Message-IDs, under the keys of posting_key. A patch that comes
-- finds the mails that named it before, and the mail of a year later is found by the patch.
CREATE TABLE name_ref (
  hash      INTEGER NOT NULL,       -- of the name
  date_used INTEGER NOT NULL,
  thread_id INTEGER NOT NULL,       -- thread.id of the mail
  PRIMARY KEY (hash, date_used, thread_id)
) WITHOUT ROWID;
CREATE INDEX name_ref_thread ON name_ref(thread_id);

-- Threads that wait for a step: 1 their postings are looked for, 2 these are grouped into series, 3 all on which they bear is found, 4 they
-- are judged again.
CREATE TABLE ledger_thread (
  step      INTEGER NOT NULL,       -- 1 to 4
  thread_id INTEGER NOT NULL,
  PRIMARY KEY (step, thread_id)
) WITHOUT ROWID;
`;
