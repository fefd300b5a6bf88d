import { describe, expect, it } from 'vitest';
import { CALIBRATION, calibrationInWords } from '../../data/rules/calibration.ts';
import { PATCH_STATES } from '../../data/rules/states.ts';

describe('what a state is worth', () => {
  it('is told in words where enough was seen', () => {
    expect(calibrationInWords('accepted')).toBe('99 of 100 landed, of 868 on lists where that is known');
    expect(calibrationInWords('withdrawn')).toBeNull();
  });
  it('holds shares of what was counted', () => {
    for (const state of PATCH_STATES) {
      const known = CALIBRATION[state];
      if (known) expect(known.right).toBeLessThanOrEqual(known.of);
    }
  });
});
