import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadFigures } from '../../../data/read/stats.ts';
import { serveSample, type TestServer } from '../../support/app.ts';

let server: TestServer;
beforeAll(async () => {
  server = await serveSample();
}, 60_000);
afterAll(() => server.close());

interface Written {
  id: number;
  who: string;
  bot: number;
  kind: number;
  new_lines: number;
  date_used: number;
  month: string;
}

/** What was written on a list (null: on all), each message once. */
function written(list: number | null): Written[] {
  return server.archive
    .prepare<Written>(
      `SELECT id, coalesce('#' || person_id, from_email) AS who, bot, kind, new_lines, date_used,
              strftime('%Y-%m', date_used, 'unixepoch') AS month
       FROM message WHERE ? IS NULL OR id IN (SELECT message_id FROM message_list WHERE list_id = ?)`,
    )
    .all(list, list);
}

describe('figures', () => {
  it('count each message once, in the archive, on each list and in each month', async () => {
    const lists = server.archive.prepare<number>('SELECT id FROM list').pluck().all();
    for (const list of [null, ...lists]) {
      const mails = written(list);
      const humans = mails.filter(({ bot }) => bot === 0);
      const figures = await loadFigures(server.archive, list);
      expect(figures.messages).toBe(mails.length);
      expect(figures.botMessages).toBe(mails.length - humans.length);
      expect(figures.people).toBe(new Set(humans.map(({ who }) => who)).size);
      expect(figures.patches).toBe(mails.filter(({ kind }) => (kind & 1) === 1).length);
      expect(figures.months.map(({ month }) => month)).toEqual([...new Set(mails.map(({ month }) => month))].sort());
      for (const { month, messages, people } of figures.months) {
        expect(messages).toBe(mails.filter((mail) => mail.month === month).length);
        expect(people).toBe(new Set(humans.filter((mail) => mail.month === month).map(({ who }) => who)).size);
      }
      if (mails.length > 0) expect(figures.begins).toBe(Math.min(...mails.map(({ date_used }) => date_used)));
    }
  });

  it('name the people who wrote most, first', async () => {
    const { topPeople } = await loadFigures(server.archive, null);
    const humans = written(null).filter(({ bot }) => bot === 0);
    const people = [...new Set(humans.map(({ who }) => who))];
    expect(topPeople.length).toBe(Math.min(people.length, 50));
    const most = Math.max(...people.map((who) => humans.filter((mail) => mail.who === who).length));
    expect(topPeople[0]!.messages).toBe(most);
    expect(topPeople.map(({ messages }) => messages)).toEqual(
      topPeople.map(({ messages }) => messages).sort((a, b) => b - a),
    );
  });
});
