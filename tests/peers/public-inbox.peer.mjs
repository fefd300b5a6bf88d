// public-inbox, the program behind lore, as referee of the search: the same queries over the same mails.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dumpSample } from './archive.mjs';

export const program = 'public-inbox-init';
export const title = 'public-inbox (search)';

/**
 * Queries that must find the very same messages, and those where Lorescope finds more or less on purpose, with the reason
 * (docs/search.md, "Differences to lore").
 */
const SAME = [
  's:generations',
  's:"two generations"',
  's:LRU',
  'f:kwabena',
  'f:"Kwabena Osei-Mensah"',
  'f:kwabena@example.org',
  't:tidepool-devel',
  'c:zeynep',
  'tc:ingrid',
  'a:ingrid',
  'b:generation',
  'bs:EAGAIN',
  'dfn:evict.c',
  'dfn:Makefile',
  'dfb:"return 0"',
  'dfhh:"struct"',
  'leak',
  '"write-back fails"',
  'generations OR batches',
  'generations AND clock',
  'generations NOT clock',
  'generations -clock',
  '(generations OR batches) f:kwabena',
  's:(generations OR batches)',
  'd:20260201..20260214',
  'd:20251001..20251031 f:kwabena',
  'd:20260101.. s:ring',
  'rt:1769904000..1771113599',
  'rt:1767225600.. s:ring',
  'm:kwabena',
  'mid:20251006081231.4028-3-kwabena@example.org',
  'mid:20251006081231.4028-3-kwabena@example.org mid:20251006081231.4028-4-kwabena@example.org',
  's:evic*',
  'refaults',
];
const MORE = [
  ['pool', 'names that hold it: tp_pool_get'],
  ['"the pool"', "lore takes the pool's for a word of its own"],
];

export function tests(context) {
  const keys = new Set(
    dumpSample(context)
      .filter((row) => row.type === 'message' && !row.salvaged)
      .map((row) => row.key),
  );
  const theirs = askPublicInbox(context, [...SAME, ...MORE.map(([query]) => query)]);
  const ask = (query) => new Set(askUs(context, query).filter((key) => keys.has(key) && !key.includes('#')));
  const compare = (query) => {
    const ours = ask(query);
    const found = new Set(theirs.get(query).filter((key) => keys.has(key)));
    return {
      ours,
      onlyOurs: [...ours].filter((key) => !found.has(key)),
      onlyTheirs: [...found].filter((key) => !ours.has(key)),
    };
  };
  return [
    ...SAME.map((query) => [
      `${query} finds the same`,
      () => {
        const { onlyOurs, onlyTheirs } = compare(query);
        assert.deepEqual({ onlyOurs, onlyTheirs }, { onlyOurs: [], onlyTheirs: [] });
      },
    ]),
    ...MORE.map(([query, why]) => [
      `${query} finds all of theirs and more (${why})`,
      () => assert.deepEqual(compare(query).onlyTheirs, []),
    ]),
    [
      'most of these queries find something',
      () => assert.ok(SAME.filter((query) => ask(query).size > 0).length > SAME.length - 4),
    ],
  ];
}

function askUs({ root, scratch }, query) {
  const program = join(root, 'dist/lorescope.mjs');
  const db = join(scratch, 'sample.sqlite');
  const out = execFileSync(
    'node',
    [program, 'search', '--db', db, '--json', '--limit', '1000', '--order', 'newest', '--', query],
    {
      encoding: 'utf8',
      maxBuffer: 1 << 28,
    },
  );
  return JSON.parse(out).hits.map(({ key }) => key);
}

/** Message-IDs by query, from an inbox made of the sample's mails. */
function askPublicInbox({ root, scratch }, queries) {
  const home = join(scratch, 'public-inbox');
  mkdirSync(home, { recursive: true });
  const env = { ...process.env, HOME: home, PI_CONFIG: join(home, 'config') };
  const run = (command, args, options = {}) =>
    execFileSync(command, args, { env, stdio: ['pipe', 'pipe', 'ignore'], maxBuffer: 1 << 28, ...options });
  const inbox = join(home, 'demo');
  run('public-inbox-init', ['-V2', 'demo', inbox, 'http://example.org/demo', 'demo@example.org']);
  const mails = ['tidepool-devel.mbox', 'shoreline.mbox'].flatMap((name) => mailsOf(join(root, 'data/sample', name)));
  const commits = mails.map((mail, n) =>
    Buffer.concat([
      Buffer.from(`commit refs/heads/master\ncommitter a <a@example.org> ${1_760_000_000 + n} +0000\ndata 1\nx\n`),
      Buffer.from(`M 100644 inline m\ndata ${mail.length}\n`),
      mail,
      Buffer.from('\n'),
    ]),
  );
  run('git', ['--git-dir', join(inbox, 'git/0.git'), 'fast-import', '--quiet', '--force'], {
    input: Buffer.concat(commits),
  });
  run('public-inbox-index', ['--jobs=0', inbox]);
  const out = run('perl', ['-e', ASK, 'demo'], { input: `${queries.join('\n')}\n` });
  return new Map(
    out
      .toString()
      .trim()
      .split('\n')
      .map((line) => line.split('\t'))
      .map(([query, ...ids]) => [query, ids]),
  );
}

/** The mails of an mboxrd file. */
function mailsOf(path) {
  return readFileSync(path, 'latin1')
    .split(/^From mboxrd@z .*\n/m)
    .slice(1)
    .map((text) => Buffer.from(text.replace(/^>(>*From )/gm, '$1').replace(/\n\n$/, '\n'), 'latin1'));
}

const ASK = `
use strict; use PublicInbox::Config;
my $inbox = PublicInbox::Config->new($ENV{PI_CONFIG})->lookup_name($ARGV[0]);
my $search = $inbox->search;
while (my $query = <STDIN>) {
  chomp $query; my $text = $query;
  $search->query_approxidate($inbox->git, $text);
  my $found = $search->mset_to_artnums($search->mset($text, { limit => 100000 }));
  print join("\\t", $query, map { my $one = $inbox->over->get_art($_); $one ? $one->{mid} : () } @$found), "\\n";
}`;
