import type { Ask, Block, Ghost, LineRange, Message, PointAnswer } from '../../../data/records/index.ts';
import type { ThreadPassages } from '../reviews/reviews.ts';
import { ownSentences } from '../signals/own-words.ts';
import { toAnswer } from './answers.ts';
import { stanceOf } from './stance.ts';
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

/**
 * What absent messages answered, by the words that others' quotes have kept of them right below what those had quoted: by Message-ID
 * of what is answered, with its lines there.
 */
export function keptAnswers(
  ghosts: readonly Ghost[],
  byKey: ReadonlyMap<string, Message>,
  blocks: ReadonlyMap<string, Block[]>,
): Map<string, { lines: LineRange; answer: PointAnswer }[]> {
  const found = new Map<string, { lines: LineRange; answer: PointAnswer }[]>();
  for (const { author, recovered } of ghosts) {
    for (const { text, from, lines } of recovered) {
      if (!author || text.trim() === '' || !byKey.has(from)) continue;
      const quotes = (blocks.get(from) ?? []).filter(({ kind }) => kind !== 'snip' && kind !== 'attribution');
      const at = quotes.findIndex((block) => block.lines[0] <= lines[0] && block.lines[1] > lines[0]);
      const [above, its] = [quotes[at - 1], quotes[at]];
      if (!its || !above?.source || above.source.part !== undefined || above.depth <= its.depth) continue;
      const answer: PointAnswer = {
        key: from,
        by: author,
        lines,
        stance: stanceOf(text),
        text: text.replace(/\s+/g, ' ').trim().slice(0, LONGEST_TEXT),
        how: 'quoted',
        kept: true,
      };
      const known = found.get(above.source.messageId);
      if (known) known.push({ lines: above.source.lines, answer });
      else found.set(above.source.messageId, [{ lines: above.source.lines, answer }]);
    }
  }
  return found;
}

const LONGEST_TEXT = 200;
