/** Reads public-inbox archives: git repositories in which each commit brings or takes one message. */
import type { SourceEvent } from '../../data/records/index.ts';
import { Git } from './git.ts';
import { listOf } from './inbox-list.ts';
import { type Reading, problem, tooLarge } from './reading.ts';
import { SourceError } from './source-error.ts';

/** `v2`: file `m` or `d` on top (public-inbox-v2-format(5)); `v1`: one file a message, 2/38 hex digits of its id's SHA-1. */
export type ArchiveFormat = 'v1' | 'v2';

/**
 * How a repository archives mail.
 * @throws SourceError where it holds no commits, or no archive
 */
export async function archiveFormat(path: string): Promise<ArchiveFormat> {
  const git = new Git(path);
  const head = await headOf(git);
  const { output } = await git.run('ls-tree', head);
  const entries = output.split('\n').filter((line) => line !== '');
  const all = (pattern: RegExp) => entries.length > 0 && entries.every((line) => pattern.test(line));
  if (all(/ blob \S+\t[md]$/)) return 'v2';
  if (all(/ tree \S+\t[0-9a-f]{2}$/)) return 'v1';
  throw new SourceError(
    `${path} is a git repository, but no mail archive: its newest commit holds neither one message (public-inbox v2: a file "m" or "d") nor a 2/38 tree of them (v1).`,
  );
}

/** How many commits of a repository an earlier run has not seen. */
export async function countNew(path: string, last: string | null): Promise<number> {
  const git = new Git(path);
  const { output } = await git.run('rev-list', '--count', await headOf(git), ...(last ? [`^${last}`] : []));
  return Number(output) || 0;
}

/**
 * The messages of a repository in the order of its commits, only those behind the last commit that an earlier run read.
 * Where history was rewritten, what is no longer in it is given as removals, then what is new.
 *
 * @param key the repository's path relative to the source; @param name how it is called in places
 */
export async function* readRepository(
  { path, key, name }: { path: string; key: string; name: string },
  reading: Reading,
): AsyncGenerator<SourceEvent> {
  const git = new Git(path);
  const head = await headOf(git);
  const list = reading.list ?? (await listOf(git));
  const last = reading.tracker.commit(key);
  if (last === head) return;
  const standing = last === null ? 'new' : await standingOf(git, last, head);
  const entries = await listEntries(git, standing === 'new' || standing === 'lost' ? [head] : [head, `^${last}`]);
  if (standing === 'lost') {
    const what = `The history of ${name} was rewritten and the commit read last is gone: it is read again from its beginning; messages that were withdrawn meanwhile stay.`;
    yield problem(name, what);
  }
  if (standing === 'rewritten' && last !== null) {
    const gone = await vanished(git, last, head, entries);
    yield problem(name, `The history of ${name} was rewritten: ${gone.length} messages are no longer in it.`);
    yield* entryEvents(git, gone, name, list, reading);
  }
  yield* entryEvents(git, entries, name, list, reading, (commit) => reading.tracker.setCommit(key, commit));
  reading.tracker.setCommit(key, head);
}

/** A commit that brings a message (`mail`) or takes one (`removal`). Time in Unix seconds, the committer's. */
interface Entry {
  commit: string;
  time: number;
  blob: string;
  type: 'mail' | 'removal';
}

async function* entryEvents(
  git: Git,
  entries: Entry[],
  name: string,
  list: string | null,
  reading: Reading,
  passed?: (commit: string) => void,
): AsyncGenerator<SourceEvent> {
  let index = 0;
  const names = function* () {
    for (const entry of entries) yield entry.blob;
  };
  for await (const object of git.objects(names(), reading.limit)) {
    const entry = entries[index];
    index += 1;
    reading.read += 1;
    if (!entry) break;
    const place = `${name}:${entry.commit}`;
    if (entry.type === 'removal') {
      yield { type: 'removal', messageId: null, bytes: object?.bytes ?? null, list, place };
    } else if (!object) {
      yield problem(place, `The repository lacks the message of commit ${entry.commit}.`);
    } else {
      yield reading.mail(object.bytes, place, { list, archivedAt: entry.time });
      if (object.size > object.bytes.length) yield tooLarge(place, object.size, reading.limit);
    }
    // One commit of a v1 archive may bring several messages: it is passed with its last.
    if (entries[index]?.commit === entry.commit) continue;
    passed?.(entry.commit);
    if (passed && reading.tracker.countMail()) yield reading.tracker.checkpoint();
  }
}

/** What became of the commit that was read last: still part of history, left behind by a rewrite, or not even there. */
async function standingOf(git: Git, last: string, head: string): Promise<'ancestor' | 'rewritten' | 'lost'> {
  const { code } = await git.run('merge-base', '--is-ancestor', last, head);
  if (code === 0) return 'ancestor';
  return code === 1 ? 'rewritten' : 'lost';
}

/** The messages that the old history brought and the new one does not. */
async function vanished(git: Git, last: string, head: string, fresh: Entry[]): Promise<Entry[]> {
  const kept = new Set(fresh.filter((entry) => entry.type === 'mail').map((entry) => entry.blob));
  const old = await listEntries(git, [last, `^${head}`]);
  return old
    .filter((entry) => entry.type === 'mail' && !kept.has(entry.blob))
    .map((entry) => ({ ...entry, type: 'removal' }));
}

/** One `git log --raw` names the commits and their blobs: far cheaper than a look into each tree. */
async function listEntries(git: Git, range: string[]): Promise<Entry[]> {
  const entries: Entry[] = [];
  let commit = '';
  let time = 0;
  for await (const line of git.lines('log', ...LOG_OPTIONS, ...range, '--')) {
    if (line.startsWith('>')) {
      commit = line.slice(1, line.indexOf(' '));
      time = Number(line.slice(line.indexOf(' ') + 1));
      continue;
    }
    const found = CHANGE.exec(line);
    if (!found) continue;
    const [, before = '', after = '', status = '', file = ''] = found;
    const entry = changeOf(status, file, before, after);
    if (entry) entries.push({ commit, time, ...entry });
  }
  return entries;
}

function changeOf(status: string, file: string, before: string, after: string): Pick<Entry, 'blob' | 'type'> | null {
  if (file === 'm') return status === 'D' ? null : { blob: after, type: 'mail' };
  if (file === 'd') return status === 'D' ? null : { blob: after, type: 'removal' };
  return status === 'D' ? { blob: before, type: 'removal' } : { blob: after, type: 'mail' };
}

/** The newest commit. lore's epochs have it as HEAD; a clone whose HEAD names no branch may have one branch only. */
async function headOf(git: Git): Promise<string> {
  const { output } = await git.run('rev-parse', '--verify', '--quiet', 'HEAD^{commit}');
  if (output !== '') return output.trim();
  const branches = (await git.run('for-each-ref', '--format=%(objectname)', 'refs/heads')).output.trim().split('\n');
  if (branches.length === 1 && branches[0]) return branches[0];
  throw new SourceError(`${git.path} is a git repository without commits (or is damaged).`);
}

const CHANGE = /^:\d+ \d+ ([0-9a-f]+) ([0-9a-f]+) ([AMDT])\t([md]|[0-9a-f]{2}\/[0-9a-f]{38})$/;
const LOG_OPTIONS = [
  ...[
    '--reverse',
    '--topo-order',
    '--root',
    '--raw',
    '-r',
    '--no-abbrev',
    '--no-renames',
    '--no-ext-diff',
    '--no-textconv',
  ],
  ...['--no-show-signature', '--no-notes', '--no-color', '--no-decorate', '--format=>%H %ct'],
];
