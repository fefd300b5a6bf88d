/** Reads the commits of a code repository: what became of patches, as evidence beside the mail. */
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { RepositoryCommit } from '../../data/records/index.ts';
import { parseCommit, RECORD_END, RECORD_FORMAT } from './commit-record.ts';
import { Git } from './git.ts';
import { SourceError } from './source-error.ts';

/** How far an earlier run has read. Commits as full ids. */
export interface RepositoryState {
  /** Tip of the default branch. */
  head: string | null;
  /** Tips of all branches and tags. */
  tips: string[];
  /** Older commits were left out; Unix seconds. */
  since: number | null;
}

/** What is new in a repository, and the state from which the next run goes on. */
export interface RepositoryReading {
  git: Git;
  /** True where all is read from its beginning: nothing that was known of this repository holds. */
  anew: boolean;
  /** Commits that are in no branch and no tag any more. */
  vanished: string[];
  /** New commits, those of the default branch first, then oldest first; merges left out. */
  commits: AsyncIterable<RepositoryCommit>;
  state: RepositoryState;
}

/**
 * Opens a bare or normal clone. Where branches of other repositories were fetched into it, its local branches are left aside:
 * what somebody works on was taken by nobody. `since` (Unix seconds) leaves out commits that are older than any mail could be
 * about.
 * @throws SourceError where the path is no repository
 */
export async function openRepository(
  path: string,
  before: RepositoryState | null,
  since: number | null,
): Promise<RepositoryReading> {
  if (!existsSync(path)) throw new SourceError(`There is no ${path}.`);
  const isClone = existsSync(join(path, '.git'));
  const git = new Git(isClone ? join(path, '.git') : path);
  const refs = statSync(path).isDirectory() ? await listRefs(git, isClone) : null;
  if (refs === null)
    throw new SourceError(`${path} is no git repository. Name a clone of the code, bare or with its work tree.`);
  const head = await defaultBranch(git, refs);
  const tips = [...new Set([...refs.map(({ tip }) => tip), ...(head === null ? [] : [head])])].sort();
  const state = { head, tips, since };
  const known = before === null ? null : await compare(git, before, state);
  const old = known?.tips ?? [];
  const limit = since === null ? [] : [`--since=${since}`];
  return {
    git,
    anew: known === null,
    vanished: known === null ? [] : await hashes(git, [...old, ...tips.map((tip) => `^${tip}`)], limit),
    commits: readAll(git, state, known === null ? null : { head: before!.head, tips: old }, limit),
    state,
  };
}

/** The first release (tag `v1.2`, `20240129`) that holds each commit; commits in none are left out. */
export async function releasesOf(git: Git, commits: readonly string[]): Promise<Map<string, string>> {
  const tags = ((await listRefs(git, false)) ?? []).filter(({ name }) => name.startsWith('refs/tags/'));
  if (tags.length === 0 || commits.length === 0) return new Map();
  // Signed requests to pull are tags, too ("block-5.3-20190831"); where tags begin with a number, those are the releases.
  const numbered = tags.some(({ name }) => RELEASE_TAG.test(name));
  return namesOf(git, commits, ['--tags', ...(numbered ? RELEASE_TAGS.map((form) => `--refs=${form}`) : [])]);
}

async function* readAll(
  git: Git,
  { head, tips }: RepositoryState,
  known: Pick<RepositoryState, 'head' | 'tips'> | null,
  limit: string[],
): AsyncGenerator<RepositoryCommit> {
  // What has come into the default branch since is read again, though another branch had it before.
  if (head !== null) yield* readRange(git, [head, ...(known?.head ? [`^${known.head}`] : [])], limit, null);
  const others = [
    ...tips,
    ...(head === null ? [] : [`^${head}`]),
    ...[...(known?.tips ?? []), ...(known?.head ? [known.head] : [])].map((tip) => `^${tip}`),
  ];
  const left = await hashes(git, others, limit);
  if (left.length === 0) return;
  const branches = await namesOf(git, left, ['--refs=refs/heads/*', '--refs=refs/remotes/*']);
  const tags = await namesOf(git, left, ['--tags']);
  yield* readRange(git, others, limit, (commit) => branches.get(commit) ?? tags.get(commit) ?? 'another branch');
}

/** Which of the tips of an earlier run still stand; null where its state is of no use. */
async function compare(
  git: Git,
  before: RepositoryState,
  now: RepositoryState,
): Promise<Pick<RepositoryState, 'tips'> | null> {
  if (before.since !== null && (now.since === null || now.since < before.since)) return null;
  const tips = await present(git, before.tips);
  // What was collected as garbage can't be listed as gone.
  if (tips.length < before.tips.length) return null;
  if (before.head === null || now.head === null) return before.head === now.head ? { tips } : null;
  const { code } = await git.run('merge-base', '--is-ancestor', before.head, now.head);
  return code === 0 ? { tips } : null;
}

async function present(git: Git, commits: readonly string[]): Promise<string[]> {
  const { output } = await git.answer(
    commits.map((commit) => `${commit}^{commit}`),
    'cat-file',
    '--batch-check=%(objectname)',
  );
  return output.split('\n').filter((line) => FULL_ID.test(line));
}

