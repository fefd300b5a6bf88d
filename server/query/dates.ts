import { QueryError } from './query-error.ts';

/** A half-open range of Unix seconds; null where it is open. */
export interface DateRange {
  from: number | null;
  to: number | null;
}

/**
 * The range that `d:` names: `20200301..20200331`, `2020-03`, `last.month..`, `..2.weeks.ago`, `yesterday`. The words are
 * those of git's approxidate, relative to `now` (Unix seconds), in UTC; days, months and years are whole ones, the last one
 * included. One point in time alone means the day that begins there. Throws a {@link QueryError} that points at `at`.
 */
export function parseDateRange(text: string, now: number, at: number): DateRange {
  const dots = text.indexOf('..');
  if (dots < 0) {
    const span = spanOf(text, now, at);
    return { from: span.from, to: span.to ?? span.from + DAY };
  }
  const first = text.slice(0, dots);
  const second = text.slice(dots + 2);
  if (first === '' && second === '')
    throw new QueryError('This range of dates has neither a beginning nor an end.', at, HINT);
  const from = first === '' ? null : spanOf(first, now, at).from;
  const end = second === '' ? null : spanOf(second, now, at + dots + 2);
  const to = end === null ? null : (end.to ?? end.from + 1);
  if (from !== null && to !== null && from >= to)
    throw new QueryError(`This range of dates ends before it begins: ${text}.`, at, 'Turn it round: earlier..later.');
  return { from, to };
}

/** A stretch that is written as one (a day, a month), or a point in time (`to` is null). */
interface Span {
  from: number;
  to: number | null;
}

function spanOf(text: string, now: number, at: number): Span {
  const span = calendarSpan(text) ?? wordSpan(text, now) ?? dayOfMonthSpan(text, now);
  if (span === null || Number.isNaN(span.from))
    throw new QueryError(`“${text}” is no date that is understood here.`, at, HINT);
  return span;
}

/** Digits: 2020, 2020-03, 20200301, 2020-03-01, 20200301123000, 2020-03-01T12:30, Unix seconds. */
function calendarSpan(text: string): Span | null {
  const match = CALENDAR.exec(text);
  if (match) {
    const [year, month, day, hour, minute, second] = match
      .slice(1)
      .map((part) => (part === undefined ? null : Number(part)));
    return stretch(year!, month ?? null, day ?? null, hour ?? null, minute ?? null, second ?? null);
  }
  if (/^\d{9,11}$/.test(text)) return { from: Number(text), to: null };
  return null;
}

function stretch(
  year: number,
  month: number | null,
  day: number | null,
  hour: number | null = null,
  minute: number | null = null,
  second: number | null = null,
): Span | null {
  const date = new Date(0);
  date.setUTCFullYear(year, (month ?? 1) - 1, day ?? 1);
  date.setUTCHours(hour ?? 0, minute ?? 0, second ?? 0);
  const isReal =
    (month === null || (month >= 1 && month <= 12)) &&
    (day === null || (day >= 1 && date.getUTCDate() === day)) &&
    (hour ?? 0) < 24 &&
    (minute ?? 0) < 60 &&
    (second ?? 0) < 61;
  if (!isReal) return null;
  const from = Math.floor(date.getTime() / 1000);
  if (hour !== null) return { from, to: second === null ? from + 60 : from + 1 };
  const end = new Date(date);
  if (month === null) end.setUTCFullYear(year + 1);
  else if (day === null) end.setUTCMonth(month);
  else end.setUTCDate(day + 1);
  return { from, to: Math.floor(end.getTime() / 1000) };
}

