import { isMainThread, workerData } from 'node:worker_threads';
import { CommanderError } from 'commander';
import { ArchiveError } from '../../data/database.ts';
import { machineSentence } from './machine-error.ts';
import { ANALYZER } from '../../ingest/pipeline/start-thread.ts';
import { buildProgram } from './program.ts';
import { UsageError } from './usage-error.ts';
import { printError } from './terminal.ts';

/** Runs one verb. Exit 0 done, 1 done with problems that it listed, 2 wrong use. */
async function main(): Promise<void> {
  // A reader that closes early (`| head`) is no error.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    throw error;
  });
  try {
    await buildProgram().parseAsync(process.argv);
  } catch (error) {
    if (error instanceof CommanderError) {
      process.exitCode = error.exitCode === 0 ? 0 : 2;
    } else if (isForPeople(error)) {
      printError(`lorescope: ${error.message}`);
      process.exitCode = 2;
    } else {
      const sentence = machineSentence(error);
      if (sentence === null) throw error;
      printError(`lorescope: ${sentence} (${(error as Error).message})`);
      process.exitCode = 1;
    }
  }
}

/** Errors whose message is a sentence written for people. */
function isForPeople(error: unknown): error is Error {
  return (
    error instanceof UsageError ||
    error instanceof ArchiveError ||
    (error instanceof Error && ['SourceError', 'ListenError'].includes(error.name))
  );
}

// Threads of `ingest` and of `serve` run this same program.
if (isMainThread) await main();
else if ((workerData as { task?: string }).task === ANALYZER)
  (await import('../../ingest/pipeline/thread-pool.ts')).analyzeInThread();
else await (await import('../http/front/answer-worker.ts')).answerRequests();
