import type { Defects } from './defects.ts';

/**
 * Undoes a Content-Transfer-Encoding (RFC 2045, 6). Never fails: what is wrong is kept as it stood, with a defect.
 * @param encoding the header's value, null where there is none
 */
export function decodeTransfer(body: Buffer, encoding: string | null, defects: Defects): Buffer {
  const name = (encoding ?? '').replace(/\(.*$/, '').replace(/["';]/g, '').trim().toLowerCase();
  if (IDENTITY.has(name)) return body;
  if (name === 'quoted-printable' || name === 'quotedprintable' || name === 'quoted')
    return decodeQuotedPrintable(body, defects);
  if (name === 'base64') return decodeBase64(body, defects);
  if (UUENCODE.has(name)) return decodeUuencode(body);
  defects.add('transfer-encoding-unknown', name);
  return body;
}

function decodeQuotedPrintable(body: Buffer, defects: Defects): Buffer {
  let from = 0;
  let equals = body.indexOf(EQUALS);
  if (equals < 0) return body;
  const out = Buffer.allocUnsafe(body.length);
  let length = 0;
  let broken = false;
  while (equals >= 0) {
    length += body.copy(out, length, from, equals);
    const high = HEX[body[equals + 1] ?? 0] ?? -1;
    const low = HEX[body[equals + 2] ?? 0] ?? -1;
    if (high >= 0 && low >= 0) {
      out[length++] = (high << 4) | low;
      from = equals + 3;
    } else {
      const next = behindSoftBreak(body, equals + 1);
      if (next > 0) from = next;
      else {
        broken = true;
        out[length++] = EQUALS;
        from = equals + 1;
      }
    }
    equals = body.indexOf(EQUALS, from);
  }
  length += body.copy(out, length, from);
  if (broken) defects.add('quoted-printable-invalid');
  return out.subarray(0, length);
}

/** Where the line behind a soft break starts (blanks before the line end are padding); 0 where there is none. */
function behindSoftBreak(body: Buffer, start: number): number {
  let at = start;
  while (body[at] === SPACE || body[at] === TAB) at++;
  if (at >= body.length) return body.length;
  if (body[at] === LF) return at + 1;
  if (body[at] === CR) return body[at + 1] === LF ? at + 2 : at + 1;
  return 0;
}

/**
 * base64, which may be several pieces one behind the other (each with its padding), may hold stray characters, and may
 * be followed by plain text: list software appends its footer to the encoded body as it stands.
 */
function decodeBase64(body: Buffer, defects: Defects): Buffer {
  const text = body.toString('latin1');
  const padding = text.indexOf('=');
  if (padding < 0 || padding > text.length - 8) {
    if (!looksEncoded(text)) {
      defects.add('base64-invalid');
      return body;
    }
    return Buffer.from(text, 'base64');
  }
  const out: Buffer[] = [];
  let at = 0;
  while (at < text.length) {
    const stop = text.indexOf('=', at);
    const end = stop < 0 ? text.length : stop;
    const piece = text.slice(at, end);
    if (!looksEncoded(piece)) {
      if (at === 0) {
        defects.add('base64-invalid');
        return body;
      }
      defects.add('base64-trailing-text');
      out.push(Buffer.from(text.slice(at).replace(/^=*\r?\n/, ''), 'latin1'));
      break;
    }
    out.push(Buffer.from(piece, 'base64'));
    at = end;
    while (text[at] === '=') at++;
    if (text.slice(at, at + 200).trim() === '' && text.slice(at).trim() === '') break;
  }
  return Buffer.concat(out);
}

/** Base64 has no blanks inside lines and nearly nothing outside its alphabet. */
function looksEncoded(text: string): boolean {
  let letters = 0;
  let strange = 0;
  const end = Math.min(text.length, SAMPLE);
  for (let i = 0; i < end; i++) {
    const code = text.charCodeAt(i);
    if (BASE64_LETTER[code] === 1) letters++;
    else if (code !== LF && code !== CR && code !== EQUALS) strange++;
  }
  return strange * STRANGE_SHARE <= letters;
}

function decodeUuencode(body: Buffer): Buffer {
  const out: number[] = [];
  let inside = false;
  for (const line of body.toString('latin1').split(/\r\n|\r|\n/)) {
    if (!inside) inside = /^begin [0-7]{3,4} /.test(line);
    else if (/^end\s*$/.test(line)) break;
    else {
      const count = (line.charCodeAt(0) - SPACE) & 63;
      const sextet = (i: number): number => (i < line.length ? (line.charCodeAt(i) - SPACE) & 63 : 0);
      for (let i = 1, n = 0; n < count && i < line.length; i += 4) {
        const word = (sextet(i) << 18) | (sextet(i + 1) << 12) | (sextet(i + 2) << 6) | sextet(i + 3);
        for (const byte of [word >> 16, (word >> 8) & 255, word & 255]) if (n++ < count) out.push(byte);
      }
    }
  }
  return inside ? Buffer.from(out) : body;
}

const IDENTITY = new Set(['', '7bit', '8bit', 'binary', '7-bit', '8-bit', '7 bit', '8 bit', 'none']);
const UUENCODE = new Set(['x-uuencode', 'uuencode', 'x-uue', 'uue']);

const TAB = 9;
const LF = 10;
const CR = 13;
const SPACE = 32;
const EQUALS = 61;

/** Value of a hexadecimal digit by its character code, -1 for anything else. */
const HEX = Int8Array.from({ length: 256 }, (_, code) => {
  const digit = '0123456789abcdef'.indexOf(String.fromCharCode(code).toLowerCase());
  return digit;
});

const BASE64_LETTER = Uint8Array.from({ length: 256 }, (_, code) =>
  /[A-Za-z0-9+/]/.test(String.fromCharCode(code)) ? 1 : 0,
);
const SAMPLE = 1000;

/** One stray character in 20 is damage in transit; more is another kind of text. */
const STRANGE_SHARE = 20;
