import { readFileSync } from 'node:fs';
import type { Server } from 'node:net';
import type { AddressInfo } from 'node:net';
import type { Archive } from '../../data/database.ts';
import { ListenError, whyNot } from '../http/listen.ts';
import { buildNntp, type NntpOptions } from './server.ts';

/** Where newsreaders are listened for. */
export interface NntpPlace extends Omit<NntpOptions, 'tls'> {
  listenOn: string;
  port: number;
  /** For readers that begin encrypted; null: none listen there. */
  tlsPort: number | null;
  /** Files in PEM; both or none. */
  cert: string | null;
  key: string | null;
}

/** Serves newsreaders; tells the addresses once it listens. Throws {@link ListenError} where a port or file can't be used. */
export async function listenNntp(
  archive: Archive,
  { listenOn, port, tlsPort, cert, key, ...options }: NntpPlace,
): Promise<{ urls: string[]; close(): void }> {
  if ((cert === null) !== (key === null)) throw new ListenError('--tls-cert and --tls-key are given together.');
  if (tlsPort !== null && cert === null)
    throw new ListenError('A port for encrypted readers needs --tls-cert and --tls-key.');
  const tls = cert !== null && key !== null ? { cert: pem(cert), key: pem(key) } : undefined;
  const servers = buildNntp(archive, { ...options, ...(tls && { tls }) });
  const shown = listenOn.includes(':') ? `[${listenOn}]` : listenOn;
  const urls = [`nntp://${shown}:${await start(servers.plain, listenOn, port)}`];
  if (servers.secure && tlsPort !== null)
    urls.push(`nntps://${shown}:${await start(servers.secure, listenOn, tlsPort)}`);
  return {
    urls,
    close: () => {
      servers.plain.close();
      servers.secure?.close();
      servers.close();
    },
  };
}

function start(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(new ListenError(whyNot(error, host, port))));
    server.listen({ host, port }, () => resolve((server.address() as AddressInfo).port));
  });
}

function pem(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    throw new ListenError(`${path} can't be read: ${(error as Error).message}`);
  }
}
