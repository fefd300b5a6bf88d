import type { Archive } from '../database.ts';
import { PROJECT_SPAN } from '../schema/numbers.ts';

/** One thing learnt. Numbers as in `patch_number.id`. */
export interface NewEvent {
  category: string;
  subject: number;
  detail: number | null;
  before: string | null;
  after: string | null;
}

/** Adds to the log; its time is `now` (microseconds since 1970), or just behind the newest one. Runs inside the caller's transaction. */
export function addEvent(archive: Archive, now: number, { category, subject, detail, before, after }: NewEvent): void {
  archive
    .prepare(
      `INSERT INTO event (time, category, subject, detail, before, after)
       VALUES (max(?, coalesce((SELECT max(time) FROM event) + 1, 0)), ?, ?, ?, ?, ?)`,
    )
    .run(now, category, subject, detail, before, after);
}

/**
 * Tells of messages that were numbered since it was called last: patches and cover letters, series that begin or are whole now,
 * comments. To be called once all is judged, so that a patch has a state when it is told of.
 * @param now microseconds since 1970
 */
export function tellNews(archive: Archive, now: number): void {
  const projects = archive
    .prepare<{ project: number; last: number; told: number }>(
      'SELECT project, last, told FROM numbering WHERE told < last ORDER BY project',
    )
    .all();
  for (const { project, last, told } of projects)
    for (let from = told; from < last; from += NUMBERS_AT_ONCE) {
      const to = Math.min(from + NUMBERS_AT_ONCE, last);
      archive.write(() => {
        tell(archive, project, from, to, now);
        archive.prepare('UPDATE numbering SET told = ? WHERE project = ?').run(to, project);
      });
    }
}

/** Tells of the numbers in (from, to]. */
function tell(archive: Archive, project: number, from: number, to: number, now: number): void {
  const base = project * PROJECT_SPAN;
  const rows = archive.prepare<ArrivedRow>(ARRIVED).all(base, project, from, to);
  const patchAbove = findPatchAbove(archive, base);
  for (const row of rows) {
    const id = base + row.number;
    if (row.patch === null) {
      const subject = patchAbove(row.parent);
      if (subject)
        addEvent(archive, now, {
          category: `${subject.is_cover ? 'cover' : 'patch'}-comment-created`,
          subject: subject.id,
          detail: id,
          before: null,
          after: null,
        });
      continue;
    }
    const created = { detail: null, before: null, after: row.state };
    addEvent(archive, now, { ...created, category: row.is_cover ? 'cover-created' : 'patch-created', subject: id });
    if (row.series === id) addEvent(archive, now, { ...created, after: null, category: 'series-created', subject: id });
    const { numbers, known, total } = archive
      .prepare<{ numbers: number | null; known: number | null; total: number | null }>(WHOLE)
      .get(id, id, row.series)!;
    if (numbers !== total || known === total) continue;
    addEvent(archive, now, { ...created, after: null, category: 'series-completed', subject: row.series! });
  }
}

/** Finds the patch or cover letter that a message answers, however far above it. */
function findPatchAbove(archive: Archive, base: number) {
  const found = new Map<string, PatchAbove | null>();
  const above = archive.prepare<AboveRow>(ABOVE);
  return (key: string | null): PatchAbove | null => {
    const path: string[] = [];
    let answer: PatchAbove | null = null;
    for (let at = key; at !== null && path.length < MOST_DEPTH;) {
      const known = found.get(at);
      if (known !== undefined) {
        answer = known;
        break;
      }
      path.push(at);
      const row = above.get(base, base + PROJECT_SPAN, at);
      if (row?.id != null) {
        answer = { id: row.id, is_cover: row.is_cover === 1 };
        break;
      }
      at = row?.parent ?? null;
    }
    for (const one of path) found.set(one, answer);
    return answer;
  };
}

interface PatchAbove {
  id: number;
  is_cover: boolean;
}

interface AboveRow {
  parent: string | null;
  id: number | null;
  is_cover: number | null;
}

interface ArrivedRow {
  number: number;
  parent: string | null;
  /** patch_number.id */
  patch: number | null;
  is_cover: number | null;
  series: number | null;
  state: string | null;
}

const ARRIVED = `
  SELECT article.number, message.parent, patch_number.id AS patch, patch_number.is_cover, patch_number.series, patch_number.state
  FROM article JOIN message_id ON message_id.id = article.message_id JOIN message ON message.key = message_id.text
  LEFT JOIN patch_number ON patch_number.id = ? + article.number
  WHERE article.project = ? AND article.number > ? AND article.number <= ? ORDER BY article.number`;
const ABOVE = `
  SELECT message.parent, patch_number.id, patch_number.is_cover
  FROM message LEFT JOIN patch_number ON patch_number.message_id = message.id AND patch_number.id > ? AND patch_number.id < ?
  WHERE message.key = ?`;
/** How many patches of a series there were with a number's own, how many before it, and how many it has. */
const WHOLE = `
  SELECT count(DISTINCT CASE WHEN patch_number.id <= ? THEN patch.number END) AS numbers,
         count(DISTINCT CASE WHEN patch_number.id < ? THEN patch.number END) AS known, max(patch.total) AS total
  FROM patch_number JOIN patch ON patch.message_id = patch_number.message_id
  WHERE patch_number.series = ? AND patch.number > 0`;
const NUMBERS_AT_ONCE = 5000;
/** A chain of replies deeper than that answers no patch that anybody would look for. */
const MOST_DEPTH = 1000;
