import type { Attachment } from '../../../data/records/mail.ts';
import { parseAddresses } from '../headers/address.ts';
import { decodeCharset } from '../bytes/charset.ts';
import type { Defects } from '../bytes/defects.ts';
import { decodeWords } from '../bytes/encoded-word.ts';
import { decodeHeaderBytes, firstHeader } from '../headers/headers.ts';
import { htmlToText } from './html.ts';
import type { AttachedMessage, Part, TreeItem } from './mime.ts';
import { boundText } from '../bytes/text-limit.ts';
import { decodeTransfer } from '../bytes/transfer-encoding.ts';
import { undeclaredTransfer } from '../bytes/undeclared-transfer.ts';

/** `lf`: every line end becomes LF; `sent`: they stay as they stand once the transfer encoding is undone. */
export type LineEnds = 'lf' | 'sent';

/** What of a mail's parts is to be read: one text, and the attachments in the order of the tree. */
export interface Body {
  text: string;
  fromHtml: boolean;
  attachments: Attachment[];
}

/**
 * Chooses and decodes (DUMP, "Text"): the first readable part, of alternatives text/plain, else HTML as text; further
 * inline text/plain parts follow, joined by one LF. Parts sent as attachments and patches of any text type become
 * attachments; so does an attached message, with its few telling headers and its own text.
 */
export function readBody(items: readonly TreeItem[], defects: Defects, ends: LineEnds = 'lf'): Body {
  const [only] = items;
  if (items.length === 1 && only && 'part' in only && isText(only.part))
    return readSinglePart(only.part, defects, ends);
  const texts = new Map<number, MessageText>([[0, emptyText()]]);
  const attachments: Attachment[] = [];
  const chosen = chooseBranches(items);
  for (const item of items) {
    if ('attached' in item) {
      const attachment = openAttachedMessage(item.attached, attachments.length + 1, defects);
      attachments.push(attachment);
      texts.set(item.number, { ...emptyText(), attachment });
      continue;
    }
    const { part } = item;
    const into = texts.get(part.message) ?? emptyText();
    const role = roleOf(part, into, chosen);
    if (role === 'skip') continue;
    if (role === 'attachment') attachments.push(readAttachment(part, attachments.length + 1, defects, ends));
    else addText(into, part, role, defects, ends);
  }
  for (const { attachment, pieces } of texts.values()) if (attachment) attachment.text += pieces.join('\n');
  const own = texts.get(0) ?? emptyText();
  if (own.pieces.length === 0) explainMissingText(items, defects);
  return { text: boundText(own.pieces.join('\n'), defects), fromHtml: own.fromHtml, attachments };
}

/** The text pieces of the mail itself or of one attached message. */
interface MessageText {
  pieces: string[];
  fromHtml: boolean;
  attachment: Attachment | null;
}

type Role = 'plain' | 'html' | 'attachment' | 'skip';

function emptyText(): MessageText {
  return { pieces: [], fromHtml: false, attachment: null };
}

function readSinglePart(part: Part, defects: Defects, ends: LineEnds): Body {
  const html = part.type === 'text/html';
  const text = html ? decodeHtml(part, defects) : decodeText(part, defects, ends);
  return { text: boundText(text, defects), fromHtml: html, attachments: [] };
}

function roleOf(part: Part, into: MessageText, chosen: Map<number, number>): Role {
  if (isPatch(part) || isSentAsAttachment(part, into) || !isText(part)) return 'attachment';
  for (const { alternative, branch } of part.branches) {
    if ((chosen.get(alternative) ?? branch) !== branch) return RENDERINGS.has(part.type) ? 'skip' : 'attachment';
  }
  if (part.type === 'text/plain') return 'plain';
  if (part.type === 'text/html') {
    if (into.pieces.length === 0) return 'html';
    // A second HTML rendering of one alternative adds nothing; HTML beside the text is kept.
    return part.branches.length > 0 ? 'skip' : 'attachment';
  }
  return part.branches.length > 0 && into.pieces.length === 0 && READABLE.has(part.type) ? 'plain' : 'attachment';
}

/** A plain text without a name that stands where the words should is those words: some servers mark every part. */
function isSentAsAttachment(part: Part, into: MessageText): boolean {
  if (part.disposition !== 'attachment') return false;
  return part.fileName !== '' || part.type !== 'text/plain' || into.pieces.length > 0;
}

/** Of each multipart/alternative the first branch with text/plain that says anything, else with HTML, else any. */
function chooseBranches(items: readonly TreeItem[]): Map<number, number> {
  const best = new Map<number, { branch: number; rank: number }>();
  for (const item of items) {
    if (!('part' in item) || item.part.branches.length === 0) continue;
    const { part } = item;
    if (isPatch(part) || part.disposition === 'attachment') continue;
    const rank =
      part.type === 'text/plain'
        ? isBlank(part.body)
          ? 1
          : 4
        : part.type === 'text/html'
          ? 3
          : READABLE.has(part.type)
            ? 2
            : 0;
    for (const { alternative, branch } of part.branches) {
      if (rank > (best.get(alternative)?.rank ?? 0)) best.set(alternative, { branch, rank });
    }
  }
  return new Map([...best].map(([alternative, { branch }]) => [alternative, branch]));
}

