/** Reads the commits of a code repository: what became of patches, as evidence beside the mail. */
import { spawn } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { RepositoryCommit } from '../../data/records/index.ts';
import { Git } from './git.ts';
import { SourceError } from './source-error.ts';

/** Tips of all branches and tags that an earlier run has seen. */
export interface RepositoryState {
  tips: string[];
}

/** The new commits of a repository, oldest first, merges left out, and the state from which the next run goes on. */
export interface RepositoryReading {
  path: string;
  commits: AsyncIterable<RepositoryCommit>;
  state: RepositoryState;
}

/**
 * Opens a bare or normal clone. `since` (Unix seconds) leaves out commits that are older than any mail could be about.
 * @throws SourceError where the path is no repository
 */
export async function openRepository(
  path: string,
  state: RepositoryState | null,
  since: number | null,
): Promise<RepositoryReading> {
  if (!existsSync(path)) throw new SourceError(`There is no ${path}.`);
  const folder = existsSync(join(path, '.git')) ? join(path, '.git') : path;
  const git = new Git(folder);
  const { output, code } = statSync(path).isDirectory()
    ? await git.run('for-each-ref', '--format=%(objectname)', 'refs/heads', 'refs/remotes', 'refs/tags')
    : { output: '', code: 1 };
  if (code !== 0)
    throw new SourceError(`${path} is no git repository. Name a clone of the code, bare or with its work tree.`);
  const tips = [...new Set(output.split('\n').filter(Boolean))].sort();
  const known = await stillThere(git, state?.tips ?? []);
  const range = [
    '--branches',
    '--remotes',
    '--tags',
    '--no-merges',
    ...(since === null ? [] : [`--since=${since}`]),
    ...known.map((tip) => `^${tip}`),
  ];
  return { path: folder, commits: readCommits(git, folder, range), state: { tips } };
}

/** The first release tag (v1.2, 20240129) that holds each commit; commits in none are left out. */
export async function releasesOf(path: string, commits: string[]): Promise<Map<string, string>> {
  const child = spawn(
    'git',
    [`--git-dir=${path}`, '-c', 'safe.directory=*', 'name-rev', '--tags', '--annotate-stdin', '--name-only'],
    { stdio: ['pipe', 'pipe', 'ignore'] },
  );
  child.stdin.on('error', () => {});
  child.stdin.end(`${commits.join('\n')}\n`);
  let output = '';
  for await (const chunk of child.stdout) output += String(chunk);
  const releases = new Map<string, string>();
  output.split('\n').forEach((line, n) => {
    const name = /^(?:tags\/)?([^~^]+)/.exec(line)?.[1];
    const commit = commits[n];
    if (name && commit && name !== commit) releases.set(commit, name);
  });
  return releases;
}

async function stillThere(git: Git, tips: string[]): Promise<string[]> {
  const found: string[] = [];
  for (const tip of tips) if ((await git.run('cat-file', '-e', `${tip}^{commit}`)).code === 0) found.push(tip);
  return found;
}

async function* readCommits(git: Git, folder: string, range: string[]): AsyncGenerator<RepositoryCommit> {
  const patchIds = await patchIdsOf(folder, range);
  let record = '';
  for await (const line of git.lines('log', '--reverse', `--format=${FORMAT}`, ...range)) {
    record += `${record === '' ? '' : '\n'}${line}`;
    if (!line.endsWith('\u0001')) continue;
    const commit = parseRecord(record.slice(0, -1), patchIds);
    record = '';
    if (commit) yield commit;
  }
}

function parseRecord(record: string, patchIds: Map<string, string>): RepositoryCommit | null {
  // The lines come as bytes, one a character.
  const [commit, date, name, email, title, body] = Buffer.from(record, 'latin1').toString('utf8').split('\u0000');
  if (!commit || body === undefined) return null;
  return {
    commit,
    title: title ?? '',
    author: { name: name ?? '', email: email ?? '' },
    date: Number(date),
    patchId: patchIds.get(commit) ?? null,
    linkIds: linkedIds(body),
    release: null,
  };
}

/** Message-IDs that `Link:` and `Message-ID:` trailers of a commit message name. */
function linkedIds(body: string): string[] {
  const ids: string[] = [];
  for (const [, value = ''] of body.matchAll(
    /^(?:Link|Message-I[Dd]|Patchwork-Link|Closes):[ \t]*(\S[^\n]{0,500})$/gm,
  )) {
    const id =
      /<([^<>\s]+@[^<>\s]+)>/.exec(value)?.[1] ??
      /\/([^/\s]+@[^/\s]+?)\/?(?:\s|$)/.exec(value)?.[1] ??
      /^([^\s<>/]+@[^\s<>/]+)$/.exec(value)?.[1];
    if (id) ids.push(decode(id));
  }
  return [...new Set(ids)];
}

function decode(id: string): string {
  try {
    return decodeURIComponent(id);
  } catch {
    return id;
  }
}

/** `git log -p | git patch-id --stable`, the same ids that git gives to the mails' diffs. */
async function patchIdsOf(folder: string, range: string[]): Promise<Map<string, string>> {
  const safe = [`--git-dir=${folder}`, '-c', 'safe.directory=*', '-c', 'core.quotePath=true'];
  const log = spawn(
    'git',
    [...safe, 'log', '-p', '--no-ext-diff', '--no-textconv', '--full-index', '--format=commit %H', ...range],
    { stdio: ['ignore', 'pipe', 'ignore'] },
  );
  const ids = spawn('git', [...safe, 'patch-id', '--stable'], { stdio: ['pipe', 'pipe', 'ignore'] });
  ids.stdin.on('error', () => {});
  log.stdout.pipe(ids.stdin);
  const result = new Map<string, string>();
  let rest = '';
  for await (const chunk of ids.stdout) {
    const lines = (rest + String(chunk)).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const [patchId, commit] = line.split(' ');
      if (patchId && commit) result.set(commit, patchId);
    }
  }
  return result;
}

const FORMAT = ['%H', '%ct', '%an', '%ae', '%s', '%b'].join('%x00') + '%x01';
