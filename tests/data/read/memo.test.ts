import { bumpVersion } from '../../../data/database.ts';
import { describe, expect, it } from 'vitest';
import { memo } from '../../../data/read/memo.ts';
import { memoryArchive } from '../../support/archive.ts';

describe('memo', () => {
  it('computes once until the archive changes', () => {
    const archive = memoryArchive();
    let computed = 0;
    const ask = () => memo(archive, 'figures', () => (computed += 1));
    expect([ask(), ask()]).toEqual([1, 1]);
    bumpVersion(archive);
    expect([ask(), ask()]).toEqual([2, 2]);
  });

  it('tells names and archives apart', () => {
    const [one, other] = [memoryArchive(), memoryArchive()];
    expect(memo(one, 'a', () => 1)).toBe(1);
    expect(memo(one, 'b', () => 2)).toBe(2);
    expect(memo(other, 'a', () => 3)).toBe(3);
    expect(memo(one, 'a', () => 4)).toBe(1);
  });
});
