import { describe, expect, it } from 'vitest';
import { newestReceived, usedDate } from '../../../../ingest/parse/headers/date.ts';

const HOUR = 3600;
const DAY = 24 * HOUR;
const NOON = Date.UTC(2026, 0, 5, 12) / 1000;
const hop = (seconds: number): string =>
  `from a by b; ${new Date(seconds * 1000).toUTCString().replace('GMT', '+0000')}`;

describe('the date that orders a mail', () => {
  it('is the Date header where it is credible', () => {
    expect(usedDate({ date: NOON, received: NOON + 60 }, NOON + DAY)).toEqual({ dateUsed: NOON, defects: [] });
    expect(usedDate({ date: NOON, received: null }, null)).toEqual({ dateUsed: NOON, defects: [] });
  });

  it('stands where a moderator let the mail wait, and where a clock is some hours fast', () => {
    expect(usedDate({ date: NOON, received: NOON + 40 * DAY }, null).dateUsed).toBe(NOON);
    expect(usedDate({ date: NOON, received: NOON - 8 * HOUR }, null).dateUsed).toBe(NOON);
  });

  it.each([
    ['1899', Date.UTC(1899, 11, 30) / 1000],
    ['2085', Date.UTC(2085, 5, 18) / 1000],
    ['ten days ahead', NOON + 10 * DAY],
    ['two years behind', NOON - 731 * DAY],
  ])('is when it was received where the header says %s', (_, date) => {
    expect(usedDate({ date, received: NOON }, null)).toEqual({ dateUsed: NOON, defects: ['date-implausible'] });
    expect(usedDate({ date, received: null }, NOON)).toEqual({ dateUsed: NOON, defects: ['date-implausible'] });
  });

  it('is when it was received, else archived, where there is no Date', () => {
    expect(usedDate({ date: null, received: NOON }, NOON + DAY).dateUsed).toBe(NOON);
    expect(usedDate({ date: null, received: null }, NOON).dateUsed).toBe(NOON);
    expect(usedDate({ date: null, received: null }, null)).toEqual({ dateUsed: null, defects: [] });
  });

  it('an impossible Date alone: the far future is not believed, the far past is all there is', () => {
    expect(usedDate({ date: Date.UTC(2085, 0, 1) / 1000, received: null }, null).dateUsed).toBeNull();
    expect(usedDate({ date: 0, received: null }, null)).toEqual({ dateUsed: 0, defects: ['date-implausible'] });
  });
});

describe('Received headers', () => {
  it('the newest counts', () => {
    expect(newestReceived([hop(NOON + 60), hop(NOON + 30), hop(NOON)])).toBe(NOON + 60);
  });
  it('one hop with a clock of its own does not decide', () => {
    expect(newestReceived([hop(NOON + 60), hop(NOON), hop(NOON + 7 * DAY)])).toBe(NOON + 60);
  });
  it('without agreement the topmost counts: it is the archive', () => {
    expect(newestReceived([hop(NOON), hop(NOON + 30 * DAY)])).toBe(NOON);
    expect(newestReceived([hop(NOON)])).toBe(NOON);
  });
  it('semicolons in comments and missing dates do no harm', () => {
    expect(newestReceived([`from a (x <rfc822;demo@example.org>); Mon, 5 Jan 2026 12:00:00 +0000`])).toBe(NOON);
    expect(newestReceived(['from a by b', 'from a by b; soon', ''])).toBeNull();
  });
});
