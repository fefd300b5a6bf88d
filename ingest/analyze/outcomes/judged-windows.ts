import type { JudgedWindow } from '../../../data/records/index.ts';

/** How large windows are, in messages unless said otherwise. */
export interface WindowSizes {
  /** An archive up to this size is judged in one piece. */
  whole: number;
  /** A window holds at least so many. */
  window: number;
  /** At least so many before and behind are looked at too, as what became of a patch is said within months. */
  halo: number;
  /** Where so many weeks hold more than that, a window and a halo are so long, */
  weeks: number;
  /** but they end where they hold so many. */
  most: number;
}

/**
 * Divides an archive into stretches of time that are judged one by one, so that memory stays bounded and new mail costs only the
 * stretches near it. The edges follow from how many messages each week has, and from nothing else: whatever the order in which
 * mail came in, the same archive has the same windows.
 * @param weeks messages by week, ascending
 */
export function planWindows(
  weeks: readonly { week: number; messages: number }[],
  sizes: WindowSizes = SIZES,
): JudgedWindow[] {
  const total = weeks.reduce((sum, { messages }) => sum + messages, 0);
  if (total <= sizes.whole) return [{ start: FIRST, until: LAST, viewFrom: FIRST, viewUntil: LAST }];
  const windows: JudgedWindow[] = [];
  let from = 0;
  let held = 0;
  weeks.forEach(({ messages }, n) => {
    held += messages;
    const isLast = n === weeks.length - 1;
    const isFull =
      held >= sizes.window && (weeks[n]!.week - weeks[from]!.week + 1 >= sizes.weeks || held >= sizes.most);
    if (!isFull && !isLast) return;
    windows.push({
      start: from === 0 ? FIRST : weeks[from]!.week,
      until: isLast ? LAST : weeks[n + 1]!.week,
      viewFrom: haloBefore(weeks, from, sizes),
      viewUntil: haloBehind(weeks, n, sizes),
    });
    from = n + 1;
    held = 0;
  });
  return windows;
}

/**
 * The windows whose judgement no longer holds as a whole: new ones, those that are judged on other terms now, and those that learn from a
 * week of which something changed.
 */
export function windowsToJudge<Wanted extends JudgedWindow & { terms: { until: number } | null }>(
  wanted: readonly Wanted[],
  judged: readonly (JudgedWindow & { terms: string })[],
  staleWeeks: readonly number[],
): Wanted[] {
  const known = new Map(judged.map((window) => [window.start, window]));
  return wanted.filter((window) => {
    const old = known.get(window.start);
    if (!old || old.until !== window.until || old.viewFrom !== window.viewFrom || old.viewUntil !== window.viewUntil)
      return true;
    if (window.terms !== null && old.terms !== JSON.stringify(window.terms)) return true;
    const until = window.terms?.until ?? window.viewUntil;
    return staleWeeks.some((week) => week >= window.viewFrom && week < until);
  });
}

function haloBefore(weeks: readonly { week: number; messages: number }[], from: number, sizes: WindowSizes): number {
  let held = 0;
  for (let n = from - 1; n >= 0; n -= 1) {
    held += weeks[n]!.messages;
    if (reachesFar(held, weeks[from]!.week - weeks[n]!.week, sizes)) return weeks[n]!.week;
  }
  return FIRST;
}

function haloBehind(weeks: readonly { week: number; messages: number }[], last: number, sizes: WindowSizes): number {
  let held = 0;
  for (let n = last + 1; n < weeks.length; n += 1) {
    held += weeks[n]!.messages;
    if (reachesFar(held, weeks[n]!.week - weeks[last]!.week, sizes)) return weeks[n]!.week + 1;
  }
  return LAST;
}

function reachesFar(held: number, away: number, { halo, weeks, most }: WindowSizes): boolean {
  return (held >= halo && (away >= weeks || held >= most)) || away >= FARTHEST;
}

/** Weeks before and behind all mail. */
const FIRST = -1_000_000;
const LAST = 1_000_000;
/** A year: what is decided later than that after its last word is seldom said on the list. */
const FARTHEST = 52;
/**
 * A message's facts take some 8 kB of memory while they are judged: about 80 MB for what is looked at together, 200 MB where lists are
 * so busy that two months, in which most revisions and answers come, hold more than 2,000 messages.
 */
const SIZES: WindowSizes = { whole: 8_000, window: 6_000, halo: 2_000, weeks: 8, most: 8_000 };
