import { describe, expect, it } from 'vitest';
import { addNames, namesHolding, packNames, sweepNames, unpackNames } from '../../../data/codecs/search-names.ts';
import { memoryArchive } from '../../support/archive.ts';

const NAMES = [
  '__sluice_open',
  'gauge_read',
  'gauge_read_all',
  'gauge_reset',
  'z9_9_tide',
  `${'a'.repeat(40)}_b`,
].sort();

describe('packed names', () => {
  it('come back as they were, digits and long beginnings in common too', () => {
    const alike = ['a', 'b', '0'].map((end) => `${'long_'.repeat(9)}${end}`).sort();
    for (const names of [NAMES, alike, [], ['only_one']]) expect(unpackNames(packNames(names))).toEqual(names);
  });

  it('take fewer characters where they begin alike', () => {
    expect(packNames(['gauge_read', 'gauge_read_all', 'gauge_reset'])).toBe('Agauge_readK_allIset');
  });
});

describe('stored names', () => {
  it('are found by any three characters of theirs, each once, up to a number', () => {
    const archive = memoryArchive();
    addNames(archive, NAMES);
    addNames(archive, ['late_gauge', 'gauge_read']);
    expect(namesHolding(archive, 'gauge', 100).sort()).toEqual([
      'gauge_read',
      'gauge_read_all',
      'gauge_reset',
      'late_gauge',
    ]);
    expect(namesHolding(archive, 'gauge', 2)).toHaveLength(2);
    expect(namesHolding(archive, '9_9', 100)).toEqual(['z9_9_tide']);
    // All its three characters stand in some name, but not together.
    expect(namesHolding(archive, 'auge_open', 100)).toEqual([]);
    archive.close();
  });

  it('that are not kept leave nothing behind', () => {
    const archive = memoryArchive();
    addNames(archive, NAMES);
    sweepNames(archive, (name) => name.startsWith('z'));
    expect(namesHolding(archive, 'gauge', 100)).toEqual([]);
    expect(namesHolding(archive, 'tide', 100)).toEqual(['z9_9_tide']);
    expect(JSON.stringify(archive.prepare('SELECT packed FROM search_name').all())).not.toContain('sluice');
    archive.close();
  });
});
