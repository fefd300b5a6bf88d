import { describe, expect, it } from 'vitest';
import {
  countCommon,
  hashLine,
  hashWords,
  packHashes,
  unpackHashes,
} from '../../../../ingest/parse/bytes/line-hash.ts';

describe('line hashes', () => {
  it('are blind to white space and skip lines that say too little', () => {
    expect(hashLine('+\tif (ready && willing)', 1)).toBe(hashLine('if  (ready&&willing)'));
    for (const line of ['}', 'else {', '', '\tbreak;']) expect(hashLine(line)).toBeNull();
    expect(hashLine('return 0;')).not.toBeNull();
  });

  it('pack into five characters each and come back sorted', () => {
    const hashes = [5, 1, 0x3fffffff, 1];
    const packed = packHashes(hashes, 10);
    expect(packed).toHaveLength(20);
    expect([...unpackHashes(packed)]).toEqual([1, 1, 5, 0x3fffffff]);
  });

  it('keep the smallest where there are too many', () => {
    expect([...unpackHashes(packHashes([9, 3, 7, 1], 2))]).toEqual([1, 3]);
  });

  it('count what two sets share, as often as both have it', () => {
    expect(countCommon(Int32Array.of(1, 1, 2, 5), Int32Array.of(1, 1, 1, 5, 9))).toBe(3);
  });

  it('of words are the same in any order and case', () => {
    expect(hashWords('Fix the bad merge')).toEqual(hashWords('the MERGE: fix, bad'));
  });
});
