import type { Socket } from 'node:net';

/** A line that is longer than any command. */
export const TOO_LONG = Symbol('line too long');

/**
 * The commands that a connection sends, one by one; what comes meanwhile waits, and beyond a bound the sender is made to wait. Ends when
 * the connection does.
 */
export class Lines {
  readonly #socket: Socket;
  readonly #waiting: (string | typeof TOO_LONG)[] = [];
  #part = '';
  #skips = false;
  #bytes = 0;
  #ended = false;
  #wake: (() => void) | null = null;
  readonly #take = (chunk: Buffer) => this.#add(chunk.toString('latin1'));
  readonly #end = () => {
    this.#ended = true;
    this.#wake?.();
  };

  constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('data', this.#take);
    for (const event of ['end', 'close', 'error']) socket.on(event, this.#end);
  }

  /** The next line without its end; null behind the last one. */
  async next(): Promise<string | typeof TOO_LONG | null> {
    while (this.#waiting.length === 0) {
      if (this.#ended) return null;
      await new Promise<void>((wake) => (this.#wake = wake));
      this.#wake = null;
    }
    const line = this.#waiting.shift()!;
    if (typeof line === 'string') this.#bytes -= line.length;
    if (this.#bytes < MOST_WAITING) this.#socket.resume();
    return line;
  }

  /** Leaves the connection to somebody else; what was sent and not yet read is thrown away, as STARTTLS must. */
  release(): void {
    this.#socket.removeListener('data', this.#take);
    for (const event of ['end', 'close', 'error']) this.#socket.removeListener(event, this.#end);
  }

  #add(text: string): void {
    let from = 0;
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', from)) {
      const line = this.#part + text.slice(from, at).replace(/\r$/, '');
      this.#part = '';
      from = at + 1;
      if (this.#skips) this.#skips = false;
      else {
        this.#waiting.push(line.length > MOST_LINE ? TOO_LONG : line);
        this.#bytes += line.length;
      }
    }
    if (!this.#skips) this.#part += text.slice(from);
    if (this.#part.length > MOST_LINE) {
      this.#part = '';
      this.#skips = true;
      this.#waiting.push(TOO_LONG);
    }
    if (this.#bytes >= MOST_WAITING || this.#waiting.length > MOST_COMMANDS) this.#socket.pause();
    this.#wake?.();
  }
}

/** RFC 3977 §3.1 allows 512; some clients send long lists of groups. */
const MOST_LINE = 2048;
const MOST_WAITING = 64 << 10;
const MOST_COMMANDS = 1000;
