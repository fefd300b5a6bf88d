import { describe, expect, it } from 'vitest';
import { parseDateRange } from '../../../server/query/dates.ts';
import { QueryError } from '../../../server/query/query-error.ts';

/** Monday 15 June 2020, noon, UTC. */
const NOW = Date.UTC(2020, 5, 15, 12) / 1000;
const show = (seconds: number | null) =>
  seconds === null ? null : new Date(seconds * 1000).toISOString().slice(0, 19);
const range = (text: string) => {
  const { from, to } = parseDateRange(text, NOW, 0);
  return [show(from), show(to)];
};

describe('dates of a query', () => {
  it.each([
    ['20200301', '2020-03-01T00:00:00', '2020-03-02T00:00:00'],
    ['2020-03-01', '2020-03-01T00:00:00', '2020-03-02T00:00:00'],
    ['2020/03/01', '2020-03-01T00:00:00', '2020-03-02T00:00:00'],
    ['2020-02', '2020-02-01T00:00:00', '2020-03-01T00:00:00'],
    ['2020', '2020-01-01T00:00:00', '2021-01-01T00:00:00'],
    ['20200301..20200331', '2020-03-01T00:00:00', '2020-04-01T00:00:00'],
    ['2019..2020-02', '2019-01-01T00:00:00', '2020-03-01T00:00:00'],
    ['20200301123000..', '2020-03-01T12:30:00', null],
    ['2020-03-01T12:30..', '2020-03-01T12:30:00', null],
    ['..2020-12-31', null, '2021-01-01T00:00:00'],
    ['today', '2020-06-15T00:00:00', '2020-06-16T00:00:00'],
    ['5.may.2020', '2020-05-05T00:00:00', '2020-05-06T00:00:00'],
    ['may.5', '2020-05-05T00:00:00', '2020-05-06T00:00:00'],
    ['december', '2019-12-01T00:00:00', '2020-01-01T00:00:00'],
    ['monday', '2020-06-15T00:00:00', '2020-06-16T00:00:00'],
    ['last.friday', '2020-06-12T00:00:00', '2020-06-13T00:00:00'],
  ])('%s is whole days, months and years, the last included', (text, from, to) => {
    expect(range(text)).toEqual([from, to]);
  });

  // The times that git gives: GIT_TEST_DATE_NOW=1592222400 git rev-parse --since=…
  it.each([
    ['yesterday..', '2020-06-14T12:00:00'],
    ['2.weeks.ago..', '2020-06-01T12:00:00'],
    ['last.month..', '2020-05-15T12:00:00'],
    ['last.week..', '2020-06-08T12:00:00'],
    ['last.year..', '2019-06-15T12:00:00'],
    ['3.days.ago..', '2020-06-12T12:00:00'],
    ['1.month.ago..', '2020-05-15T12:00:00'],
    ['2.months.ago..', '2020-04-15T12:00:00'],
    ['10.minutes.ago..', '2020-06-15T11:50:00'],
    ['two.weeks.ago..', '2020-06-01T12:00:00'],
    ['noon..', '2020-06-15T12:00:00'],
    ['never..', '1970-01-01T00:00:00'],
    ['now..', '2020-06-15T12:00:00'],
    ['2w..', '2020-06-01T12:00:00'],
  ])('%s begins where git says', (text, from) => {
    expect(range(text)).toEqual([from, null]);
  });

  it('ends of months that are shorter are their last day', () => {
    expect(show(parseDateRange('1.month.ago..', Date.UTC(2020, 2, 31) / 1000, 0).from)).toBe('2020-02-29T00:00:00');
  });

  it.each([
    ['20200231', 'no date'],
    ['2020-13-01', 'no date'],
    ['soonish', 'no date'],
    ['..', 'neither'],
    ['20200301..20200101', 'ends before it begins'],
    ['99999999999999999999', 'no date'],
    ['x'.repeat(1000), 'no date'],
  ])('%s is refused with a sentence', (text, words) => {
    expect(() => parseDateRange(text, NOW, 2)).toThrow(QueryError);
    expect(() => parseDateRange(text, NOW, 2)).toThrow(words);
  });
});
