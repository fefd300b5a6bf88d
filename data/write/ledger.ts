import type { Archive } from '../database.ts';

/** A row of `posting`. */
export interface PostingRow {
  /** message.id; negative: a ghost's message_id.id. */
  id: number;
  key: string;
  thread: number;
  dateUsed: number;
  series: string | null;
  work: string | null;
  links: string | null;
  /** 1 until it is grouped after its last change. */
  changed: number;
  packed: string;
}

/** A key of a posting with its place under it. */
export interface PostingKeyRow {
  hash: number;
  dateUsed: number;
  tie: number;
  posting: number;
}

/** A row of `posted_series`. */
export interface SeriesRow {
  id: string;
  dateUsed: number;
  rerollOf: string | null;
  members: number;
}

/** Steps of the ledger that take their work from `ledger_thread`. */
export const FIND_POSTINGS = 1;
export const GROUP_SERIES = 2;
export const TELL_JUDGES = 3;
export const JUDGE = 4;

/** Up to `limit` threads that wait for a step. */
export function waitingThreads(archive: Archive, step: number, limit: number): number[] {
  return archive
    .prepare<{ id: number }>('SELECT thread_id AS id FROM ledger_thread WHERE step = ? ORDER BY thread_id LIMIT ?')
    .all(step, limit)
    .map(({ id }) => id);
}

export function markThread(archive: Archive, step: number, thread: number): void {
  archive.prepare('INSERT OR IGNORE INTO ledger_thread (step, thread_id) VALUES (?, ?)').run(step, thread);
}

export function unmarkThread(archive: Archive, step: number, thread: number): void {
  archive.prepare('DELETE FROM ledger_thread WHERE step = ? AND thread_id = ?').run(step, thread);
}

const POSTING = 'id, key, thread_id AS thread, date_used AS dateUsed, series, work, links, changed, packed';

export function postingsOfThread(archive: Archive, thread: number): PostingRow[] {
  return archive
    .prepare<PostingRow>(`SELECT ${POSTING} FROM posting WHERE thread_id = ? ORDER BY date_used, key`)
    .all(thread);
}

export function postingsOfSeries(archive: Archive, series: string): PostingRow[] {
  return archive
    .prepare<PostingRow>(`SELECT ${POSTING} FROM posting WHERE series = ? ORDER BY date_used, key`)
    .all(series);
}

export function postingsOfWork(archive: Archive, work: string): PostingRow[] {
  return archive.prepare<PostingRow>(`SELECT ${POSTING} FROM posting WHERE work = ? ORDER BY date_used, key`).all(work);
}

export function postingById(archive: Archive, id: number): PostingRow | undefined {
  return archive.prepare<PostingRow>(`SELECT ${POSTING} FROM posting WHERE id = ?`).get(id);
}

export function postingByKey(archive: Archive, key: string): PostingRow | undefined {
  return archive.prepare<PostingRow>(`SELECT ${POSTING} FROM posting WHERE key = ?`).get(key);
}

/** Puts a posting in the place of what stood there; series and links are found again. */
export function storePosting(
  archive: Archive,
  { id, key, thread, dateUsed, packed }: Omit<PostingRow, 'series' | 'work' | 'links' | 'changed'>,
): void {
  archive
    .prepare(
      `INSERT INTO posting (id, key, thread_id, date_used, packed) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET key = excluded.key, thread_id = excluded.thread_id, date_used = excluded.date_used, packed = excluded.packed, changed = 1`,
    )
    .run(id, key, thread, dateUsed, packed);
}

export function dropPosting(archive: Archive, id: number): void {
  archive.prepare('DELETE FROM posting WHERE id = ?').run(id);
}

/** message_id.id of a ghost. */
export function ghostId(archive: Archive, key: string): number {
  return archive.prepare<{ id: number }>('SELECT id FROM message_id WHERE text = ?').get(key)?.id ?? 0;
}

/** Adds keys; sorted, as a table that is filled at random places writes a page for each of them. */
export function addPostingKeys(archive: Archive, rows: PostingKeyRow[]): void {
  const insert = archive.prepare(
    'INSERT OR IGNORE INTO posting_key (hash, date_used, tie, posting) VALUES (?, ?, ?, ?)',
  );
  rows.sort((a, b) => a.hash - b.hash || a.dateUsed - b.dateUsed);
  for (const { hash, dateUsed, tie, posting } of rows) insert.run(hash, dateUsed, tie, posting);
}

