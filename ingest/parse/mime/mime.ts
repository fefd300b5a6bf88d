import type { Defects } from '../bytes/defects.ts';
import { firstHeader, readHeaders, type HeaderField } from '../headers/headers.ts';
import { parseParameterized, type Parameterized } from '../headers/content-type.ts';
import { pattern } from '../text/pattern.ts';

/** A leaf of the MIME tree: bytes not yet decoded, and what its headers say. */
export interface Part {
  /** Type and subtype in lower case, `text/plain` where none is declared. */
  type: string;
  params: Map<string, string>;
  /** `attachment`, `inline` or '' where nothing is said. */
  disposition: string;
  fileName: string;
  transferEncoding: string | null;
  description: string;
  body: Buffer;
  /** The alternatives this part is in, outermost first: which multipart/alternative, and which of its branches. */
  branches: { alternative: number; branch: number }[];
  /** The attached message this part belongs to, counted from 1; 0 is the mail itself. */
  message: number;
  /** True for the mail's own body where it is no multipart. */
  isRoot: boolean;
}

/** An attached message (message/rfc822) found on the way: its headers, and which message it is attached to. */
export interface AttachedMessage {
  fields: HeaderField[];
  message: number;
}

/** The leaves in the order of the tree; an attached message stands before its own leaves. */
export type TreeItem = { part: Part } | { attached: AttachedMessage; number: number };

/**
 * Walks a mail's MIME tree (RFC 2046) without recursion and with limits. Boundaries that are missing, never close, or
 * are used again inside are taken as they come: no part is lost, and a defect names what was wrong.
 */
export function walkMime(
  bytes: Buffer,
  fields: readonly HeaderField[],
  bodyStart: number,
  defects: Defects,
): TreeItem[] {
  const items: TreeItem[] = [];
  const stack: Entity[] = [
    {
      fields,
      start: bodyStart,
      end: bytes.length,
      depth: 0,
      branches: [],
      message: 0,
      isRoot: true,
      fallback: 'text/plain',
    },
  ];
  let alternatives = 0;
  let messages = 0;
  for (let entity = stack.pop(); entity; entity = stack.pop()) {
    const content = readContentType(entity, defects);
    if (entity.isRoot) adoptBoundary(bytes, entity, content, defects);
    const isContainer = content.value.startsWith('multipart/') || MESSAGE_TYPES.has(content.value);
    if (isContainer && entity.depth >= MAX_DEPTH) defects.add('mime-too-deep');
    else if (content.value.startsWith('multipart/')) {
      const boundary = content.params.get('boundary') ?? '';
      const sections = splitAtBoundary(bytes, entity.start, entity.end, boundary, defects);
      if (sections.length > 0) {
        const isAlternative = content.value === 'multipart/alternative';
        const alternative = isAlternative ? ++alternatives : 0;
        const children = sections.map(([start, end], branch): Entity => {
          const section = readHeaders(bytes, start, end, defects);
          return {
            fields: section.fields,
            start: section.bodyStart,
            end,
            depth: entity.depth + 1,
            branches: isAlternative ? [...entity.branches, { alternative, branch }] : entity.branches,
            message: entity.message,
            isRoot: false,
            fallback: content.value === 'multipart/digest' ? 'message/rfc822' : 'text/plain',
          };
        });
        if (children.length > MAX_PARTS - stack.length) defects.add('parts-too-many');
        children.length = Math.min(children.length, Math.max(0, MAX_PARTS - stack.length));
        for (const child of children.reverse()) stack.push(child);
        continue;
      }
      // No boundary occurs: one text, as it stands.
      defects.add('boundary-missing');
      if (entity.start >= entity.end && !entity.isRoot) continue;
      content.value = 'text/plain';
      content.params.delete('name');
    } else if (MESSAGE_TYPES.has(content.value) && isIdentity(entity.fields)) {
      const section = readHeaders(bytes, entity.start, entity.end, defects);
      items.push({ attached: { fields: section.fields, message: entity.message }, number: ++messages });
      stack.push({
        fields: section.fields,
        start: section.bodyStart,
        end: entity.end,
        depth: entity.depth + 1,
        branches: [],
        message: messages,
        isRoot: false,
        fallback: 'text/plain',
      });
      continue;
    }
    if (items.length >= MAX_PARTS) {
      defects.add('parts-too-many');
      break;
    }
    items.push({ part: toPart(bytes, entity, content, defects) });
  }
  return items;
}

/** One node that waits to be walked. */
interface Entity {
  fields: readonly HeaderField[];
  start: number;
  end: number;
  depth: number;
  branches: { alternative: number; branch: number }[];
  message: number;
  isRoot: boolean;
  /** The type where none is declared. */
  fallback: string;
}

function readContentType(entity: Entity, defects: Defects): Parameterized {
  const raw = firstHeader(entity.fields, 'content-type');
  if (raw === undefined) return { value: entity.fallback, params: new Map() };
  const content = parseParameterized(raw, defects);
  if (content.value === 'text') content.value = 'text/plain';
  if (!/^[^/\s]+\/[^/\s]+$/.test(content.value)) content.value = entity.fallback;
  return content;
}

/**
 * Archives that drop Content-Type leave the parts as text: a boundary, the header of a part, and the boundary again. Where the
 * header names no type, or a multipart without its boundary, such a body is taken apart all the same.
 */