interface Ref {
  name: string;
  tip: string;
}

/**
 * Branches and tags that lead to commits, tags peeled; null where this is no repository. Of a clone with a work tree the
 * branches of the repositories that it follows, if it follows any; of a bare one its own.
 */
async function listRefs(git: Git, isClone: boolean): Promise<Ref[] | null> {
  const format = '--format=%(refname) %(objecttype) %(objectname) %(*objecttype) %(*objectname)';
  const { output, code } = await git.run('for-each-ref', format, 'refs/heads', 'refs/remotes', 'refs/tags');
  if (code !== 0) return null;
  const refs = output.split('\n').flatMap((line) => {
    const [name = '', type, id = '', peeledType, peeled = ''] = line.split(' ');
    return type === 'commit' ? [{ name, tip: id }] : peeledType === 'commit' ? [{ name, tip: peeled }] : [];
  });
  const follows = isClone && refs.some(({ name }) => name.startsWith('refs/remotes/'));
  const left = follows ? 'refs/heads/' : 'refs/remotes/';
  return refs.filter(({ name }) => !name.startsWith(left));
}

/** The tip of the branch that others follow: that of the repository it was cloned from, else its own. */
async function defaultBranch(git: Git, refs: readonly Ref[]): Promise<string | null> {
  const remote = DEFAULT_BRANCHES.map((form) => refs.find(({ name }) => form.test(name))).find((ref) => ref);
  if (remote) return remote.tip;
  const { output, code } = await git.run('rev-parse', '--verify', '--quiet', 'HEAD^{commit}');
  return code === 0 ? output.trim() : null;
}

async function hashes(git: Git, range: readonly string[], limit: string[]): Promise<string[]> {
  const { output } = await git.answer(range, 'rev-list', '--no-merges', ...limit, '--stdin');
  return output.split('\n').filter((line) => FULL_ID.test(line));
}

/**
 * The commits of a range. Two gits walk it side by side, one for what is said of each commit, one for `git patch-id`, which
 * leaves out commits without a change; so that nothing is held of a long history.
 */
async function* readRange(
  git: Git,
  range: readonly string[],
  limit: string[],
  branchOf: ((commit: string) => string) | null,
): AsyncGenerator<RepositoryCommit> {
  const walk = ['--reverse', '--no-merges', ...limit, '--stdin'];
  const ids = git.piped(range, ['log', ...PLAIN_DIFF, '--format=commit %H', ...walk], ['patch-id', '--stable']);
  const records = git.answerLines(range, 'log', '--encoding=UTF-8', '--no-color', `--format=${RECORD_FORMAT}`, ...walk);
  try {
    let next = await ids.next();
    let record = '';
    for await (const line of records) {
      record += `${record === '' ? '' : '\n'}${line}`;
      if (!line.endsWith(RECORD_END)) continue;
      const commit = parseCommit(record.slice(0, -RECORD_END.length));
      record = '';
      if (!commit) continue;
      const [patchId, of] = next.done ? [] : next.value.split(' ');
      const isIts = of === commit.commit;
      yield { ...commit, patchId: isIts ? patchId! : null, branch: branchOf?.(commit.commit) ?? null };
      if (isIts) next = await ids.next();
    }
  } finally {
    await records.return(undefined);
    await ids.return(undefined);
  }
}

/** What `git name-rev` calls each commit, without the way from there; commits without a name are left out. */
async function namesOf(git: Git, commits: readonly string[], refs: string[]): Promise<Map<string, string>> {
  let answer = await git.answer(commits, 'name-rev', '--name-only', ...refs, '--annotate-stdin');
  // The older name of the same option (before git 2.36).
  if (answer.code === USAGE) answer = await git.answer(commits, 'name-rev', '--name-only', ...refs, '--stdin');
  const names = new Map<string, string>();
  answer.output.split('\n').forEach((line, n) => {
    const commit = commits[n];
    const name = /^(?:tags\/|remotes\/)?([^~^]+)/.exec(line)?.[1];
    if (commit !== undefined && name !== undefined && name !== commit) names.set(commit, name);
  });
  return names;
}

/** As people post diffs, whatever the repository's own settings: only then are the ids of patches the same. */
const PLAIN_DIFF = [
  ...['-p', '--no-ext-diff', '--no-textconv', '--no-color', '--full-index', '--unified=3', '--inter-hunk-context=0'],
  ...['--diff-algorithm=default', '--indent-heuristic', '--find-renames', '--no-relative', '--submodule=short'],
  ...['--src-prefix=a/', '--dst-prefix=b/', '-O/dev/null', '--no-show-signature', '--root'],
];
const DEFAULT_BRANCHES = [
  /^refs\/remotes\/origin\/HEAD$/,
  /^refs\/remotes\/[^/]+\/HEAD$/,
  /^refs\/remotes\/origin\/(?:main|master)$/,
  /^refs\/remotes\/[^/]+\/(?:main|master)$/,
];
const FULL_ID = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;
const RELEASE_TAG = /^refs\/tags\/v?\d/;
const RELEASE_TAGS = ['refs/tags/v[0-9]*', 'refs/tags/[0-9]*'];
/** git's exit code for an option that it does not know. */
const USAGE = 129;