export function dropPostingKey(archive: Archive, { hash, dateUsed, tie, posting }: PostingKeyRow): void {
  archive
    .prepare('DELETE FROM posting_key WHERE hash = ? AND date_used = ? AND tie = ? AND posting = ?')
    .run(hash, dateUsed, tie, posting);
}

/** Postings under a key right before a place, the nearest first. */
export function postingsBefore(
  archive: Archive,
  { hash, dateUsed, tie }: Omit<PostingKeyRow, 'posting'>,
  most: number,
): number[] {
  return archive
    .prepare<number>(
      `SELECT posting FROM posting_key WHERE hash = ? AND (date_used, tie) < (?, ?) ORDER BY date_used DESC, tie DESC LIMIT ?`,
    )
    .pluck()
    .all(hash, dateUsed, tie, most) as number[];
}

/** Postings under a key right behind a place, the nearest first. */
export function postingsBehind(
  archive: Archive,
  { hash, dateUsed, tie }: Omit<PostingKeyRow, 'posting'>,
  most: number,
): number[] {
  return archive
    .prepare<number>(
      `SELECT posting FROM posting_key WHERE hash = ? AND (date_used, tie) > (?, ?) ORDER BY date_used, tie LIMIT ?`,
    )
    .pluck()
    .all(hash, dateUsed, tie, most) as number[];
}

/** Postings under a key from one time to another (Unix seconds, both within), with the time of each. */
export function postingsWithin(
  archive: Archive,
  hash: number,
  from: number,
  until: number,
): { posting: number; dateUsed: number }[] {
  return archive
    .prepare<{ posting: number; dateUsed: number }>(
      'SELECT posting, date_used AS dateUsed FROM posting_key WHERE hash = ? AND date_used BETWEEN ? AND ? ORDER BY date_used',
    )
    .all(hash, from, until);
}

export function seriesRow(archive: Archive, id: string): SeriesRow | undefined {
  return archive
    .prepare<SeriesRow>(
      'SELECT id, date_used AS dateUsed, reroll_of AS rerollOf, members FROM posted_series WHERE id = ?',
    )
    .get(id);
}

export function storeSeries(archive: Archive, { id, dateUsed, rerollOf, members }: SeriesRow): void {
  archive
    .prepare(
      'INSERT OR REPLACE INTO posted_series (id, date_used, reroll_of, members, unlinked) VALUES (?, ?, ?, ?, 1)',
    )
    .run(id, dateUsed, rerollOf, members);
}

export function dropSeries(archive: Archive, id: string): void {
  archive.prepare('DELETE FROM posted_series WHERE id = ?').run(id);
  archive.prepare('DELETE FROM series_rest WHERE later = ?').run(id);
}

/** Says to which series a posting belongs; null: to none, and then to no work. */
export function placePosting(archive: Archive, id: number, series: string | null): void {
  const what = series === null ? 'series = ?, changed = 0, work = NULL, links = NULL' : 'series = ?, changed = 0';
  archive.prepare(`UPDATE posting SET ${what} WHERE id = ?`).run(series, id);
}

export function linkPosting(archive: Archive, id: number, work: string, links: string | null): void {
  archive.prepare('UPDATE posting SET work = ?, links = ? WHERE id = ?').run(work, links, id);
}

/** A series has to be linked again. */
export function unlinkSeries(archive: Archive, id: string): void {
  archive.prepare('UPDATE posted_series SET unlinked = 1 WHERE id = ? AND unlinked = 0').run(id);
}

/** Every series has to be linked again: what is said by hand changed. */
export function unlinkAllSeries(archive: Archive): void {
  archive.sqlite.exec('UPDATE posted_series SET unlinked = 1 WHERE unlinked = 0');
}

/** The earliest series that waits to be linked. */
export function nextUnlinked(archive: Archive): SeriesRow | undefined {
  return archive
    .prepare<SeriesRow>(
      'SELECT id, date_used AS dateUsed, reroll_of AS rerollOf, members FROM posted_series WHERE unlinked = 1 ORDER BY date_used, id LIMIT 1',
    )
    .get();
}

export function countUnlinked(archive: Archive): number {
  return archive.prepare<{ n: number }>('SELECT count(*) AS n FROM posted_series WHERE unlinked = 1').get()!.n;
}

/** Time of the newest series that is linked; behind it nothing has to be looked for again. */
export function newestLinked(archive: Archive): number {
  return (
    archive.prepare<{ at: number | null }>('SELECT max(date_used) AS at FROM posted_series WHERE unlinked = 0').get()!
      .at ?? Number.MIN_SAFE_INTEGER
  );
}

