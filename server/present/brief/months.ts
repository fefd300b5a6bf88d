import type { Activity } from '../../contract/index.ts';

/** Figures by month as a plot without gaps: months in between without mail are filled in. */
export function everyMonth(months: { month: string; messages: number; threads: number }[]): Activity[] {
  const known = new Map(months.map((month) => [month.month, month]));
  return monthsBetween(months[0]?.month, months.at(-1)?.month).map((name) => {
    const { messages = 0, threads = 0 } = known.get(name) ?? {};
    return { from: startOf(name), messages, threads };
  });
}

/** The months from `2019-11` to `2020-02`, both included; none where either is unknown. */
export function monthsBetween(first: string | undefined, last: string | undefined): string[] {
  if (first === undefined || last === undefined) return [];
  const names: string[] = [];
  let [year, month] = first.split('-').map(Number) as [number, number];
  for (let name = first; name <= last && names.length < MAX_MONTHS; name = monthName(year, month)) {
    names.push(name);
    month += 1;
    if (month > 12) [year, month] = [year + 1, 1];
  }
  return names;
}

/** The first instant of a month, UTC. */
export const startOf = (month: string) => `${month}-01T00:00:00Z`;

const monthName = (year: number, month: number) => `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}`;

/** A hundred years: one mail with a false date must not make a plot of ten thousand months. */
const MAX_MONTHS = 1200;
