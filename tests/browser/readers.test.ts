import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { askServer, sampleThreads, settled, threadPath, useBrowser } from './support/browser.ts';

/** The five journeys for which people come, by keys alone and by touch. */
const { visit } = useBrowser();
const { rows } = await sampleThreads();
const scan = rows.find(({ key }) => key === '20251110093015.1246-1-kwabena@example.org')!;
const argument = rows.find(({ key }) => key === '20260302100514.5688-1-aoife@example.net')!;

/** A series on which a review point stands open. */
const reviewed = await withOpenPoint();

const PHONE = { width: 390, height: 800, touch: true };
const keys = async (page: Page, ...pressed: string[]) => {
  for (const key of pressed) await page.keyboard.press(key);
};
/** Brings an element into focus with Tab alone, as somebody without a mouse does. */
async function tabTo(page: Page, words: RegExp, most = 120): Promise<void> {
  for (let n = 0; n < most; n++) {
    await page.keyboard.press('Tab');
    const focused = await page.evaluate(
      () => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent ?? '',
    );
    if (words.test(focused)) return;
  }
  throw new Error(`Tab never came to ${words.source}.`);
}

describe('find a patch by name and see what became of it and why', () => {
  it('by keys', async () => {
    const { page, context } = await visit('/');
    await keys(page, '/');
    await page.keyboard.type('write neighbouring dirty pages');
    await keys(page, 'Enter');
    await page.waitForURL(/\/search/);
    await page.locator('[data-hit]').first().waitFor();
    await tabTo(page, /write neighbouring dirty pages/i);
    await keys(page, 'Enter');
    const side = page.getByRole('region', { name: 'What was decided' });
    await side.locator('blockquote').first().waitFor();
    expect(await side.innerText()).toMatch(/Taken/);
    // The sentence that decided it is one more key away.
    await keys(page, 'd');
    await page.locator('[data-target]').first().waitFor();
    await context.close();
  });

  it('by touch', async () => {
    const { page, context } = await visit('/', PHONE);
    await page.locator('#find').tap();
    await page.keyboard.type('write neighbouring dirty pages');
    await keys(page, 'Enter');
    await page.locator('[data-hit] a[data-main]').first().tap();
    const side = page.getByRole('region', { name: 'What was decided' });
    await side.waitFor();
    // On a phone the outcome stands above the words, without a scroll.
    expect((await side.boundingBox())!.y).toBeLessThan(PHONE.height);
    await side.locator('blockquote a').first().tap();
    await page.locator('[data-target]').first().waitFor();
    await context.close();
  });
});

describe('follow an argument between two people', () => {
  it('by keys', async () => {
    const { page, context } = await visit(threadPath(argument));
    await keys(page, '4');
    await page.waitForURL(/view=people/);
    await page.locator('main section h2 button').first().focus();
    if ((await page.evaluate(() => document.activeElement?.getAttribute('aria-expanded'))) === 'false')
      await keys(page, 'Enter');
    await tabTo(page, /^with /);
    await keys(page, 'Enter');
    await page.waitForURL(/with=/);
    await expectTwoSpeakers(page);
    await context.close();
  });

  it('by touch', async () => {
    const { page, context } = await visit(threadPath(argument, 'people'), PHONE);
    await page.locator('main section h2 button').first().tap();
    await page
      .getByRole('button', { name: /^with / })
      .first()
      .tap();
    await page.waitForURL(/with=/);
    await expectTwoSpeakers(page);
    await context.close();
  });
});

