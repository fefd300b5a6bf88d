/** Starts git so that a repository which strangers wrote, or the caller's own settings, can run nothing and fetch nothing. */
import { type ChildProcess, spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { SourceError } from './source-error.ts';

/** One running git. */
export interface GitProcess {
  stdin: Writable;
  stdout: Readable;
  /** The exit code. @throws SourceError where git is missing */
  ended: Promise<number>;
  /** The end of what git complained of; whole once it has ended. */
  complaint(): string;
  stop(): void;
}

/**
 * Starts one git process; arguments never go through a shell.
 * @param settings further `name=value` settings, stronger than the repository's own
 * @param protocols those over which this call may fetch; none where it is left out, whatever the repository says
 */
export function startGit(
  args: readonly string[],
  { settings = [], protocols = [] }: { settings?: readonly string[]; protocols?: readonly string[] } = {},
): GitProcess {
  const child = spawn('git', [...asArguments([...SAFE_SETTINGS, ...settings]), ...args], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: environment(protocols),
  });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => {
    said = `${said}${chunk.toString('utf8')}`.slice(-4000);
  });
  const ended = exitCode(child);
  // Whoever waits for the end gets the error; nobody else needs to.
  ended.catch(() => {});
  child.stdin.on('error', () => {});
  return { stdin: child.stdin, stdout: child.stdout, ended, complaint: () => said, stop: () => void child.kill() };
}

/** Settings of a repository that could start a program, ask somebody, or refuse a repository of another user. */
const SAFE_SETTINGS = [
  ...['safe.directory=*', 'core.hooksPath=/dev/null', 'core.fsmonitor=false', 'core.pager=cat'],
  ...['core.alternateRefsCommand=', 'core.sshCommand=false', 'core.askPass=true', 'credential.helper='],
  ...['log.showSignature=false', 'gpg.program=false', 'core.quotePath=true', 'protocol.allow=never'],
];

const asArguments = (settings: readonly string[]) => settings.flatMap((setting) => ['-c', setting]);

/**
 * Nothing of the caller's git environment or settings (but the proxy that curl itself knows), never a question. What the
 * environment allows to fetch over outweighs what the repository's settings allow.
 */
function environment(protocols: readonly string[]): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_'));
  return {
    ...Object.fromEntries(kept),
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_ATTR_NOSYSTEM: '1',
    GIT_TERMINAL_PROMPT: '0',
    GIT_ASKPASS: 'true',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_NO_LAZY_FETCH: '1',
    GIT_NO_REPLACE_OBJECTS: '1',
    GIT_ALLOW_PROTOCOL: protocols.join(':') || 'none',
    LC_ALL: 'C',
  };
}

function exitCode(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'ENOENT'
          ? new SourceError('git is not installed; it is needed to read git repositories and public-inbox archives.')
          : error,
      ),
    );
    child.once('close', (code) => resolve(code ?? 1));
  });
}
