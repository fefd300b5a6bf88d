/**
 * Pictures of every screen at 320, 768 and 1440 pixels, light and dark, into screenshots/ (git ignores it).
 *   node scripts/screenshots.mjs --db data/lorescope.sqlite [--only thread] [--widths 1440] [--themes light] [--path /list/id/]…
 * With --url an already running server is used.
 */
import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const { values } = parseArgs({
  options: {
    db: { type: 'string', default: 'data/sample.sqlite' },
    url: { type: 'string' },
    out: { type: 'string', default: 'screenshots' },
    only: { type: 'string', default: '' },
    path: { type: 'string', multiple: true },
    widths: { type: 'string', default: '320,768,1440' },
    themes: { type: 'string', default: 'light,dark' },
    full: { type: 'boolean', default: false },
    height: { type: 'string', default: '960' },
  },
});

const server = values.url ? null : await startServer();
const base = values.url ?? server.url;
const out = resolve(root, values.out);
mkdirSync(out, { recursive: true });
const browser = await chromium.launch({
  executablePath: process.env.LORESCOPE_CHROMIUM ?? '/usr/bin/chromium',
  args: ARGS(),
});
try {
  const screens = values.path ? values.path.map((path, index) => [`path${index}`, path]) : await screensOf(base);
  for (const theme of values.themes.split(',')) {
    for (const width of values.widths.split(',').map(Number)) {
      const context = await browser.newContext({
        viewport: { width, height: Number(values.height) },
        colorScheme: theme,
      });
      const page = await context.newPage();
      page.on('pageerror', (error) => console.error(`page error: ${error.message}`));
      for (const [name, path] of screens) {
        if (values.only && !name.startsWith(values.only)) continue;
        await page.goto(new URL(path, base).toString(), { waitUntil: 'networkidle' });
        await page.evaluate(() => globalThis.document.fonts.ready);
        await page.waitForTimeout(150);
        await page.screenshot({ path: resolve(out, `${name}-${width}-${theme}.png`), fullPage: values.full });
      }
      await context.close();
    }
  }
  console.log(`Pictures are in ${out}.`);
} finally {
  await browser.close();
  server?.child.kill();
}

/** One address of each kind of screen, taken from what the archive holds. */
async function screensOf(url) {
  const get = async (path) => (await fetch(new URL(`/api/v1/${path}`, url))).json();
  const { lists } = await get('lists');
  const list = [...lists].sort((a, b) => b.messages - a.messages)[0]?.name ?? 'all';
  const { threads } = await get(`lists/${list}/threads?sort=size&limit=50`);
  const long = threads.find(({ patches }) => patches > 1) ?? threads[0];
  const patch = threads.find(({ patches, messages }) => patches === 1 && messages > 2) ?? long;
  const { people } = await get('people?bots=off&limit=1');
  const thread = `/${list}/${encodeURIComponent(long.key)}/`;
  return [
    ['home', '/'],
    ['list', `/${list}/`],
    ['thread-conversation', `${thread}?view=conversation`],
    ['thread-messages', `${thread}?view=messages`],
    ['thread-patch', `/${list}/${encodeURIComponent(patch.key)}/?view=patch`],
    ['thread-timeline', `${thread}?view=timeline`],
    ['thread-people', `${thread}?view=people`],
    ['series', `/series/${encodeURIComponent(long.key)}`],
    ['person', `/person/${encodeURIComponent(people[0]?.person ?? long.from.name)}`],
    ['me', '/me'],
    ['search', '/search?q=patch'],
    ['stats', `/stats/${list}`],
    ['pieces', '/pieces'],
  ];
}

async function startServer() {
  const port = 20000 + (process.pid % 20000);
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', 'server/cli/main.ts', 'serve', '--db', values.db, '--port', String(port)],
    { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] },
  );
  const url = `http://127.0.0.1:${port}/`;
  for (let tries = 0; tries < 100; tries++) {
    try {
      if ((await fetch(`${url}api/v1/health`)).ok) return { url, child };
    } catch {
      // not up yet
    }
    await new Promise((done) => setTimeout(done, 100));
  }
  child.kill();
  throw new Error('The server did not start.');
}

function ARGS() {
  return [
    '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync', '--hide-scrollbars',
  ]; // prettier-ignore
}
