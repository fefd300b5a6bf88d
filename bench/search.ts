import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Archive, openReader, openWriter } from '../data/database.ts';
import { search } from '../data/search/search.ts';
import { ingest } from '../ingest/pipeline/run.ts';
import { findByName, warmNames } from '../server/http/patch-names.ts';
import { searchAnswer } from '../server/http/search-answer.ts';
import { compileQuery } from '../server/query/compile.ts';
import { drawNames } from './draw-names.ts';

const ROOT = join(import.meta.dirname, '..');

/**
 * Search over all corpora in one archive: milliseconds of a fixed set of queries (in process: the page of hits alone, the page with
 * facets, the whole answer with its snippets), size of the index, and patch names drawn by a seed: how often the right work comes
 * first. LORESCOPE_BENCH_DB names an archive to use instead of making one.
 */
export async function benchSearch(): Promise<object> {
  const given = process.env['LORESCOPE_BENCH_DB'];
  const folder = mkdtempSync(join(tmpdir(), 'lorescope-bench-'));
  const path = given ?? join(folder, 'bench.sqlite');
  try {
    if (!given) await makeArchive(path);
    const archive = openReader(path);
    try {
      const size = indexSize(archive);
      console.log(`${size.messages} messages; index ${size['of raw']} of the raw mail`);
      const queries = await timeQueries(archive);
      console.table(queries.rows);
      const names = await judgeNames(archive);
      console.table(names.rows);
      console.log(names.sum);
      return { size, queries: queries.sum, rows: queries.rows, names: names.sum };
    } finally {
      archive.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function makeArchive(path: string): Promise<void> {
  const shared = process.env['LORESCOPE_SHARED'] ?? join(ROOT, '..', 'shared');
  const corpora = CORPORA.map((name) => join(shared, 'corpora', name)).filter(existsSync);
  for (const tar of PACKED.map((name) => join(shared, 'corpora', name)).filter(existsSync)) {
    const folder = mkdtempSync(join(dirname(path), 'epochs-'));
    execFileSync('tar', ['-xf', tar, '-C', folder]);
    corpora.push(...readdirSync(folder).map((name) => join(folder, name)));
  }
  if (corpora.length === 0) {
    console.log(`No corpora under ${shared}: measuring the sample archive, which is too small to tell much.`);
    corpora.push(join(ROOT, 'data', 'sample'));
  }
  const writer = openWriter(path);
  await ingest(writer, corpora, { list: null, since: null, until: null, now: 0 });
  writer.close();
}

function indexSize(archive: Archive) {
  const one = (sql: string) => archive.prepare<{ n: number }>(sql).get()?.n ?? 0;
  const raw = one('SELECT sum(raw_size) AS n FROM mail');
  const words =
    one('SELECT sum(length(block)) AS n FROM search_data') +
    one('SELECT sum(length(sz) + 12) AS n FROM search_docsize');
  const names =
    one('SELECT sum(length(block)) AS n FROM search_name_part_data') +
    one('SELECT sum(length(packed)) AS n FROM search_name');
  return {
    messages: one('SELECT count(*) AS n FROM message'),
    raw,
    words,
    names,
    'of raw': ((words + names) / raw).toFixed(3),
  };
}

async function timeQueries(archive: Archive) {
  const times: Record<'page' | 'facets' | 'answer' | 'best', number[]> = { page: [], facets: [], answer: [], best: [] };
  const context = { archive, isSample: false, me: [], webAddresses: {}, shell: null };
  const rows: object[] = [];
  for (const query of QUERIES) {
    const { plan } = compileQuery(query, NOW);
    const ask = (order: 'newest' | 'best', facets: boolean) => () =>
      search(archive, { plan, order, limit: 25, collapse: false, after: null, facets });
    const page = await median(ask('newest', false));
    const facets = await median(ask('newest', true));
    const best = await median(ask('best', false));
    const answer = await median(() => searchAnswer(context, { q: query }, NOW));
    const { total } = ask('newest', false)();
    rows.push({
      query,
      hits: `${total.exact ? '' : '>'}${total.count}`,
      page: show(page),
      facets: show(facets),
      best: show(best),
      answer: show(answer),
    });
    times.page.push(page);
    times.facets.push(facets);
    times.best.push(best);
    times.answer.push(answer);
  }
  const sum = Object.fromEntries(
    Object.entries(times).map(([name, list]) => [
      name,
      { p50: show(quantile(list, 0.5)), p99: show(quantile(list, 0.99)) },
    ]),
  );
  console.log(sum);
  return { rows, sum };
}

async function judgeNames(archive: Archive) {
  await warmNames(archive);
  const ways = new Map<string, { count: number; first: number; three: number }>();
  const times: number[] = [];
  const misses: string[] = [];
  for (const { typed, how, work, title } of drawNames(archive, NAMES, SEED)) {
    const start = performance.now();
    const found = await findByName(archive, typed, 8);
    times.push(performance.now() - start);
    // Several works may carry the very same title: then the name itself does not tell which is meant.
    const isRight = (n: number) =>
      found[n]?.patches.some(
        ({ record }) => record.workId === work || record.title.toLowerCase() === title.toLowerCase(),
      ) === true;
    const way = ways.get(how) ?? { count: 0, first: 0, three: 0 };
    way.count += 1;
    if (isRight(0)) way.first += 1;
    else if (process.env['LORESCOPE_BENCH_MISSES'])
      misses.push(`${how}: ${typed} => ${found[0]?.patches[0]?.record.title} (${title})`);
    if ([0, 1, 2].some(isRight)) way.three += 1;
    ways.set(how, way);
  }
  for (const miss of misses) console.log(miss);
  const all = [...ways.values()];
  const total = all.reduce((sum, way) => sum + way.count, 0);
  const share = (pick: 'first' | 'three') => Number((all.reduce((sum, way) => sum + way[pick], 0) / total).toFixed(4));
  return {
    rows: [...ways].map(([how, way]) => ({
      how,
      names: way.count,
      first: (way.first / way.count).toFixed(3),
      three: (way.three / way.count).toFixed(3),
    })),
    sum: {
      names: total,
      first: share('first'),
      three: share('three'),
      p50: show(quantile(times, 0.5)),
      p99: show(quantile(times, 0.99)),
    },
  };
}

/** The median of several runs, in milliseconds; the first one warms the caches. */
async function median(run: () => unknown): Promise<number> {
  await run();
  const times: number[] = [];
  for (let n = 0; n < RUNS; n += 1) {
    const start = performance.now();
    await run();
    times.push(performance.now() - start);
  }
  return quantile(times, 0.5);
}

function quantile(values: number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

const show = (milliseconds: number) => Number(milliseconds.toFixed(2));

/** Epochs of git, packed: unpacked into the folder of the run. */
const PACKED = ['linux-nvdimm-v2.tar', 'small-v2.tar'];
const CORPORA = [
  'linux-rdma-2019-2020.mbox.gz',
  'nvdimm-2021-2022.mbox.gz',
  'ltp-2024.mbox.gz',
  'seeds-threads.mbox.gz',
  'seeds-related.mbox.gz',
  'quote-hard.mbox.gz',
  'edge-cases.mbox.gz',
];
const RUNS = 7;
const NAMES = 2000;
const SEED = 20_260_105;
/** After the newest mail of the corpora, so that relative dates mean the same in every run. */
const NOW = 1_767_225_600;

/** Rare words and common ones, phrases, fields, dates, states; words of the field, of no mail in particular. */
const QUERIES = [
  'lockdep',
  'deadlock',
  'patch',
  'the',
  'memory',
  'leak',
  'refcount',
  'use after free',
  '"use after free"',
  '"memory region"',
  '"fix memory leak"',
  'null pointer dereference',
  's:fix',
  's:mlx5',
  's:"fix memory leak"',
  'f:jason',
  'f:dan s:cxl',
  't:linux-rdma',
  'c:kernel.org',
  'dfn:drivers/infiniband',
  'dfn:Makefile',
  'dfa:kmalloc',
  'dfb:kvmalloc',
  'dfhh:probe',
  'dfctx:mutex_lock',
  'nq:reviewed',
  'q:regression',
  'pte_devmap',
  'devmap',
  '*devmap*',
  'mutex_*',
  'CONFIG_INFINIBAND',
  '__init',
  'foo->bar',
  'mm/hmm',
  'l:linux-rdma',
  'l:linux-rdma leak',
  'd:2020-03..2020-04',
  'd:2020-03..2020-04 leak',
  'rt:2020-03..2020-04 leak',
  'rt:2019-06..2019-07',
  'state:accepted',
  'state:superseded s:rdma',
  'is:patch',
  'is:cover',
  'is:patch is:unanswered',
  'has:attachment',
  'version:>3',
  'by:jason',
  'said:"looks good"',
  'person:jason leak',
  'waiting:>30d',
  'leak OR overflow',
  'leak AND NOT patch',
  'patch NOT reviewed',
  '(leak OR overflow) s:rdma -f:bot',
  'lock NEAR order',
  '1da177e4c3f4',
  'dfpost:1da177e4',
  'a b c d e f g',
  'patch the fix',
  'gfp',
];
