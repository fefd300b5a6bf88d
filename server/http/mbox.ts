import { Buffer } from 'node:buffer';

/**
 * A mail as it stands in an mboxrd file: a `From ` line as lore writes it, then the bytes with every `>*From ` line quoted
 * once more (so that unquoting gives the very bytes back), then an empty line.
 */
export function mboxrd(bytes: Buffer): Buffer {
  const text = bytes.includes('From ') ? bytes.toString('latin1').replace(FROM_LINE, '>$&') : null;
  const body = text === null ? bytes : Buffer.from(text, 'latin1');
  return Buffer.concat([HEAD, body, body.at(-1) === 0x0a ? END : END_WITHOUT_NEWLINE]);
}

/** A line begins behind LF alone: a lone CR does not end one, and what stands behind it must not be quoted. */
const FROM_LINE = /(?<![^\n])>*From /g;
const HEAD = Buffer.from('From mboxrd@z Thu Jan  1 00:00:00 1970\n');
const END = Buffer.from('\n');
const END_WITHOUT_NEWLINE = Buffer.from('\n\n');