/** git's words: now, today, yesterday, noon, 2.weeks.ago, last.month, last.friday, monday, june. */
function wordSpan(text: string, now: number): Span | null {
  const words = text
    .toLowerCase()
    .split(/[.\s_-]+/)
    .filter(Boolean);
  const [first = '', second = '', third = ''] = words;
  const midnight = now - (((now % DAY) + DAY) % DAY);
  if (words.length === 1) {
    if (first === 'now') return { from: now, to: null };
    if (first === 'today') return { from: midnight, to: midnight + DAY };
    if (first === 'yesterday') return { from: now - DAY, to: null };
    if (first === 'never') return { from: 0, to: null };
    if (first === 'noon')
      return { from: now - midnight >= DAY / 2 ? midnight + DAY / 2 : midnight - DAY / 2, to: null };
    const weekday = indexOfName(WEEKDAYS, first);
    if (weekday >= 0) return lastWeekday(now, weekday, true);
    const month = indexOfName(MONTHS, first);
    if (month >= 0) return recentMonth(now, month + 1);
  }
  if (words.length === 2 && first === 'last') {
    const weekday = indexOfName(WEEKDAYS, second);
    if (weekday >= 0) return lastWeekday(now, weekday, false);
    return ago(now, 1, second);
  }
  const count = NUMBERS.get(first) ?? (/^\d{1,6}$/.test(first) ? Number(first) : NaN);
  if (!Number.isNaN(count) && (words.length === 2 || (words.length === 3 && third === 'ago')))
    return ago(now, count, second);
  const short = /^(\d{1,6})([dwmyh])$/.exec(first);
  if (short && (words.length === 1 || (words.length === 2 && second === 'ago')))
    return ago(now, Number(short[1]), SHORT_UNITS[short[2]!]!);
  return null;
}

/** 5.may.2020, may.5.2020, 5.may, may.2020. */
function dayOfMonthSpan(text: string, now: number): Span | null {
  const words = text
    .toLowerCase()
    .split(/[.\s,-]+/)
    .filter(Boolean);
  if (words.length < 2 || words.length > 3) return null;
  const at = words.findIndex((word) => indexOfName(MONTHS, word) >= 0);
  if (at < 0) return null;
  const month = indexOfName(MONTHS, words[at]!) + 1;
  const numbers = words.filter((_, n) => n !== at).map((word) => (/^\d{1,4}$/.test(word) ? Number(word) : NaN));
  if (numbers.some(Number.isNaN)) return null;
  const year = numbers.find((number) => number > 31);
  const day = numbers.find((number) => number <= 31) ?? null;
  if (numbers.length === 2 && (year === undefined || day === null)) return null;
  if (year !== undefined) return stretch(year, month, day);
  const thisYear = new Date(now * 1000).getUTCFullYear();
  const span = stretch(thisYear, month, day);
  return span && span.from > now ? stretch(thisYear - 1, month, day) : span;
}

function ago(now: number, count: number, unit: string): Span | null {
  const name = unit.replace(/s$/, '');
  const seconds = SECONDS[name];
  if (seconds !== undefined) return { from: now - count * seconds, to: null };
  if (name !== 'month' && name !== 'year') return null;
  const date = new Date(now * 1000);
  const day = date.getUTCDate();
  date.setUTCMonth(date.getUTCMonth() - count * (name === 'year' ? 12 : 1));
  // The 31st of a month that has 30 days is its last day.
  if (date.getUTCDate() !== day) date.setUTCDate(0);
  return { from: Math.floor(date.getTime() / 1000), to: null };
}

function lastWeekday(now: number, weekday: number, todayCounts: boolean): Span {
  const midnight = now - (((now % DAY) + DAY) % DAY);
  const today = new Date(now * 1000).getUTCDay();
  const back = (today - weekday + 7) % 7 || (todayCounts ? 0 : 7);
  return { from: midnight - back * DAY, to: midnight - (back - 1) * DAY };
}

function recentMonth(now: number, month: number): Span | null {
  const year = new Date(now * 1000).getUTCFullYear();
  const span = stretch(year, month, null);
  return span && span.from > now ? stretch(year - 1, month, null) : span;
}

const indexOfName = (names: string[], word: string) =>
  word.length < 3 ? -1 : names.findIndex((name) => name.startsWith(word));

const DAY = 86_400;
const CALENDAR = /^(\d{4})(?:[-/]?(\d{2})(?:[-/]?(\d{2})(?:[T._ ]?(\d{2}):?(\d{2})(?::?(\d{2}))?Z?)?)?)?$/;
const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
const MONTHS = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
];
const NUMBERS = new Map(
  ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'].map((name, n) => [name, n]),
)
  .set('a', 1)
  .set('an', 1);
const SECONDS: Record<string, number> = {
  second: 1,
  minute: 60,
  hour: 3600,
  day: DAY,
  week: 7 * DAY,
  fortnight: 14 * DAY,
};
const SHORT_UNITS: Record<string, string> = { d: 'day', w: 'week', m: 'month', y: 'year', h: 'hour' };
const HINT = 'Write 20200301, 2020-03, 20200301..20200331, 2.weeks.ago.., last.month.., yesterday.. or ..2020-12-31.';
