import { describe, expect, it } from 'vitest';
import { sampleThreads, threadPath, useBrowser } from './support/browser.ts';

const { visit } = useBrowser();
describe('on a phone', () => {
  it('the map stands behind one button and leads to a message', async () => {
    const { longest } = await sampleThreads();
    const { page, context } = await visit(threadPath(longest, 'messages'), { width: 360, height: 740, touch: true });
    const map = page.getByRole('navigation', { name: 'Messages of this thread' });
    const button = page.getByRole('button', { name: 'Who wrote' });
    const top = async () => (await map.boundingBox())!.y;
    // It stands below the words; the button at the thumb brings it over them.
    expect(await top()).toBeGreaterThan(740);
    await button.tap();
    expect(await top()).toBeLessThan(740);
    await map.locator('button').nth(5).tap();
    await page.waitForTimeout(400);
    expect(await button.getAttribute('aria-expanded')).toBe('false');
    expect(await page.evaluate(() => window.scrollY)).toBeGreaterThan(100);
    await context.close();
  });
});
