import type { Kind } from '../../contract/index.ts';

/** The kind bits of a stored message as words. */
export function presentKind(bits: number): Kind {
  return {
    patch: (bits & 1) !== 0,
    cover: (bits & 2) !== 0,
    reply: (bits & 4) !== 0,
    diff: (bits & 8) !== 0,
    pull: (bits & 16) !== 0,
    attachment: (bits & 32) !== 0,
  };
}
