// @vitest-environment happy-dom
import { beforeEach, describe, expect, it, vi } from 'vitest';

type Module = typeof import('../../../web/lib/read-marks.ts');

/** The module as a page that was just loaded has it: what was kept in the browser is still there. */
async function loadPage(): Promise<Module> {
  vi.resetModules();
  return import('../../../web/lib/read-marks.ts');
}

beforeEach(() => localStorage.clear());

describe('marks of what was read', () => {
  it('outlive the page, with how many messages a thread had', async () => {
    (await loadPage()).markRead('t', '2021-07-14T19:35:00Z', 78);
    expect((await loadPage()).readMark('t')).toEqual({ until: '2021-07-14T19:35:00Z', messages: 78 });
  });

  it('read marks that an earlier version wrote without a count', async () => {
    localStorage.setItem('lorescope.marks', JSON.stringify({ read: { t: '2021-07-14T19:35:00Z' } }));
    expect((await loadPage()).readMark('t')).toEqual({ until: '2021-07-14T19:35:00Z', messages: null });
  });

  it('never go back to an older word', async () => {
    const page = await loadPage();
    page.markRead('t', '2021-07-14T19:35:00Z', 78);
    page.markRead('t', '2021-07-14T19:35:00Z', 78);
    expect(page.readMark('t')?.until).toBe('2021-07-14T19:35:00Z');
  });
});

describe('visits of a list', () => {
  it('count what came since the visit before, and go on counting from there until the page is loaded again', async () => {
    const first = await loadPage();
    expect(first.noteVisit('demo', '2021-07-14T00:00:00Z')).toBeNull();
    const second = await loadPage();
    expect(second.noteVisit('demo', '2021-07-20T00:00:00Z')).toBe('2021-07-14T00:00:00Z');
    expect(second.noteVisit('demo', '2021-07-20T00:00:00Z')).toBe('2021-07-14T00:00:00Z');
    const third = await loadPage();
    expect(third.noteVisit('demo', '2021-07-20T00:00:00Z')).toBe('2021-07-20T00:00:00Z');
  });

  it('make a thread unread that was never opened, but not one that was read to its end', async () => {
    const page = await loadPage();
    const marks = { read: { seen: '2021-07-19T00:00:00Z|3' }, stars: {}, visits: {} };
    const since = '2021-07-14T00:00:00Z';
    expect(page.isUnread(marks, { threadId: 'other', last: '2021-07-19T00:00:00Z' }, since)).toBe(true);
    expect(page.isUnread(marks, { threadId: 'seen', last: '2021-07-19T00:00:00Z' }, since)).toBe(false);
    expect(page.isUnread(marks, { threadId: 'seen', last: '2021-07-21T00:00:00Z' }, since)).toBe(true);
    expect(page.isUnread(marks, { threadId: 'other', last: '2021-07-19T00:00:00Z' }, null)).toBe(false);
  });
});
