import AxeBuilder from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { everyScreen, useBrowser } from './support/browser.ts';

const { visit } = useBrowser();
const screens = await everyScreen();

describe.each(screens)('%s', (_name, path) => {
  it('is a whole page without a violation that axe can find, light, dark and at 320 pixels, and never scrolls sideways', async () => {
    const { page, context, complaints, strangers } = await visit(path);
    expect(await page.locator('main').count(), 'one main part').toBe(1);
    expect(await page.locator('h1').count(), 'one heading of the first level').toBe(1);
    expect(await page.title()).toContain('Lorescope');
    expect(strangers, 'requests to elsewhere').toEqual([]);
    expect(complaints.filter((words) => !/404 \(Not Found\)/.test(words))).toEqual([]);

    expect(await violations(page), 'light').toEqual([]);
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.waitForTimeout(150);
    expect(await violations(page), 'dark').toEqual([]);
    for (const width of [768, 320]) {
      await page.setViewportSize({ width, height: 700 });
      await page.waitForTimeout(60);
      const beyond = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(beyond, `${width} pixels`).toBeLessThanOrEqual(0);
    }
    expect(await violations(page), 'phone, dark').toEqual([]);
    await context.close();
  });
});

async function violations(page: Page): Promise<string[]> {
  const { violations: found } = await new AxeBuilder({ page }).analyze();
  return found.map(
    ({ id, nodes }) =>
      `${id}: ${nodes
        .slice(0, 3)
        .map(({ html }) => html.slice(0, 160))
        .join(' | ')}`,
  );
}
