/** Where words may stand, in the order of the table. */
export const WORD_COLUMNS =
  'quoted, subject, sender, recipients, copied, own, other, attachment, file, removed, added, heading, context, pre, post, msgid, mark';
export const TOKENIZE = `tokenize = "unicode61 remove_diacritics 1 tokenchars '_'"`;

/**
 * Tables of the search: derived like the rest. The full text keeps no copy of the words (contentless); a row is taken out
 * by its rowid alone.
 */
export const SEARCH_SQL = `
-- A message's place in the full text: its time in units of SECONDS_PER_ROW, so that "newest first" is the order of the index
-- itself; where that row is taken, one of the next.
CREATE TABLE search_row (
  id         INTEGER PRIMARY KEY,   -- rowid of search
  message_id INTEGER NOT NULL,      -- message.id
  digest     INTEGER NOT NULL,      -- of the words, so that unchanged ones are not indexed again
  received   INTEGER NOT NULL       -- when the archive received it; its date where that is not told
);
-- Those received long before or after their date: all others are found by their row.
CREATE INDEX search_row_late ON search_row(received) WHERE abs(received - 16 * id) > 172800;

-- The words of each message by where they stand; data/records/search.ts tells the columns. A place in the first column takes two
-- bytes less, so the one with most words is the first: a seventeenth of the whole.
CREATE VIRTUAL TABLE search USING fts5(
  ${WORD_COLUMNS},
  content = '', contentless_delete = 1, ${TOKENIZE}
);

-- Order of fit: a word in the subject says most, then the sender and files, then what somebody newly wrote.
INSERT INTO search (search, rank) VALUES
  ('rank', 'bm25(0.5, 10.0, 4.0, 1.0, 0.5, 3.0, 0.5, 2.0, 4.0, 1.0, 1.5, 1.0, 0.5, 1.0, 1.0, 1.0, 0.0)');

-- The words of the index, for those that begin so.
CREATE VIRTUAL TABLE search_word USING fts5vocab(search, row);

-- Identifiers that occur (with underscores, lower case), some dozens together, found by any three characters of theirs.
CREATE TABLE search_name (
  id     INTEGER PRIMARY KEY,
  packed TEXT NOT NULL              -- data/codecs/search-names.ts
);
CREATE VIRTUAL TABLE search_name_part USING fts5(
  name, content = '', detail = none, columnsize = 0, tokenize = 'trigram'
);

-- Every title that a patch ever had; only grows, so that an index of titles in memory can be brought up to date.
CREATE TABLE search_title (
  id    INTEGER PRIMARY KEY,
  title TEXT NOT NULL UNIQUE
);
CREATE INDEX patch_title ON patch(title);

-- Who decided what became of a patch, in the newest change of its state.
CREATE TABLE search_decided (
  email      TEXT NOT NULL,         -- lower case
  name       TEXT NOT NULL,
  message_id INTEGER NOT NULL,      -- message.id of the patch
  PRIMARY KEY (email, name, message_id)
) WITHOUT ROWID;
CREATE INDEX search_decided_message ON search_decided(message_id);
`;

/** Coarser rows make smaller differences from row to row, which are stored: seconds would cost a twelfth more. */
export const SECONDS_PER_ROW = 16;
