import type { Block, Message, MessageFacts, SearchWords } from '../../../data/records/index.ts';
import { topReceived } from '../../parse/headers/date.ts';
import { KIND } from '../threads/message-kind.ts';
import { columnOf, Columns, WordLines } from './search-columns.ts';

/**
 * The words of one message by where they stand: subject, people, new words, quoted words, parts of diffs, names of files.
 * Marks of quotes and diffs may stand among them: the index takes them for blanks.
 */
export function searchText(message: Searched, blocks: readonly Block[], facts: MessageFacts | null): SearchWords {
  const words = new Columns();
  words.add('subject', message.subject);
  // Both spellings: the one that analysis mended and the one that was sent.
  words.add('sender', `${message.from.name} ${message.from.email}`);
  if (!message.fromHeader.includes(message.from.email)) words.add('sender', message.fromHeader);
  for (const { name, email } of message.to) words.add('recipients', `${name} ${email}`);
  for (const { name, email } of message.cc) words.add('copied', `${name} ${email}`);
  words.add('msgid', message.messageId);
  const text = new WordLines(message.text, words);
  for (const { kind, lines } of blocks) {
    if (kind === 'diff') addDiff(text, lines[0], lines[1]);
    else text.addReadable(columnOf(kind), lines[0], lines[1]);
  }
  text.close();
  for (const attachment of message.attachments) {
    if (attachment.name !== '') words.add('attachment', attachment.name);
    addAttached(attachment.text.slice(0, MAX_ATTACHED), words);
  }
  for (const mark of marksOf(message, facts)) words.add('mark', mark);
  return { columns: words.columns, names: words.names(), received: topReceived(message.headers['received'] ?? '') };
}

/** What of a message is searched. */
export type Searched = Pick<
  Message,
  | 'subject'
  | 'from'
  | 'fromHeader'
  | 'to'
  | 'cc'
  | 'messageId'
  | 'text'
  | 'attachments'
  | 'headers'
  | 'bot'
  | 'salvaged'
>;

/** The word under which a fact of a message stands in the column of marks: letters, digits and underscores alone. */
export function markWord(
  what: 'kind' | 'list' | 'patchid' | 'changeid' | 'forpatchid',
  value: string | number,
): string {
  return `${what}_${String(value)
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '_')}`;
}

/** Text attachments: a diff as a diff, anything else as words that were sent along, not said. */
function addAttached(attached: string, words: Columns): void {
  if (attached === '') return;
  const text = new WordLines(attached, words);
  if (/^(?:diff |--- |Index: )/m.test(attached)) addDiff(text, 0, text.count);
  else text.addReadable('other', 0, text.count);
  text.close();
}

/** Lines of a diff by what they are; within a hunk the counts of its head decide, so that `--- x` may be a removed line. */
function addDiff(text: WordLines, from: number, to: number): void {
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
    text.words.add('file', name);
  };
  for (let n = from; n < to; n += 1) {
    const first = text.firstOf(n);
    if (left > 0 || right > 0) {
      if (first === PLUS) right -= 1;
      else if (first === MINUS) left -= 1;
      else if (first !== BACKSLASH) {
        left -= 1;
        right -= 1;
      }
      text.addMarked(first === PLUS ? 'added' : first === MINUS ? 'removed' : 'context', n);
      continue;
    }
    const hunk = first === AT ? HUNK.exec(text.line(n)) : null;
    if (hunk) {
      left = Number(hunk[1] ?? 1);
      right = Number(hunk[2] ?? 1);
      if (hunk[3]) text.words.add('heading', hunk[3]);
      continue;
    }
    const head = OPENS_HEAD.has(first) ? HEAD.exec(text.line(n)) : null;
    if (head?.[1] !== undefined) {
      const [old, fresh] = head[1].split('..');
      text.words.add('pre', old ?? '');
      text.words.add('post', (fresh ?? '').replace(/[^0-9a-f].*$/, ''));
    } else if (head?.[2] !== undefined) {
      addFile(head[2]);
      if (head[3] !== undefined) addFile(head[3]);
    } else if (head?.[4] !== undefined) addFile(head[4]);
    else text.addReadable(first === PLUS ? 'added' : 'other', n, n + 1);
  }
}

function marksOf(message: Searched, facts: MessageFacts | null): string[] {
  const marks: string[] = [];
  const kind = facts?.kind ?? 0;
  if (kind !== 0) for (const [bit, word] of KIND_MARKS) if ((kind & bit) !== 0) marks.push(word);
  if (message.bot) marks.push(markWord('kind', 'bot'));
  if (message.salvaged) marks.push(markWord('kind', 'salvaged'));
  const changeId = message.headers['x-change-id'] ?? facts?.patch?.changeId;
  if (changeId) marks.push(markWord('changeid', changeId.trim()));
  if (facts?.patch?.patchId) marks.push(markWord('patchid', facts.patch.patchId));
  const forPatch = message.headers['x-for-patch-id'];
  if (forPatch) marks.push(markWord('forpatchid', forPatch.trim()));
  return marks;
}

const KIND_MARKS = Object.entries(KIND).map(([name, bit]): [number, string] => [bit, markWord('kind', name)]);
const HUNK = /^@@ -\d+(?:,(\d{1,7}))? \+\d+(?:,(\d{1,7}))? @@ ?(.*)$/;
const HEAD = /^index ([0-9a-f]+\.\.[0-9a-f]+)|^diff --git ("[^"]+"|\S+) ("[^"]+"|\S+)|^(?:---|\+\+\+) (.+)$/;
/** What `HEAD` begins with: i, d, - and +. */
const OPENS_HEAD: ReadonlySet<number> = new Set([105, 100, 45, 43]);
const PLUS = 43;
const AT = 64;
const MINUS = 45;
const BACKSLASH = 92;
/** Characters of a text attachment that are indexed: logs go on for megabytes and repeat themselves. */
const MAX_ATTACHED = 200_000;
