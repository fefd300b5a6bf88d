import { hostname } from 'node:os';
import { Command } from 'commander';
import { isPassing } from '../../../data/postgres/connection.ts';
import { openEventLog, reportNode } from '../../../data/postgres/events.ts';
import { followedSeq } from '../../../data/write/follow.ts';
import { followFacts } from '../../../ingest/pipeline/follow.ts';
import { tuneEngine } from '../../../ingest/pipeline/engine.ts';
import { openCurrent } from '../../../ingest/pipeline/rebuild.ts';
import { dbOption, dbPath } from '../settings.ts';
import { printError } from '../terminal.ts';
import { UsageError } from '../usage-error.ts';
import { factsAddress } from './facts.ts';

interface Options {
  db?: string;
  once?: boolean;
  node?: string;
}

/** `lorescope follow postgres://…` */
export function followVerb(): Command {
  return new Command('follow')
    .description('keep this database up to date with facts in PostgreSQL; `serve` may serve it meanwhile')
    .argument('<address>', 'postgres://user@host:port,host:port/database; a standby is read where there is one')
    .option('--once', 'end when all that is there now is stored and analysed')
    .option('--node <name>', 'the name of this node in `facts status` (default: host and file)')
    .addOption(dbOption())
    .action(async (text: string, options: Options) => {
      tuneEngine();
      const address = factsAddress(text);
      const path = dbPath(options.db);
      const node = options.node ?? `${hostname()}:${path}`;
      let stopping = false;
      const stop = () => (stopping = true);
      process.once('SIGINT', stop).once('SIGTERM', stop);
      const archive = await openCurrent(path);
      try {
        let pause = IDLE_MS;
        do {
          try {
            const log = await openEventLog(address);
            try {
              do {
                const stored = await followFacts(archive, log, { shouldStop: () => stopping });
                if (stored === null)
                  throw new UsageError(
                    `${path} holds mail of its own. Name a new file with --db, or another node's backup.`,
                  );
                if (stored > 0 || options.once) await reportNode(address, node, followedSeq(archive) ?? 0);
                pause = IDLE_MS;
                if (!options.once) await new Promise((resume) => setTimeout(resume, IDLE_MS));
              } while (!options.once && !stopping);
            } finally {
              await log.close();
            }
            return;
          } catch (error) {
            if (options.once || !isPassing(error)) throw error;
            pause = Math.min(2 * pause, MOST_MS);
            printError(`lorescope: PostgreSQL does not answer (${(error as Error).message}); trying again`);
            await new Promise((resume) => setTimeout(resume, pause));
          }
        } while (!stopping);
      } finally {
        process.off('SIGINT', stop).off('SIGTERM', stop);
        archive.close();
      }
    });
}

const IDLE_MS = 500;
const MOST_MS = 10_000;
