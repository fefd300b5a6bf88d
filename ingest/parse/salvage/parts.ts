/** Finds the readable parts of a MIME body that lost its line ends, and undoes their encoding. */
import { readMail } from '../message/read-mail.ts';
import { fieldEnd } from './fields.ts';

/**
 * The text of a lost body. Of a multipart its inline text/plain parts, joined by one LF; where no boundary is found, the
 * body as it stands. base64 keeps the line ends of its text inside the code; quoted-printable lost them like any text.
 *
 * @param type, encoding values of Content-Type and Content-Transfer-Encoding
 */
export function readableText(type: string, encoding: string, body: string): string {
  const boundaries = /^multipart\//i.test(type) ? boundariesOf(`${type} ${body}`) : [];
  const pieces = boundaries.length === 0 ? [] : splitAtBoundaries(body, boundaries);
  const readable = pieces.map(readPart).filter((part) => part !== null);
  return readable.length === 0 ? decode(type, encoding, body) : readable.join('\n');
}

/** Each multipart names its own, in the mail's header or in that of the part which it is. */
function boundariesOf(text: string): string[] {
  const found = [...text.matchAll(/\bboundary="?([^"\s;]{1,80})/gi)].map((match) => match[1] ?? '');
  return [...new Set(found)].slice(0, MAX_BOUNDARIES);
}

function splitAtBoundaries(body: string, boundaries: string[]): string[] {
  let pieces = [body];
  for (const boundary of boundaries) pieces = pieces.flatMap((piece) => piece.split(`--${boundary}`));
  return pieces;
}

/** A part's text; null for what is no part (the words before the first boundary), no text, or an attachment. */
function readPart(piece: string): string | null {
  const fields = new Map<string, string>();
  let rest = piece.trimStart();
  for (let field = PART_FIELD.exec(rest); field; field = PART_FIELD.exec(rest)) {
    const name = (field[1] ?? '').toLowerCase();
    const value = rest.slice(field[0].length);
    const end = fieldEnd(name, value) ?? /^\S*/.exec(value)?.[0].length ?? 0;
    fields.set(name, value.slice(0, end).trim());
    rest = value.slice(end).trimStart();
  }
  const type = fields.get('content-type') ?? '';
  if (fields.size === 0 || /^attachment/i.test(fields.get('content-disposition') ?? '')) return null;
  if (type !== '' && !/^text\/plain\b/i.test(type)) return null;
  return decode(type, fields.get('content-transfer-encoding') ?? '', rest.trimEnd());
}

function decode(type: string, encoding: string, body: string): string {
  const name = encoding.toLowerCase();
  const isBase64 = name === 'base64' && /^[A-Za-z0-9+/\s]+={0,2}$/.test(body.trim());
  if (!isBase64 && name !== 'quoted-printable') return body;
  const content = isBase64 ? body : body.replace(/=\s(?=\S)/g, '=\n');
  const head = `Content-Type: ${/^text\//i.test(type) ? type : 'text/plain'}\nContent-Transfer-Encoding: ${name}\n\n`;
  return readMail(Buffer.from(head + content, 'utf8')).text;
}

const PART_FIELD = /^(Content-[A-Za-z-]{2,30}):\s*/i;
const MAX_BOUNDARIES = 10;
