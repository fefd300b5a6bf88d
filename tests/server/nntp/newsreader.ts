import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** A newsreader by hand: sends commands, reads answers. */
export class Newsreader {
  socket: Socket;
  #text = '';
  #ended = false;
  #wake: (() => void) | null = null;

  constructor(socket: Socket) {
    this.socket = socket;
    this.listen();
  }

  static async open(port: number): Promise<Newsreader> {
    const socket = connect(port, '127.0.0.1');
    await once(socket, 'connect');
    return new Newsreader(socket);
  }

  listen(): void {
    this.socket.on('data', (chunk: Buffer) => {
      this.#text += chunk.toString('latin1');
      this.#wake?.();
    });
    this.socket.on('error', () => {});
    this.socket.on('close', () => {
      this.#ended = true;
      this.#wake?.();
    });
  }

  /** Up to and with `mark`. */
  async upTo(mark: string): Promise<string> {
    for (;;) {
      const at = this.#text.indexOf(mark);
      if (at >= 0) {
        const found = this.#text.slice(0, at + mark.length);
        this.#text = this.#text.slice(at + mark.length);
        return found;
      }
      if (this.#ended) throw new Error(`the server left after: ${this.#text.slice(-200)}`);
      await new Promise<void>((wake) => (this.#wake = wake));
    }
  }

  line = async () => (await this.upTo('\r\n')).slice(0, -2);

  send(...lines: string[]): void {
    this.socket.write(lines.map((line) => `${line}\r\n`).join(''), 'latin1');
  }

  /** A command with an answer of one line. */
  async ask(command: string): Promise<string> {
    this.send(command);
    return this.line();
  }

  /** A command with an answer of several: its status, and the lines with dots undone. */
  async askAll(command: string): Promise<{ status: string; lines: string[] }> {
    const status = await this.ask(command);
    if (!/^(?:1\d\d|2[0-3]\d|282)/.test(status) || /^211 \d+ \d+ \d+ \S+$/.test(status)) return { status, lines: [] };
    const lines: string[] = [];
    for (let line = await this.line(); line !== '.'; line = await this.line()) lines.push(line.replace(/^\.\./, '.'));
    return { status, lines };
  }
}
