/** Made-up public-inbox repositories, written the way public-inbox writes them. */
import { execFileSync } from 'node:child_process';

/** One commit: files set (bytes) or taken away (null). Time in Unix seconds. */
export interface Commit {
  files: Record<string, Buffer | null>;
  time: number;
}

/** A v2 commit that brings a message, or one that takes it away again. */
export function archiving(message: Buffer, time: number): Commit {
  return { files: { m: message, d: null }, time };
}
export function removing(message: Buffer, time: number): Commit {
  return { files: { d: message, m: null }, time };
}

/** Makes a bare repository with these commits; `onto` names a commit to build upon instead of the newest. */
export function commitAll(path: string, commits: Commit[], onto: 'newest' | 'nothing' = 'newest'): void {
  const hasHead = isRepository(path) && onto === 'newest';
  if (!isRepository(path)) git(path, 'init', '--quiet', '--bare', '--initial-branch=master', path);
  const parts: Buffer[] = onto === 'nothing' ? [Buffer.from('reset refs/heads/master\n')] : [];
  commits.forEach(({ files, time }, i) => {
    const from = i === 0 && hasHead ? 'from refs/heads/master^0\n' : '';
    parts.push(
      Buffer.from(`commit refs/heads/master\ncommitter Inbox <inbox@example.org> ${time} +0000\ndata 1\nx\n${from}`),
    );
    for (const [name, bytes] of Object.entries(files)) {
      if (bytes === null) parts.push(Buffer.from(`D ${name}\n`));
      else parts.push(Buffer.from(`M 100644 inline ${name}\ndata ${bytes.length}\n`), bytes, Buffer.from('\n'));
    }
  });
  git(path, '--git-dir', path, 'fast-import', '--quiet', '--force', Buffer.concat(parts));
}

function isRepository(path: string): boolean {
  try {
    git(path, '--git-dir', path, 'rev-parse', '--git-dir');
    return true;
  } catch {
    return false;
  }
}

/** Runs git; a Buffer at the end is its input. */
export function git(_path: string, ...args: (string | Buffer)[]): string {
  const input = args.at(-1);
  const words = args.filter((arg): arg is string => typeof arg === 'string');
  return execFileSync('git', words, {
    stdio: ['pipe', 'pipe', 'ignore'],
    env: { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' },
    ...(Buffer.isBuffer(input) ? { input } : {}),
  }).toString();
}
