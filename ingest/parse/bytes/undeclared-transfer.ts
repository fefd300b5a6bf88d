import { isUtf8 } from 'node:buffer';

/**
 * The transfer encoding of a body whose header names none, as archives that drop MIME headers leave it. Only where nothing
 * in the body speaks against it: every `=` is part of an escape that an encoder writes, or every line is base64 and decodes
 * to text. Null where the body is what it seems.
 */
export function undeclaredTransfer(body: Buffer): 'quoted-printable' | 'base64' | null {
  if (isEscaped(body)) return 'quoted-printable';
  return isBase64(body) ? 'base64' : null;
}

function isEscaped(body: Buffer): boolean {
  let at = body.indexOf('=');
  if (at < 0) return false;
  const text = body.toString('latin1');
  let proofs = 0;
  for (; at >= 0; at = text.indexOf('=', at + 1)) {
    const rest = text.slice(at + 1, at + 4);
    if (/^[ \t]{0,3}(?:\r?\n|$)/.test(rest)) {
      if (at - text.lastIndexOf('\n', at) > LONG_LINE) proofs += 2;
      continue;
    }
    const code = /^[0-9A-F]{2}/.test(rest) ? Number.parseInt(rest.slice(0, 2), 16) : -1;
    // One escaped letter may be chance (`x=AB`); no text but an encoded one writes `=3D`.
    if (code === EQUALS) proofs += 2;
    else if (code >= 0x80) proofs += 1;
    else if ((code === SPACE || code === TAB) && /^..(?:[\r\n]|$)/.test(rest)) continue;
    else if (!(text[at - 1] === '\n' && (code === DOT || code === CAPITAL_F))) return false;
    at += 2;
  }
  return proofs >= 2;
}

/** Lines of one length and a shorter last one; what stands behind a blank line (a list's footer) does not matter. */
function isBase64(body: Buffer): boolean {
  const text = body.toString('latin1').trimStart();
  const block = text.split(/\r?\n[ \t]*(?:\r?\n|$)/, 1)[0]!.trimEnd();
  const lines = block.split(/\r?\n/);
  const width = lines[0]!.length;
  if (width < SHORTEST_WIDTH || width > WIDEST || width % 4 !== 0) return false;
  if (
    !lines.every(
      (line, n) => LINE.test(line) && (n === lines.length - 1 ? line.length <= width : line.length === width),
    )
  )
    return false;
  const decoded = Buffer.from(block, 'base64');
  // A key or a picture is no text; what is neither UTF-8 nor without control characters is not decoded.
  return (
    decoded.length > 0 &&
    isUtf8(decoded) &&
    !CONTROLS.test(decoded.toString('latin1')) &&
    /\s/.test(decoded.toString('latin1'))
  );
}

const LINE = /^[A-Za-z0-9+/]+={0,2}$/;
const CONTROLS = /[\0-\x08\x0e-\x1f]/;
/** Encoders break at 60, 64, 72 or 76. */
const SHORTEST_WIDTH = 40;
const WIDEST = 80;
/** Soft breaks stand at the end of long lines. */
const LONG_LINE = 60;
const EQUALS = 0x3d;
const SPACE = 0x20;
const TAB = 9;
const DOT = 0x2e;
const CAPITAL_F = 0x46;
