import type { LineRange } from '../../../data/records/index.ts';
import type { Quote, SummaryMention } from '../../contract/index.ts';
import { titleOf } from '../brief/title.ts';
import type { Telling } from './parts.ts';
import { fold } from './words.ts';

/** What later threads say of this one: the sentences of their new words that name it. */
export function laterOf(telling: Telling): SummaryMention[] {
  const { words, mentions, budget } = telling;
  const evidence = new Set(
    telling.thread.patches.flatMap(({ outcome }) =>
      outcome.history.flatMap(({ evidence: all }) => all.map(({ messageId }) => messageId)),
    ),
  );
  return mentions
    .flatMap(({ key, names }): SummaryMention[] => {
      const message = words.messageOf(key);
      // What the outcome rests on is told there.
      if (!message || evidence.has(key)) return [];
      for (const name of names) {
        const place = words.placeOf(key, name);
        const quote = place && aroundOf(telling, key, place, name);
        if (quote) return [{ quote, subject: titleOf(message.subject), names: name }];
      }
      return [];
    })
    .filter(
      ({ quote }, n, all) =>
        n === all.findIndex((one) => one.quote.text === quote.text && one.quote.person === quote.person),
    )
    .slice(0, budget.points);
}

/** The sentence that holds the name; where it stands in a list (of commits, of titles), the line itself. */
function aroundOf({ words }: Telling, key: string, lines: LineRange, name: string): Quote | null {
  const line = words.verbatim(key, lines);
  if (!line) return null;
  const inList = /^[0-9a-f]{7,40}\b/.test(line.text.trim()) || fold(line.text).length < name.length + SHORT;
  const sentence = words
    .sentencesOf(key)
    .find((one) => one.lines[0] <= lines[0] && lines[1] <= one.lines[1] && one.lines[1] - one.lines[0] <= MOST_LINES);
  if (sentence && !inList) return words.sentences(key, [sentence]);
  return { ...line, verbatim: false, text: fold(line.text) };
}

/** Characters beside the name that make a line more than an entry of a list. */
const SHORT = 12;
const MOST_LINES = 8;
