/** Brings a git repository from a server and keeps the copy up to date. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
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
  const { code, reason } = await run([
    ...local,
    ...settings(silence),
    // By HEAD: a server without any commit, or a page that git takes for an empty list of branches, is then an error.
    ...['fetch', '--quiet', '--no-tags', '--no-write-fetch-head', url, '+HEAD:refs/heads/master'],
  ]);
  if (code !== 0) throw new SourceError(`git could not fetch ${url}: ${reason}.`);
  // Only a whole copy stands under its name.
  if (isNew) await rename(work, folder);
}

async function git(args: string[], folder: string): Promise<void> {
  const { code, reason } = await run(args);
  if (code !== 0) throw new SourceError(`git could not prepare ${folder}: ${reason}.`);
}

function run(args: string[]): Promise<{ code: number; reason: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn('git', args, { stdio: ['ignore', 'ignore', 'pipe'], env: environment() });
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => {
      said = `${said}${chunk.toString('utf8')}`.slice(-4000);
    });
    child.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'ENOENT'
          ? new SourceError('git is not installed; it is needed to fetch public-inbox archives.')
          : error,
      ),
    );
    child.once('close', (code) => resolve({ code: code ?? 1, reason: reasonOf(said) }));
  });
}

/** git's first complaint; what follows it are consequences. */
function reasonOf(said: string): string {
  const lines = said.split('\n').filter((line) => /^(?:fatal|error):/.test(line));
  return (
    (lines[0] ?? said.trim().split('\n')[0] ?? '').replace(/^(?:fatal|error): /, '').replace(/\.$/, '') || 'it failed'
  );
}

function settings(silence: number): string[] {
  return [
    ...['protocol.allow=never', 'protocol.http.allow=always', 'protocol.https.allow=always'],
    ...[`http.userAgent=${USER_AGENT}`, 'http.followRedirects=initial', 'http.maxRequests=1'],
    ...['http.lowSpeedLimit=100', `http.lowSpeedTime=${silence}`, 'core.hooksPath=/dev/null', 'credential.helper='],
    ...['gc.pruneExpire=never', 'gc.reflogExpire=never', 'gc.autoDetach=false', 'fetch.fsckObjects=true'],
    // Old archives hold objects that a strict check refuses and that hurt nobody.
    ...[
      'fetch.fsck.missingSpaceBeforeDate=ignore',
      'fetch.fsck.badTimezone=ignore',
      'fetch.fsck.zeroPaddedFilemode=ignore',
    ],
  ].flatMap((setting) => ['-c', setting]);
}

/** Nothing of the caller's git settings but the proxy that curl itself knows, never a question. */
function environment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_'));
  return {
    ...Object.fromEntries(kept),
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_TERMINAL_PROMPT: '0',
    GIT_ASKPASS: 'true',
    LC_ALL: 'C',
  };
}