function adoptBoundary(bytes: Buffer, entity: Entity, content: Parameterized, defects: Defects): void {
  const isDeclared = firstHeader(entity.fields, 'content-type') !== undefined;
  if (isDeclared && (!content.value.startsWith('multipart/') || (content.params.get('boundary') ?? '') !== '')) return;
  const beginning = bytes.toString('latin1', entity.start, Math.min(entity.end, entity.start + BEGINNING));
  const boundary = UNDECLARED.exec(beginning)?.[1];
  if (boundary === undefined) return;
  const again = bytes.indexOf(
    `\n--${boundary}`,
    entity.start + beginning.indexOf(`--${boundary}`) + boundary.length,
    'latin1',
  );
  if (again < 0 || again >= entity.end) return;
  defects.add('multipart-undeclared');
  if (!content.value.startsWith('multipart/')) {
    const types = bytes.toString('latin1', entity.start, entity.end).match(PART_TYPE) ?? [];
    const isBoth = types.some((line) => /plain/i.test(line)) && types.some((line) => /html/i.test(line));
    content.value = isBoth && types.length === 2 ? 'multipart/alternative' : 'multipart/mixed';
  }
  content.params.set('boundary', boundary);
}

function toPart(bytes: Buffer, entity: Entity, content: Parameterized, defects: Defects): Part {
  const { fields } = entity;
  const dispositionRaw = firstHeader(fields, 'content-disposition');
  const disposition = dispositionRaw === undefined ? null : parseParameterized(dispositionRaw, defects);
  return {
    type: content.value,
    params: content.params,
    disposition: disposition?.value ?? '',
    fileName: disposition?.params.get('filename') ?? content.params.get('name') ?? '',
    transferEncoding: firstHeader(fields, 'content-transfer-encoding') ?? null,
    description: firstHeader(fields, 'content-description') ?? '',
    body: bytes.subarray(entity.start, entity.end),
    branches: entity.branches,
    message: entity.message,
    isRoot: entity.isRoot,
  };
}

/**
 * The sections between boundary lines, each without the line end before the next boundary, which belongs to it. A
 * closing line that is followed by more boundaries (a nested multipart with the same boundary) closes nothing.
 */
function splitAtBoundary(
  bytes: Buffer,
  start: number,
  end: number,
  boundary: string,
  defects: Defects,
): [number, number][] {
  const sections: [number, number][] = [];
  if (boundary === '') return sections;
  const mark = Buffer.from(`--${boundary}`, 'latin1');
  let open = -1;
  let closed = false;
  for (let at = indexWithin(bytes, mark, start, end); at >= 0; at = indexWithin(bytes, mark, at + mark.length, end)) {
    if (at > start && bytes[at - 1] !== LF && bytes[at - 1] !== CR) continue;
    const line = boundaryLine(bytes, at + mark.length, end);
    if (!line) continue;
    if (open >= 0) sections.push([open, Math.max(open, beforeLineEnd(bytes, at, open))]);
    closed = line.closes;
    open = closed ? -1 : line.next;
    if (sections.length > MAX_PARTS) break;
  }
  if (open >= 0 && open < end) {
    defects.add('multipart-unterminated');
    sections.push([open, end]);
  } else if (!closed && sections.length > 0) defects.add('multipart-unterminated');
  return sections;
}

function indexWithin(bytes: Buffer, mark: Buffer, from: number, end: number): number {
  const at = bytes.indexOf(mark, from);
  return at < 0 || at + mark.length > end ? -1 : at;
}

/** What stands behind the boundary up to the line end: nothing or blanks, with `--` before them where it closes. */
function boundaryLine(bytes: Buffer, from: number, end: number): { closes: boolean; next: number } | null {
  let at = from;
  const closes = bytes[at] === DASH && bytes[at + 1] === DASH;
  if (closes) at += 2;
  while (at < end && (bytes[at] === SPACE || bytes[at] === TAB)) at++;
  if (at >= end) return { closes, next: end };
  if (bytes[at] === LF) return { closes, next: at + 1 };
  if (bytes[at] === CR) return { closes, next: bytes[at + 1] === LF ? at + 2 : at + 1 };
  return null;
}

function beforeLineEnd(bytes: Buffer, at: number, start: number): number {
  if (at > start && bytes[at - 1] === LF) return at - 1 > start && bytes[at - 2] === CR ? at - 2 : at - 1;
  return at > start && bytes[at - 1] === CR ? at - 1 : at;
}

/** An attached message must not be encoded (RFC 2046, 5.2.1); one that is, is an attachment like any other. */
function isIdentity(fields: readonly HeaderField[]): boolean {
  const encoding = firstHeader(fields, 'content-transfer-encoding');
  return encoding === undefined || /^\s*(7bit|8bit|binary)?\s*$/i.test(encoding);
}

/** At most a sentence for old mail programs, then the first boundary with a part's header below it. */
const UNDECLARED = pattern(
  'i',
  String.raw`^(?:\s*This is a (?:multi-?part|MIME|cryptographically)[^\n]{0,200}\n(?:[^\n-][^\n]{0,200}\n){0,3})?\s*--([^\s]{1,200})[ \t]*\r?\n(?:Content-(?!Type)[\w-]{1,40}:[^\n]{0,500}\n(?:[ \t][^\n]{0,500}\n){0,5}){0,6}Content-Type:`,
);
const PART_TYPE = /^Content-Type:[ \t]*(?:text|multipart|message|application|image|audio)\/[^\r\n]*/gim;
const BEGINNING = 4096;
const MESSAGE_TYPES = new Set(['message/rfc822', 'message/global']);

const TAB = 9;
const LF = 10;
const CR = 13;
const SPACE = 32;
const DASH = 45;

/** Each level reads its bytes once more: this bounds the work. Real mail has six levels at most. */
const MAX_DEPTH = 20;
/** A digest of a busy week has about 100. */
const MAX_PARTS = 1000;
