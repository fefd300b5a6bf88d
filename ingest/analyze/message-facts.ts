import type { Block, Ghost, MessageFacts, PatchFacts, Thread } from '../../data/records/index.ts';
import { parseSubject } from '../parse/patch/subject.ts';
import { kindOf } from './threads/message-kind.ts';
import { readBareCover, readPatchFacts } from './patches/patch-facts.ts';
import { bareCovers } from './patches/bare-covers.ts';
import { isVote, readVote } from './discussions/votes.ts';
import { findAnswers } from './points/answers.ts';
import { readAsks } from './points/asks.ts';
import { passages } from './quotes/passages.ts';
import { placeComments } from './reviews/placed-comments.ts';
import { readReviews, readTargets, type ThreadPassages } from './reviews/reviews.ts';
import { ownSentences } from './signals/own-words.ts';
import { readThreadSignals } from './signals/thread-signals.ts';

/** What each message of a thread newly says about patches and decisions, by key. */
export function readFacts(
  thread: Thread,
  blocks: ReadonlyMap<string, Block[]>,
  ghosts: readonly Ghost[] = [],
): Map<string, MessageFacts> {
  const patches = new Map<string, PatchFacts>();
  for (const message of thread.messages) {
    const patch = readPatchFacts(message, blocks.get(message.key) ?? []);
    if (patch) patches.set(message.key, patch);
  }
  for (const [message, below] of bareCovers(thread, patches)) patches.set(message.key, readBareCover(message, below));
  const signals = readThreadSignals(thread, blocks, patches);
  const told = readPassages(thread, blocks, patches);
  const reviews = readReviews(thread, blocks, told);
  const asks = readAsks(thread, blocks, patches, ghosts, told);
  const facts = new Map<string, MessageFacts>();
  for (const message of thread.messages) {
    const patch = patches.get(message.key) ?? null;
    const said = signals.get(message.key);
    const review = reviews.get(message.key);
    const asked = asks.get(message.key);
    const vote =
      isVote(message.subject) && message.parent !== null
        ? readVote(ownSentences(message, blocks.get(message.key) ?? []))
        : null;
    facts.set(message.key, {
      kind: kindOf(message, parseSubject(message.subject), patch),
      ...(patch && { patch }),
      ...(review && { review }),
      ...(said && { signals: said }),
      ...(asked && { asks: asked }),
      ...(vote && { vote }),
    });
  }
  return facts;
}

/** A thread cut into passages, for those who read what is said to patches and what is asked. */
export function readPassages(
  thread: Thread,
  blocks: ReadonlyMap<string, Block[]>,
  patches: ReadonlyMap<string, PatchFacts>,
): ThreadPassages {
  const parts = new Map(
    thread.messages.map((message) => [message.key, passages(message, blocks.get(message.key) ?? [])]),
  );
  return {
    parts,
    placed: placeComments(thread, parts),
    answers: findAnswers(thread, parts),
    targetOf: readTargets(thread, patches),
  };
}
