import { existsSync } from 'node:fs';
import { isIP } from 'node:net';
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
  publicUrl?: string;
  trustProxy?: string[];
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
    .option(
      '--public-url <url>',
      'where visitors reach the server; links and feeds name it, and requests for other hosts are refused',
      parsePublicUrl,
    )
    .option(
      '--trust-proxy <addresses>',
      'proxies whose X-Forwarded-* is believed, parted by commas (default: this machine)',
      parseProxies,
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
      const publicUrl = options.publicUrl ?? config.publicUrl;
      const trustProxy = options.trustProxy ?? config.trustProxy;
      await listen(archive, {
        ...appOptions(config),
        ...(publicUrl !== undefined && { publicUrl: parsePublicUrl(publicUrl) }),
        ...(trustProxy !== undefined && { trustProxy: parseProxies(trustProxy.join(',')) }),
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

function parsePublicUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (
    url === null ||
    !/^https?:$/.test(url.protocol) ||
    url.pathname !== '/' ||
    url.search !== '' ||
    url.username !== ''
  )
    throw new InvalidArgumentError('The public address is like https://lists.example.org, without a path.');
  return url.origin;
}

function parseProxies(text: string): string[] {
  const proxies = text.split(',').map((each) => each.trim());
  for (const proxy of proxies) {
    const [address, bits] = proxy.split('/', 2);
    if (isIP(address!) === 0 || (bits !== undefined && !/^\d{1,3}$/.test(bits)))
      throw new InvalidArgumentError(`Proxies are named by address or network (10.0.0.0/8), not as “${proxy}”.`);
  }
  return proxies;
}

function parseWorkers(text: string): number {
  if (!/^\d{1,2}$/.test(text)) throw new InvalidArgumentError('Workers are a number from 0 to 99.');
  return Number(text);
}
