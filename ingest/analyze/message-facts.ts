import type { Block, MessageFacts, PatchFacts, Thread } from '../../data/records/index.ts';
import { parseSubject } from '../parse/subject.ts';
import { kindOf } from './message-kind.ts';
import { readPatchFacts } from './patch-facts.ts';
import { readThreadSignals } from './thread-signals.ts';

/** What each message of a thread newly says about patches and decisions, by key. */
export function readFacts(thread: Thread, blocks: Map<string, Block[]>): Map<string, MessageFacts> {
  const facts = new Map<string, MessageFacts>();
  const patches = new Map<string, PatchFacts>();
  for (const message of thread.messages) {
    const patch = readPatchFacts(message);
    if (patch) patches.set(message.key, patch);
    facts.set(message.key, { kind: kindOf(message, parseSubject(message.subject), patch), ...(patch && { patch }) });
  }
  for (const [key, signals] of readThreadSignals(thread, blocks, patches)) facts.get(key)!.signals = signals;
  return facts;
}
