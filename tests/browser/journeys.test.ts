import { describe, expect, it } from 'vitest';
import { sampleThreads, threadPath, useBrowser } from './support/browser.ts';

const { visit } = useBrowser();
const { longest, series, list, rows } = await sampleThreads();

describe('with keys alone', () => {
  it('goes from a list into a thread, from message to message, and back up', async () => {
    const { page, context } = await visit(`/${list}/`);
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await page.getByRole('navigation', { name: /^Ways to look/ }).waitFor();
    expect(await page.locator('h1').innerText()).not.toBe('');
    await page.keyboard.press('u');
    await page.waitForURL(new RegExp(`/${list}/$`));
    await context.close();
  });

  it('moves through a thread with j and k, and the link follows', async () => {
    const { page, context } = await visit(threadPath(longest, 'messages'));
    const start = page.url();
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await page.waitForTimeout(300);
    expect(page.url()).not.toBe(start);
    expect(await page.evaluate(() => window.scrollY)).toBeGreaterThan(0);
    await page.keyboard.press('k');
    await page.keyboard.press('k');
    await page.waitForTimeout(300);
    expect(decodeURIComponent(new URL(page.url()).pathname)).toBe(decodeURIComponent(new URL(start).pathname));
    await context.close();
  });

  it('shows every key under ? and closes the sheet with Esc', async () => {
    const { page, context } = await visit(threadPath(longest));
    await page.keyboard.press('?');
    const sheet = page.getByRole('dialog');
    await sheet.waitFor();
    expect(await sheet.innerText()).toContain('next message');
    expect(await sheet.innerText()).toContain('search');
    await page.keyboard.press('Escape');
    await sheet.waitFor({ state: 'hidden' });
    await context.close();
  });

  it('changes the way of looking with 1 to 5', async () => {
    const { page, context } = await visit(threadPath(series, 'conversation'));
    for (const [key, view] of [
      ['2', 'messages'],
      ['3', 'patch'],
      ['4', 'people'],
      ['5', 'timeline'],
      ['1', 'conversation'],
    ] as const) {
      await page.keyboard.press(key);
      await page.waitForURL(new RegExp(`view=${view}`));
      expect(await page.locator('nav[aria-label^="Ways"] [aria-current=page]').count()).toBe(1);
    }
    await context.close();
  });

  it('skips the frame with the first Tab', async () => {
    const { page, context } = await visit('/');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to the content');
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('content');
    await context.close();
  });

  it('opens the palette and goes to a list', async () => {
    const { page, context } = await visit('/');
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.type(list);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => url.pathname !== '/');
    await context.close();
  });
});

