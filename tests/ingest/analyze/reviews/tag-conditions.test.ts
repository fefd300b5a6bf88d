import { describe, expect, it } from 'vitest';
import { conditionOf } from '../../../../ingest/analyze/reviews/tag-conditions.ts';

describe('the condition of a trailer', () => {
  it.each([
    ['With those nits fixed, feel free to add', true],
    ['Once the typo is corrected:', true],
    ['If you respin, please add a comment. Assuming that is addressed:', true],
    ['Please remove that. With this:', true],
    ['Two nits inline, other than those it looks good:', true],
    ["I'm fine with this patch if you want to send it on its own.", true],
    ["I'm fine with this as it is.", false],
    ['If it still fails there we will see. Anyway, it looks good to me.', false],
    ['Given that you tested both, I agree with this size.', false],
    ['With that, we lose only what nobody ever used on any machine that I know.', false],
    ['With or without that change:', false],
    ['You have lost my tag from v2. Once more, then:', false],
    ['Looks good.', false],
    ['', false],
  ])('"%s": %s', (above, conditional) => {
    expect(conditionOf(above) !== null).toBe(conditional);
  });
});
