import { expect, it } from 'vitest';
import { askServer, useBrowser } from './support/browser.ts';

const { visit } = useBrowser();
const WHO = 'olu@bay.example.org';

it('a maintainer clears a desk of twelve in under forty keys, takes one back, and finds it so again', async () => {
  const { desk } = await askServer<{ desk: { turn: string; title: string }[] }>(`me?who=${WHO}`);
  expect(desk.map(({ turn }) => turn)).toEqual(Array<string>(12).fill('reader'));
  const { page, context } = await visit('/');
  await page.evaluate((me) => localStorage.setItem('lorescope.settings', JSON.stringify({ me })), WHO);
  let keys = 0;
  const press = async (...pressed: string[]) => {
    for (const key of pressed) {
      await page.keyboard.press(key);
      keys += 1;
    }
  };
  await page.reload();
  // Keys are heard once the page stands.
  await page.getByRole('region', { name: 'Decided last' }).waitFor();
  await page.waitForLoadState('networkidle');
  await press('g', 'm');
  const rows = page.getByRole('region', { name: 'Your turn' }).getByRole('listitem');
  await rows.first().waitFor();
  expect(await rows.locator('h3').allInnerTexts()).toEqual(desk.map(({ title }) => title));
  // The fourth is read first and answered by mail: opened, and back.
  await press('j', 'e', 'e', 'e');
  const fourth = await page.locator(':focus').innerText();
  expect(fourth).toBe(desk[3]!.title);
  await press('Enter');
  await page.getByRole('navigation', { name: /^Ways to look/ }).waitFor();
  await page.goBack();
  await rows.first().waitFor();
  await press('j', 'e', 's', 's', 'e', 'e', 'e', 'e', 'e', 'e');
  await expect.poll(() => page.locator('main').innerText()).toContain('Nothing waits for you here.');
  expect(await page.locator('main').innerText()).toContain('10 done, 2 put off until something happens');
  expect(keys).toBeLessThan(40);
  await page.keyboard.press('z');
  await expect.poll(() => rows.count()).toBe(1);
  expect(await page.locator(':focus').innerText()).toBe(desk[11]!.title);
  await page.reload();
  await rows.first().waitFor();
  expect(await rows.count()).toBe(1);
  await context.close();
});
