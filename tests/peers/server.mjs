// The built program serving the sample archive on a port of its own; one server for all peers.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { sampleDatabase } from './archive.mjs';

let running = null;
let news = null;
const others = [];

/** The address of the server, started at the first call. */
export function serve(context) {
  running ??= start(context);
  return running.then(({ url }) => url);
}

/** The port at which newsreaders are served, started at the first call. */
export function serveNews(context) {
  news ??= start(context, 'nntp', /nntp:\/\/\S+/);
  return news.then(({ url }) => new URL(url).port);
}

/** The address of a server of another database. */
export async function serveDatabase(context, db) {
  const server = start(context, 'serve', /http:\/\/\S+/, db);
  others.push(server);
  return (await server).url;
}

/** Ends the servers that were started. */
export async function stopServer() {
  for (const server of [running, news, ...others]) {
    if (!server) continue;
    const { child } = await server;
    child.kill();
    await once(child, 'exit');
  }
}

/** What a program says when it is run in a home of its own, without this machine's settings. Throws with its last words. */
export function runIn(context, program, args, { input, cwd, env = {} } = {}) {
  const home = join(context.scratch, `home-${program}`);
  for (const name of ['', 'cache', 'data', 'config', 'run'])
    mkdirSync(join(home, name), { recursive: true, mode: 0o700 });
  try {
    return execFileSync(program, args, {
      cwd: cwd ?? home,
      input,
      timeout: 60_000,
      maxBuffer: 1 << 28,
      stdio: ['pipe', 'pipe', 'pipe'],
      env: {
        PATH: process.env.PATH,
        LANG: 'C.UTF-8',
        HOME: home,
        XDG_CACHE_HOME: join(home, 'cache'),
        XDG_DATA_HOME: join(home, 'data'),
        XDG_CONFIG_HOME: join(home, 'config'),
        XDG_RUNTIME_DIR: join(home, 'run'),
        GIT_CONFIG_NOSYSTEM: '1',
        GIT_AUTHOR_NAME: 'Test',
        GIT_AUTHOR_EMAIL: 'test@example.org',
        GIT_COMMITTER_NAME: 'Test',
        GIT_COMMITTER_EMAIL: 'test@example.org',
        ...env,
      },
    });
  } catch (error) {
    throw new Error(
      `${program} ${args.join(' ')}: ${String(error.stderr ?? error.message)
        .trim()
        .slice(-600)}`,
      { cause: error },
    );
  }
}

async function start(context, verb = 'serve', address = /http:\/\/\S+/, db = sampleDatabase(context)) {
  const child = spawn('node', [join(context.root, 'dist/lorescope.mjs'), verb, '--db', db, '--port', '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for await (const line of createInterface({ input: child.stdout })) {
    const url = address.exec(line)?.[0];
    if (url) return { child, url };
  }
  throw new Error('The server ended before it listened.');
}
