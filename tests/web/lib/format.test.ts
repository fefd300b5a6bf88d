import { describe, expect, it } from 'vitest';
import { ago, count, dateSpan, duration, firstName, fixedCommit, inShort, shortDate } from '../../../web/lib/format.ts';

const now = new Date('2021-08-02T14:06:00Z');

describe('numbers and dates', () => {
  it('agree in number', () => {
    expect([count(1, 'message'), count(2345, 'message'), count(0, 'patch', 'patches')]).toEqual([
      '1 message',
      '2,345 messages',
      '0 patches',
    ]);
  });
  it('say how long ago as long as that helps', () => {
    expect(ago('2021-08-02T12:06:00Z', now)).toBe('2 h ago');
    expect(ago('2021-07-30T12:06:00Z', now)).toBe('3 days ago');
    expect(ago('2020-07-30T12:06:00Z', now)).toBe('30 Jul 2020');
    expect(ago('2085-01-01T00:00:00Z', now)).toBe('1 Jan 2085');
  });
  it('leave out the year of today', () => {
    expect(shortDate('2021-07-14T23:59:00Z', now)).toBe('14 Jul');
    expect(shortDate('nonsense', now)).toBe('nonsense');
  });
  it('say no more of a span than needed', () => {
    expect(dateSpan('2021-07-14T19:35:00Z', '2021-08-02T10:00:00Z')).toBe('14 Jul – 2 Aug 2021');
    expect(dateSpan('2021-07-14T19:35:00Z', '2021-07-14T20:00:00Z')).toBe('14 Jul 2021');
  });
  it('choose the unit of a duration', () => {
    expect([duration(60), duration(7200), duration(4 * 86_400), duration(400 * 86_400)]).toEqual([
      '60 seconds',
      '2 hours',
      '4 days',
      '13 months',
    ]);
  });
  it('call a robot by its whole name', () => {
    expect([
      firstName('Dana Whitlock'),
      firstName('kernel test robot'),
      firstName('J. Doe'),
      firstName('Whitlock, Dana M'),
    ]).toEqual(['Dana', 'kernel test robot', 'J.', 'Dana']);
  });

  it('cut long addresses and hashes short where there is little room', () => {
    expect(inShort('has been merged: https://git.example.org/c/0123456789abcdef0123456789abcdef01234567')).toBe(
      'has been merged: git.example.org/…/0123456789ab…',
    );
    expect(inShort('Applied as 0123456789abcdef0123456789abcdef01234567.')).toBe('Applied as 0123456789ab….');
    expect(inShort('See https://example.org/a')).toBe('See https://example.org/a');
  });
});

describe('fixedCommit', () => {
  it('tells the commit of a Fixes trailer, and nothing of other sentences', () => {
    expect(fixedCommit('Fixes: 0123456789abcdef0123 ("shoal: count the waves")')).toBe('0123456789ab');
    expect(fixedCommit('Fixes: commit 0123abc ("shoal: count the waves")')).toBe('0123abc');
    expect(fixedCommit('Fixes: a typo')).toBeNull();
    expect(fixedCommit('Applied as 0123456789ab.')).toBeNull();
  });
});