/** Notes what a series came to rest on (true: a link leads there); it is linked. */
export function settleSeries(archive: Archive, id: string, rests: ReadonlyMap<string, boolean>): void {
  archive.prepare('UPDATE posted_series SET unlinked = 0 WHERE id = ?').run(id);
  const known = new Map(
    archive
      .prepare<{ earlier: string; bound: number }>('SELECT earlier, bound FROM series_rest WHERE later = ?')
      .all(id)
      .map((row) => [row.earlier, row.bound === 1]),
  );
  for (const earlier of known.keys())
    if (!rests.has(earlier))
      archive.prepare('DELETE FROM series_rest WHERE earlier = ? AND later = ?').run(earlier, id);
  for (const [earlier, bound] of rests)
    if (known.get(earlier) !== bound)
      archive
        .prepare('INSERT OR REPLACE INTO series_rest (earlier, later, bound) VALUES (?, ?, ?)')
        .run(earlier, id, Number(bound));
}

/** Series to which links lead from one, or from which they lead to it. */
export function boundSeries(archive: Archive, id: string): string[] {
  return archive
    .prepare<{ id: string }>(
      `SELECT later AS id FROM series_rest WHERE earlier = ? AND bound = 1
       UNION ALL SELECT earlier FROM series_rest WHERE later = ? AND bound = 1
       UNION ALL SELECT reroll_of FROM posted_series WHERE id = ? AND reroll_of IS NOT NULL`,
    )
    .all(id, id, id)
    .map((row) => row.id);
}

/** Series that rest on one. */
export function restingOn(archive: Archive, earlier: string): string[] {
  return archive
    .prepare<{ later: string }>('SELECT later FROM series_rest WHERE earlier = ?')
    .all(earlier)
    .map(({ later }) => later);
}

/** A name that a thread's mail uses of a patch. */
export interface NameRow {
  hash: number;
  dateUsed: number;
}

/** Names that a thread's mails use. */
export function namesOfThread(archive: Archive, thread: number): NameRow[] {
  return archive.prepare<NameRow>('SELECT hash, date_used AS dateUsed FROM name_ref WHERE thread_id = ?').all(thread);
}

/** Puts a thread's names in the place of those it had. */
export function storeNames(archive: Archive, thread: number, names: readonly NameRow[]): void {
  archive.prepare('DELETE FROM name_ref WHERE thread_id = ?').run(thread);
  const insert = archive.prepare('INSERT OR IGNORE INTO name_ref (hash, date_used, thread_id) VALUES (?, ?, ?)');
  for (const { hash, dateUsed } of names) insert.run(hash, dateUsed, thread);
}

/** Mails that use a name from one time to another (both within), the first `most` of them. */
export function mailsNaming(
  archive: Archive,
  hash: number,
  from: number,
  until: number,
  most: number,
): { thread: number; dateUsed: number }[] {
  return archive
    .prepare<{ thread: number; dateUsed: number }>(
      'SELECT thread_id AS thread, date_used AS dateUsed FROM name_ref WHERE hash = ? AND date_used BETWEEN ? AND ? ORDER BY date_used LIMIT ?',
    )
    .all(hash, from, until, most);
}

/** Series of the postings under a key from one time to another, up to {@link MOST_NAMED} rows. */
export function seriesUnder(archive: Archive, hash: number, from: number, until: number): (string | null)[] {
  return archive
    .prepare<string | null>(
      `SELECT posting.series FROM posting_key JOIN posting ON posting.id = posting_key.posting
       WHERE posting_key.hash = ? AND posting_key.date_used BETWEEN ? AND ? ORDER BY posting_key.date_used DESC LIMIT ${MOST_NAMED}`,
    )
    .pluck()
    .all(hash, from, until) as (string | null)[];
}

/** True where a thread holds a request to pull, or a cover that may be one. */
export function holdsPull(archive: Archive, thread: number): boolean {
  return archive.prepare('SELECT 1 FROM message WHERE thread_id = ? AND kind & 18 <> 0').get(thread) !== undefined;
}

/** Postings under a key up to a time, the newest {@link MOST_NAMED} of them. */
export function postingsUnder(archive: Archive, hash: number, until: number): PostingRow[] {
  return archive
    .prepare<PostingRow>(
      `SELECT ${POSTING.split(', ')
        .map((column) => `posting.${column}`)
        .join(', ')}
       FROM posting_key JOIN posting ON posting.id = posting_key.posting
       WHERE posting_key.hash = ? AND posting_key.date_used <= ? ORDER BY posting_key.date_used DESC LIMIT ${MOST_NAMED}`,
    )
    .all(hash, until);
}

/** A title that so many postings have names none of them. */
export const MOST_NAMED = 200;
