import { crc32 } from 'node:zlib';
import type { Archive } from '../database.ts';
import { SECONDS_PER_ROW } from '../schema/search.ts';
import { addNames, sweepNames } from '../codecs/search-names.ts';
import type { JudgedPatch, SearchColumn, SearchWords } from '../records/index.ts';

/**
 * Puts the words of messages into the full-text index, in place of those they had; unchanged ones are left alone. They go in by
 * ascending row: FTS5 writes out all words that it holds whenever a row is lower than the one before, and small pieces of index
 * cost more than all else that is stored. Runs inside the caller's transaction, as its last statements.
 */
export function storeSearch(archive: Archive, messages: readonly { id: number; search: SearchWords }[]): void {
  // Before the words: a name that stands among them already is an old one.
  storeNames(archive, messages);
  const rows = messages.flatMap(({ id, search }) => placeWords(archive, id, search) ?? []);
  const insert = archive.prepare(INSERT);
  for (const { at, texts } of rows.sort((one, two) => one.at - two.at)) insert.run(at, ...texts);
}

/** Finds a row for the words of a message; null where they stand already. */
function placeWords(
  archive: Archive,
  id: number,
  { columns, received }: SearchWords,
): { at: number; texts: string[] } | null {
  const row = archive.prepare<MessagePlace>(PLACE).get(id);
  if (!row) return null;
  const lists = (row.lists ?? '').split(',').filter(Boolean);
  const texts = COLUMNS.map((column) => columns[column] ?? '');
  texts[MARK] = [texts[MARK], ...lists.map((list) => `list_${list}`)].join(' ');
  const receivedAt = received ?? row.date_used;
  const digest = digestOf([...texts, String(received)]);
  const old = row.search_id === null ? undefined : archive.prepare<{ digest: number }>(DIGEST).get(row.search_id);
  if (old && old.digest === digest && isAt(archive, row.search_id!, row.date_used)) return null;
  if (row.search_id !== null) dropRow(archive, row.search_id);
  const at = takeRow(archive, row, [id, digest, receivedAt]);
  archive.prepare('UPDATE message SET search_id = ? WHERE id = ?').run(at, id);
  return { at, texts };
}

/** Takes a message out of the full text. */
export function dropSearch(archive: Archive, id: number): void {
  const row = archive.prepare<{ search_id: number | null }>('SELECT search_id FROM message WHERE id = ?').get(id);
  if (row?.search_id == null) return;
  dropRow(archive, row.search_id);
  archive.prepare('UPDATE message SET search_id = NULL WHERE id = ?').run(id);
}

/** Readies the index for many new rows: larger pieces in memory, no merging in between. */
export function beginSearch(archive: Archive): void {
  configure(archive, 'hashsize', HASH_BYTES);
  configure(archive, 'automerge', 0);
  configure(archive, 'usermerge', PIECES_OF_LEVEL);
  configure(archive, 'crisismerge', 4 * PIECES_OF_LEVEL);
  const isEmpty = archive.prepare('SELECT 1 FROM search_name LIMIT 1').get() === undefined;
  known.set(archive, { names: new Set(), isComplete: isEmpty });
}

/** Merges pieces of the index where enough of one size stand there; to be called between the batches of a run. */
export function mergeSearch(archive: Archive): void {
  mergePieces(archive, 'search', MERGED_PAGES);
}

/** Brings the index into one piece after a first ingest, and merges a little after a small one. */
export function finishSearch(archive: Archive, stored: number): void {
  for (const [name, value] of FTS5_DEFAULTS) configure(archive, name, value);
  known.delete(archive);
  if (stored === 0) return;
  const total = archive.prepare<{ n: number }>('SELECT count(*) AS n FROM search_row').get()!.n;
  if (stored * 4 > total)
    for (const table of ['search', 'search_name_part'] as const) mergePieces(archive, table, -MERGED_PAGES);
  else archive.write(() => configure(archive, 'merge', MERGE_PAGES));
}

/**
 * Merges the pieces of an index a part at a time, so that pages of the old ones are free for the next part: merging by itself, or
 * 'optimize', would leave as many free pages in the file as the new piece has. Each part is a transaction of its own, so that the
 * journal stays small. A negative number merges all pieces into one.
 */
function mergePieces(archive: Archive, table: 'search' | 'search_name_part', pages: number): void {
  const merge = archive.prepare(`INSERT INTO ${table} (${table}, rank) VALUES ('merge', CAST(? AS INTEGER))`);
  const changes = archive.prepare<{ n: number }>('SELECT total_changes() AS n');
  let before = changes.get()!.n;
  for (let part = pages; ; part = Math.abs(pages)) {
    archive.write(() => merge.run(part));
    const { n } = changes.get()!;
    // Where nothing is left to do, the statement itself is the only change.
    if (n - before < 2) return;
    before = n;
  }
}

/** Writes the index anew, so that no word of a message that was taken out is left in it, and forgets names that nothing holds. */
export function purgeSearch(archive: Archive): void {
  archive.sqlite.exec("INSERT INTO search (search) VALUES ('optimize')");
  const holds = archive.prepare('SELECT 1 FROM search WHERE search MATCH ? LIMIT 1');
  sweepNames(archive, (name) => holds.get(`"${name}"`) !== undefined);
  archive.sqlite.exec('DELETE FROM search_title WHERE title NOT IN (SELECT title FROM patch)');
  known.delete(archive);
  archive.sqlite.exec("INSERT INTO search_name_part (search_name_part) VALUES ('optimize')");
}

