import type { ParsedMail } from '../../../data/records/mail.ts';

/**
 * Unix seconds of a date as mail writes it, null where it can't be read: RFC 5322 with the obsolete forms (two-digit
 * years, zone names, comments), ctime, ISO 8601, and full month names. A zone that can't be (`+0109`) is reckoned as
 * written; one that is missing or broken is UTC.
 */
export function parseDate(value: string): number | null {
  const text = value.trimStart().slice(0, MAX_LENGTH);
  const regular = REGULAR.exec(text);
  if (regular)
    return reckon(regular[3], monthOf(regular[2]), regular[1], regular[4], regular[5], regular[6], regular[7]);
  const plain = withoutComments(text).replace(/,/g, ' ').replace(/\s+/g, ' ').trim();
  const iso = ISO.exec(plain);
  if (iso) return reckon(iso[1], Number(iso[2]), iso[3], iso[4], iso[5], iso[6], iso[7]);
  const usual = USUAL.exec(plain);
  if (usual) return reckon(usual[3], monthOf(usual[2]), usual[1], usual[4], usual[5], usual[6], usual[7]);
  const ctime = CTIME.exec(plain);
  if (ctime) return reckon(ctime[7], monthOf(ctime[1]), ctime[2], ctime[3], ctime[4], ctime[5], ctime[6] ?? ctime[8]);
  return null;
}

/**
 * The newest Received time (RFC 5321, 4.4) that a second hop supports, so that one machine with a wrong clock does not
 * decide; with no agreement the topmost, which is the archive's own.
 * @param values of all Received headers in order
 */
export function newestReceived(values: readonly string[]): number | null {
  const times: number[] = [];
  for (const value of values) {
    const semicolon = value.lastIndexOf(';');
    const time = semicolon < 0 ? null : parseDate(value.slice(semicolon + 1));
    if (time !== null && time >= EARLIEST) times.push(time);
  }
  const top = times[0];
  if (top === undefined) return null;
  const sorted = [...times].sort((a, b) => b - a);
  for (let i = 0; i + 1 < sorted.length; i++) {
    const time = sorted[i] ?? 0;
    if (time - (sorted[i + 1] ?? 0) <= HOP_SUPPORT) return time;
  }
  return top;
}

/**
 * When the archive received a mail, as lore's `rt:` has it, Unix seconds: the date of the topmost Received (RFC 5321, 4.4), taken
 * as it stands, unlike {@link newestReceived}.
 */
export function topReceived(value: string): number | null {
  const semicolon = value.lastIndexOf(';');
  const time = semicolon < 0 ? null : parseDate(value.slice(semicolon + 1));
  return time !== null && time >= 0 ? time : null;
}

/**
 * The time that orders a mail: its Date where credible, else when it was received, else when the archive took it in, else
 * what the From line of its mbox says (which may be the date of an export, so it never speaks against a Date).
 * Null only where nothing at all is known: then the neighbours in its thread decide.
 * @param archivedAt Unix seconds, from the archive's commit
 * @param envelopeDate Unix seconds
 */
export function usedDate(
  mail: Pick<ParsedMail, 'date' | 'received'>,
  archivedAt: number | null,
  envelopeDate: number | null = null,
): { dateUsed: number | null; defects: string[] } {
  const arrived = mail.received ?? archivedAt;
  const envelope = envelopeDate !== null && envelopeDate >= EARLIEST && envelopeDate <= LATEST ? envelopeDate : null;
  if (mail.date === null) return { dateUsed: arrived ?? envelope, defects: [] };
  const tooEarly = mail.date < EARLIEST || (arrived !== null && mail.date < arrived - MAX_DELAY);
  const tooLate = arrived === null ? mail.date > LATEST : mail.date > arrived + MAX_AHEAD;
  if (!tooEarly && !tooLate) return { dateUsed: mail.date, defects: [] };
  return { dateUsed: arrived ?? envelope ?? (tooLate ? null : mail.date), defects: ['date-implausible'] };
}

