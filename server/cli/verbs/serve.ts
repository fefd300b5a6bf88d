import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { openReader } from '../../../data/database.ts';
import { appOptions } from '../ask.ts';
import { parsePort } from '../port.ts';
import { sampleDatabase } from '../sample.ts';
import { DEFAULT_DB, dbPath, loadConfig, packageRoot } from '../settings.ts';
import { listenForNews, type NewsOptions } from './nntp.ts';

interface Options extends NewsOptions {
  db?: string;
  host?: string;
  port?: number;
  maskAddresses?: boolean;
  logRequests?: boolean;
  nntp?: number | true;
  workers?: number;
}

/** `lorescope serve` */
export function serveVerb(): Command {
  return new Command('serve')
    .description('serve the API and the web pages')
    .option('--host <address>', 'address to listen on (default 127.0.0.1: this machine alone)')
    .option('--port <number>', 'port to listen on (default 8080)', parsePort)
    .option('--db <file>', `the database (default: ${DEFAULT_DB}; the sample archive until there is one)`)
    .option(
      '--mask-addresses',
      "hide people's addresses from visitors; mails as they were sent are then not handed out",
    )
    .option('--log-requests', 'log every request as a line of JSON on standard error, not only what went wrong')
    .option('--nntp [port]', 'serve newsreaders too (default port 1119)', parsePort)
    .option('--nntps <port>', 'port for newsreaders that begin encrypted', parsePort)
    .option('--tls-cert <file>', 'certificate for newsreaders (PEM)')
    .option('--tls-key <file>', 'key of the certificate (PEM)')
    .option(
      '--workers <number>',
      'threads that answer, so that one dear question holds up no other (default: one a core, 2 to 4; 0: none)',
      parseWorkers,
    )
    .addHelpText('after', '\nThe server only reads. It may run while an ingest writes.')
    .action(async (options: Options) => {
      const [{ listen }, { warmUp }] = await Promise.all([
        import('../../http/listen.ts'),
        import('../../http/warm-up.ts'),
      ]);
      const config = loadConfig();
      const workers = options.workers ?? config.workers ?? Math.min(4, Math.max(2, availableParallelism()));
      const given = options.db || process.env.LORESCOPE_DB || config.db;
      const isSample = given === undefined && !existsSync(dbPath(undefined));
      const path = isSample ? await sampleDatabase() : dbPath(given);
      const webRoot = join(packageRoot(), 'dist', 'web');
      const archive = openReader(path);
      const host = options.host ?? process.env.LORESCOPE_HOST ?? config.host ?? '127.0.0.1';
      const maskAddresses = options.maskAddresses ?? config.maskAddresses ?? false;
      await listen(archive, {
        ...appOptions(config),
        host,
        port: options.port ?? parsePort(process.env.LORESCOPE_PORT ?? String(config.port ?? 8080)),
        isSample,
        logRequests: options.logRequests ?? false,
        maskAddresses,
        webRoot: existsSync(webRoot) ? webRoot : null,
        workers,
      });
      if (options.nntp !== undefined)
        await listenForNews(archive, host, options.nntp === true ? 1119 : options.nntp, options, maskAddresses);
      if (workers === 0) await warmUp(archive, Date.now() / 1000);
    });
}

function parseWorkers(text: string): number {
  if (!/^\d{1,2}$/.test(text)) throw new InvalidArgumentError('Workers are a number from 0 to 99.');
  return Number(text);
}
