import type { ArticleRecord } from '../../data/records/index.ts';

/** A message as it goes over the wire, in the letters of its bytes (latin1), lines ended by CRLF, dots not yet doubled. */
export interface WireArticle {
  /** Without the empty line behind it. */
  head: string;
  body: string;
}

/** How the server is called, and its groups by number: what Path, Newsgroups and Xref name. */
export interface Wiring {
  host: string;
  groupOf: (project: number) => string | undefined;
}

/**
 * A mail with the headers that newsreaders need (RFC 5536: Path, Newsgroups, Xref, one Message-ID) and the state of the patch that it is.
 * Everything else stays as it was sent, encoded words too.
 */
export function wireArticle(article: ArticleRecord, wiring: Wiring): WireArticle {
  const end = headEnd(article.bytes);
  const lines = headLines(article, article.bytes.toString('latin1', 0, end.from), wiring);
  const body = article.bytes.toString('latin1', end.to).replaceAll('\0', ' ').replace(LINE_END, '\r\n');
  return {
    head: `${lines.join('\r\n')}\r\n`,
    body: body === '' || body.endsWith('\r\n') ? body : `${body}\r\n`,
  };
}

/** Headers as they are sent, folded ones with CRLF inside. */
function headLines(article: ArticleRecord, text: string, wiring: Wiring): string[] {
  const kept = fieldsOf(text.replaceAll('\0', ' ')).flatMap(({ name, line }) => {
    const lower = name.toLowerCase();
    if (OWN.has(lower)) return [];
    return lower === 'message-id' ? (idOf(line) === article.messageId ? [] : [`X-Alt-${line}`]) : [line];
  });
  return [...ownHeaders(article, wiring), ...kept];
}

function ownHeaders({ project, number, messageId, state, places }: ArticleRecord, { host, groupOf }: Wiring): string[] {
  const named = places.flatMap(([other, at]) => {
    const name = groupOf(other);
    return name === undefined ? [] : [{ name, at, isOwn: other === project }];
  });
  return [
    `Path: ${host}!not-for-mail`,
    `Newsgroups: ${named.map(({ name }) => name).join(',')}`,
    `Xref: ${host} ${named.map(({ name, at }) => `${name}:${at}`).join(' ') || `unknown:${number}`}`,
    `Message-ID: <${messageId.replace(/[\r\n\s<>]/g, '')}>`,
    ...(state === null ? [] : [`X-Lorescope-State: ${state}`]),
  ];
}

/** A header of the wire form, unfolded; '' where it has none. */
export function headerValue(head: string, name: string): string {
  const at = `\r\n${head}`.toLowerCase().indexOf(`\r\n${name.toLowerCase()}:`);
  if (at < 0) return '';
  const from = at + name.length + 1;
  let to = head.indexOf('\r\n', from);
  while (to >= 0 && /[ \t]/.test(head[to + 2] ?? '')) to = head.indexOf('\r\n', to + 2);
  return oneLine(head.slice(from, to < 0 ? undefined : to));
}

/**
 * A line of the overview (RFC 3977 §8.3): number, Subject, From, Date, Message-ID, References, bytes, lines, Xref, as of what
 * {@link wireArticle} makes. The body is counted, not made: readers ask for thousands of lines at once.
 */
export function overviewLine(article: ArticleRecord, wiring: Wiring): string {
  const { bytes } = article;
  const end = headEnd(bytes);
  const lines = headLines(article, bytes.toString('latin1', 0, end.from), wiring);
  const values = new Map<string, string>();
  let headBytes = 0;
  for (const line of lines) {
    headBytes += line.length + 2;
    const name = line.slice(0, line.indexOf(':')).toLowerCase();
    if (OVERVIEW.has(name) && !values.has(name)) values.set(name, oneLine(line.slice(name.length + 1)));
  }
  const body = countBody(bytes, end.to);
  const told = [...OVERVIEW].map((name) => values.get(name) ?? '');
  const xref = told.pop()!;
  return `${article.number}\t${told.join('\t')}\t${headBytes + 2 + body.bytes}\t${body.lines}\tXref: ${xref}`;
}

