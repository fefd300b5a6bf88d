import { Buffer } from 'node:buffer';

/**
 * Text as quoted-printable of its UTF-8 bytes (RFC 2045, 6.7), so that no line of it begins with `From ` and no carriage
 * return stands open.
 */
export function encodeQuotedPrintable(text: string): string {
  return text.split('\n').map(encodeLine).join('\n');
}

/** A soft line break must not bring an `F` to a line's start either, so every one that stands there is encoded. */
function encodeLine(line: string): string {
  const bytes = Buffer.from(line, 'utf8');
  let out = '';
  let width = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    let piece = pieceOf(bytes[at]!, at === bytes.length - 1, width === 0);
    if (width + piece.length > MAX_WIDTH) {
      out += '=\n';
      width = 0;
      piece = pieceOf(bytes[at]!, at === bytes.length - 1, true);
    }
    out += piece;
    width += piece.length;
  }
  return out;
}

function pieceOf(byte: number, isLast: boolean, isFirst: boolean): string {
  const isBlank = byte === BLANK || byte === TAB;
  const isOpen = isBlank
    ? !isLast
    : byte > BLANK && byte < DELETE && byte !== EQUALS && !(isFirst && byte === CAPITAL_F);
  return isOpen ? String.fromCharCode(byte) : `=${byte.toString(16).toUpperCase().padStart(2, '0')}`;
}

const BLANK = 0x20;
const TAB = 0x09;
const EQUALS = 0x3d;
const CAPITAL_F = 0x46;
const DELETE = 0x7f;
/** 76 with the `=` of a soft line break. */
const MAX_WIDTH = 75;
