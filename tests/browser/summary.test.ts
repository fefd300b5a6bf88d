import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { sampleThreads, threadPath, useBrowser } from './support/browser.ts';

const { visit } = useBrowser();
const { longest } = await sampleThreads();

describe('the summary of a thread', () => {
  it('is one key away, changes its length, and its numbers lead to the quoted lines', async () => {
    const { page, context } = await visit(threadPath(longest, 'messages'));
    await page.keyboard.press('e');
    await page.waitForURL(/\/summary$/);
    const paper = page.locator('main article');
    await paper.getByRole('heading', { name: 'Where it stands' }).waitFor();
    const normal = (await paper.innerText()).length;
    await page.keyboard.press('1');
    await page.waitForURL(/length=short/);
    await page.waitForFunction(
      (before) => (document.querySelector('main article')?.textContent ?? '').length < before,
      normal,
    );
    await page.keyboard.press('3');
    await paper.getByRole('heading', { name: 'The whole conversation' }).waitFor();
    await paper.locator('figcaption a').first().click();
    await page.waitForURL(/view=messages#L\d+/);
    await page.locator('[data-target]').first().waitFor();
    await context.close();
  });

  it('is copied, and downloaded in four forms with a name of its own', async () => {
    const { page, context } = await visit(threadPath(longest, 'messages').replace(/\?.*$/, 'summary'));
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.locator('main article h1').waitFor();
    const title = await page.locator('main article h1').innerText();
    await page.getByRole('button', { name: 'Copy', exact: true }).click();
    await page.getByText(/^Copied as/).waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('## Where it stands');
    for (const [word, end] of [
      ['Markdown', 'md'],
      ['HTML', 'html'],
      ['text', 'txt'],
      ['JSON', 'json'],
    ] as const) {
      const waiting = page.waitForEvent('download');
      await page.getByRole('link', { name: word, exact: true }).click();
      const download = await waiting;
      expect(download.suggestedFilename()).toMatch(new RegExp(`-summary\\.${end}$`));
      expect(readFileSync(await download.path(), 'utf8').replaceAll('\\', '')).toContain(title.slice(0, 20));
    }
    await context.close();
  });

  it('prints without the frame of the app', async () => {
    const { page, context } = await visit(threadPath(longest, 'messages').replace(/\?.*$/, 'summary'));
    await page.locator('main article h1').waitFor();
    await page.emulateMedia({ media: 'print' });
    for (const hidden of ['header', 'a[href$="#content"]', 'main button'])
      expect(await page.locator(hidden).first().isVisible(), hidden).toBe(false);
    expect(await page.locator('main article h1').isVisible()).toBe(true);
    await context.close();
  });
});
