import type { Point, PointsAnswer } from '../../contract/index.ts';

/** The ledger of a thread as plain text: what was asked, with its very words, of whom, and what closed it. What is open comes first. */
export function renderPoints({ threadId, points, counts }: PointsAnswer): string {
  const told = Object.entries(counts).map(([status, count]) => `${count} ${status}`);
  if (points.length === 0) return `thread <${threadId}>\n\nNo question, request or objection was found by us.`;
  const open = points.filter(({ status }) => status === 'open');
  const closed = points.filter(({ status }) => status !== 'open');
  return [
    `thread <${threadId}>`,
    `${points.length} points found: ${told.join(', ')}`,
    ...[...open, ...closed].flatMap((point) => ['', ...renderPoint(point)]),
  ].join('\n');
}

/** One point: how it stands, its words, where they stand, and what closed it. */
export function renderPoint(point: Point): string[] {
  const { status, kind, weight, text, askedOf, date, messageId, lines, about, file, why, closedBy } = point;
  const who = [point.by, ...point.also].map(nameOf).join(', ');
  const asked = askedOf.length > 0 ? `, asked of ${askedOf.map(nameOf).join(', ')}` : '';
  const on = about === messageId ? '' : ` on <${about}>`;
  return [
    `[${status}] ${kind}${weight === 'normal' ? '' : `, ${weight}`}: “${text}”`,
    `  ${who}${asked}, ${date.slice(0, 10)} <${messageId}> from line ${lines[0] + 1}${on}${file === null ? '' : `, ${file}`}`,
    ...(why === '' ? [] : [`  ${why}`]),
    ...(closedBy === null ? [] : [`  closed by <${closedBy.messageId}>`]),
  ];
}

const nameOf = ({ name, email }: { name: string; email: string }) => name || email;
