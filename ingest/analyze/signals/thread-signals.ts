import type { Block, Mailbox, Message, PatchFacts, Signal, Thread } from '../../../data/records/index.ts';
import { parseSubject } from '../../parse/patch/subject.ts';
import { readSignals } from './signals.ts';

/**
 * The signals of each message of a thread, by key; messages without any are left out. The thread tells whose patch a reply
 * answers: the nearest patch or cover letter above it.
 */
export function readThreadSignals(
  thread: Thread,
  blocks: ReadonlyMap<string, Block[]>,
  patches: ReadonlyMap<string, PatchFacts>,
): Map<string, Signal[]> {
  const byKey = new Map(thread.messages.map((message) => [message.key, message]));
  const authors = new Map<string, Above>();
  const signals = new Map<string, Signal[]>();
  for (const message of thread.messages) {
    const facts = patches.get(message.key);
    const posting = facts === undefined || facts.kind === 'notice' ? null : facts.kind;
    const above = posting === 'patch' || posting === 'cover' ? NONE : authorAbove(message, byKey, patches, authors);
    const found = readSignals(message, blocks.get(message.key) ?? [], {
      posting,
      patchAuthor: above.author,
      answersPatch: above.isPatch,
    });
    if (found.length > 0) signals.set(message.key, found);
  }
  return signals;
}

interface Above {
  author: Mailbox | null;
  isPatch: boolean;
}

/** Who posted the patch, cover letter or pull request that a message answers; walks up once, remembering. */
function authorAbove(
  message: Message,
  byKey: ReadonlyMap<string, Message>,
  patches: ReadonlyMap<string, PatchFacts>,
  known: Map<string, Above>,
): Above {
  const path: string[] = [];
  let found: Above = NONE;
  const seen = new Set<string>();
  for (let key = message.parent; key !== null && !seen.has(key);) {
    seen.add(key);
    const before = known.get(key);
    if (before) {
      found = before;
      break;
    }
    path.push(key);
    const parent = byKey.get(key);
    if (!parent) break;
    const facts = patches.get(key);
    if (facts && facts.kind !== 'fold' && facts.kind !== 'notice') {
      found = { author: facts.kind === 'patch' ? parent.from : facts.author, isPatch: true };
      break;
    }
    key = parent.parent;
  }
  for (const key of path) known.set(key, found);
  // The patch itself may lie outside the archive: the subject still tells that one is answered.
  if (!found.isPatch) {
    const subject = parseSubject(message.subject);
    if (subject.isReply && (subject.isPatch || subject.isPull)) return { author: null, isPatch: true };
  }
  return found;
}

const NONE: Above = { author: null, isPatch: false };
