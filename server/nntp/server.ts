import { createServer, type Server, type Socket } from 'node:net';
import { hostname } from 'node:os';
import { createSecureContext, createServer as createTlsServer, type SecureContext, TLSSocket } from 'node:tls';
import type { Archive } from '../../data/database.ts';
import { converse } from './connection.ts';
import { Session } from './session.ts';

/** How newsreaders are served; all may be left out. */
export interface NntpOptions {
  /** Certificate and key in PEM: STARTTLS is offered with them. */
  tls?: { cert: Buffer | string; key: Buffer | string };
  /** How the server calls itself in Path and Xref. */
  host?: string;
  mostConnections?: number;
  /** Of one address. */
  mostOfOne?: number;
  /** Milliseconds. */
  idle?: number;
  /** Unix seconds. */
  now?: () => number;
  onFault?: (error: unknown) => void;
}

/** Servers for newsreaders, not yet listening. `secure` begins encrypted (NNTPS); null without a certificate. */
export interface NntpServers {
  plain: Server;
  secure: Server | null;
  /** Ends all connections. */
  close(): void;
}

export function buildNntp(archive: Archive, options: NntpOptions = {}): NntpServers {
  const { mostConnections = 500, mostOfOne = 250, idle = 600_000 } = options;
  const host = options.host ?? hostname();
  const now = options.now ?? (() => Date.now() / 1000);
  const onFault = options.onFault ?? ((error: unknown) => void console.error(error));
  const context = options.tls ? createSecureContext(options.tls) : null;
  const open = new Set<Socket>();

  const serve = async (socket: Socket, isSecure: boolean) => {
    socket.on('error', () => socket.destroy());
    const address = socket.remoteAddress;
    const ofOne = [...open].filter((one) => one.remoteAddress === address).length;
    if (open.size >= mostConnections || ofOne >= mostOfOne) {
      socket.end('400 Too many connections\r\n');
      return;
    }
    open.add(socket);
    socket.once('close', () => open.delete(socket));
    socket.write(`201 ${host} Lorescope, reading only\r\n`);
    const session = () => new Session(archive, { host, offersTls: context !== null && !isSecure, now });
    if ((await converse(socket, session(), { idle }, onFault)) !== 'tls' || !context) return;
    isSecure = true;
    const secured = await secure(socket, context);
    if (secured) await converse(secured, session(), { idle }, onFault);
  };
  const begin = (isSecure: boolean) => (socket: Socket) => {
    serve(socket, isSecure).catch((error: unknown) => {
      onFault(error);
      socket.destroy();
    });
  };
  return {
    plain: createServer(begin(false)),
    secure: options.tls ? createTlsServer({ ...options.tls, handshakeTimeout: HANDSHAKE }, begin(true)) : null,
    close: () => {
      for (const socket of open) socket.destroy();
    },
  };
}

/** The connection encrypted; null where the reader can't. */
function secure(socket: Socket, secureContext: SecureContext): Promise<TLSSocket | null> {
  return new Promise((resolve) => {
    const secured = new TLSSocket(socket, { isServer: true, secureContext });
    const timer = setTimeout(() => secured.destroy(), HANDSHAKE);
    const settle = (result: TLSSocket | null) => {
      clearTimeout(timer);
      resolve(result);
    };
    secured.once('secure', () => settle(secured));
    secured.once('error', () => secured.destroy());
    secured.once('close', () => settle(null));
    socket.once('close', () => secured.destroy());
  });
}

const HANDSHAKE = 10_000;
