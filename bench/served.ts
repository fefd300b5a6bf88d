import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { Agent, get } from 'node:http';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..');

/** The built server over a database, as a process of its own. */
export interface Served {
  url: string;
  pid: number;
  stop(): Promise<void>;
}

/** Starts the built program; `flags` go to Node. Resolves once it answers. */
export async function serve(db: string, flags: string[] = []): Promise<Served> {
  const program = join(ROOT, 'dist', 'lorescope.mjs');
  if (!existsSync(program)) throw new Error('Build first: npm run build');
  const child = spawn(process.execPath, [...flags, program, 'serve', '--db', db, '--port', '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await firstUrl(child);
  return {
    url,
    pid: child.pid!,
    stop: async () => {
      child.kill('SIGTERM');
      if (child.exitCode === null) await once(child, 'exit');
    },
  };
}

/** Milliseconds from asking to the last byte over one kept connection, each path once, in their order. */
export async function timePaths(url: string, paths: string[]): Promise<number[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const times: number[] = [];
  try {
    for (const path of paths) {
      const start = performance.now();
      await fetchAll(url + path, agent);
      times.push(performance.now() - start);
    }
  } finally {
    agent.destroy();
  }
  return times;
}

function fetchAll(url: string, agent: Agent): Promise<void> {
  return new Promise((resolve, reject) => {
    get(url, { agent, headers: { 'accept-encoding': 'gzip, deflate, br' } }, (response) => {
      response.resume().on('end', () => {
        if (response.statusCode === 200) resolve();
        else reject(new Error(`${response.statusCode} for ${url}`));
      });
    }).on('error', reject);
  });
}

async function firstUrl(child: ChildProcess): Promise<string> {
  let text = '';
  for await (const piece of child.stdout!) {
    text += String(piece);
    const found = /https?:\/\/\S+/.exec(text);
    if (found) return found[0];
  }
  throw new Error('The server ended before it listened.');
}

/** Half and 99 % of values are no larger than these. */
export function spreadOf(values: number[]): { p50: number; p99: number } {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number) =>
    Number((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN).toFixed(2));
  return { p50: at(0.5), p99: at(0.99) };
}
