import type { Ask, Block, Ghost, Message } from '../../../data/records/index.ts';
import type { ThreadPassages } from '../reviews/reviews.ts';
import { ownSentences } from '../signals/own-words.ts';
import { toAnswer } from './answers.ts';
import { isUsualRequest, readAsk, weighAsk } from './ask-words.ts';

/**
 * What absent messages ask, by the words that others' quotes have kept of them: by key of the quoting message, with its own words
 * below the quote as the answer.
 */
export function* readRecovered(
  ghosts: readonly Ghost[],
  byKey: ReadonlyMap<string, Message>,
  told: ThreadPassages,
): Generator<[key: string, asks: Ask[]]> {
  for (const ghost of ghosts) {
    if (!ghost.author) continue;
    for (const { text, from, lines } of ghost.recovered) {
      const quoting = byKey.get(from);
      if (!quoting || text === '') continue;
      const count = text.split('\n').length;
      const whole: Block = { kind: 'text', lines: [0, count], depth: 0, author: null, source: null, match: null };
      const asks = ownSentences({ text }, [whole]).flatMap((sentence): Ask[] => {
        const kind = readAsk(sentence.low);
        if ((kind !== 'question' && kind !== 'request') || isUsualRequest(sentence.low)) return [];
        const below = (told.parts.get(from) ?? []).find((passage) => passage.lines[0] >= lines[0] + sentence.lines[1]);
        return [
          {
            on: told.targetOf(quoting),
            lines: [lines[0] + sentence.lines[0], lines[0] + sentence.lines[1]],
            text: sentence.text,
            kind,
            weight: weighAsk(sentence.low, kind),
            askedOf: [],
            answeredBy: below ? [toAnswer(quoting, below, 'quoted')] : [],
            recovered: true,
            by: ghost.author!,
          },
        ];
      });
      if (asks.length > 0) yield [from, asks];
    }
  }
}
