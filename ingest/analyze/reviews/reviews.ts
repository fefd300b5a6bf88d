import type { Block } from '../../../data/records/block.ts';
import type {
  GivenTrailer,
  PatchFacts,
  ProseApproval,
  ReviewComment,
  ReviewFacts,
} from '../../../data/records/patch.ts';
import type { Message, Thread } from '../../../data/records/thread.ts';
import { samePerson } from '../../../data/rules/person.ts';
import { isApproval, isPersonal } from '../../../data/rules/tags.ts';
import { parseTrailers } from '../../parse/patch/trailers.ts';
import { ownSentences, type Sentence } from '../signals/own-words.ts';
import { type Answers, answersTo } from '../points/answers.ts';
import type { Passage } from '../quotes/passages.ts';
import { isCourtesy, type PlacedComment } from './placed-comments.ts';
import { isProseApproval } from './review-words.ts';
import { spokenTags } from './spoken-tags.ts';
import { conditionOf } from './tag-conditions.ts';
import { linesOf } from '../threads/text-lines.ts';

/** What readers of reviews and of points share: a thread cut into passages, what each is about, and who answers what. */
export interface ThreadPassages {
  parts: ReadonlyMap<string, readonly Passage[]>;
  placed: ReadonlyMap<Passage, PlacedComment>;
  answers: Answers;
  /** Key of the patch, cover letter or pull request that a message answers; null where there is none. */
  targetOf: (message: Message) => string | null;
}

/** Finds what each reply of a thread is about. */
export function readTargets(thread: Thread, patches: ReadonlyMap<string, PatchFacts>): ThreadPassages['targetOf'] {
  const byKey = new Map(thread.messages.map((message) => [message.key, message]));
  const known = new Map<string, Posting | null>();
  return (message) => targetOf(message, byKey, patches, known);
}

/**
 * What each reply of a thread says as a review: trailers given (b4's identity rule), approval in prose, comments on
 * lines of a diff and who answered them. By key of the reply; replies that say nothing of the kind are left out.
 */
export function readReviews(
  thread: Thread,
  blocks: ReadonlyMap<string, Block[]>,
  { parts, placed, answers, targetOf }: ThreadPassages,
): Map<string, ReviewFacts> {
  const byKey = new Map(thread.messages.map((message) => [message.key, message]));
  const reviews = new Map<string, ReviewFacts>();
  for (const message of thread.messages) {
    const on = targetOf(message);
    if (on === null) continue;
    const own = parts.get(message.key)!;
    const posted = byKey.get(on);
    const isAuthor = posted !== undefined && samePerson(message.from, posted.from);
    const trailers = givenTrailers(message, blocks.get(message.key) ?? []);
    const sentences = isAuthor ? [] : ownSentences(message, blocks.get(message.key) ?? []);
    const spoken = spokenTags(sentences, trailers, message.from);
    const prose = proseApprovals(sentences);
    const comments = own.flatMap((passage): ReviewComment[] => {
      const place = placed.get(passage);
      if (!place) return [];
      const { on: placedOn, file, newLines, oldLines, patchLines, part } = place;
      const where = { on: placedOn, file, newLines, oldLines, patchLines, ...(part !== undefined && { part }) };
      const answeredBy = answersTo(message, passage.lines, answers).flatMap(({ key, how }) =>
        how === 'aside' ? [] : key,
      );
      return [{ ...where, inReply: passage.lines, answeredBy: [...new Set(answeredBy)] }];
    });
    const says = own.some((passage) => !isCourtesy(passage.text));
    const hasComments = isAuthor ? comments.length > 0 : says;
    if (trailers.length + spoken.length + prose.length + comments.length === 0 && !hasComments) continue;
    reviews.set(message.key, {
      on,
      key: message.key,
      by: message.from,
      dateUsed: message.dateUsed,
      trailers,
      ...(spoken.length > 0 && { spoken }),
      prose,
      comments: comments.slice(0, MOST_POINTS),
      hasComments,
    });
  }
  return reviews;
}

/** The patch or cover that a reply reviews: the first one upwards along In-Reply-To; a ghost where that ends the way. */
function targetOf(
  message: Message,
  byKey: ReadonlyMap<string, Message>,
  patches: ReadonlyMap<string, PatchFacts>,
  known: Map<string, Posting | null>,
): string | null {
  const own = patches.get(message.key)?.kind;
  if (own === 'patch' || own === 'cover' || own === 'notice') return null;
  const above = nearestPosting(message.parent, byKey, patches, known);
  if (above === null || above.isHere) return above?.key ?? null;
  return /^\s*(re|aw|antw|sv)\s*:.*\[[^\]]*patch/i.test(message.subject) ? above.key : null;
}

/** The nearest patch, cover or pull request from `from` upwards, or the absent message where the way ends; each step is walked once. */
function nearestPosting(
  from: string | null,
  byKey: ReadonlyMap<string, Message>,
  patches: ReadonlyMap<string, PatchFacts>,
  known: Map<string, Posting | null>,
): Posting | null {
  const path = new Set<string>();
  let found: Posting | null = null;
  for (let at = from; at !== null && !path.has(at);) {
    const before = known.get(at);
    if (before !== undefined) {
      found = before;
      break;
    }
    path.add(at);
    const kind = patches.get(at)?.kind;
    const isHere = kind === 'patch' || kind === 'cover' || kind === 'pull';
    const above = byKey.get(at);
    if (isHere || !above) {
      found = { key: at, isHere };
      break;
    }
    at = above.parent;
  }
  for (const key of path) known.set(key, found);
  return found;
}

/** `isHere` is false for a message that the archive lacks. */
interface Posting {
  key: string;
  isHere: boolean;
}

/** Trailers among own lines; the words above each tell its condition. */
function givenTrailers(message: Message, blocks: readonly Block[]): GivenTrailer[] {
  const lines = linesOf(message);
  const given: GivenTrailer[] = [];
  let above: string[] = [];
  for (const block of blocks) {
    if (block.depth > 0 || !MAY_HOLD_TRAILERS.has(block.kind)) {
      if (block.depth > 0) above = [];
      continue;
    }
    const found = parseTrailers(lines, block.lines).filter(({ name, person }) => isPersonal(name) && person !== null);
    let from = block.lines[0];
    for (const trailer of found) {
      above.push(...lines.slice(from, trailer.line));
      from = trailer.line + 1;
      given.push({
        ...trailer,
        verified: samePerson(trailer.person!, message.from),
        condition: isApproval(trailer.name) ? conditionOf(above.slice(-LINES_ABOVE).join('\n')) : null,
      });
    }
    above.push(...lines.slice(from, block.lines[1]));
  }
  return given;
}

function proseApprovals(sentences: readonly Sentence[]): ProseApproval[] {
  return sentences
    .filter(({ low, kind }) => kind === 'text' && isProseApproval(low))
    .slice(0, MOST_APPROVALS)
    .map(({ text, lines, answers }) => ({ text: text.slice(0, LONGEST_APPROVAL), lines, answers }));
}

const MAY_HOLD_TRAILERS: ReadonlySet<Block['kind']> = new Set([
  'text',
  'trailers',
  'closing',
  'greeting',
  'changelog',
  'code',
]);
const MOST_POINTS = 80;
const MOST_APPROVALS = 8;
const LONGEST_APPROVAL = 200;
const LINES_ABOVE = 6;
