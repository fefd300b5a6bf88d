import { decodeCharset } from './charset.ts';
import type { Defects } from './defects.ts';

/**
 * Decodes the encoded words of a header value (RFC 2047), as mail abuses them: inside quoted strings, with blanks in
 * them, lower-case q and b, padding missing, and a multibyte character split over two words (the bytes of neighbours in
 * one charset are joined before they are decoded). What is no encoded word stays as it stands.
 */
export function decodeWords(value: string, defects: Defects): string {
  if (!value.includes('=?')) return value;
  let out = '';
  let run: { charset: string; bytes: Buffer[] } | null = null;
  let last = 0;
  const flush = () => {
    if (run) out += decodeCharset(Buffer.concat(run.bytes), run.charset, defects).replace(/[\r\n]+/g, ' ');
    run = null;
  };
  ENCODED_WORD.lastIndex = 0;
  for (let match = ENCODED_WORD.exec(value); match; match = ENCODED_WORD.exec(value)) {
    const between = value.slice(last, match.index);
    const charset = (match[1] ?? '').replace(/\*.*$/, '');
    const bytes = (match[2] ?? '').toLowerCase() === 'b' ? fromBase64(match[3] ?? '') : fromQ(match[3] ?? '');
    const joins: boolean = last > 0 && between.trim() === '';
    if (!joins) {
      flush();
      out += between;
    } else if (run && run.charset.toLowerCase() !== charset.toLowerCase()) flush();
    if (run) run.bytes.push(bytes);
    else run = { charset, bytes: [bytes] };
    last = match.index + match[0].length;
  }
  flush();
  return out + value.slice(last);
}

function fromBase64(text: string): Buffer {
  return Buffer.from(text, 'base64');
}

/** The Q encoding: `_` is a space, `=XX` a byte; characters that should not stand there stand for themselves. */
function fromQ(text: string): Buffer {
  const out = Buffer.allocUnsafe(Buffer.byteLength(text, 'utf8'));
  let length = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === UNDERSCORE) out[length++] = SPACE;
    else if (code === EQUALS && HEX_PAIR.test(text.slice(i + 1, i + 3))) {
      out[length++] = Number.parseInt(text.slice(i + 1, i + 3), 16);
      i += 2;
    } else if (code < 0x80) out[length++] = code;
    else length += out.write(text.charAt(i), length, 'utf8');
  }
  return out.subarray(0, length);
}

/** Lazy up to the first `?=`; the text may hold blanks and single question marks, but no other word's start. */
const ENCODED_WORD = /=\?([\w!#$%&'*+.:^`{|}~-]{1,60})\?([bq])\?((?:(?!\?=|=\?(?!=)).){0,4000})\?=/gi;
const HEX_PAIR = /^[0-9a-f]{2}$/i;
const UNDERSCORE = 0x5f;
const EQUALS = 0x3d;
const SPACE = 0x20;
