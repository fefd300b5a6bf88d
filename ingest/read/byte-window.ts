/** The part of a stream that is still needed, addressed by stream offsets. */

/**
 * Bytes are appended at its end and forgotten at its beginning. What `slice` gives stays valid for ever: bytes that were
 * handed out are never overwritten. Each byte is copied at most a few times, however long the window gets.
 */
export class ByteWindow {
  /** First offset that must be kept; the caller moves it on. */
  start: number;
  private store: Buffer = Buffer.alloc(0);
  /** Offset of `store[0]`, and number of bytes in it that are filled. */
  private base: number;
  private filled = 0;
  /** False while `store` is a chunk of the caller's: nothing may be written behind it. */
  private own = false;

  constructor(start: number) {
    this.start = start;
    this.base = start;
  }

  /** Offset behind the last byte. */
  get end(): number {
    return this.base + this.filled;
  }

  append(chunk: Buffer): void {
    const rest = this.end - this.start;
    if (rest === 0) {
      this.replace(chunk, chunk.length, false);
      return;
    }
    if (!this.own || this.filled + chunk.length > this.store.length) {
      const grown = Buffer.allocUnsafe(rest > chunk.length ? 2 * rest + chunk.length : rest + chunk.length);
      this.store.copy(grown, 0, this.start - this.base, this.filled);
      this.replace(grown, rest, true);
    }
    chunk.copy(this.store, this.filled);
    this.filled += chunk.length;
  }

  /** The byte at an offset; -1 outside the window. */
  at(offset: number): number {
    const index = offset - this.base;
    return index >= 0 && index < this.filled ? (this.store[index] ?? -1) : -1;
  }

  slice(from: number, to: number): Buffer {
    return this.store.subarray(from - this.base, Math.min(to, this.end) - this.base);
  }

  /** Offset of the next occurrence, -1 where there is none. */
  find(needle: Buffer | number, from: number, to = this.end): number {
    const index = this.store.subarray(0, Math.min(to, this.end) - this.base).indexOf(needle, from - this.base);
    return index < 0 ? -1 : this.base + index;
  }

  text(from: number, to: number): string {
    return this.store.toString('latin1', from - this.base, to - this.base);
  }

  private replace(store: Buffer, filled: number, own: boolean): void {
    this.store = store;
    this.base = this.start;
    this.filled = filled;
    this.own = own;
  }
}
