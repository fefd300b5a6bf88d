/** Numbers and dates in the words of a reader. */

/** `1 message`, `2,345 messages`. */
export function count(n: number, one: string, many = `${one}s`): string {
  return `${n.toLocaleString('en')} ${n === 1 ? one : many}`;
}

/** `14 Jul`, with the year where it is not this one: `14 Jul 2021`. UTC, as archives sort. */
export function shortDate(iso: string, now: Date = new Date()): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return iso;
  const sameYear = date.getUTCFullYear() === now.getUTCFullYear();
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]}${sameYear ? '' : ` ${date.getUTCFullYear()}`}`;
}

/** `14 Jul 2021 19:35`. */
export function longDate(iso: string): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return iso;
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()} ${two(date.getUTCHours())}:${two(date.getUTCMinutes())}`;
}

/** `14 Jul 19:35`: inside a thread, whose year is on top. */
export function threadDate(iso: string): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return iso;
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ${two(date.getUTCHours())}:${two(date.getUTCMinutes())}`;
}

/** `Jul 2021`. */
export function monthName(iso: string): string {
  const date = new Date(iso);
  return `${MONTHS[date.getUTCMonth()] ?? ''} ${date.getUTCFullYear()}`;
}

/** `14 Jul – 2 Aug 2021`, `2019 – 2021`-style spans say no more than needed. */
export function dateSpan(from: string, to: string): string {
  const [a, b] = [new Date(from), new Date(to)];
  if (from.slice(0, 10) === to.slice(0, 10))
    return `${a.getUTCDate()} ${MONTHS[a.getUTCMonth()]} ${a.getUTCFullYear()}`;
  const start = `${a.getUTCDate()} ${MONTHS[a.getUTCMonth()]}${a.getUTCFullYear() === b.getUTCFullYear() ? '' : ` ${a.getUTCFullYear()}`}`;
  return `${start} – ${b.getUTCDate()} ${MONTHS[b.getUTCMonth()]} ${b.getUTCFullYear()}`;
}

/** `3 h ago`, `5 days ago`; older than a month: the date. */
export function ago(iso: string, now: Date = new Date()): string {
  const seconds = (now.getTime() - new Date(iso).getTime()) / 1000;
  if (Number.isNaN(seconds) || seconds < 0) return shortDate(iso, now);
  if (seconds < 3600) return `${Math.max(1, Math.round(seconds / 60))} min ago`;
  if (seconds < DAY) return `${Math.round(seconds / 3600)} h ago`;
  if (seconds < 31 * DAY) return `${count(Math.round(seconds / DAY), 'day')} ago`;
  return shortDate(iso, now);
}

/** A span of seconds in its largest fitting unit: `4 days`, `3 hours`. */
export function duration(seconds: number): string {
  if (seconds < 90) return count(Math.round(seconds), 'second');
  if (seconds < 90 * 60) return count(Math.round(seconds / 60), 'minute');
  if (seconds < 36 * 3600) return count(Math.round(seconds / 3600), 'hour');
  if (seconds < 90 * DAY) return count(Math.round(seconds / DAY), 'day');
  if (seconds < 700 * DAY) return count(Math.round(seconds / (30.44 * DAY)), 'month');
  return count(Math.round(seconds / (365.25 * DAY)), 'year');
}

/** The days between two instants, at least 0. */
export function daysBetween(from: string, to: string): number {
  return Math.max(0, Math.round((new Date(to).getTime() - new Date(from).getTime()) / 1000 / DAY));
}

/** The name of a sender as a reader would call it: the name, else the address. */
export function nameOf(mailbox: { name: string; email: string } | null | undefined): string {
  if (!mailbox) return 'somebody';
  return mailbox.name || mailbox.email || 'somebody';
}

/** `Dana` of `Dana Whitlock` and of `Whitlock, Dana`; a team or a robot keeps its whole name. */
export function firstName(name: string): string {
  if (/\b(bot|robot|CI|team|list)\b/i.test(name)) return name;
  const turned = /^[^\s,]+, (\S+)/.exec(name);
  if (turned) return turned[1]!;
  const first = name.replace(/^["']|["']$/g, '').split(/[\s,@]/)[0] ?? name;
  return first.length > 1 ? first : name;
}

/** The commit that a later patch's `Fixes:` trailer names, at most twelve digits; null for any other sentence. */
export function fixedCommit(sentence: string): string | null {
  return /^Fixes:\s+(?:commit\s+)?([0-9a-f]{7,40})\b/i.exec(sentence)?.[1]?.slice(0, 12) ?? null;
}

/** A sentence for a narrow place: long web addresses and hashes in it are cut short. */
export function inShort(sentence: string): string {
  return sentence
    .replace(/https?:\/\/([^\s/]{1,80})\/\S{24,}/g, (address, host: string) => {
      const last =
        address
          .replace(/[/.,;:)>\]]+$/, '')
          .split('/')
          .at(-1) ?? '';
      return `${host}/…/${last.length > 14 ? `${last.slice(0, 12)}…` : last}`;
    })
    .replace(/\b([0-9a-f]{12})[0-9a-f]{20,52}\b/g, '$1…');
}

/** `v3`; the first version has no number in speech. */
export function versionName(version: number | null | undefined, isRfc = false): string {
  if (isRfc) return version && version > 1 ? `RFC v${version}` : 'RFC';
  return version ? `v${version}` : '';
}

const two = (n: number): string => String(n).padStart(2, '0');
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const DAY = 86_400;