describe('reading', () => {
  it('shows the conversation without a single quote mark', async () => {
    const { page, context } = await visit(threadPath(longest, 'conversation'));
    await page.waitForTimeout(800);
    const marked = await page.evaluate(() =>
      [...document.querySelectorAll('main article p')]
        .filter((words) => /^\s*>/.test(words.textContent ?? ''))
        .map((words) => words.textContent),
    );
    expect(marked).toEqual([]);
    expect(await page.locator('main article').count()).toBeGreaterThan(longest.messages / 2);
    await context.close();
  });

  it('folds a quote into a chip that names the speaker, opens in place, and leads to the source', async () => {
    const { page, context } = await visit(threadPath(longest, 'messages'));
    await page.waitForTimeout(800);
    const chip = page.getByRole('button', { name: /^Quoted from .+, \d+ lines, collapsed/ }).first();
    expect(await chip.innerText()).not.toMatch(/^\s*>/m);
    await chip.scrollIntoViewIfNeeded();
    await chip.click();
    expect(await page.locator('main blockquote').count()).toBeGreaterThan(0);
    const source = page.locator('main blockquote a', { hasText: 'source' }).first();
    const to = await source.getAttribute('href');
    await source.click();
    await page.waitForURL((url) => `${url.pathname}${url.search}${url.hash}` === to);
    await page.locator('[data-target]').first().waitFor();
    const top = await page
      .locator('[data-target]')
      .first()
      .evaluate((element) => element.getBoundingClientRect().top);
    expect(top).toBeGreaterThan(0);
    expect(top).toBeLessThan(900);
    await context.close();
  });

  it('opens a copied line link at those lines', async () => {
    const { page, context } = await visit(`${threadPath(longest, 'messages')}#L1-L2`);
    await page.locator('[data-target]').first().waitFor();
    expect(await page.locator('[data-target]').count()).toBeGreaterThan(0);
    await context.close();
  });

  it('goes back to the same place of a list', async () => {
    const { page, context } = await visit('/all/', { height: 400 });
    await page.evaluate(() => window.scrollTo(0, 500));
    await page.waitForTimeout(200);
    const link = page.locator('main article h2 a').nth(9);
    await link.click();
    await page.waitForURL(/@/);
    await page.goBack();
    await page.waitForTimeout(500);
    expect(Math.abs((await page.evaluate(() => window.scrollY)) - 500)).toBeLessThan(150);
    await context.close();
  });

  it('keeps filters and order in the link', async () => {
    const { page, context } = await visit('/all/');
    await page.getByRole('button', { name: 'Has patch' }).click();
    await page.getByLabel('Order').selectOption('size');
    expect(page.url()).toContain('hasPatch=true');
    expect(page.url()).toContain('sort=size');
    await page.goBack();
    expect(page.url()).not.toContain('sort=size');
    await context.close();
  });

  it('shows headers, the raw form and ways to answer of a message', async () => {
    const { page, context } = await visit(threadPath(longest, 'messages'));
    await page.keyboard.press('i');
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Raw message').waitFor();
    expect(await dialog.innerText()).toContain('git send-email');
    const raw = await dialog.getByRole('link', { name: 'Raw message' }).getAttribute('href');
    expect((await (await fetch(raw!)).text()).toLowerCase()).toContain('message-id:');
    await context.close();
  });
});

describe('searching', () => {
  it('finds a patch by words of its name, and shows what became of it and the sentence that says so', async () => {
    const { page, context } = await visit('/');
    await page.keyboard.press('/');
    await page.keyboard.type('scan empty pool');
    await page.keyboard.press('Enter');
    const names = page.getByRole('region', { name: 'Patches of this name' });
    await names.waitFor();
    expect((await names.innerText()).toLowerCase()).toContain('a scan should not empty the pool');
    await page.locator('[data-hit] a[data-main]').first().focus();
    await page.keyboard.press('Enter');
    await page.getByRole('navigation', { name: /^Ways to look/ }).waitFor();
    const decided = page.getByRole('region', { name: 'What was decided' });
    await decided.locator('blockquote').first().waitFor();
    expect(await decided.innerText()).toMatch(/Taken|In mainline|Refused|Changes requested|Reviewed/);
    await context.close();
  });

  it('answers a broken query with a sentence and the place of the fault', async () => {
    const { page, context } = await visit('/search?q=nonsense%3Aword');
    expect(await page.getByRole('alert').innerText()).toContain('nonsense');
    expect(await page.locator('main pre').innerText()).toContain('^');
    await context.close();
  });

  it('offers operators while one types, and takes one with the arrow and Enter', async () => {
    const { page, context } = await visit('/');
    await page.keyboard.press('/');
    await page.keyboard.type('stat');
    await page.getByRole('option').first().waitFor();
    const operator = page.getByRole('option', { name: /^stat\w*:/ }).first();
    await operator.waitFor();
    while ((await operator.getAttribute('aria-selected')) !== 'true') await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    expect(await page.locator('#find').inputValue()).toMatch(/^stat\w*:/);
    await context.close();
  });
});

