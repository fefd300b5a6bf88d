import type { Archive } from '../../database.ts';
import type { LoggedEvent } from '../../records/index.ts';
import { memo } from '../memo.ts';
import { PROJECT_SPAN } from '../../schema/numbers.ts';

/** Which events are asked for; null: no condition. Times in microseconds since 1970. */
export interface EventFilter {
  category: string | null;
  projects: number[] | null;
  /** Patches, covers or series. */
  subjects: number[] | null;
  since: number | null;
  before: number | null;
}

/** A row of the log with its number. */
export interface EventRecord extends LoggedEvent {
  id: number;
}

/** Events that fit from place `offset` on, and how many fit in all: in the order in which they were learnt, or backwards. */
export function listEvents(
  archive: Archive,
  filter: EventFilter,
  descending: boolean,
  offset: number,
  limit: number,
): { events: EventRecord[]; total: number } {
  const where: string[] = [];
  const values: unknown[] = [];
  const add = (condition: string, ...given: unknown[]) => {
    where.push(condition);
    values.push(...given);
  };
  if (filter.category !== null) add('category = ?', filter.category);
  // Numbers follow the times, and every index ends in them.
  if (filter.since !== null) add('id >= (SELECT coalesce(min(id), 9e15) FROM event WHERE time >= ?)', filter.since);
  if (filter.before !== null) add('id < (SELECT coalesce(min(id), 9e15) FROM event WHERE time >= ?)', filter.before);
  if (filter.subjects !== null) add('subject IN (SELECT value FROM json_each(?))', JSON.stringify(filter.subjects));
  if (filter.projects !== null)
    add(
      `(${filter.projects.map(() => '(subject >= ? AND subject < ?)').join(' OR ') || '0'})`,
      ...filter.projects.flatMap((project) => [project * PROJECT_SPAN, (project + 1) * PROJECT_SPAN]),
    );
  const condition = where.length === 0 ? '' : `WHERE ${where.join(' AND ')}`;
  const direction = descending ? 'DESC' : 'ASC';
  const events = archive
    .prepare<EventRecord>(
      `SELECT id, time, category, subject, detail, before, after FROM event ${condition} ORDER BY id ${direction} LIMIT ? OFFSET ?`,
    )
    .all(...values, limit, offset);
  const total = memo(
    archive,
    `events ${JSON.stringify(filter)}`,
    () => archive.prepare<{ n: number }>(`SELECT count(*) AS n FROM event ${condition}`).get(...values)!.n,
  );
  return { events, total };
}

/** Events learnt after the one with this number, oldest first. */
export function eventsAfter(archive: Archive, id: number, limit: number): EventRecord[] {
  return archive
    .prepare<EventRecord>(
      'SELECT id, time, category, subject, detail, before, after FROM event WHERE id > ? ORDER BY id LIMIT ?',
    )
    .all(id, limit);
}

/** The number of the newest event; 0 where nothing was learnt. */
export function lastEvent(archive: Archive): number {
  return archive.prepare<{ id: number | null }>('SELECT max(id) AS id FROM event').get()!.id ?? 0;
}
