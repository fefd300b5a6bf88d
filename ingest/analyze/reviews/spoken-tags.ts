import type { Mailbox } from '../../../data/records/mail.ts';
import type { GivenTrailer, SpokenTag } from '../../../data/records/patch.ts';
import type { Sentence } from '../signals/own-words.ts';
import { conditionOf } from './tag-conditions.ts';

/**
 * Tags that a reply's sender speaks of without writing the trailer: "with that fixed, you can add my R-b" (given, on a
 * condition), "I'll send my Acked-by once the tests are through" (promised), "I take back my Reviewed-by" (withdrawn).
 * A sentence that only leads over to a trailer of the sender's in the same reply is none.
 */
export function spokenTags(
  sentences: readonly Sentence[],
  trailers: readonly GivenTrailer[],
  sender: Mailbox,
): SpokenTag[] {
  const first = sender.name.toLowerCase().split(/\s+/)[0] ?? '';
  const written = new Set(trailers.filter(({ verified }) => verified).map(({ name }) => name));
  const found: SpokenTag[] = [];
  for (const [place, { low, text, lines, kind, paragraph }] of sentences.entries()) {
    if (kind !== 'text' || low.trimEnd().endsWith('?') || found.length >= MOST_TAGS) continue;
    // "stick an Acked-by: Carol Example" is "my Acked-by" where Carol says it.
    const said =
      first === '' || !low.includes('-by')
        ? low
        : low.replace(OWN_NAME, (whole, tag: string, name: string) =>
            name === first || name === 'me' ? `my ${tag}` : whole,
          );
    const tag = said.includes('my ') ? MINE.exec(said) : null;
    if (!tag) continue;
    const name = nameOf(tag[1]!);
    // What is denied in the clause before counts for that clause.
    const how = howSaid(said.slice(said.slice(0, tag.index).search(LAST_CLAUSE) + 1));
    if (how === null || (written.has(name) && how !== 'withdrawn')) continue;
    const before = sentences[place - 1];
    const above = before?.paragraph === paragraph ? `${before.text} ${text}` : text;
    found.push({
      name,
      how: how === 'given' && conditionOf(above) !== null ? 'conditional' : how,
      text: text.slice(0, LONGEST_TEXT),
      lines,
    });
  }
  return found;
}

function howSaid(low: string): SpokenTag['how'] | null {
  if (WITHDRAWS.test(low)) return 'withdrawn';
  if (NOT_GIVEN.test(low)) return null;
  if (PROMISES.test(low)) return 'promised';
  return GIVES.test(low) ? 'given' : null;
}

/** The trailer that a short form means; a bare "tag" is that of a reviewer. */
function nameOf(short: string): string {
  if (/^t/.test(short) && !/^tags?$/.test(short)) return 'Tested-by';
  return /^a/.test(short) ? 'Acked-by' : 'Reviewed-by';
}

const TAG =
  "(r-?b|rbt?|rvb|reviewed?[- ]?by|review tag|tags?|a-?b|ack(?:ed)?(?:[- ]?by)?|t-?b|tested?[- ]?by)(?:'?s)?(?: tags?)?";
const OWN_NAME = /\ban? ((?:acked|reviewed|tested)-by):? (?:from )?([\p{L}]+)/u;
/** The last "but" or semicolon before the tag. */
const LAST_CLAUSE = /[,;:] (?:but|however|so|and)\b(?!.*[,;:] (?:but|however|so|and)\b)/;
const MINE = new RegExp(`\\bmy ${TAG}(?![\\w-])`);
const OFFERS = '(?:add|give|send|provide|offer|post|reply with|follow up with|have|get)';
const PROMISES = new RegExp(
  `\\b(?:i'll|i will|i'd|i would|i can|i'm going to|i am going to|i intend to|(?:i'm|i am|will be|would be) happy to|let me)\\b[^.]{0,40}\\b${OFFERS}\\b[^.]{0,30}\\bmy ${TAG}|\\byou(?:'ll| will)\\b[^.]{0,20}\\b(?:get|have)\\b[^.]{0,20}\\bmy ${TAG}`,
);
const GIVES = new RegExp(
  `\\b(?:feel free to|you (?:can|may|could|have|got)|please|add|adding|keep|retain|carry|include|with|stick|stitch|apply|take|consider)\\b[^.]{0,60}\\bmy ${TAG}|\\bmy ${TAG}\\b[^.]{0,30}\\b(?:stands?|still (?:stands?|holds?|applies)|can stay|remains?|holds)\\b`,
);
const WITHDRAWS = new RegExp(
  `\\b(?:retract|withdraw|revoke|take back|rescind|un-?do)\\w*\\b[^.]{0,20}\\bmy ${TAG}|\\bplease (?:drop|remove)\\b[^.]{0,20}\\bmy ${TAG}`,
);
/** Tags that somebody lost, asks about, or forbids to add. */
const NOT_GIVEN =
  /\b(?:not|n't|never|without|unless|before i|missed|missing|lost|dropped|you drop|removed|why|did you|where)\b/;
const LONGEST_TEXT = 200;
const MOST_TAGS = 6;
