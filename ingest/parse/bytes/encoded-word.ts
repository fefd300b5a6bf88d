import { isUtf8 } from 'node:buffer';
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
  let run: Word[] = [];
  let last = 0;
  for (const match of value.matchAll(ENCODED_WORD)) {
    const [whole, charset = '', encoding = '', text = ''] = match;
    const word = {
      charset: charset.replace(/\*.*$/, '').toLowerCase(),
      isBase64: encoding.toLowerCase() === 'b',
      text,
    };
    const between = value.slice(last, match.index);
    const isNext = run.length > 0 && between.trim() === '';
    if (!isNext || run[0]?.charset !== word.charset) {
      out += decodeRun(run, defects) + (isNext ? '' : between);
      run = [];
    }
    run.push(word);
    last = match.index + whole.length;
  }
  return out + decodeRun(run, defects) + value.slice(last);
}

/** One encoded word, its language tag (RFC 2231) taken off the charset. */
interface Word {
  charset: string;
  isBase64: boolean;
  text: string;
}

/** Neighbours in one charset: their bytes are one text, since some mailers cut where a character goes on. */
function decodeRun(run: readonly Word[], defects: Defects): string {
  const [first] = run;
  if (!first) return '';
  let bytes = Buffer.concat(run.map(({ isBase64, text }) => (isBase64 ? Buffer.from(text, 'base64') : fromQ(text))));
  // Worse ones cut between the letters of one base64 group.
  if (run.length > 1 && first.charset === 'utf-8' && run.every(({ isBase64 }) => isBase64) && !isUtf8(bytes)) {
    const joined = Buffer.from(run.map(({ text }) => text.replace(/(?<!=)=+$/, '')).join(''), 'base64');
    if (isUtf8(joined)) bytes = joined;
  }
  return decodeCharset(bytes, first.charset, defects).replace(/[\r\n]+/g, ' ');
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
