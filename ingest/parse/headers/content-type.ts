import { decodeCharset } from '../bytes/charset.ts';
import type { Defects } from '../bytes/defects.ts';
import { decodeWords } from '../bytes/encoded-word.ts';
import { decodeHeaderBytes } from './headers.ts';

/** A Content-Type or Content-Disposition: its value in lower case and its parameters, names in lower case. */
export interface Parameterized {
  value: string;
  params: Map<string, string>;
}

/**
 * Reads `value; name=value; …` (RFC 2045, 5.1) with continued and encoded parameters (RFC 2231), quoted or not, encoded
 * words where they should not stand, and a missing semicolon before `charset=`.
 * @param raw unfolded header value
 */
export function parseParameterized(raw: string, defects: Defects): Parameterized {
  const semicolon = raw.indexOf(';');
  const head = semicolon < 0 ? raw : raw.slice(0, semicolon);
  const [value = ''] = head.trim().toLowerCase().split(/\s+/);
  const params = new Map<string, string>();
  // "text/plain charset=utf-8": the parameters are there, the semicolon is not.
  const rest = head.includes('=') ? raw.slice(value.length) : semicolon < 0 ? '' : raw.slice(semicolon + 1);
  if (rest === '') return { value, params };
  const pieces = new Map<string, Piece[]>();
  for (const { name, text } of scanParameters(rest)) {
    const star = name.indexOf('*');
    if (star < 0) {
      if (!params.has(name)) params.set(name, decodeWords(decodeHeaderBytes(text, defects), defects));
      continue;
    }
    const [base, number] = [name.slice(0, star), name.slice(star + 1).replace('*', '')];
    const list = pieces.get(base) ?? [];
    list.push({ number: number === '' ? 0 : Number(number) || 0, encoded: name.endsWith('*'), text });
    pieces.set(base, list);
  }
  for (const [name, list] of pieces) params.set(name, joinPieces(list, defects));
  return { value, params };
}

/** One numbered piece of an RFC 2231 parameter. */
interface Piece {
  number: number;
  encoded: boolean;
  text: string;
}

/** Name and value pairs between semicolons, `MAX_PARAMS` at most; quotes may hold semicolons. */
function scanParameters(rest: string): { name: string; text: string }[] {
  const found: { name: string; text: string }[] = [];
  let at = 0;
  while (at < rest.length && found.length < MAX_PARAMS) {
    const equals = rest.indexOf('=', at);
    if (equals < 0) break;
    const before = rest.slice(at, equals);
    const name = before.slice(before.lastIndexOf(';') + 1);
    let start = equals + 1;
    while (rest[start] === ' ' || rest[start] === '\t') start++;
    let text = '';
    if (rest[start] === '"') {
      let i = start + 1;
      for (; i < rest.length && rest[i] !== '"'; i++) {
        if (rest[i] === '\\' && i + 1 < rest.length) i++;
        text += rest[i];
      }
      at = nextParameter(rest, i + 1);
    } else {
      const stop = rest.slice(start).search(BARE_END);
      const end = stop < 0 ? rest.length : start + stop;
      text = rest.slice(start, end).trim();
      at = nextParameter(rest, end);
    }
    found.push({ name: name.trim().toLowerCase(), text });
  }
  return found;
}

function nextParameter(rest: string, from: number): number {
  let at = from;
  while (at < rest.length && (rest[at] === ';' || rest[at] === ' ' || rest[at] === '\t' || rest[at] === '"')) at++;
  return Math.max(at, from);
}

/** `utf-8'en'na%C3%AFve.patch`, in pieces. The first piece names the charset, all encoded ones are percent-decoded. */
function joinPieces(pieces: Piece[], defects: Defects): string {
  const sorted = [...pieces].sort((a, b) => a.number - b.number);
  const first = sorted[0];
  let charset: string | null = null;
  const bytes: Buffer[] = [];
  for (const piece of sorted) {
    let { text } = piece;
    if (piece === first && piece.encoded) {
      const parts = /^([^']*)'[^']*'(.*)$/s.exec(text);
      if (parts) [charset, text] = [parts[1] ?? null, parts[2] ?? ''];
    }
    bytes.push(piece.encoded ? percentDecode(text) : Buffer.from(text, 'latin1'));
  }
  return decodeCharset(Buffer.concat(bytes), charset === '' ? null : charset, defects);
}

function percentDecode(text: string): Buffer {
  const binary = text.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(binary, 'latin1');
}

/** An unquoted value ends at a semicolon, or before the next `name=` where the semicolon was forgotten. */
const BARE_END = /;|(?<!\s)\s+[\w*-]+=/;

const MAX_PARAMS = 100;