function addText(into: MessageText, part: Part, role: 'plain' | 'html', defects: Defects, ends: LineEnds): void {
  if (role === 'html') into.fromHtml = true;
  into.pieces.push(role === 'html' ? decodeHtml(part, defects) : decodeText(part, defects, ends));
}

function decodeText(part: Part, defects: Defects, ends: LineEnds): string {
  const bytes = decodeTransfer(part.body, transferOf(part, defects), defects);
  const text = decodeCharset(bytes, part.params.get('charset') ?? null, defects);
  return ends === 'sent' ? text : toLf(text);
}

/** What the header says, or what the body shows where it is the mail's own and the header says nothing. */
function transferOf(part: Part, defects: Defects): string | null {
  if (!part.isRoot || part.transferEncoding !== null) return part.transferEncoding;
  const found = undeclaredTransfer(part.body);
  if (found !== null) defects.add('transfer-encoding-undeclared');
  return found;
}

function decodeHtml(part: Part, defects: Defects): string {
  const bytes = decodeTransfer(part.body, transferOf(part, defects), defects);
  const declared =
    part.params.get('charset') ?? META_CHARSET.exec(bytes.toString('latin1', 0, Math.min(bytes.length, 2000)))?.[1];
  return toLf(htmlToText(decodeCharset(bytes, declared ?? null, defects), defects));
}

function readAttachment(part: Part, index: number, defects: Defects, ends: LineEnds): Attachment {
  const name =
    part.fileName === '' ? decodeWords(decodeHeaderBytes(part.description, defects), defects) : part.fileName;
  let text = '';
  if (isText(part)) text = part.type === 'text/html' ? decodeHtml(part, defects) : decodeText(part, defects, ends);
  else if (isPatch(part) || TEXT_NAME.test(part.fileName)) {
    const bytes = decodeTransfer(part.body, part.transferEncoding, defects);
    if (!bytes.subarray(0, BINARY_SAMPLE).includes(0)) {
      const decoded = decodeCharset(bytes, part.params.get('charset') ?? null, defects);
      text = ends === 'sent' ? decoded : toLf(decoded);
    }
  }
  return { index, name, type: part.type, text };
}

/** An attached message stands as it would be forwarded: the headers that tell whose words they are, then its text. */
function openAttachedMessage(attached: AttachedMessage, index: number, defects: Defects): Attachment {
  const lines: string[] = [];
  let name = '';
  for (const [header, label] of FORWARDED_HEADERS) {
    const raw = firstHeader(attached.fields, header);
    if (raw === undefined) continue;
    const value = decodeHeaderBytes(raw, defects);
    const decoded = decodeWords(value, defects);
    if (header === 'subject') name = decoded;
    const shown = header === 'from' ? showAddresses(value, defects) : decoded;
    lines.push(`${label}: ${shown}`);
  }
  return { index, name, type: 'message/rfc822', text: lines.length === 0 ? '' : `${lines.join('\n')}\n\n` };
}

function showAddresses(value: string, defects: Defects): string {
  return parseAddresses(value, defects)
    .map(({ name, email }) => (name === '' ? email : `${name} <${email}>`))
    .join(', ');
}

function explainMissingText(items: readonly TreeItem[], defects: Defects): void {
  const types = items.map((item) => ('part' in item ? item.part.type : 'message/rfc822'));
  if (types.includes('application/pgp-encrypted')) defects.add('encrypted');
  else if (types.some((type) => /pkcs7-mime$/.test(type))) defects.add('smime-opaque');
  else defects.add('text-missing');
}

function isText(part: Part): boolean {
  return part.type.startsWith('text/') || part.type === 'message/delivery-status';
}

/** A patch by its type or its file's name. */
function isPatch(part: Part): boolean {
  if (part.isRoot) return false;
  if (PATCH_TYPE.test(part.type)) return true;
  return PATCH_NAME.test(part.fileName);
}

function isBlank(body: Buffer): boolean {
  return body.length < BLANK_SAMPLE && body.toString('latin1').trim() === '';
}

/** Line ends become LF; nothing else changes. */
function toLf(text: string): string {
  return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
}

const PATCH_TYPE = /^(text|application)\/(x-)?(patch|diff)$/;
const PATCH_NAME = /\.(patch|diff|dif)(\.txt)?$/i;
/** Names that promise text whatever the declared type says (application/octet-stream for all that a mailer can't tell). */
const TEXT_NAME = /\.(txt|log|c|h|sh|py|mbox|config|dts|dtsi|cocci)$/i;
const READABLE = new Set(['text/plain', 'text/html', 'text/markdown', 'text/enriched', 'text/richtext']);
/** Other renderings of the same words; anything else in an alternative (an invitation) says something of its own. */
const RENDERINGS = new Set([...READABLE, 'text/x-amp-html', 'text/watch-html']);
const META_CHARSET = /<meta[^>]{0,200}charset=["']?([\w-]{1,40})/i;
const FORWARDED_HEADERS: [header: string, label: string][] = [
  ['from', 'From'],
  ['date', 'Date'],
  ['subject', 'Subject'],
  ['message-id', 'Message-ID'],
];
const BINARY_SAMPLE = 8000;
const BLANK_SAMPLE = 1000;
