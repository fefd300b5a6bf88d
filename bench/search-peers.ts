import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Archive, openReader, openWriter } from '../data/database.ts';
import { loadBytes } from '../data/read/messages.ts';
import { search } from '../data/search/search.ts';
import { ingest } from '../ingest/pipeline/run.ts';
import { compileQuery } from '../server/query/compile.ts';

/** One query: milliseconds for the 25 newest hits (median), by program; null where it is not installed. */
interface PeerTimes {
  query: string;
  lorescope: number;
  publicInbox: number | null;
  notmuch: number | null;
}

/**
 * The same queries over the same mails by Lorescope and public-inbox in process, and by notmuch with one process for each (it
 * takes 5 ms to begin). LORESCOPE_BENCH_DB names the archive; without one a list of five thousand mails is read, for the others
 * take minutes to index more.
 */
export async function benchSearchPeers(): Promise<object> {
  const shared = process.env['LORESCOPE_SHARED'] ?? join(import.meta.dirname, '..', '..', 'shared');
  const given = process.env['LORESCOPE_BENCH_DB'];
  const corpus = join(shared, 'corpora', 'ltp-2024.mbox.gz');
  const folder = mkdtempSync(join(tmpdir(), 'lorescope-bench-'));
  try {
    const path = given ?? join(folder, 'bench.sqlite');
    if (!given) {
      const source = existsSync(corpus) ? corpus : join(import.meta.dirname, '..', 'data', 'sample');
      const writer = openWriter(path);
      await ingest(writer, [source], { list: null, since: null, until: null, now: 0 });
      writer.close();
    }
    const archive = openReader(path);
    const rows = await timePeers(archive, folder);
    archive.close();
    console.table(rows);
    return { rows };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function timePeers(archive: Archive, folder: string): Promise<PeerTimes[]> {
  const mails = mailsOf(archive);
  console.log(`${mails.length} messages; milliseconds for the 25 newest hits`);
  const theirs = isInstalled('public-inbox-index') ? askPublicInbox(mails, mkdtempSync(join(folder, 'inbox-'))) : null;
  const notmuch = isInstalled('notmuch') ? askNotmuch(mails, mkdtempSync(join(folder, 'notmuch-'))) : null;
  const rows: PeerTimes[] = [];
  for (const query of QUERIES) {
    const { plan } = compileQuery(query, NOW);
    const times: number[] = [];
    for (let n = 0; n < RUNS; n += 1) {
      const start = performance.now();
      search(archive, { plan, order: 'newest', limit: 25, collapse: false, after: null, facets: false });
      times.push(performance.now() - start);
    }
    const lorescope = median(times);
    rows.push({ query, lorescope, publicInbox: theirs?.get(query) ?? null, notmuch: notmuch?.(query) ?? null });
  }
  return rows;
}

const isInstalled = (program: string) => !spawnSync(program, ['--version'], { stdio: 'ignore' }).error;

function mailsOf(archive: Archive): Buffer[] {
  const ids = archive.prepare<{ id: number }>('SELECT id FROM message WHERE salvaged = 0 ORDER BY date_used, id').all();
  return [
    ...loadBytes(
      archive,
      ids.map(({ id }) => id),
    ).values(),
  ];
}

/** Milliseconds by query, measured within one Perl process. */
function askPublicInbox(mails: Buffer[], home: string): Map<string, number> {
  const env = { ...process.env, HOME: home, PI_CONFIG: join(home, 'config') };
  const run = (command: string, args: string[], input?: Buffer) =>
    execFileSync(command, args, { env, input, stdio: ['pipe', 'pipe', 'ignore'], maxBuffer: 1 << 28 });
  const inbox = join(home, 'bench');
  run('public-inbox-init', ['-V2', 'bench', inbox, 'http://example.org/bench', 'bench@example.org']);
  const commits = mails.flatMap((mail, n) => [
    Buffer.from(`commit refs/heads/master\ncommitter a <a@example.org> ${n + 1} +0000\ndata 1\nx\n`),
    Buffer.from(`M 100644 inline m\ndata ${mail.length}\n`),
    mail,
    Buffer.from('\n'),
  ]);
  run('git', ['--git-dir', join(inbox, 'git/0.git'), 'fast-import', '--quiet', '--force'], Buffer.concat(commits));
  run('public-inbox-index', ['--jobs=0', inbox]);
  const lines = run('perl', ['-e', ASK], Buffer.from(`${QUERIES.join('\n')}\n`)).toString();
  return new Map(
    lines
      .trim()
      .split('\n')
      .map((line) => line.split('\t'))
      .map(([query = '', times = '']) => [query, median(times.split(' ').map(Number))]),
  );
}

function askNotmuch(mails: Buffer[], home: string): (query: string) => number {
  const folder = join(home, 'mail', 'cur');
  for (const part of ['cur', 'new', 'tmp']) mkdirSync(join(home, 'mail', part), { recursive: true });
  mails.forEach((mail, n) => writeFileSync(join(folder, `${n}:2,S`), mail));
  const config = join(home, 'config');
  writeFileSync(config, `[database]\npath=${join(home, 'mail')}\n[user]\nname=a\nprimary_email=a@example.org\n`);
  const env = { ...process.env, NOTMUCH_CONFIG: config };
  const run = (...args: string[]) => execFileSync('notmuch', args, { env, stdio: ['ignore', 'pipe', 'ignore'] });
  run('new');
  return (query) => {
    const said = query.replace(/\bs:/g, 'subject:').replace(/\bf:/g, 'from:');
    const times: number[] = [];
    for (let n = 0; n < RUNS; n += 1) {
      const start = performance.now();
      run('search', '--output=messages', '--limit=25', said);
      times.push(performance.now() - start);
    }
    return median(times);
  };
}

function median(times: number[]): number {
  const sorted = [...times].sort((a, b) => a - b);
  return Number((sorted[sorted.length >> 1] ?? 0).toFixed(2));
}

const RUNS = 7;
const NOW = 1_767_225_600;
/** What all three understand alike. */
const QUERIES = [
  'deadlock',
  'patch',
  'memory',
  'use after free',
  '"use after free"',
  '"fix memory leak"',
  's:fix',
  'f:jason',
  'patch NOT reviewed',
  'leak OR overflow',
  's:fix f:jan',
  'mutex*',
];
/** The 25 newest hits with their Message-IDs, as its web page asks for them. */
const ASK = `
use strict; use Time::HiRes qw(time); use PublicInbox::Config;
my $inbox = PublicInbox::Config->new($ENV{PI_CONFIG})->lookup_name('bench');
my $search = $inbox->search;
while (my $query = <STDIN>) {
  chomp $query; my @times;
  for (1..${RUNS}) {
    my $start = time; my $text = $query;
    $search->query_approxidate($inbox->git, $text);
    my $found = $search->mset_to_artnums($search->mset($text, { limit => 25, relevance => 0 }));
    my @ids = map { my $one = $inbox->over->get_art($_); $one ? $one->{mid} : () } @$found;
    push @times, sprintf('%.3f', (time - $start) * 1000);
  }
  print "$query\t@times\n";
}`;
