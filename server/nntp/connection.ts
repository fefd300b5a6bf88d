import { once } from 'node:events';
import type { Socket } from 'node:net';
import { answer } from './commands.ts';
import { Lines, TOO_LONG } from './lines.ts';
import type { Reply } from './reply.ts';
import type { Session } from './session.ts';

/** How a reader is served. */
export interface Limits {
  /** Milliseconds after which a connection that says nothing, or takes nothing, is ended. */
  idle: number;
}

/**
 * Serves one reader, command by command, until it leaves. Resolves with `tls` where it asked to go on encrypted; nothing that it sent
 * in the clear behind that command is read.
 */
export async function converse(
  socket: Socket,
  session: Session,
  { idle }: Limits,
  onFault: (error: unknown) => void,
): Promise<'closed' | 'tls'> {
  const lines = new Lines(socket);
  socket.setTimeout(idle, () => socket.destroy());
  for (;;) {
    const line = await lines.next();
    if (line === null || socket.destroyed) return 'closed';
    let reply: Reply;
    try {
      reply = line === TOO_LONG ? { status: '501 Line too long' } : answer(session, line);
      if (reply.then === 'tls') lines.release();
      await send(socket, reply);
    } catch (error) {
      if (socket.destroyed) return 'closed';
      onFault(error);
      // Half an answer can't be taken back: the reader must not take an error for a message.
      if (socket.bytesWritten > 0 && isInAnswer.has(socket)) socket.destroy();
      else socket.write('403 Something went wrong here\r\n');
      continue;
    }
    if (reply.then === 'tls') return 'tls';
    if (reply.then === 'close') {
      socket.end();
      return 'closed';
    }
  }
}

/** Sockets to which an answer of several lines has begun. */
const isInAnswer = new WeakSet<Socket>();

async function send(socket: Socket, { status, text, lines }: Reply): Promise<void> {
  if (lines === undefined) return write(socket, `${status}\r\n${text ?? ''}`);
  let part = `${status}\r\n`;
  for (const line of lines) {
    part += `${line.startsWith('.') ? '.' : ''}${line}\r\n`;
    if (part.length < PART) continue;
    isInAnswer.add(socket);
    await write(socket, part);
    // Others are served between two parts of a long answer.
    await new Promise(setImmediate);
    part = '';
  }
  await write(socket, `${part}.\r\n`);
  isInAnswer.delete(socket);
}

/** Writes letters that stand for bytes, and waits where the reader is slow. */
async function write(socket: Socket, text: string): Promise<void> {
  if (socket.destroyed) throw new Error('the reader left');
  if (!socket.write(text, 'latin1')) await Promise.race([once(socket, 'drain'), once(socket, 'close')]);
}

const PART = 16 << 10;
