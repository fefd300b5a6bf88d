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
  const text = article.bytes.toString('latin1').replaceAll('\0', ' ');
  const end = HEAD_END.exec(text);
  const fields = fieldsOf(end ? text.slice(0, end.index) : text);
  const body = end ? text.slice(end.index + end[0].length) : '';
  const kept = fields.flatMap(({ name, line }) => {
    const lower = name.toLowerCase();
    if (OWN.has(lower)) return [];
    return lower === 'message-id' ? (idOf(line) === article.messageId ? [] : [`X-Alt-${line}`]) : [line];
  });
  const head = [...ownHeaders(article, wiring), ...kept].join('\r\n');
  return { head: `${head}\r\n`, body: body.replace(LINE_END, '\r\n').replace(/(?<!\r\n)$/, body === '' ? '' : '\r\n') };
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

/** A line of the overview (RFC 3977 §8.3): number, Subject, From, Date, Message-ID, References, bytes, lines, Xref. */
export function overviewLine(number: number, { head, body }: WireArticle): string {
  const values = OVERVIEW.map((name) => headerValue(head, name));
  return `${number}\t${values.join('\t')}\t${bytesOf({ head, body })}\t${linesOf(body)}\tXref: ${headerValue(head, 'Xref')}`;
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
  for (const line of head.split(LINE_END)) {
    const last = fields.at(-1);
    if (/^[ \t]/.test(line)) {
      // A folded line of blanks alone would end the headers for some.
      if (last && line.trim() !== '') last.line += `\r\n${line}`;
      continue;
    }
    const name = /^([!-9;-~]+)[ \t]*:/.exec(line)?.[1];
    if (name) fields.push({ name, line: `${name}: ${line.slice(line.indexOf(':') + 1).trimStart()}` });
  }
  return fields;
}

const idOf = (line: string) => /<([^<>]*)>/.exec(line)?.[1]?.replace(/\s+/g, '');
const oneLine = (text: string) =>
  text
    .replace(/\r\n(?=[ \t])/g, '')
    .replace(/[\t\r\n\0]/g, ' ')
    .trim();
const HEAD_END = /\r?\n\r?\n|^\r?\n/;
const LINE_END = /\r\n|\r|\n/g;
const OVERVIEW = ['Subject', 'From', 'Date', 'Message-ID', 'References'];
/** Headers that the server itself writes; a mail's own Lines may be wrong. */
const OWN = new Set(['path', 'newsgroups', 'xref', 'lines', 'x-lorescope-state', 'xref-old']);
