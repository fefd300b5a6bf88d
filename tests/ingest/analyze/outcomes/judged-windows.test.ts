import { describe, expect, it } from 'vitest';
import { planWindows, windowsToJudge } from '../../../../ingest/analyze/outcomes/judged-windows.ts';

const SIZES = { whole: 100, window: 50, halo: 20, weeks: 0, most: 50 };
const weeks = (...messages: number[]) => messages.map((count, n) => ({ week: 2000 + n, messages: count }));

describe('planWindows', () => {
  it('judges a small archive in one piece', () => {
    const [only, ...others] = planWindows(weeks(40, 60), SIZES);
    expect(others).toEqual([]);
    expect(only!.start).toBeLessThan(0);
    expect(only!.viewUntil).toBeGreaterThan(100_000);
  });

  it('covers all time without gap or overlap', () => {
    const windows = planWindows(weeks(30, 30, 10, 10, 10, 30, 5, 60, 7), SIZES);
    expect(windows.length).toBe(4);
    windows.slice(1).forEach((window, n) => expect(window.start).toBe(windows[n]!.until));
    expect(windows[0]!.start).toBeLessThan(0);
    expect(windows.at(-1)!.until).toBeGreaterThan(100_000);
  });

  it('looks at as many messages around a window as the halo says', () => {
    const windows = planWindows(weeks(60, 10, 15, 25, 15, 15, 30), SIZES);
    expect(windows[1]).toMatchObject({ start: 2001, until: 2004, viewFrom: 2000, viewUntil: 2006 });
  });

  it('looks farther where mail is dense: so many weeks, or as many messages as it may', () => {
    const dense = weeks(...Array.from({ length: 12 }, () => 30));
    const [first, second] = planWindows(dense, { ...SIZES, weeks: 3, most: 200 });
    expect(first).toMatchObject({ until: 2003, viewUntil: 2006 });
    expect(second).toMatchObject({ start: 2003, until: 2006, viewFrom: 2000, viewUntil: 2009 });
    const [, bounded] = planWindows(dense, { ...SIZES, weeks: 5, most: 60 });
    expect(bounded).toMatchObject({ start: 2002, until: 2004, viewFrom: 2000, viewUntil: 2006 });
  });

  it('does not look farther than a year', () => {
    const far = [
      { week: 1000, messages: 60 },
      { week: 1200, messages: 60 },
      { week: 1201, messages: 1 },
    ];
    const windows = planWindows(far, SIZES);
    expect(windows[1]!.viewFrom).toBe(1000);
    expect(windows[0]!.viewUntil).toBe(1201);
  });

  it('leaves windows as they are where mail comes in behind them and their halos', () => {
    const before = planWindows(weeks(60, 60, 60, 10), SIZES);
    const after = planWindows(weeks(60, 60, 60, 10, 30), SIZES);
    expect(after.slice(0, 2)).toEqual(before.slice(0, 2));
  });
});

describe('windowsToJudge', () => {
  /** All lessons are learnt from mail before week 2002. */
  const terms = { until: 2002 };
  const windows = planWindows(weeks(60, 60, 60), SIZES).map((window) => ({ ...window, terms }));
  const judged = windows.map((window) => ({ ...window, terms: JSON.stringify(terms) }));

  it('judges what was never judged', () => {
    expect(windowsToJudge(windows, [], [])).toEqual(windows);
    expect(windowsToJudge(windows, judged, [])).toEqual([]);
  });

  it('judges each window that learns from a week that changed', () => {
    expect(windowsToJudge(windows, judged, [2001])).toEqual(windows.slice(0));
    expect(windowsToJudge(windows, judged, [2000])).toEqual(windows.slice(0, 2));
    expect(windowsToJudge(windows, judged, [2002])).toEqual([]);
  });

  it('judges a window anew that is judged on other terms', () => {
    const others = judged.map((window, n) =>
      n === 1 ? { ...window, terms: JSON.stringify({ until: 2001 }) } : window,
    );
    expect(windowsToJudge(windows, others, [])).toEqual([windows[1]]);
  });

  it('judges a window anew whose edge moved', () => {
    const moved = { ...judged[1]!, until: judged[1]!.until - 1 };
    expect(windowsToJudge(windows, [judged[0]!, moved, judged[2]!], [])).toEqual([windows[1]]);
  });
});
