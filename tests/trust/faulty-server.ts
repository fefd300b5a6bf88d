/** A web server on loopback that serves files as public-inbox does, and misbehaves when told to. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { join, normalize } from 'node:path';

/** What goes wrong with a request. */
export type Fault =
  'cut' | 'half' | 'silence' | 'drip' | 'page' | { status: number; retryAfter?: number; location?: string };

export interface FaultyServer {
  url: string;
  /** Each request as `GET /path`, with the faults that it met. */
  requests: { path: string; agent: string; status: number; conditional: boolean }[];
  /** Asked for each request; null serves the file. */
  fault: (path: string, count: number) => Fault | null;
  /** The most requests that were answered at one time. */
  most: number;
  close(): Promise<void>;
}

/** Serves the files of a folder. ETags are those of the bytes. */
export async function serveFolder(root: string): Promise<FaultyServer> {
  const counts = new Map<string, number>();
  let open = 0;
  const server = createServer((request, response) => {
    open += 1;
    faulty.most = Math.max(faulty.most, open);
    response.on('close', () => (open -= 1));
    void answer(request, response);
  });
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://x').pathname);
    const count = (counts.get(path) ?? 0) + 1;
    counts.set(path, count);
    const bytes = await readFile(join(root, normalize(path))).catch(() => null);
    const etag = bytes && `"${bytes.length}-${bytes.reduce((sum, byte) => (sum * 31 + byte) >>> 0, 7)}"`;
    const conditional = request.headers['if-none-match'] !== undefined;
    const fault = faulty.fault(path, count);
    const note = (status: number) =>
      faulty.requests.push({ path, agent: request.headers['user-agent'] ?? '', status, conditional });
    if (fault === 'cut') {
      note(0);
      request.socket.destroy();
    } else if (fault === 'silence') {
      note(0);
    } else if (fault === 'page') {
      note(200);
      response.writeHead(200, { 'content-type': 'text/html' });
      response.end(
        '<!doctype html><html><head><title>Making sure you are not a bot!</title></head><body></body></html>',
      );
    } else if (fault !== null && typeof fault === 'object') {
      note(fault.status);
      response.writeHead(fault.status, {
        ...(fault.retryAfter !== undefined && { 'retry-after': `${fault.retryAfter}` }),
        ...(fault.location !== undefined && { location: fault.location }),
      });
      response.end('no');
    } else if (!bytes) {
      note(404);
      response.writeHead(404).end('no such thing');
    } else if (request.headers['if-none-match'] === etag) {
      note(304);
      response.writeHead(304).end();
    } else {
      note(200);
      response.writeHead(200, { 'content-length': bytes.length, etag: etag! });
      if (fault === 'half') {
        response.write(bytes.subarray(0, bytes.length >> 1), () => request.socket.destroy());
      } else if (fault === 'drip') {
        for (let at = 0; at < bytes.length; at += Math.ceil(bytes.length / 8)) {
          response.write(bytes.subarray(at, at + Math.ceil(bytes.length / 8)));
          await new Promise((resolve) => setTimeout(resolve, 20));
        }
        response.end();
      } else {
        response.end(bytes);
      }
    }
  };
  const faulty: FaultyServer = {
    url: '',
    requests: [],
    fault: () => null,
    most: 0,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  faulty.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return faulty;
}
