/** A thread that answers requests, so that one dear question holds up no other: the server that visitors reach hands them on to it. */
import type { AddressInfo } from 'node:net';
import { parentPort, workerData } from 'node:worker_threads';
import { openReader } from '../../../data/database.ts';
import { type AppOptions, buildApp } from '../app.ts';
import { warmUp } from '../warm-up.ts';
import type { AnswerWorkerMessage } from './answer-worker-message.ts';

/** What a worker is started with. */
export interface AnswerWorkerData {
  /** Path of the database. */
  database: string;
  options: AppOptions;
}

/** Opens the archive of its own and listens on a free port of this machine, for the server that started it alone. */
export async function answerRequests(): Promise<void> {
  const { database, options } = workerData as AnswerWorkerData;
  const archive = openReader(database);
  // The server in front names the visitor, and nobody else reaches this port by that name.
  const app = await buildApp(archive, { ...options, guard: false, isBehindFront: true });
  await app.listen({ host: '127.0.0.1', port: 0 });
  const tell = (message: AnswerWorkerMessage) => parentPort?.postMessage(message);
  parentPort?.on('message', () => tell('awake'));
  tell({ port: (app.server.address() as AddressInfo).port });
  await warmUp(archive, Date.now() / 1000);
}
