import { describe, expect, it } from 'vitest';
import { derivedNoted, derivedNow } from '../scripts/derived.ts';

describe('the version of the analysis', () => {
  it('is raised whenever what the sample archive comes to changes (then: npm run derived)', async () => {
    expect(await derivedNow(), 'raise ANALYSIS_VERSION in data/database.ts, then run npm run derived').toEqual(
      derivedNoted(),
    );
  });
});
