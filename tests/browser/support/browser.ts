import { existsSync } from 'node:fs';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';

/** Where scripts/browser-tests.mjs serves the sample archive. */
export const SERVER = process.env['LORESCOPE_URL'] ?? 'http://127.0.0.1:8080/';

interface Visit {
  page: Page;
  context: BrowserContext;
  /** What the page complained of: exceptions, and messages of level error. */
  complaints: string[];
  /** Requests that left the server. */
  strangers: string[];
}

interface VisitOptions {
  width?: number;
  height?: number;
  theme?: 'light' | 'dark';
  touch?: boolean;
}

/** One browser for a test file, and pages in it. */
export function useBrowser(): { visit: (path: string, options?: VisitOptions) => Promise<Visit> } {
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: chromiumPath(), args: ARGUMENTS });
  });
  afterAll(() => browser.close());
  return {
    visit: async (path, { width = 1280, height = 900, theme = 'light', touch = false } = {}) => {
      const context = await browser.newContext({
        viewport: { width, height },
        colorScheme: theme,
        reducedMotion: 'reduce',
        hasTouch: touch,
      });
      const page = await context.newPage();
      const complaints: string[] = [];
      const strangers: string[] = [];
      page.on('pageerror', (error) => complaints.push(error.message));
      page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
      page.on('request', (request) => {
        if (!request.url().startsWith(SERVER) && !request.url().startsWith('data:')) strangers.push(request.url());
      });
      await page.goto(new URL(path, SERVER).toString());
      await settled(page);
      return { page, context, complaints, strangers };
    },
  };
}

/** Waits until a screen stands: the app has started, and nothing on it says that it is loading. */
export async function settled(page: Page): Promise<void> {
  await page.locator('main#content > *').first().waitFor({ state: 'attached' });
  await page.waitForFunction(
    () => ![...document.querySelectorAll('main [role=status]')].some((waiting) => !waiting.closest('[data-example]')),
  );
}

/** Asks the server that is under test. */
export async function askServer<T>(path: string): Promise<T> {
  return (await (await fetch(new URL(`api/v1/${path}`, SERVER))).json()) as T;
}

interface Row {
  key: string;
  title: string;
  messages: number;
  patches: number;
  lists: string[];
}

/** Threads of the sample by what a test needs. */
export async function sampleThreads(): Promise<{ longest: Row; series: Row; list: string; rows: Row[] }> {
  const { threads } = await askServer<{ threads: Row[] }>('lists/all/threads?sort=size&limit=100');
  const rows = threads.filter(({ lists }) => !lists.includes('long'));
  const longest = rows[0]!;
  const series = rows.find(({ patches, messages }) => patches > 2 && messages > 6)!;
  return { longest, series, list: longest.lists[0]!, rows };
}

/** The address of a thread of the sample. */
export const threadPath = (row: Row, view?: string): string =>
  `/${row.lists[0]}/${encodeURIComponent(row.key)}/${view ? `?view=${view}` : ''}`;

/** An address of every kind of screen. */
export async function everyScreen(): Promise<[string, string][]> {
  const { longest, series, list, rows } = await sampleThreads();
  const { people } = await askServer<{ people: { person: string }[] }>('people?limit=5');
  return [
    ['home', '/'],
    ['list', `/${list}/`],
    ['all lists', '/all/'],
    ['conversation', threadPath(longest, 'conversation')],
    ['messages', threadPath(longest, 'messages')],
    ['patch', threadPath(series, 'patch')],
    ['timeline', threadPath(series, 'timeline')],
    ['people', threadPath(longest, 'people')],
    ['summary', `/${list}/${encodeURIComponent(longest.key)}/summary`],
    ['series', `/series/${encodeURIComponent(series.key)}`],
    ['person', `/person/${encodeURIComponent(people[0]?.person ?? 'nobody')}`],
    ['search', '/search?q=evict'],
    ['search help', '/search'],
    ['statistics', `/stats/${list}`],
    ['request to pull', threadPath(rows.find(({ title }) => title === 'tidepool eviction changes for 4.8')!)],
    ['for me', '/me'],
    ['pieces', '/pieces'],
    ['no such message', '/all/no-such-message@example.org/'],
  ];
}

function chromiumPath(): string {
  const candidates = [
    process.env['LORESCOPE_CHROMIUM'],
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
  ];
  const found = candidates.find((path) => path && existsSync(path));
  if (!found)
    throw new Error(
      'No Chromium found. Install it (Debian: apt-get install chromium) or set LORESCOPE_CHROMIUM to its path.',
    );
  return found;
}

const ARGUMENTS = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync',
]; // prettier-ignore
