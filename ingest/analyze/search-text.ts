import type { Block, BlockKind, Message, MessageFacts, SearchColumn, SearchWords } from '../../data/records/index.ts';
import { topReceived } from '../parse/date.ts';
import { KIND } from './message-kind.ts';
import { linesOf } from './text-lines.ts';

/**
 * The words of one message by where they stand: subject, people, new words, quoted words, parts of diffs, names of files.
 */
export function searchText(message: Message, blocks: readonly Block[], facts: MessageFacts | null): SearchWords {
  const columns = new Map<SearchColumn, string[]>();
  const add: Add = (column, text) => {
    const held = columns.get(column);
    if (held) held.push(text);
    else columns.set(column, [text]);
  };
  add('subject', message.subject);
  // Both spellings: the one that analysis mended and the one that was sent.
  add('sender', `${message.from.name} ${message.from.email}`);
  if (!message.fromHeader.includes(message.from.email)) add('sender', message.fromHeader);
  for (const { name, email } of message.to) add('recipients', `${name} ${email}`);
  for (const { name, email } of message.cc) add('copied', `${name} ${email}`);
  add('msgid', message.messageId);
  const lines = linesOf(message);
  for (const block of blocks) addBlock(lines, block, add);
  for (const attachment of message.attachments) {
    if (attachment.name !== '') add('attachment', attachment.name);
    addAttached(attachment.text.slice(0, MAX_ATTACHED), add);
  }
  for (const mark of marksOf(message, facts)) add('mark', mark);
  const joined: Partial<Record<SearchColumn, string>> = {};
  for (const [column, texts] of columns) joined[column] = texts.join('\n');
  return { columns: joined, names: namesIn(joined), received: topReceived(message.headers['received'] ?? '') };
}

/** The word under which a fact of a message stands in the column of marks: letters, digits and underscores alone. */
export function markWord(
  what: 'kind' | 'list' | 'patchid' | 'changeid' | 'forpatchid',
  value: string | number,
): string {
  return `${what}_${String(value)
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '_')}`;
}

type Add = (column: SearchColumn, text: string) => void;

function addBlock(lines: readonly string[], { kind, lines: [from, to] }: Block, add: Add): void {
  if (kind === 'diff') addDiff(lines, from, to, add);
  else for (let n = from; n < to; n += 1) if (isReadable(lines[n]!)) add(COLUMN_OF[kind] ?? 'own', lines[n]!);
}

/** Text attachments: a diff as a diff, anything else as words that were sent along, not said. */
function addAttached(text: string, add: Add): void {
  if (text === '') return;
  const lines = text.split('\n');
  if (/^(?:diff |--- |Index: )/m.test(text)) addDiff(lines, 0, lines.length, add);
  else for (const line of lines) if (isReadable(line)) add('other', line);
}