describe('see what the next version must mend', () => {
  it('by keys', async () => {
    const { page, context } = await visit(threadPath(reviewed));
    await keys(page, 'w');
    await page.waitForURL(/\/series\/.*#points/);
    await expectOpenPoints(page);
    await context.close();
  });

  it('by touch', async () => {
    const { page, context } = await visit(threadPath(reviewed, 'conversation'), PHONE);
    await page.locator('#open-points').waitFor();
    await page
      .getByRole('link', { name: /points?$/ })
      .first()
      .tap();
    await page.waitForURL(/\/series\//);
    await expectOpenPoints(page);
    await context.close();
  });
});

describe('catch up on a list', () => {
  it('by keys: what came since the last visit, then the next unread words', async () => {
    const { page, context } = await visit('/');
    await lastVisit(page, '2026-03-01T00:00:00Z');
    await page.goto(new URL('/tidepool-devel/', page.url()).toString());
    await settled(page);
    await page.getByRole('button', { name: 'Since my last visit' }).waitFor();
    expect(await page.locator('main article [aria-label=unread]').count()).toBeGreaterThan(0);
    await tabTo(page, /^Since my last visit$/);
    await keys(page, 'Enter');
    await page.waitForURL(/from=2026-03-01/);
    await keys(page, 'j', 'Enter');
    await page.getByRole('navigation', { name: /^Ways to look/ }).waitFor();
    await context.close();
  });

  it('by touch', async () => {
    const { page, context } = await visit('/', PHONE);
    await lastVisit(page, '2026-03-01T00:00:00Z');
    await page.goto(new URL('/tidepool-devel/', page.url()).toString());
    await settled(page);
    await page.getByRole('button', { name: 'Since my last visit' }).tap();
    await page.waitForURL(/from=2026-03-01/);
    await page.locator('main article h2 a').first().tap();
    await page.getByRole('navigation', { name: /^Ways to look/ }).waitFor();
    await context.close();
  });
});

describe('export a summary', () => {
  it('by keys', async () => {
    const { page, context } = await visit(threadPath(scan));
    await keys(page, 'e');
    await expectSummary(page);
    await context.close();
  });

  it('by touch', async () => {
    const { page, context } = await visit(threadPath(scan), PHONE);
    await page.getByRole('link', { name: 'summary' }).tap();
    await expectSummary(page);
    await context.close();
  });
});

describe('words taken along', () => {
  it('are copied as a quotation of the one who said them, with the place where they stand', async () => {
    const { page, context } = await visit(threadPath(argument, 'messages'));
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await keys(page, 'q');
    await page.getByText(/^Copied as a quotation/).waitFor();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toMatch(/^On .+ wrote:\n> /);
    expect(copied).toContain(`/${argument.key}/`);
    await context.close();
  });

  it('answer, fetch and apply: each line is one key away', async () => {
    const { page, context } = await visit(threadPath(scan, 'messages'));
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    for (const [key, line] of [
      ['Shift+R', /^git send-email --in-reply-to=/],
      ['b', /^b4 am /],
      ['Shift+B', /\| git am$/],
      ['y', /^http:/],
    ] as const) {
      await keys(page, key);
      await page.waitForTimeout(400);
      expect(await page.evaluate(() => navigator.clipboard.readText()), key).toMatch(line);
    }
    await context.close();
  });
});

describe('what is folded', () => {
  it('is found by the browser’s own search: the words are on the page, and the quote opens', async () => {
    const { page, context } = await visit(threadPath(argument, 'messages'));
    await page.waitForTimeout(800);
    const hidden = page.locator('main [hidden="until-found"] blockquote').first();
    expect((await hidden.textContent())?.length).toBeGreaterThan(20);
    await hidden.evaluate((quote) =>
      quote.closest('[hidden]')!.dispatchEvent(new Event('beforematch', { bubbles: true })),
    );
    await page.waitForTimeout(100);
    expect(await page.locator('main blockquote:visible').count()).toBeGreaterThan(0);
    await context.close();
  });
});

async function expectTwoSpeakers(page: Page): Promise<void> {
  // On a busy machine the person's own words still stand there for a moment.
  const speakers = page.locator('main section article header span:first-child');
  await expect.poll(async () => new Set(await speakers.allInnerTexts()).size, { timeout: 15_000 }).toBe(2);
}

async function expectOpenPoints(page: Page): Promise<void> {
  const points = page.locator('#points');
  await points.waitFor();
  expect(await points.innerText()).toMatch(/\d open/);
  // Each leads to the words that raised it.
  expect(await points.getByRole('link').count()).toBeGreaterThan(0);
  await page.waitForTimeout(400);
  expect(await points.evaluate((part) => part.getBoundingClientRect().top)).toBeLessThan(760);
}

/** As if this reader had looked at the list last when its newest word was that old. */
function lastVisit(page: Page, newest: string): Promise<void> {
  return page.evaluate(
    (last) =>
      localStorage.setItem('lorescope.marks', JSON.stringify({ visits: { 'tidepool-devel': { last, before: null } } })),
    newest,
  );
}

/** The summary is on the screen, and its file to take along is what the link says. */
async function expectSummary(page: Page): Promise<void> {
  await page.waitForURL(/\/summary/);
  await page.getByText('a scan should not empty the pool').first().waitFor();
  const file = await page.locator('main a[href*="format=md"]').first().getAttribute('href');
  expect(await (await fetch(new URL(file!, page.url()))).text()).toMatch(/^# .*a scan should not empty the pool/m);
}

/** The thread of a series of the sample that has an open review point. */
async function withOpenPoint(): Promise<(typeof rows)[number]> {
  for (const row of rows.filter(({ patches }) => patches > 0)) {
    const series = await askServer<{ points?: { status: string }[] }>(`series/${encodeURIComponent(row.key)}`);
    if (series.points?.some(({ status }) => status === 'open')) return row;
  }
  throw new Error('The sample has no open review point.');
}
