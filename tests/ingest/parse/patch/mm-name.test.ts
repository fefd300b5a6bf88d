import { describe, expect, it } from 'vitest';
import { mmLetters, mmName, mmNamesIn, mmStem } from '../../../../ingest/parse/patch/mm-name.ts';

describe('-mm file names', () => {
  it.each([
    ['mm: introduce ARCH_HAS_PTE_DEVMAP', 'mm-introduce-arch_has_pte_devmap.patch'],
    ['widget/core.c: drop the "slow" path', 'widget-corec-drop-the-slow-path.patch'],
    ['gadget, frob: tidy up frob_one()', 'gadget-frob-tidy-up-frob_one.patch'],
  ])('%s', (title, name) => {
    expect(mmName(title)).toBe(name);
    expect(mmLetters(title)).toBe(mmLetters(name));
  });
  it('meets its title whatever became of the signs between', () => {
    expect(mmLetters('mm-clean-up-is_widget__page-definitions.patch')).toBe(
      mmLetters('mm: clean up is_widget_*_page() definitions'),
    );
  });
  it('knows the later files of a patch', () => {
    expect(mmStem('gadget-frob-tidy-up-fix-2.patch')).toBe('gadget-frob-tidy-up');
    expect(mmStem('gadget-frob-tidy-up-v3.patch')).toBe('gadget-frob-tidy-up');
  });
  it('finds names in a line, and no paths', () => {
    expect(mmNamesIn('drop gadget-frob-tidy-up.patch and mm-widget-add-two.patch please')).toEqual([
      'gadget-frob-tidy-up.patch',
      'mm-widget-add-two.patch',
    ]);
    expect(mmNamesIn('see /tmp/a-b-c.patch, 0001-foo.patch')).toEqual([]);
  });
});
