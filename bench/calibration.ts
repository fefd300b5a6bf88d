import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { runProgram, scratch } from './archives.ts';
import { table } from './table.ts';

/**
 * What a state is worth: of the versions that have it, the share of which a project's repository says the same, by list. Landed is the truth of
 * accepted and mainlined, superseded that of superseded; all others claim that this version did not land. LORESCOPE_SHARED holds the
 * corpora and the truth.
 */
export async function benchCalibration(): Promise<object> {
  const shared = process.env['LORESCOPE_SHARED'] ?? join(import.meta.dirname, '..', '..', 'shared');
  const folder = scratch();
  try {
    const all = new Map<string, Counts>();
    for (const [list, corpus] of Object.entries(LISTS)) {
      const mails = join(shared, 'corpora', corpus);
      const truth = join(shared, 'truth', `outcomes-${list}.jsonl.gz`);
      if (!existsSync(mails) || !existsSync(truth)) continue;
      const db = join(folder.path, `${list}.sqlite`);
      runProgram(['ingest', mails, '--db', db]);
      count(all, list, statesIn(db), gunzipSync(readFileSync(truth)).toString());
    }
    if (all.size === 0) console.log(`No corpora with truth under ${shared}.`);
    const rows = [...all]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([state, { right, of, lists }]) => ({
        state,
        right,
        of,
        share: (right / of).toFixed(3),
        ...Object.fromEntries([...lists].map(([list, one]) => [list, `${one.right}/${one.of}`])),
      }));
    table(rows);
    return await Promise.resolve({ states: rows });
  } finally {
    folder.remove();
  }
}

interface Counts {
  right: number;
  of: number;
  lists: Map<string, { right: number; of: number }>;
}

/** State of each patch by Message-ID; taken without anybody's word stands apart. */
function statesIn(db: string): Map<string, string> {
  const program = join(import.meta.dirname, '..', 'dist', 'lorescope.mjs');
  const { stdout } = spawnSync(process.execPath, [program, 'dump', '--db', db], {
    encoding: 'utf8',
    maxBuffer: 1 << 30,
  });
  const states = new Map<string, string>();
  for (const line of stdout.split('\n')) {
    if (!line.startsWith('{"type":"patch"')) continue;
    const row = JSON.parse(line) as { messageId: string; state: string; basis: string };
    states.set(row.messageId, TAKEN.has(row.state) && row.basis !== 'stated' ? `${row.state} (inferred)` : row.state);
  }
  return states;
}

function count(all: Map<string, Counts>, list: string, states: ReadonlyMap<string, string>, truth: string): void {
  for (const line of truth.split('\n')) {
    if (line === '') continue;
    const row = JSON.parse(line) as { message_id: string; truth: string; content_landed?: boolean };
    const state = states.get(row.message_id.replace(/^<|>$/g, ''));
    // A version that was posted again unchanged has two right answers.
    if (state === undefined || (row.truth.startsWith('superseded_by:') && row.content_landed)) continue;
    const plain = state.replace(/ .*$/, '');
    const is = row.truth.split(':')[0]!;
    const right = TAKEN.has(plain)
      ? is === 'landed'
      : plain === 'superseded'
        ? is === 'superseded_by'
        : is !== 'landed';
    const counts = all.get(state) ?? { right: 0, of: 0, lists: new Map<string, { right: number; of: number }>() };
    const own = counts.lists.get(list) ?? { right: 0, of: 0 };
    for (const one of [counts, own]) {
      one.of += 1;
      if (right) one.right += 1;
    }
    counts.lists.set(list, own);
    all.set(state, counts);
  }
}

const TAKEN: ReadonlySet<string> = new Set(['accepted', 'mainlined']);
/** Lists of which a repository tells what landed, with their corpora. */
const LISTS: Record<string, string> = {
  ltp: 'ltp-2024.mbox.gz',
  ndctl: 'nvdimm-2021-2022.mbox.gz',
  'rdma-core': 'linux-rdma-2019-2020.mbox.gz',
  mdadm: 'linux-raid-2019-2026.mbox.gz',
};
