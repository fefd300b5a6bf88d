import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { SERVER, sampleThreads, threadPath, useBrowser } from './support/browser.ts';

const { visit } = useBrowser();
const { longest, list } = await sampleThreads();

describe('the first load', () => {
  it.each([
    ['home', '/'],
    ['a list', `/${list}/`],
    ['a thread', threadPath(longest)],
  ])('of %s needs at most 170 kB of compressed JavaScript', async (name, path) => {
    const { page, context } = await visit(path);
    const scripts = await page.evaluate(() =>
      performance
        .getEntriesByType('resource')
        .filter(({ name: url }) => /\.js(\?|$)/.test(url))
        .map(({ name: url }) => url),
    );
    let size = 0;
    for (const script of new Set(scripts)) size += gzipSync(await (await fetch(script)).text()).length;
    console.log(`${name}: ${(size / 1000).toFixed(1)} kB of JavaScript in ${new Set(scripts).size} files`);
    expect(scripts.length).toBeGreaterThan(0);
    expect(size).toBeLessThanOrEqual(170_000);
    await context.close();
  });

  it('brings its own fonts', async () => {
    const { page, context, strangers } = await visit(threadPath(longest));
    const fonts = await page.evaluate(() =>
      [...document.fonts].filter(({ status }) => status === 'loaded').map(({ family }) => family.replace(/["']/g, '')),
    );
    expect(fonts).toContain('Literata Variable');
    expect(fonts).toContain('Inter Variable');
    expect(strangers).toEqual([]);
    expect(SERVER).toContain('127.0.0.1');
    await context.close();
  });
});
