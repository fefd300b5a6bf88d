/** What requests of a kind have cost so far, so that dear ones can be kept from taking every worker. */
export class CostClasses {
  readonly #milliseconds = new Map<string, number>();

  /** The usual milliseconds of such a request; what was never asked counts as cheap until it was. */
  estimate(kind: string): number {
    return this.#milliseconds.get(kind) ?? UNKNOWN_MS;
  }

  /** A dear answer counts at once, a cheap one little by little: one slow thread makes its kind careful for a while. */
  learn(kind: string, milliseconds: number): void {
    const before = this.#milliseconds.get(kind) ?? milliseconds;
    this.#milliseconds.set(kind, Math.max(before * KEPT, (before + milliseconds) / 2));
  }

  isDear(kind: string): boolean {
    return this.estimate(kind) >= DEAR_MS;
  }
}

const UNKNOWN_MS = 20;
/** The usual answer takes one to forty milliseconds. */
const DEAR_MS = 150;
const KEPT = 0.9;
