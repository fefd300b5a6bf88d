/** Runs git on a repository that strangers wrote: its own settings run nothing. */
import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import { type ByteStream, readableBytes } from './byte-stream.ts';
import { type GitProcess, startGit } from './git-process.ts';
import { SourceError } from './source-error.ts';

/** One git repository, read only. Every call starts one git process; arguments never go through a shell. */
export class Git {
  readonly path: string;

  constructor(path: string) {
    this.path = path;
  }

  /** What a command prints, and its exit code. @throws SourceError where git is missing */
  run(...args: string[]): Promise<{ output: string; code: number }> {
    return this.answer([], ...args);
  }

  /** As `run`, with lines of input. */
  async answer(input: Iterable<string>, ...args: string[]): Promise<{ output: string; code: number }> {
    const child = this.start(args);
    void feed(child, input);
    const chunks: Buffer[] = [];
    for await (const chunk of child.stdout) chunks.push(chunk as Buffer);
    return { output: Buffer.concat(chunks).toString('utf8'), code: await child.ended };
  }

  /** The output of a command line by line, as it comes, one character a byte. A command that fails ends the lines. */
  lines(...args: string[]): AsyncGenerator<string> {
    return this.answerLines([], ...args);
  }

  /** As `lines`, with lines of input. */
  async *answerLines(input: Iterable<string>, ...args: string[]): AsyncGenerator<string> {
    const child = this.start(args);
    void feed(child, input);
    try {
      yield* linesOf(child);
      await child.ended;
    } finally {
      child.stop();
    }
  }

  /** The lines of a second command that reads what the first one prints; `input` goes to the first. */
  async *piped(input: Iterable<string>, first: string[], second: string[]): AsyncGenerator<string> {
    const from = this.start(first);
    const to = this.start(second);
    void feed(from, input);
    const passed = pipeline(from.stdout, to.stdin).catch(() => {});
    try {
      yield* linesOf(to);
      await to.ended;
    } finally {
      from.stop();
      to.stop();
      await passed;
    }
  }

  /**
   * The contents of objects, in the order asked for; null where git has none. Of a larger object than `limit` the first
   * `limit` bytes. One `git cat-file --batch --buffer` answers all (git-cat-file(1), "BATCH OUTPUT").
   */
  async *objects(names: Iterable<string>, limit: number): AsyncGenerator<{ bytes: Buffer; size: number } | null> {
    const child = this.start(['cat-file', '--batch', '--buffer']);
    const asked = feed(child, names);
    const answers = new AnswerReader(readableBytes(child.stdout));
    try {
      for (;;) {
        const line = await answers.line();
        if (line === null) break;
        const found = /^[0-9a-f]+ \w+ (\d+)$/.exec(line);
        if (!found) {
          yield null;
          continue;
        }
        const size = Number(found[1]);
        const bytes = await answers.take(Math.min(size, limit));
        if (size > limit) await answers.skip(size - limit);
        await answers.skip(1);
        yield { bytes, size };
      }
      if ((await child.ended) !== 0) throw new SourceError(`git could not read the objects of ${this.path}.`);
    } finally {
      child.stop();
      await asked;
    }
  }

  private start(args: readonly string[]): GitProcess {
    return startGit([`--git-dir=${this.path}`, ...args]);
  }
}

/** Writes lines to a command and closes its input; a command that ended early took what it wanted. */
function feed(child: GitProcess, lines: Iterable<string>): Promise<void> {
  return pipeline(Readable.from(inChunks(lines)), child.stdin).catch(() => {});
}

async function* linesOf({ stdout }: GitProcess): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of stdout) {
    const lines = (rest + (chunk as Buffer).toString('latin1')).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  if (rest !== '') yield rest;
}

function* inChunks(names: Iterable<string>): Generator<string> {
  let chunk = '';
  for (const name of names) {
    chunk += `${name}\n`;
    if (chunk.length < 16 * 1024) continue;
    yield chunk;
    chunk = '';
  }
  if (chunk !== '') yield chunk;
}

/** Takes lines and runs of bytes from a stream. Asynchronous only where the bytes at hand don't suffice. */
class AnswerReader {
  private readonly chunks: AsyncIterator<Buffer>;
  private chunk: Buffer = Buffer.alloc(0);
  private at = 0;

  constructor(stream: ByteStream) {
    this.chunks = stream[Symbol.asyncIterator]();
  }

  /** The next line without its LF; null at the end. */
  async line(): Promise<string | null> {
    let line = '';
    for (;;) {
      const end = this.chunk.indexOf(0x0a, this.at);
      if (end >= 0) {
        line += this.chunk.toString('latin1', this.at, end);
        this.at = end + 1;
        return line;
      }
      line += this.chunk.toString('latin1', this.at);
      if (!(await this.more())) return line === '' ? null : line;
    }
  }

  async take(size: number): Promise<Buffer> {
    if (this.chunk.length - this.at >= size) {
      this.at += size;
      return this.chunk.subarray(this.at - size, this.at);
    }
    const result = Buffer.allocUnsafe(size);
    let filled = 0;
    for (;;) {
      const step = Math.min(size - filled, this.chunk.length - this.at);
      this.chunk.copy(result, filled, this.at, this.at + step);
      this.at += step;
      filled += step;
      if (filled === size || !(await this.more())) return result.subarray(0, filled);
    }
  }

  async skip(size: number): Promise<void> {
    let left = size;
    for (;;) {
      const step = Math.min(left, this.chunk.length - this.at);
      this.at += step;
      left -= step;
      if (left === 0 || !(await this.more())) return;
    }
  }

  private async more(): Promise<boolean> {
    const { value, done } = await this.chunks.next();
    this.chunk = done ? Buffer.alloc(0) : value;
    this.at = 0;
    return !done;
  }
}
