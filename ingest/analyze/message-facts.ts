import type { Block, MessageFacts, PatchFacts, Thread } from '../../data/records/index.ts';
import { parseSubject } from '../parse/patch/subject.ts';
import { kindOf } from './threads/message-kind.ts';
import { readPatchFacts } from './patches/patch-facts.ts';
import { readReviews } from './reviews/reviews.ts';
import { readThreadSignals } from './signals/thread-signals.ts';

/** What each message of a thread newly says about patches and decisions, by key. */
export function readFacts(thread: Thread, blocks: ReadonlyMap<string, Block[]>): Map<string, MessageFacts> {
  const patches = new Map<string, PatchFacts>();
  for (const message of thread.messages) {
    const patch = readPatchFacts(message);
    if (patch) patches.set(message.key, patch);
  }
  const signals = readThreadSignals(thread, blocks, patches);
  const reviews = readReviews(thread, blocks, patches);
  const facts = new Map<string, MessageFacts>();
  for (const message of thread.messages) {
    const patch = patches.get(message.key) ?? null;
    const said = signals.get(message.key);
    const review = reviews.get(message.key);
    facts.set(message.key, {
      kind: kindOf(message, parseSubject(message.subject), patch),
      ...(patch && { patch }),
      ...(review && { review }),
      ...(said && { signals: said }),
    });
  }
  return facts;
}
