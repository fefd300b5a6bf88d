/**
 * How the screens feel: how long a list and a thread take to open from a warm server, and how long frames take while a thread
 * of a thousand messages and a patch of 30,000 lines are scrolled through. Chromium, no graphics card.
 *   npm run bench:screens [-- --url http://127.0.0.1:8080/ --only patch --frames 240]
 * Without --url a made-up archive is read in and served. Times in milliseconds; `work` is the processor time of the page's main
 * thread for one frame, which other programs on the machine do not change.
 */
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import { makeLongPatch } from '../tests/browser/support/make-long-patch.mjs';
import { makeLongThread } from '../tests/browser/support/make-long-thread.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const { values } = parseArgs({
  options: {
    url: { type: 'string' },
    only: { type: 'string', default: '' },
    frames: { type: 'string', default: '240' },
    step: { type: 'string', default: '120' },
  },
});
const FRAMES = Number(values.frames);
const STEP = Number(values.step);

const server = values.url ? { url: values.url, stop() {} } : await serveMadeUp();
const browser = await chromium.launch({
  executablePath: process.env.LORESCOPE_CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
});
try {
  if (!values.only || 'open'.startsWith(values.only)) await opening();
  for (const [name, path, ready] of [
    ['messages', '/long/long-0@example.org/?view=messages', 'main article'],
    ['conversation', '/long/long-0@example.org/?view=conversation', 'main article'],
    ['patch', '/long/long-patch@example.org/?view=patch', 'main section[aria-label$=".c"]'],
    ['list', '/all/', 'main article'],
  ]) {
    if (values.only && !name.startsWith(values.only)) continue;
    await scrolling(name, path, ready);
  }
} finally {
  await browser.close();
  server.stop();
}

/** From the press of a key on a warm page to the words on the screen, several times; the median is told. */
async function opening() {
  const page = await newPage();
  const client = await page.context().newCDPSession(page);
  await client.send('Performance.enable', { timeDomain: 'threadTicks' });
  const open = { list: [], thread: [] };
  const work = [];
  for (let round = 0; round < 6; round++) {
    await page.goto(new URL('/', server.url).toString(), { waitUntil: 'networkidle' });
    const list = await timed(page, 'main h3 a', 'main [role=feed] article');
    await page.waitForTimeout(400);
    const before = await metrics(client);
    const thread = await timed(page, 'main [role=feed] article h2 a', 'main [data-key] article');
    const after = await metrics(client);
    // The first round fetches the parts of the app.
    if (round > 0) {
      open.list.push(list);
      open.thread.push(thread);
      work.push(['TaskDuration', 'ScriptDuration', 'LayoutDuration'].map((key) => 1000 * (after[key] - before[key])));
    }
  }
  for (const [name, times] of Object.entries(open)) {
    times.sort((a, b) => a - b);
    console.log(
      `${`open ${name}`.padEnd(16)} median ${ms(times[times.length >> 1])}, slowest ${ms(times.at(-1))} of ${times.length}`,
    );
  }
  work.sort(([a], [b]) => a - b);
  const [all, script, layout] = work[work.length >> 1];
  console.log(`${'work of it'.padEnd(16)} median ${ms(all)}, scripts ${ms(script)}, layout ${ms(layout)}`);
  await page.context().close();
}

/** Clicks what `from` names and waits for `to`, inside the page: no time is lost between processes. */
function timed(page, from, to) {
  return page.evaluate(
    ([from, to]) =>
      new Promise((done) => {
        const start = globalThis.performance.now();
        globalThis.document.querySelector(from).click();
        const look = () => {
          if (globalThis.document.querySelector(to))
            globalThis.requestAnimationFrame(() => done(globalThis.performance.now() - start));
          else setTimeout(look, 1);
        };
        setTimeout(look, 1);
      }),
    [from, to],
  );
}

async function scrolling(name, path, ready) {
  const page = await newPage();
  const client = await page.context().newCDPSession(page);
  await client.send('Performance.enable', { timeDomain: 'threadTicks' });
  const started = globalThis.performance.now();
  await page.goto(new URL(path, server.url).toString());
  await page.locator(ready).first().waitFor();
  const opened = globalThis.performance.now() - started;
  await page.waitForTimeout(1500);
  const before = await metrics(client);
  const frames = await page.evaluate(
    async ([count, step]) => {
      const times = [];
      let last = globalThis.performance.now();
      for (let n = 0; n < count; n++) {
        globalThis.scrollBy(0, step);
        await new Promise(globalThis.requestAnimationFrame);
        const now = globalThis.performance.now();
        times.push(now - last);
        last = now;
      }
      return times.sort((a, b) => a - b);
    },
    [FRAMES, STEP],
  );
  const after = await metrics(client);
  const at = (share) => frames[Math.min(frames.length - 1, Math.floor(frames.length * share))];
  const per = (key) => ms(((after[key] - before[key]) * 1000) / FRAMES);
  const within = Math.round((frames.filter((time) => time <= 20).length / frames.length) * 100);
  const elements = await page.evaluate(() => globalThis.document.querySelectorAll('*').length);
  console.log(
    `${name.padEnd(16)} open ${ms(opened)}; frames: median ${ms(at(0.5))}, 95 % within ${ms(at(0.95))}, longest ${ms(at(1))}, ` +
      `${within} % within 20; work ${per('TaskDuration')} a frame (script ${per('ScriptDuration')}, style ${per('RecalcStyleDuration')}, ` +
      `layout ${per('LayoutDuration')}); ${elements} elements`,
  );
  await page.context().close();
}

async function metrics(client) {
  const { metrics: list } = await client.send('Performance.getMetrics');
  return Object.fromEntries(list.map(({ name, value }) => [name, value]));
}

async function newPage() {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  return context.newPage();
}

async function serveMadeUp() {
  const folder = mkdtempSync(join(tmpdir(), 'lorescope-screens-'));
  const [mails, db] = [join(folder, 'long.mbox'), join(folder, 'archive.sqlite')];
  writeFileSync(mails, makeLongThread(1000) + makeLongPatch(30_000));
  const program = ['--import', 'tsx', 'server/cli/main.ts'];
  spawnSync(process.execPath, [...program, 'ingest', mails, '--db', db], { cwd: root, stdio: 'ignore' });
  const port = 20_000 + (process.pid % 20_000);
  const child = spawn(process.execPath, [...program, 'serve', '--db', db, '--port', String(port)], {
    cwd: root,
    stdio: 'ignore',
  });
  const url = `http://127.0.0.1:${port}/`;
  for (let tries = 0; tries < 200; tries++) {
    if (await fetch(`${url}api/v1/health`).then((answer) => answer.ok, () => false)) break; // prettier-ignore
    await new Promise((done) => setTimeout(done, 100));
  }
  return {
    url,
    stop() {
      child.kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function ms(time) {
  return time >= 100 ? `${Math.round(time)}` : time.toFixed(1);
}