/** Lines of a diff by what they are; within a hunk the counts of its head decide, so that `--- x` may be a removed line. */
function addDiff(lines: readonly string[], from: number, to: number, add: Add): void {
  let left = 0;
  let right = 0;
  const files = new Set<string>();
  const addFile = (path: string) => {
    const name = path
      .replace(/^"|"$/g, '')
      .replace(/\t.*$/, '')
      .replace(/^[^/\s]+\//, '');
    if (name === '' || path.startsWith('/dev/null') || files.has(name)) return;
    files.add(name);
    add('file', name);
  };
  for (let n = from; n < to; n += 1) {
    const line = lines[n]!;
    if (left > 0 || right > 0) {
      const mark = line.charCodeAt(0);
      if (mark === PLUS) right -= 1;
      else if (mark === MINUS) left -= 1;
      else if (mark !== BACKSLASH) {
        left -= 1;
        right -= 1;
      }
      if (isReadable(line)) add(mark === PLUS ? 'added' : mark === MINUS ? 'removed' : 'context', line.slice(1));
      continue;
    }
    const hunk = HUNK.exec(line);
    if (hunk) {
      left = Number(hunk[1] ?? 1);
      right = Number(hunk[2] ?? 1);
      if (hunk[3]) add('heading', hunk[3]);
      continue;
    }
    const head = HEAD.exec(line);
    if (head?.[1] !== undefined) {
      const [old, fresh] = head[1].split('..');
      add('pre', old ?? '');
      add('post', (fresh ?? '').replace(/[^0-9a-f].*$/, ''));
    } else if (head?.[2] !== undefined) {
      addFile(head[2]);
      if (head[3] !== undefined) addFile(head[3]);
    } else if (head?.[4] !== undefined) addFile(head[4]);
    else if (isReadable(line)) add(line.startsWith('+') ? 'added' : 'other', line);
  }
}

function marksOf(message: Message, facts: MessageFacts | null): string[] {
  const marks: string[] = [];
  for (const [name, bit] of Object.entries(KIND))
    if (((facts?.kind ?? 0) & bit) !== 0) marks.push(markWord('kind', name));
  if (message.bot) marks.push(markWord('kind', 'bot'));
  if (message.salvaged) marks.push(markWord('kind', 'salvaged'));
  const changeId = message.headers['x-change-id'] ?? facts?.patch?.changeId;
  if (changeId) marks.push(markWord('changeid', changeId.trim()));
  if (facts?.patch?.patchId) marks.push(markWord('patchid', facts.patch.patchId));
  const forPatch = message.headers['x-for-patch-id'];
  if (forPatch) marks.push(markWord('forpatchid', forPatch.trim()));
  return marks;
}

/** Names made of parts tied by underscores, in lower case, each once. */
function namesIn(columns: Partial<Record<SearchColumn, string>>): string[] {
  const names = new Set<string>();
  for (const column of NAMED) {
    const text = columns[column] ?? '';
    for (let at = text.indexOf('_'); at >= 0;) {
      let from = at;
      let to = at + 1;
      while (from > 0 && at - from <= MAX_NAME && isWordCharacter(text.charCodeAt(from - 1))) from -= 1;
      while (to < text.length && isWordCharacter(text.charCodeAt(to))) to += 1;
      if (to - from <= MAX_NAME) names.add(text.slice(from, to));
      at = text.indexOf('_', to);
    }
  }
  return [...new Set([...names].filter((name) => NAME.test(name)).map((name) => name.toLowerCase()))];
}

function isWordCharacter(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 48 && code <= 57) || code === 95 || (code >= 65 && code <= 90);
}

/** False for lines of encoded bytes: base64, base85, a key; nobody searches them and they fill the vocabulary. */
function isReadable(line: string): boolean {
  return line.length < 60 || !ENCODED.test(line);
}

const COLUMN_OF: Partial<Record<BlockKind, SearchColumn>> = {
  quote: 'quoted',
  forwarded: 'quoted',
  attribution: 'other',
  headers: 'other',
  signature: 'other',
  footer: 'other',
  separator: 'other',
  diffstat: 'other',
};
const NAMED: SearchColumn[] = ['subject', 'own', 'quoted', 'removed', 'added', 'heading', 'context'];
const HUNK = /^@@ -\d+(?:,(\d{1,7}))? \+\d+(?:,(\d{1,7}))? @@ ?(.*)$/;
const HEAD = /^index ([0-9a-f]+\.\.[0-9a-f]+)|^diff --git ("[^"]+"|\S+) ("[^"]+"|\S+)|^(?:---|\+\+\+) (.+)$/;
const NAME = /^(?:_{1,2}[A-Za-z][A-Za-z0-9]{2}|_{0,2}[A-Za-z][A-Za-z0-9]*_\w*[A-Za-z0-9])/;
const MAX_NAME = 64;
const ENCODED = /^[+\- ]?[A-Za-z0-9+/=_]{60,}\s*$/;
const PLUS = 43;
const MINUS = 45;
const BACKSLASH = 92;
/** Characters of a text attachment that are indexed: logs go on for megabytes and repeat themselves. */
const MAX_ATTACHED = 200_000;
