/** Things by when they are due next, the earliest first: a binary heap. */
export class Agenda<T extends { next: number }> {
  readonly #heap: T[] = [];

  /** The earliest, which stays. */
  first(): T | undefined {
    return this.#heap[0];
  }

  add(item: T): void {
    const heap = this.#heap;
    let at = heap.push(item) - 1;
    while (at > 0) {
      const above = (at - 1) >> 1;
      if (heap[above]!.next <= item.next) break;
      heap[at] = heap[above]!;
      at = above;
    }
    heap[at] = item;
  }

  removeFirst(): void {
    const last = this.#heap.pop();
    if (last === undefined || this.#heap.length === 0) return;
    this.#heap[0] = last;
    this.settle();
  }

  /** Brings the first to its place after its time has moved on. */
  settle(): void {
    const heap = this.#heap;
    const item = heap[0];
    if (!item) return;
    let at = 0;
    for (;;) {
      let below = 2 * at + 1;
      if (below >= heap.length) break;
      if (below + 1 < heap.length && heap[below + 1]!.next < heap[below]!.next) below += 1;
      if (heap[below]!.next >= item.next) break;
      heap[at] = heap[below]!;
      at = below;
    }
    heap[at] = item;
  }
}
