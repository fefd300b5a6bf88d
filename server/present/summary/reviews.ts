import type { SummaryAnswer } from '../../contract/index.ts';
import type { Telling } from './parts.ts';
import { isAuthorship } from '../../../data/rules/tags.ts';

/** Trailers given in replies of the thread, in the order of the patches: each with its line. */
export function reviewsOf({ thread, words }: Telling): SummaryAnswer['reviews'] {
  const order = new Map(thread.patches.map(({ record }, n) => [record.key, { n, record }]));
  const found = thread.reviews.flatMap((review) =>
    review.trailers.flatMap((trailer) => {
      const spot = order.get(review.on);
      const quote = words.verbatim(review.key, [trailer.line, trailer.line + 1]);
      if (!quote || isAuthorship(trailer.name)) return [];
      return [
        {
          place: spot ? spot.record.dateUsed * 1e4 + spot.record.number : Infinity,
          on: review.on,
          title: spot?.record.title ?? '',
          quote: { ...quote, text: quote.text.trim(), verbatim: false },
          name: trailer.name,
          ofAnother: !trailer.verified,
          conditional: trailer.condition !== null,
        },
      ];
    }),
  );
  return found.sort((a, b) => a.place - b.place).map(({ place: _, ...review }) => review);
}
