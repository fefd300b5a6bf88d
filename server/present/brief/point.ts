import type { Point } from '../../../data/records/index.ts';
import type * as contract from '../../contract/index.ts';
import { instant } from './time.ts';

/** A row of the ledger as its resource. */
export function presentPoint({ dateUsed, newLines, ...point }: Point): contract.Point {
  return {
    threadId: point.threadId,
    about: point.about,
    messageId: point.messageId,
    lines: point.lines,
    text: point.text,
    by: point.by,
    also: point.also,
    raisedBy: point.raisedBy,
    askedOf: point.askedOf,
    byName: point.byName,
    date: instant(dateUsed),
    kind: point.kind,
    weight: point.weight,
    status: point.status,
    why: point.why,
    closedBy: point.closedBy,
    answeredBy: point.answeredBy,
    changedIn: point.changedIn,
    file: point.file,
    fileLines: newLines,
    patchLines: point.patchLines,
    ...(point.recovered && { recovered: true as const }),
  };
}

/** How many points stand in which status, by its name. */
export function countByStatus(points: readonly Pick<Point, 'status'>[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { status } of points) counts[status] = (counts[status] ?? 0) + 1;
  return Object.fromEntries(Object.entries(counts).sort(([a], [b]) => (a < b ? -1 : 1)));
}
