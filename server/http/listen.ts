import type { ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Archive } from '../../data/database.ts';
import { startThread } from '../../ingest/pipeline/start-thread.ts';
import { type AppOptions, buildApp } from './app.ts';
import { AnswerPool } from './front/answer-pool.ts';
import type { AnswerWorkerData } from './front/answer-worker.ts';

/** Where to listen, beside how the server is set up. */
export interface ListenOptions extends AppOptions {
  host: string;
  /** 0 takes any free port. */
  port: number;
  /** Worker threads that answer; 0: this thread answers everything itself. */
  workers?: number;
}

/** A server that could not start, with a sentence for people. */
export class ListenError extends Error {
  override name = 'ListenError';
}

/** Workers that each open the archive for themselves, started the way this program was. */
async function startPool(archive: Archive, count: number, options: AppOptions): Promise<AnswerPool> {
  const data: AnswerWorkerData = { database: archive.path, options: { logger: true, ...options } };
  const pool = new AnswerPool(count, () => startThread(process.argv[1]!, data));
  await pool.ready();
  return pool;
}

/**
 * Serves an archive until SIGINT or SIGTERM, which let running answers end and close the archive. Resolves once it listens.
 * Throws {@link ListenError} where the port is taken or may not be used.
 */
export async function listen(
  archive: Archive,
  { host, port, workers = 0, ...options }: ListenOptions,
): Promise<{ url: string }> {
  const pool = workers > 0 ? await startPool(archive, workers, options) : undefined;
  const app = await buildApp(archive, { logger: true, guard: true, ...options, ...(pool && { pool }) });
  const running = new Set<ServerResponse>();
  app.addHook('onRequest', (_request, { raw }, done) => {
    running.add(raw);
    raw.once('close', () => running.delete(raw));
    done();
  });
  try {
    await app.listen({ host, port });
  } catch (error) {
    await app.close();
    throw new ListenError(whyNot(error as NodeJS.ErrnoException, host, port), { cause: error });
  }
  const used = (app.server.address() as AddressInfo | null)?.port ?? port;
  const url = `http://${host.includes(':') ? `[${host}]` : host}:${used}`;
  console.log(`Lorescope${options.isSample ? ' shows its sample archive' : ''}: ${url}`);
  const stop = () => {
    const end = performance.now() + MOST_SECONDS_TO_END * 1000;
    // A client that is connected and asks nothing, or never reads its answer, does not keep the server.
    const timer = setInterval(() => {
      if (running.size === 0 || performance.now() > end) app.server.closeAllConnections();
    }, 50);
    void app.close().then(() => {
      clearInterval(timer);
      archive.close();
      process.exit(0);
    });
  };
  process.once('SIGINT', stop).once('SIGTERM', stop);
  return { url };
}

/** The longest answers, exports of large threads, take a few seconds. */
const MOST_SECONDS_TO_END = 10;

/** Why a port can't be listened on, as a sentence. */
export function whyNot(error: NodeJS.ErrnoException, host: string, port: number): string {
  if (error.code === 'EADDRINUSE')
    return `Port ${port} is in use. Name another with --port, or stop the program that has it.`;
  if (error.code === 'EACCES') return `Port ${port} may not be used by you. Name one above 1023 with --port.`;
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND')
    return `${host} is no address of this machine. Name one with --host, or leave it out.`;
  return `The server can't listen on ${host}:${port}: ${error.message}`;
}
