import type { LineRange } from '../../../data/records/index.ts';
import type { Sentence } from '../../../ingest/analyze/signals/own-words.ts';
import type { Quote } from '../../contract/index.ts';
import { overlaps } from './parts.ts';
import { countWords, type Quoter } from './words.ts';

/** What of a passage is shown. */
interface Choice {
  /** Words; the first sentence stands whatever its length. */
  budget: number;
  /** From the end backwards. */
  end: boolean;
  matters?: (sentence: Sentence) => boolean;
}

/**
 * A few sentences out of a passage, within a number of words: those that `matters` names first, then the ones at the passage's
 * `end` (the last words before an answer) or its beginning. A passage without prose (code, a diff) is shown by its last lines.
 */
export function excerpt(words: Quoter, key: string, lines: LineRange, how: Choice): Quote | null {
  const chosen = chooseSentences(words, key, lines, how);
  if (chosen.length === 0) {
    const { end } = how;
    // A greeting alone is no answer; code and diffs speak for themselves.
    if (words.hasProse(key, lines)) return null;
    return words.verbatim(
      key,
      end
        ? [Math.max(lines[0], lines[1] - CODE_LINES), lines[1]]
        : [lines[0], Math.min(lines[1], lines[0] + CODE_LINES)],
    );
  }
  return words.sentences(key, chosen);
}

/** The sentences that {@link excerpt} shows of a passage; none where it holds no prose. */
export function chooseSentences(
  words: Quoter,
  key: string,
  lines: LineRange,
  { budget, end, matters }: Choice,
): Sentence[] {
  const within = words.sentencesOf(key).filter((sentence) => overlaps(sentence.lines, lines));
  const chosen = new Set<Sentence>();
  let left = budget;
  const take = (sentence: Sentence): boolean => {
    if (chosen.has(sentence)) return true;
    const size = countWords(sentence.text);
    if (chosen.size > 0 && size > left) return false;
    chosen.add(sentence);
    left -= size;
    return left > 0;
  };
  if (matters) for (const sentence of within) if (matters(sentence) && !take(sentence)) break;
  const rest = end ? within.toReversed() : within;
  for (const sentence of rest) if (left <= 0 || !take(sentence)) break;
  // An entry of a list means what the sentence above the list says of it: without that one it might mean another.
  for (const sentence of [...chosen]) {
    const head = words.announcerOf(key, sentence);
    if (head) chosen.add(head);
  }
  return [...chosen];
}

/** Lines of code or of a diff that tell what the words below them are about. */
const CODE_LINES = 6;
