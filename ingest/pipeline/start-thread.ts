import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';

/**
 * A thread that runs this same program; `workerData` tells it what for. Node runs the built program as it is; the sources, run without
 * a build, need tsx there too.
 */
export function startThread(program: string, workerData: unknown): Worker {
  if (!program.endsWith('.ts')) return new Worker(program, { workerData });
  const code = `import('tsx/esm/api').then(({ register }) => { register(); return import(${JSON.stringify(pathToFileURL(program).href)}); })`;
  return new Worker(code, { eval: true, workerData });
}

/** What a thread that analyzes is started with, so that the program knows what it is for. */
export const ANALYZER = 'analyze-threads';
