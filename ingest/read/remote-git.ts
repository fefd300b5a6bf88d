/** Brings a git repository from a server and keeps the copy up to date. */
import { existsSync } from 'node:fs';
import { mkdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { type GitProcess, startGit } from './git-process.ts';
import { USER_AGENT } from './http.ts';
import { SourceError } from './source-error.ts';

/**
 * Makes `folder` a bare copy of the repository at `url`, or fetches what is new into it. What was broken off goes on with the
 * next call; commits that a rewritten history left behind stay, so that the reader can tell what vanished.
 *
 * @param silence seconds with hardly a byte after which git gives up
 * @throws SourceError with git's own reason
 */
export async function mirror(url: string, folder: string, silence = 60): Promise<void> {
  const isNew = !existsSync(join(folder, 'HEAD'));
  const work = isNew ? `${folder}.part` : folder;
  const local = [`--git-dir=${work}`];
  if (isNew) {
    await mkdir(work, { recursive: true });
    await git(['init', '--quiet', '--bare', '--initial-branch=master', work], work);
    await git([...local, 'config', 'remote.origin.url', url], work);
  }
  // By HEAD: a server without any commit, or a page that git takes for an empty list of branches, is then an error.
  const fetching = ['fetch', '--quiet', '--no-tags', '--no-write-fetch-head', url, '+HEAD:refs/heads/master'];
  const { code, reason } = await run(
    startGit([...local, ...fetching], { settings: settings(silence), protocols: ['http', 'https'] }),
  );
  if (code !== 0) throw new SourceError(`git could not fetch ${url}: ${reason}.`);
  // Only a whole copy stands under its name.
  if (isNew) await rename(work, folder);
}

async function git(args: string[], folder: string): Promise<void> {
  const { code, reason } = await run(startGit(args));
  if (code !== 0) throw new SourceError(`git could not prepare ${folder}: ${reason}.`);
}

async function run(child: GitProcess): Promise<{ code: number; reason: string }> {
  child.stdin.end();
  child.stdout.resume();
  return { code: await child.ended, reason: reasonOf(child.complaint()) };
}

/** git's first complaint; what follows it are consequences. */
function reasonOf(said: string): string {
  const lines = said.split('\n').filter((line) => /^(?:fatal|error):/.test(line));
  return (
    (lines[0] ?? said.trim().split('\n')[0] ?? '').replace(/^(?:fatal|error): /, '').replace(/\.$/, '') || 'it failed'
  );
}

/** How the server is asked (git would follow redirects to any host, so it follows none), and what is kept of history that it rewrote. */
function settings(silence: number): string[] {
  return [
    ...[`http.userAgent=${USER_AGENT}`, 'http.followRedirects=false', 'http.maxRequests=1'],
    ...['http.lowSpeedLimit=100', `http.lowSpeedTime=${silence}`],
    ...['gc.pruneExpire=never', 'gc.reflogExpire=never', 'gc.autoDetach=false', 'fetch.fsckObjects=true'],
    // Old archives hold objects that a strict check refuses and that hurt nobody.
    ...[
      'fetch.fsck.missingSpaceBeforeDate=ignore',
      'fetch.fsck.badTimezone=ignore',
      'fetch.fsck.zeroPaddedFilemode=ignore',
    ],
  ];
}