describe('the search screen', () => {
  it('keeps a search as a link with its feed, and lets it go', async () => {
    const { page, context } = await visit('/search?q=f%3Akwabena');
    await page.getByRole('button', { name: 'Keep this search' }).click();
    const feed = await page.getByRole('link', { name: 'Atom feed' }).getAttribute('href');
    expect((await page.request.get(feed!)).headers()['content-type']).toContain('application/atom+xml');
    await page.goto(new URL('/search', page.url()).href);
    const kept = page.getByRole('region', { name: 'Searches you keep' });
    expect(await kept.innerText()).toContain('f:kwabena');
    await kept.getByRole('button').click();
    await kept.waitFor({ state: 'detached' });
    await context.close();
  });

  it('tells part by part how a query was understood', async () => {
    const { page, context } = await visit('/search?q=s%3Aevict%20f%3Akwabena');
    await page.getByText('How this was understood').click();
    expect(await page.locator('dl').first().innerText()).toMatch(
      /s:evict\s+the subject has .*f:kwabena\s+the sender has/s,
    );
    await context.close();
  });

  it('goes anywhere from the palette: to a person, a thread, a message by its id', async () => {
    const { page, context } = await visit('/');
    for (const [typed, group, path] of [
      ['kwabena', 'People', /\/person\//],
      ['evict', 'Threads', /@[^/]+\//],
    ] as const) {
      await page.keyboard.press('Control+k');
      await page.getByPlaceholder('A patch name, a person').fill(typed);
      await page.getByRole('group', { name: group }).getByRole('option').first().click();
      await page.waitForURL(path);
    }
    await page.keyboard.press('Control+k');
    await page.getByPlaceholder('A patch name, a person').fill(longest.key);
    await page.getByRole('option', { name: /^Go to message/ }).waitFor();
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => decodeURIComponent(url.pathname).includes(longest.key));
    await context.close();
  });
});

describe('evidence', () => {
  it('is one click away from the claim: the sentence stands marked in its message', async () => {
    const { page, context } = await visit('/all/?state=accepted,mainlined');
    await page.locator('main article h2 a').first().click();
    const side = page.getByRole('region', { name: 'What was decided' });
    const sentence = side.locator('blockquote a').first();
    await sentence.waitFor();
    const words = await sentence.innerText();
    await sentence.click();
    const mark = page.locator('[data-target]').first();
    await mark.waitFor();
    expect(words.replace(/\s+/g, ' ')).toContain(
      (await mark.innerText()).trim().replace(/\s+/g, ' ').split(' ').slice(0, 3).join(' '),
    );
    await context.close();
  });
});

describe('a request to pull', () => {
  it('says what became of it, who says so, and leads to each patch that it holds', async () => {
    const pull = rows.find(({ title }) => title === 'tidepool eviction changes for 4.8')!;
    const { page, context } = await visit(threadPath(pull));
    const sheet = page.getByRole('region', { name: 'Request to pull' });
    await sheet.getByText('pr-tracker-bot').waitFor();
    expect(await sheet.locator('mark').innerText()).toMatch(/^has been merged into tidepool\/tidepool\.git/);
    expect(await sheet.getByRole('listitem').count()).toBe(5);
    // No heading stands over nothing.
    expect(await page.getByRole('complementary').innerText()).toContain('it is in the mainline');
    await sheet.getByRole('link', { name: 'Makefile: sort the objects' }).click();
    await page.getByRole('heading', { level: 1, name: 'Makefile: sort the objects' }).waitFor();
    await context.close();
  });
});

describe('the reader’s own choices', () => {
  it('keeps theme and size in the browser', async () => {
    const { page, context } = await visit('/');
    await page.keyboard.press(',');
    await page.getByRole('dialog').getByText('dark', { exact: true }).click();
    await page.getByRole('dialog').getByText('largest', { exact: true }).click();
    await page.reload();
    expect(
      await page.evaluate(() => [document.documentElement.dataset['theme'], document.documentElement.dataset['size']]),
    ).toEqual(['dark', 'largest']);
    await context.close();
  });

  it('keeps a starred thread on the page For me', async () => {
    const { page, context } = await visit(threadPath(longest));
    await page.keyboard.press('x');
    await page.keyboard.press('g');
    await page.keyboard.press('m');
    await page.waitForURL(/\/me$/);
    expect(await page.locator('main').innerText()).toContain(longest.title);
    await context.close();
  });
});

describe('when something is wrong', () => {
  it('says so for a message that is not here', async () => {
    const { page, context } = await visit('/all/no-such-message@example.org/');
    expect(await page.getByRole('alert').innerText()).toMatch(/\w+ .*\./);
    await context.close();
  });

  it('says so when the server is gone, and keeps what was read', async () => {
    const { page, context } = await visit('/');
    await context.setOffline(true);
    await page.locator('main h3 a').first().click();
    await page.getByRole('alert').waitFor({ timeout: 15_000 });
    expect(await page.getByRole('alert').innerText()).toContain('server does not answer');
    await context.close();
  });
});