/** Keeps what searching needs of judged patches: titles, and who decided. Runs inside the caller's transaction, after patches are stored. */
export function storeSearchFacts(archive: Archive, patches: readonly JudgedPatch[]): void {
  const title = archive.prepare('INSERT OR IGNORE INTO search_title (title) VALUES (?)');
  const known = archive.prepare('SELECT 1 FROM search_title WHERE title = ?');
  for (const text of new Set(patches.map(({ record }) => record.title))) if (!known.get(text)) title.run(text);
  const decided = archive.prepare(
    'INSERT OR IGNORE INTO search_decided (email, name, message_id) SELECT ?, ?, message_id FROM patch WHERE key = ?',
  );
  for (const { record, outcome } of patches) {
    for (const { by } of outcome.history.at(-1)?.evidence ?? [])
      decided.run(by.email.toLowerCase(), by.name, record.key);
  }
}

interface MessagePlace {
  key: string;
  date_used: number;
  search_id: number | null;
  lists: string | null;
}

const PLACE = `
  SELECT key, date_used, search_id,
         (SELECT group_concat(list_id) FROM message_list WHERE message_id = message.id) AS lists
  FROM message WHERE id = ?`;
const DIGEST = 'SELECT digest FROM search_row WHERE id = ?';

/** In the order of the full-text table. */
const COLUMNS: SearchColumn[] = [
  'quoted',
  'subject',
  'sender',
  'recipients',
  'copied',
  'own',
  'other',
  'attachment',
  'file',
  'removed',
  'added',
  'heading',
  'context',
  'pre',
  'post',
  'msgid',
  'mark',
];
const MARK = COLUMNS.indexOf('mark');
const INSERT = `INSERT INTO search (rowid, ${COLUMNS.join(', ')}) VALUES (CAST(? AS INTEGER)${', ?'.repeat(COLUMNS.length)})`;

function dropRow(archive: Archive, row: number): void {
  archive.prepare('DELETE FROM search WHERE rowid = CAST(? AS INTEGER)').run(row);
  archive.prepare('DELETE FROM search_row WHERE id = ?').run(row);
}

/**
 * Takes the row of a date, or one behind it where that is taken: a few slots on for a series sent in one go. The window grows with
 * the tries, so that thousands of mails of one second cost no more than a few each; how far a row ever strayed is kept.
 */
function takeRow(archive: Archive, { key, date_used: dateUsed }: MessagePlace, values: number[]): number {
  const take = archive.prepare(
    'INSERT INTO search_row (id, message_id, digest, received) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING',
  );
  const first = Math.floor(dateUsed / SECONDS_PER_ROW);
  for (let attempt = 0; ; attempt += 1) {
    const stray = crc32(`${key}\n${attempt}`) % 2 ** Math.min(attempt >> 1, 24);
    if (take.run(first + stray, ...values).changes === 0) continue;
    if (stray > 0 && stray > farthest(archive)) archive.setMeta('search_stray', String(stray));
    return first + stray;
  }
}

const farthest = (archive: Archive) => Number(archive.meta('search_stray') ?? 0);

function isAt(archive: Archive, row: number, dateUsed: number): boolean {
  const first = Math.floor(dateUsed / SECONDS_PER_ROW);
  return row >= first && row <= first + farthest(archive);
}

function digestOf(texts: string[]): number {
  const text = texts.join('\u0001');
  return crc32(text) * 2 ** 20 + (text.length % 2 ** 20);
}

/** Stores names that are new. Those of this run are known; others are old where the full text has them. */
function storeNames(archive: Archive, messages: readonly { search: SearchWords }[]): void {
  let held = known.get(archive);
  if (!held) known.set(archive, (held = { names: new Set(), isComplete: false }));
  if (held.names.size > MAX_KNOWN) {
    held.names.clear();
    held.isComplete = false;
  }
  const stands = archive.prepare('SELECT 1 FROM search WHERE search MATCH ? LIMIT 1');
  const fresh: string[] = [];
  for (const { search } of messages) {
    for (const name of search.names) {
      if (held.names.has(name)) continue;
      held.names.add(name);
      if (held.isComplete || stands.get(`{${NAMED.join(' ')}} : "${name}"`) === undefined) fresh.push(name);
    }
  }
  addNames(archive, fresh);
}

function configure(archive: Archive, name: string, value: number): void {
  archive.prepare('INSERT INTO search (search, rank) VALUES (?, CAST(? AS INTEGER))').run(name, value);
}

/** Names that are stored already; `isComplete` where there are no others. */
const known = new WeakMap<Archive, { names: Set<string>; isComplete: boolean }>();
/** Columns whose names are stored. */
const NAMED: SearchColumn[] = ['subject', 'own', 'quoted', 'removed', 'added', 'heading', 'context'];
const MAX_KNOWN = 500_000;
/** Words of some hundred messages; measured a fifth faster than FTS5's default of 1 MiB, and more gains nothing. */
const HASH_BYTES = 24 << 20;
const MERGE_PAGES = 500;
/** So many pages of 4 kB are merged at a time: 2000 at a time left a quarter of the index as free pages, 300 none. */
const MERGED_PAGES = 300;
/** Pieces are merged by so many. */
const PIECES_OF_LEVEL = 16;
const FTS5_DEFAULTS: [name: string, value: number][] = [
  ['automerge', 4],
  ['usermerge', 4],
  ['crisismerge', 16],
];
