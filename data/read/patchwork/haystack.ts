/** Lines of text that are looked through for a part of them, any case; lines are only added. */
export class Haystack {
  #text = '';
  /** Where each line begins. */
  readonly #starts: number[] = [];
  readonly #names: number[] = [];

  add(name: number, line: string): void {
    this.#starts.push(this.#text.length);
    this.#names.push(name);
    this.#text += `${line.toLowerCase().replaceAll('\n', ' ')}\n`;
  }

  /** Names of the lines that hold `part`, as they were added; null for more than `most`. */
  find(part: string, most: number): number[] | null {
    const wanted = part.toLowerCase();
    const found: number[] = [];
    for (let at = this.#text.indexOf(wanted); at >= 0;) {
      const line = this.#lineAt(at);
      found.push(this.#names[line]!);
      if (found.length > most) return null;
      const next = this.#starts[line + 1];
      at = next === undefined ? -1 : this.#text.indexOf(wanted, next);
    }
    return found;
  }

  #lineAt(at: number): number {
    let low = 0;
    let high = this.#starts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#starts[middle]! <= at) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }
}
