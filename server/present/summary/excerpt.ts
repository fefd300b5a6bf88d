import type { LineRange } from '../../../data/records/index.ts';
import type { Sentence } from '../../../ingest/analyze/own-words.ts';
import type { Quote } from '../../contract/index.ts';
import { countWords, type Words } from './words.ts';

/**
 * A few sentences out of a passage, within a number of words: those that `matters` names first, then the ones at the passage's
 * `end` (the last words before an answer) or its beginning. A passage without prose (code, a diff) is shown by its last lines.
 */
export function excerpt(
  words: Words,
  key: string,
  lines: LineRange,
  { budget, end, matters }: { budget: number; end: boolean; matters?: (line: Sentence) => boolean },
): Quote | null {
  const within = words
    .sentencesOf(key)
    .filter((sentence) => sentence.lines[0] >= lines[0] && sentence.lines[1] <= lines[1]);
  if (within.length === 0)
    return words.verbatim(
      key,
      end
        ? [Math.max(lines[0], lines[1] - CODE_LINES), lines[1]]
        : [lines[0], Math.min(lines[1], lines[0] + CODE_LINES)],
    );
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
  return words.sentences(key, [...chosen]);
}

/** Lines of code or of a diff that tell what the words below them are about. */
const CODE_LINES = 6;
