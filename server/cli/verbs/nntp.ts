import { once } from 'node:events';
import { Command } from 'commander';
import { openReader } from '../../../data/database.ts';
import { parsePort } from '../port.ts';
import { dbOption, dbPath, loadConfig } from '../settings.ts';
import { print } from '../terminal.ts';
import { UsageError } from '../usage-error.ts';

/** What both `nntp` and `serve --nntp` take. */
export interface NewsOptions {
  tlsCert?: string;
  tlsKey?: string;
  nntps?: number;
}

/** `lorescope nntp` */
export function nntpVerb(): Command {
  return new Command('nntp')
    .description('serve the lists to newsreaders, read-only (RFC 3977)')
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option('--port <number>', 'port to listen on', parsePort, 1119)
    .option('--nntps <number>', 'port for readers that begin encrypted', parsePort)
    .option('--tls-cert <file>', 'certificate (PEM): with it and its key STARTTLS is offered')
    .option('--tls-key <file>', 'key of the certificate (PEM)')
    .addOption(dbOption())
    .addHelpText(
      'after',
      '\nEach list is a group. Patches carry a header X-Lorescope-State, which newsreaders can show and score by.\n' +
        'Try it:  slrn -h 127.0.0.1 -p 1119 --create   tin -r -g 127.0.0.1 -p 1119   neomutt -g news://127.0.0.1:1119/',
    )
    .action(async (options: NewsOptions & { db?: string; host: string; port: number }) => {
      const archive = openReader(dbPath(options.db));
      const news = await listenForNews(archive, options.host, options.port, options);
      await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
      news.close();
      archive.close();
    });
}

/** Serves newsreaders and says where. */
export async function listenForNews(
  archive: ReturnType<typeof openReader>,
  listenOn: string,
  port: number,
  { tlsCert, tlsKey, nntps }: NewsOptions,
  masks = loadConfig().maskAddresses ?? false,
): Promise<{ close(): void }> {
  if (masks)
    throw new UsageError(
      'Where addresses are hidden, mails are not handed out as they were sent, and newsreaders take nothing else.',
    );
  const { listenNntp } = await import('../../nntp/listen.ts');
  const news = await listenNntp(archive, {
    ...{ listenOn, port, tlsPort: nntps ?? null, cert: tlsCert ?? null, key: tlsKey ?? null },
  });
  print(`Newsreaders: ${news.urls.join(' ')}`);
  return news;
}