function reckon(
  year: string | undefined,
  month: number,
  day: string | undefined,
  hour: string | undefined,
  minute: string | undefined,
  second: string | undefined,
  zone: string | undefined,
): number | null {
  const [y, d, h, min] = [fullYear(year ?? ''), Number(day), Number(hour ?? 0), Number(minute ?? 0)];
  const s = Math.min(Number(second ?? 0), 59); // A leap second is counted as the one before.
  if (!(month >= 1 && month <= 12) || d < 1 || d > 31 || h > 23 || min > 59 || Number(second ?? 0) > 60) return null;
  if (d > (month === 2 ? (isLeap(y) ? 29 : 28) : month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31))
    return null;
  const utc = Date.UTC(y, month - 1, d, h, min, s) / 1000;
  return utc - offsetOf(zone ?? '');
}

function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

/** RFC 5322, 4.3: two digits are 1950 to 2049, three count from 1900. */
function fullYear(year: string): number {
  const number = Number(year);
  if (year.length === 2) return number < 50 ? 2000 + number : 1900 + number;
  return year.length === 3 ? 1900 + number : number;
}

/** Seconds east of Greenwich. */
function offsetOf(zone: string): number {
  const numeric = /([+-])(\d{1,2}):?(\d{2})$/.exec(zone);
  if (numeric) {
    const seconds = Number(numeric[2]) * 3600 + Number(numeric[3]) * 60;
    if (seconds > MAX_ZONE) return 0;
    return numeric[1] === '-' ? -seconds : seconds;
  }
  return (ZONES.get(zone.toUpperCase()) ?? 0) * 3600;
}

function monthOf(name: string | undefined): number {
  return MONTHS.indexOf((name ?? '').slice(0, 3).toLowerCase()) / 3 + 1;
}

function withoutComments(text: string): string {
  return text.includes('(') ? text.replace(/\([^()]*\)/g, ' ').replace(/[()].*$/, ' ') : text;
}

const MAX_LENGTH = 200;

const MONTHS = 'janfebmaraprmayjunjulaugsepoctnovdec';
/** The form that nearly all mail has; the others are tried after it. */
const REGULAR =
  /^\s*(?:[A-Z][a-z]{2},)?\s*(\d{1,2})\s+([A-Za-z]{3})\s+(\d{4})\s+(\d\d?):(\d\d)(?::(\d\d))?\s+([+-]\d{4})(?=\s|$)/;
const TIME = String.raw`(\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:[.,]\d+)?)?`;
const ZONE = String.raw`((?:GMT|UTC)? ?[+-]\d{1,2}:?\d{2}|[A-Za-z]{1,5})?`;
const USUAL = new RegExp(
  String.raw`^(?:[A-Za-z]{2,9}\.? ?)?(\d{1,2})[ -]([A-Za-z]{3,9})\.?[ -](\d{4}|\d{2,3})(?: ${TIME} ?${ZONE})?`,
);
const CTIME = new RegExp(
  String.raw`^(?:[A-Za-z]{3,9} )?([A-Za-z]{3,9}) (\d{1,2}) ${TIME} (?:${ZONE} )?(\d{4})(?: ?${ZONE})?`,
);
const ISO = new RegExp(String.raw`^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[T ]${TIME} ?${ZONE})?`);

/** RFC 5322, 4.3, and the European and Asian names that mailers wrote instead of numbers. Hours east. */
const ZONES = new Map([
  ['EST', -5],
  ['EDT', -4],
  ['CST', -6],
  ['CDT', -5],
  ['MST', -7],
  ['MDT', -6],
  ['PST', -8],
  ['PDT', -7],
  ['BST', 1],
  ['WEST', 1],
  ['CET', 1],
  ['MET', 1],
  ['CEST', 2],
  ['MEST', 2],
  ['EET', 2],
  ['EEST', 3],
  ['MSK', 3],
  ['JST', 9],
  ['KST', 9],
]);

const DAY = 86_400;
/** 1990: no list that we read is older. */
const EARLIEST = Date.UTC(1990, 0, 1) / 1000;
/** Where nothing says when a mail came: a sane bound without asking a clock. */
const LATEST = Date.UTC(2050, 0, 1) / 1000;
/** Nobody sends after it arrived; zones and clocks are wrong by hours, so a day is let pass. */
const MAX_AHEAD = DAY;
/** Moderators let mail wait for weeks; a year is a broken clock. */
const MAX_DELAY = 366 * DAY;
/** Two hops of one delivery; retries go on for up to five days, most for one. */
const HOP_SUPPORT = 3 * DAY;
/** +1400 is the farthest zone there is; a bit of room for zones that can't be. */
const MAX_ZONE = 15 * 3600;