/** Where the headers end and the body begins. */
function headEnd(bytes: Buffer): { from: number; to: number } {
  for (let at = bytes.indexOf(LF); at >= 0; at = bytes.indexOf(LF, at + 1)) {
    const next = bytes[at + 1] === CR ? at + 2 : at + 1;
    if (bytes[next] === LF) return { from: bytes[at - 1] === CR ? at - 1 : at, to: next + 1 };
    if (at === 0 || (at === 1 && bytes[0] === CR)) return { from: 0, to: at + 1 };
  }
  return { from: bytes.length, to: bytes.length };
}

/** Bytes and lines of the body with its lines ended by CRLF. */
function countBody(bytes: Buffer, from: number): { bytes: number; lines: number } {
  let lines = 0;
  let size = bytes.length - from;
  if (size === 0) return { bytes: 0, lines: 0 };
  let last = 0;
  if (bytes.indexOf(CR, from) < 0) {
    // As archives keep mail: half the time of what follows.
    for (let at = from; at < bytes.length; at += 1) if (bytes[at] === LF) lines += 1;
    const isOpen = bytes[bytes.length - 1] !== LF;
    return { bytes: size + lines + (isOpen ? 2 : 0), lines: lines + (isOpen ? 1 : 0) };
  }
  for (let at = from; at < bytes.length; at += 1) {
    const byte = bytes[at]!;
    if (byte === LF) {
      lines += 1;
      if (last !== CR) size += 1;
    } else if (last === CR) {
      lines += 1;
      size += 1;
    }
    last = byte;
  }
  // The last line gets its end.
  if (last === CR) size += 1;
  else if (last !== LF) size += 2;
  if (last !== LF) lines += 1;
  return { bytes: size, lines };
}

/** Bytes of the article with its line ends. */
export const bytesOf = ({ head, body }: WireArticle) => head.length + 2 + body.length;

/** Lines of the body. */
export function linesOf(body: string): number {
  let lines = 0;
  for (let at = body.indexOf('\n'); at >= 0; at = body.indexOf('\n', at + 1)) lines += 1;
  return lines;
}

/** Text as a block of several lines (RFC 3977 §3.1.1): dots at the beginning of lines doubled, ended by a dot alone. */
export function dotStuffed(text: string): string {
  const stuffed = text.startsWith('.') ? `.${text}` : text;
  return `${stuffed.replaceAll('\r\n.', '\r\n..')}${text === '' || text.endsWith('\r\n') ? '' : '\r\n'}.\r\n`;
}

/** Header fields as they stand, folded lines with CRLF; lines that are no header are left out. */
function fieldsOf(head: string): { name: string; line: string }[] {
  const fields: { name: string; line: string }[] = [];
  for (const line of head.includes('\r') ? head.split(LINE_END) : head.split('\n')) {
    const last = fields.at(-1);
    const first = line.charCodeAt(0);
    if (first === SPACE || first === TAB) {
      // A folded line of blanks alone would end the headers for some.
      if (last && line.trim() !== '') last.line += `\r\n${line}`;
      continue;
    }
    const colon = line.indexOf(':');
    const name = line.slice(0, Math.max(colon, 0)).trimEnd();
    if (FIELD_NAME.test(name)) fields.push({ name, line: `${name}: ${line.slice(colon + 1).trimStart()}` });
  }
  return fields;
}

const idOf = (line: string) => /<([^<>]*)>/.exec(line)?.[1]?.replace(/\s+/g, '');
const oneLine = (text: string) =>
  text
    .replace(/\r\n(?=[ \t])/g, '')
    .replace(/[\t\r\n\0]/g, ' ')
    .trim();
const FIELD_NAME = /^[!-9;-~]+$/;
const LINE_END = /\r\n|\r|\n/g;
const OVERVIEW = new Set(['subject', 'from', 'date', 'message-id', 'references', 'xref']);
const SPACE = 0x20;
const TAB = 0x09;
const LF = 0x0a;
const CR = 0x0d;
/** Headers that the server itself writes; a mail's own Lines may be wrong. */
const OWN = new Set(['path', 'newsgroups', 'xref', 'lines', 'x-lorescope-state', 'xref-old']);
