import type { Block, Message, Thread, ThreadSkeleton } from '../../data/records/index.ts';
import type { AnalyzedMessage, AnalyzedThread, StoredMessage, StoredThread } from '../../data/write/threads.ts';
import { readFacts } from '../analyze/message-facts.ts';
import { linkQuotes } from '../analyze/quotes/links.ts';
import { searchText } from '../analyze/search/search-text.ts';
import { threadMessages } from '../analyze/threads/threading.ts';
import { diffText } from '../parse/patch/diff-text.ts';
import { patchworkHash } from '../parse/patch/patchwork-hash.ts';
import { isSpace, lineEnds } from '../parse/text/lines.ts';
import { headerOf, parseMail } from '../parse/mail.ts';

/** All that one thread tells by itself: tree, blocks, quote links, facts of patches and decisions, words to search. Pure. */
export function analyzeThread(stored: StoredThread): AnalyzedThread {
  const messages = readThread(stored);
  const skeletons = messages.map((message): ThreadSkeleton => message);
  const nodes = threadMessages(skeletons);
  const parents = new Map(nodes.map((node) => [node.key, node.parent]));
  for (const message of messages) {
    message.parent = parents.get(message.key) ?? null;
    message.threadId = nodes[0]!.key;
  }
  const thread: Thread = { threadId: nodes[0]?.key ?? '', messages, nodes };
  const { blocks, ghosts } = linkQuotes(thread);
  const facts = readFacts(thread, blocks, ghosts);
  const ids = new Map(stored.messages.map((message) => [message.key, message.id]));
  return {
    id: stored.id,
    nodes,
    ghosts,
    messages: messages.map((message): AnalyzedMessage => {
      const own = blocks.get(message.key) ?? [];
      const fact = facts.get(message.key) ?? null;
      return {
        id: ids.get(message.key)!,
        key: message.key,
        from: message.from,
        bot: message.bot,
        dateUsed: message.dateUsed,
        subject: message.subject,
        blocks: own,
        newLines: countNewLines(message, own),
        kind: fact?.kind ?? 0,
        facts: fact,
        hash: fact?.patch?.kind === 'patch' ? patchworkHash(diffText(message, fact.patch.part)) : null,
        search: searchText(message, own, fact),
      };
    }),
  };
}

/** The messages of a stored thread, parsed and ordered by (dateUsed, key); dates that only neighbours can tell are filled in. */
export function readThread(stored: StoredThread): Message[] {
  const messages = stored.messages.map(readMessage);
  dateByNeighbours(messages);
  return messages.sort((a, b) => a.dateUsed - b.dateUsed || (a.key < b.key ? -1 : 1));
}

function readMessage(stored: StoredMessage): Message {
  const parsed = parseMail(stored.bytes, { salvaged: stored.salvaged });
  const headers: Record<string, string> = {};
  for (const name of READ_HEADERS) {
    const value = headerOf(parsed, name);
    if (value !== undefined) headers[name] = value;
  }
  return {
    key: stored.key,
    messageId: stored.messageId,
    threadId: '',
    parent: null,
    lists: stored.lists,
    subject: parsed.subject,
    from: stored.from,
    fromHeader: parsed.fromHeader,
    to: parsed.to,
    cc: parsed.cc,
    date: stored.date,
    dateUsed: stored.dateUsed,
    references: stored.references,
    text: parsed.text,
    fromHtml: parsed.fromHtml,
    attachments: parsed.attachments,
    headers,
    bot: stored.bot,
    salvaged: stored.salvaged,
    defects: stored.defects,
  };
}

/**
 * A mail without any time of its own stands right after the last message it refers to, or right before the first that refers to it.
 * Keys, not Message-IDs: of several mails under one id, references mean the first.
 */
function dateByNeighbours(messages: Message[]): void {
  const undated = messages.filter((message) => message.dateUsed === 0);
  if (undated.length === 0) return;
  const dates = new Map(messages.map((message) => [message.key, message.dateUsed]));
  const wanted = new Set(undated.map((message) => message.key));
  const firstAfter = new Map<string, number>();
  for (const { dateUsed, references } of messages) {
    if (dateUsed <= 0) continue;
    for (const id of references) {
      if (wanted.has(id)) firstAfter.set(id, Math.min(firstAfter.get(id) ?? Infinity, dateUsed));
    }
  }
  for (const message of undated) {
    let before = 0;
    for (const id of message.references) before = Math.max(before, dates.get(id) ?? 0);
    const after = firstAfter.get(message.key);
    if (before > 0) message.dateUsed = before + 1;
    else if (after !== undefined) message.dateUsed = after - 1;
    message.defects = [...new Set([...message.defects, 'date-from-neighbours'])].sort();
  }
}

function countNewLines(message: Message, blocks: Block[]): number {
  const { text } = message;
  const { ends } = lineEnds(text);
  let count = 0;
  for (const block of blocks) {
    if (!OWN_WORDS.has(block.kind)) continue;
    for (let line = block.lines[0]; line < block.lines[1]; line += 1) {
      let at = line === 0 ? 0 : ends[line - 1]! + 1;
      while (at < ends[line]! && isSpace(text.charCodeAt(at))) at += 1;
      if (at < ends[line]!) count += 1;
    }
  }
  return count;
}

/** Headers that analysis looks at, beside those that have fields of their own. */
const READ_HEADERS = ['received', 'x-change-id', 'x-for-patch-id', 'x-patchwork-hint'];

const OWN_WORDS = new Set(['text', 'code', 'changelog', 'trailers']);
