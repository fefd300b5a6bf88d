import type { LineRange, Vote } from '../../../data/records/index.ts';
import type { Sentence } from '../signals/own-words.ts';
import { parseSubject } from '../../parse/patch/subject.ts';

/** True where a subject puts something to the vote, as Apache's projects do: `[VOTE] Release 1.2`. */
export function isVote(subject: string): boolean {
  return parseSubject(subject).tags.some((tag) => /^vote\b/i.test(tag)) || /^\s*(?:re: *)*vote:/i.test(subject);
}

/** True where a subject tells the count of a vote: `[RESULT] [VOTE] Release 1.2`. */
export function isVoteResult(subject: string): boolean {
  return parseSubject(subject).tags.some((tag) => /^(?:vote )?results?\b/i.test(tag));
}

/** The vote that a reply casts: `+1`, `-1`, `0` at the start of a line, binding where it says so. The last one counts. */
export function readVote(sentences: readonly Sentence[]): Vote | null {
  let found: Vote | null = null;
  for (const { low, lines, atLineStart, kind } of sentences) {
    const match =
      atLineStart && kind !== 'changelog'
        ? /^(?:my vote:? |vote:? |here's my )?([+-]\s?[01]|0)(?![\d.])(?!\s*[.)]\s*\w+ing\b)/.exec(low)
        : null;
    if (!match) continue;
    const value = match[1]!.endsWith('0') ? 0 : match[1]!.startsWith('-') ? -1 : 1;
    found = {
      value,
      binding: /\bbinding\b/.test(low) && !/\bnon-?\s?binding\b/.test(low),
      lines: [...lines] as LineRange,
      text: low,
    };
  }
  return found;
}
