import type { Block, MessageFacts, Thread } from '../../data/records/index.ts';
import { parseSubject } from '../parse/subject.ts';
import { kindOf } from './message-kind.ts';
import { readPatchFacts } from './patch-facts.ts';

/** What each message of a thread newly says about patches and decisions, by key. */
export function readFacts(thread: Thread, _blocks: Map<string, Block[]>): Map<string, MessageFacts> {
  const facts = new Map<string, MessageFacts>();
  for (const message of thread.messages) {
    const patch = readPatchFacts(message);
    facts.set(message.key, { kind: kindOf(message, parseSubject(message.subject), patch), ...(patch && { patch }) });
  }
  return facts;
}
