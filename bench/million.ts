import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Archive, openReader, openWriter } from '../data/database.ts';
import { packJudged, writeJudged } from '../data/codecs/judged-codec.ts';
import type { Judged } from '../data/records/index.ts';
import { search } from '../data/search/search.ts';
import { beginSearch, finishSearch, storeSearch } from '../data/write/search.ts';
import { findByName, warmNames } from '../server/http/patch-names.ts';
import { compileQuery } from '../server/query/compile.ts';
import { chances } from './draw-names.ts';

/**
 * Search over a made-up million of short messages (LORESCOPE_BENCH_MESSAGES for another number): words as rare and as common as in
 * real mail, one of them in nine messages of ten. Rows are written straight into the tables, without any mail behind them.
 */
export async function benchMillion(): Promise<object> {
  const count = Number(process.env['LORESCOPE_BENCH_MESSAGES'] ?? 1_000_000);
  const given = process.env['LORESCOPE_BENCH_MILLION_DB'];
  const folder = mkdtempSync(join(tmpdir(), 'lorescope-million-'));
  const path = given ?? join(folder, 'million.sqlite');
  try {
    if (!existsSync(path)) fill(path, count);
    const archive = openReader(path);
    const rows: object[] = [];
    const times: number[] = [];
    try {
      for (const [query, order] of QUERIES) {
        const { plan } = compileQuery(query, NOW);
        const taken: number[] = [];
        let hits = '';
        for (let n = 0; n < 9; n += 1) {
          const start = performance.now();
          const { total } = search(archive, {
            plan,
            order,
            limit: 25,
            collapse: false,
            after: null,
            facets: false,
          });
          taken.push(performance.now() - start);
          hits = `${total.exact ? '' : '>'}${total.count}`;
        }
        const [first = 0] = taken;
        taken.sort((a, b) => a - b);
        times.push(taken[4]!);
        rows.push({ query, order, hits, 'first ms': round(first), ms: round(taken[4]!) });
      }
      const start = performance.now();
      await warmNames(archive);
      const warm = performance.now() - start;
      for (const typed of ['w12 w77 w1033 w200', 'w5 w9 w40', 'w3x w1044 w17']) {
        const begun = performance.now();
        const names = await findByName(archive, typed, 8);
        rows.push({ query: typed, order: 'name', hits: String(names.length), ms: round(performance.now() - begun) });
      }
      times.sort((a, b) => a - b);
      const sum = {
        messages: count,
        bytes: statSync(path).size,
        p50: round(times[times.length >> 1]!),
        worst: round(times.at(-1)!),
        'names warm': round(warm),
      };
      console.table(rows);
      console.log(sum);
      return { sum, rows };
    } finally {
      archive.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function fill(path: string, count: number): void {
  const archive = openWriter(path);
  archive.sqlite.pragma('synchronous = OFF');
  const random = chances(7);
  const word = () => `w${Math.floor(VOCABULARY ** random())}`;
  archive.sqlite.exec("INSERT INTO list (id, name) VALUES (1, 'made-up'), (2, 'rare')");
  for (let person = 1; person <= PEOPLE; person += 1)
    archive.prepare('INSERT INTO person (id, name, bot, messages) VALUES (?, ?, 0, 1)').run(person, `Person ${person}`);
  beginSearch(archive);
  for (let from = 1; from <= count; from += PIECE) {
    archive.write(() => {
      for (let id = from; id < Math.min(from + PIECE, count + 1); id += 1) store(archive, id, count, random, word);
    });
    if (from % 100_000 === 1) process.stderr.write(`\r${from} of ${count}`);
  }
  finishSearch(archive, count);
  archive.close();
}

function store(archive: Archive, id: number, count: number, random: () => number, word: () => string): void {
  const thread = Math.ceil(id / 6);
  const date = START + Math.floor(((id - 1) / count) * SPAN + random() * 86_400);
  const isPatch = random() < 0.4;
  const subject = `${isPatch ? '[PATCH]' : 'Re:'} ${Array.from({ length: 7 }, word).join(' ')}`;
  const person = 1 + Math.floor(PEOPLE ** random());
  const key = `m${id}@example.org`;
  archive
    .prepare(
      `INSERT INTO message (id, key, message_id, mail_id, thread_id, subject, from_name, from_email, person_id, date, date_used, bot, salvaged, kind)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, ?)`,
    )
    .run(
      id,
      key,
      id,
      id,
      thread,
      subject,
      `Person ${person}`,
      `p${person}@example.org`,
      person,
      date,
      date,
      isPatch ? 9 : 4,
    );
  archive
    .prepare('INSERT INTO message_list (list_id, date_used, message_id) VALUES (?, ?, ?)')
    .run(id % 1000 === 0 ? 2 : 1, date, id);
  archive
    .prepare("INSERT INTO thread (id, root, state, dirty) VALUES (?, ?, 'new', 0) ON CONFLICT DO NOTHING")
    .run(thread, key);
  if (isPatch) {
    const title = subject.slice(8);
    const judged = archive.prepare('INSERT INTO judged (window, digest, packed) VALUES (0, 0, ?)').run(
      packJudged(
        writeJudged({
          series: null,
          patches: [
            {
              record: { key, messageId: key, workId: key, title, version: 1, dateUsed: date, ghost: false },
              outcome: { state: STATES[id % 3], history: [], supersededBy: [], turn: null },
            },
          ],
          points: [],
        } as unknown as Judged),
      ),
    ).lastInsertRowid;
    archive
      .prepare(
        `INSERT INTO patch (message_id, key, thread_id, series_id, work_id, version, number, total, title, person_id, date_used, state,
                            state_since, newest, waiting, waiting_since, is_rfc, is_resend, open_points, judged_id, window)
         VALUES (?, ?, ?, ?, ?, 1, 1, 1, ?, ?, ?, ?, ?, 1, 'maintainer', ?, 0, 0, 0, ?, 0)`,
      )
      .run(id, key, thread, key, key, title, person, date, STATES[id % 3]!, date, date, judged);
    archive.prepare('INSERT OR IGNORE INTO search_title (title) VALUES (?)').run(title);
  }
  storeSearch(archive, [
    {
      id,
      search: {
        columns: {
          subject,
          sender: `Person ${person} p${person}@example.org`,
          recipients: 'made-up@lists.example.org',
          own: `${random() < 0.9 ? 'patch' : ''} ${Array.from({ length: 40 }, word).join(' ')}`,
          quoted: Array.from({ length: 30 }, word).join(' '),
          msgid: key,
          mark: isPatch ? 'kind_patch kind_diff' : 'kind_reply',
        },
        names: [],
        received: date + (id % 50) * 60,
      },
    },
  ]);
}

const QUERIES: [query: string, order: 'newest' | 'oldest' | 'best'][] = [
  ['patch', 'newest'],
  ['patch', 'oldest'],
  ['patch', 'best'],
  ['w3', 'newest'],
  ['w100', 'newest'],
  ['w100', 'best'],
  ['w5000', 'newest'],
  ['w199000', 'newest'],
  ['patch w5000', 'newest'],
  ['patch w3 w4', 'newest'],
  ['patch w3 w4', 'best'],
  ['"w3 w4"', 'newest'],
  ['patch OR w3 OR w4', 'newest'],
  ['patch NOT w3', 'newest'],
  ['NOT patch', 'newest'],
  ['l:rare patch', 'newest'],
  ['d:2010-01..2010-02 patch', 'newest'],
  ['d:2010-01..2010-02 w5000', 'newest'],
  ['d:..2001 patch', 'newest'],
  ['is:patch f:p17', 'newest'],
  ['state:accepted w100', 'newest'],
  ['state:accepted', 'newest'],
  ['person:"Person 17" patch', 'newest'],
  ['w1*', 'newest'],
  ['is:patch is:unanswered', 'newest'],
  ['patch patch patch w1 w2 w3 w4 w5 w6 w7', 'newest'],
];
const STATES = ['new', 'accepted', 'superseded'];
const VOCABULARY = 200_000;
const PEOPLE = 20_000;
const PIECE = 5000;
/** Twenty years. */
const START = 946_684_800;
const SPAN = 20 * 365 * 86_400;
const NOW = START + SPAN;
const round = (milliseconds: number) => Number(milliseconds.toFixed(2));
