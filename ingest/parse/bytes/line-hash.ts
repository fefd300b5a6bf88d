/**
 * Small hashes of lines and words, and sets of them as short strings: what likeness of patches is reckoned from
 * without their text. 30 bits each, five base64 characters when packed.
 */

/** Hash of a line without its white space; null where it says too little to tell one patch from another (`}`, `else`). */
export function hashLine(line: string, from = 0): number | null {
  let hash = FNV_START;
  let telling = 0;
  for (let at = from; at < line.length; at += 1) {
    const code = line.charCodeAt(at);
    if (code === 0x20 || code === 0x09 || code === 0x0d || code === 0xa0) continue;
    hash = Math.imul(hash ^ code, FNV_PRIME);
    if (isWordCode(code)) telling += 1;
  }
  return telling < FEWEST_TELLING ? null : (hash ^ (hash >>> 15)) & MASK;
}

/** Hashes of the words of three letters and more of a text, each once, sorted. */
export function hashWords(text: string): Int32Array {
  const found = new Set<number>();
  let hash = FNV_START;
  let length = 0;
  for (let at = 0; at <= text.length; at += 1) {
    let code = at < text.length ? text.charCodeAt(at) : 0;
    if (isWordCode(code) || code === 0x5f) {
      if (code >= 0x41 && code <= 0x5a) code += 0x20;
      hash = Math.imul(hash ^ code, FNV_PRIME);
      length += 1;
      continue;
    }
    if (length >= SHORTEST_WORD) found.add((hash ^ (hash >>> 15)) & MASK);
    hash = FNV_START;
    length = 0;
  }
  return Int32Array.from(found).sort();
}

/** The `most` smallest hashes, sorted, as a string. Smallest, so that two samples of one set are the same sample. */
export function packHashes(hashes: readonly number[] | Int32Array, most: number): string {
  // Sorted as numbers by the engine itself: no call for each pair of them.
  const sorted = Int32Array.from(hashes).sort();
  const count = Math.min(sorted.length, most);
  const packed = Buffer.allocUnsafe(5 * count);
  for (let n = 0; n < count; n += 1) {
    const hash = sorted[n]!;
    for (let k = 0; k < 5; k += 1) packed[5 * n + k] = DIGITS[(hash >>> (24 - 6 * k)) & 63]!;
  }
  return packed.toString('latin1');
}

/** The sorted hashes that {@link packHashes} packed. */
export function unpackHashes(packed: string): Int32Array {
  const hashes = new Int32Array(Math.floor(packed.length / 5));
  for (let n = 0; n < hashes.length; n += 1) {
    let hash = 0;
    for (let k = 0; k < 5; k += 1) hash = (hash << 6) | (VALUES[packed.charCodeAt(n * 5 + k)] ?? 0);
    hashes[n] = hash;
  }
  return hashes;
}

/** How many elements two sorted lists have in common, repeated ones counted as often as in both. */
export function countCommon(a: Int32Array, b: Int32Array): number {
  let common = 0;
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    if (a[i]! === b[j]!) {
      common += 1;
      i += 1;
      j += 1;
    } else if (a[i]! < b[j]!) i += 1;
    else j += 1;
  }
  return common;
}

function isWordCode(code: number): boolean {
  return (
    (code >= 0x30 && code <= 0x39) || (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a) || code > 0x7f
  );
}

const FNV_START = 0x811c9dc5;
const FNV_PRIME = 0x01000193;
const MASK = 0x3fffffff;
/** `return0;` says a little, `else` and `break` nothing. */
const FEWEST_TELLING = 6;
const SHORTEST_WORD = 3;
const DIGITS = Buffer.from('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_', 'latin1');
const VALUES: number[] = [];
for (const [value, digit] of DIGITS.entries()) VALUES[digit] = value;
