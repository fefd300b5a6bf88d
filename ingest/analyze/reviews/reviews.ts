import type { Block, LineRange } from '../../../data/records/block.ts';
import type {
  GivenTrailer,
  PatchFacts,
  PointAnswer,
  ProseApproval,
  Remark,
  ReviewComment,
  ReviewFacts,
} from '../../../data/records/patch.ts';
import type { Message, Thread } from '../../../data/records/thread.ts';
import { packHashes } from '../../parse/bytes/line-hash.ts';
import { samePerson } from '../../../data/rules/person.ts';
import { isApproval, isPersonal } from '../../../data/rules/tags.ts';
import { parseTrailers } from '../../parse/patch/trailers.ts';
import { diffPlaces, type DiffPlaces } from '../patches/diff-places.ts';
import { ownSentences, type Sentence } from '../signals/own-words.ts';
import { passages, type Passage } from '../quotes/passages.ts';
import { isOnPatch, isOnWhole, isProseApproval, isQuestion, stanceOf } from './review-words.ts';
import { spokenTags } from './spoken-tags.ts';
import { conditionOf } from './tag-conditions.ts';
import { linesOf } from '../threads/text-lines.ts';

/**
 * What each reply of a thread says as a review: trailers given (b4's identity rule), approval in prose, comments on
 * lines of a diff, remarks on no line, and who answered them. By key of the reply; replies that say nothing of the kind
 * are left out.
 */
export function readReviews(
  thread: Thread,
  blocks: ReadonlyMap<string, Block[]>,
  patches: ReadonlyMap<string, PatchFacts>,
): Map<string, ReviewFacts> {
  const byKey = new Map(thread.messages.map((message) => [message.key, message]));
  const parts = new Map(
    thread.messages.map((message) => [message.key, passages(message, blocks.get(message.key) ?? [])]),
  );
  const answers = findAnswers(thread, parts);
  const places = new Map<string, DiffPlaces | null>();
  const known = new Map<string, Posting | null>();
  const reviews = new Map<string, ReviewFacts>();
  for (const message of thread.messages) {
    const on = targetOf(message, byKey, patches, known);
    if (on === null) continue;
    const own = parts.get(message.key)!;
    const posted = byKey.get(on);
    const isAuthor = posted !== undefined && samePerson(message.from, posted.from);
    const trailers = givenTrailers(message, blocks.get(message.key) ?? []);
    const sentences = isAuthor ? [] : ownSentences(message, blocks.get(message.key) ?? []);
    const spoken = spokenTags(sentences, trailers, message.from);
    const prose = proseApprovals(sentences);
    const comments: ReviewComment[] = [];
    const remarks: Remark[] = [];
    for (const passage of own) {
      const comment = readComment(passage, message, byKey, places, answers);
      if (comment) comments.push(comment);
      else if (!isAuthor && isRemark(passage, byKey, patches)) {
        remarks.push({ ...wordsOf(passage), answeredBy: answersTo(message, passage.lines, answers) });
      }
    }
    if (trailers.length + spoken.length + prose.length + comments.length + remarks.length === 0) continue;
    const said = isAuthor ? comments.length > 0 : own.some((passage) => !isCourtesy(passage.text));
    reviews.set(message.key, {
      on,
      key: message.key,
      by: message.from,
      dateUsed: message.dateUsed,
      trailers,
      ...(spoken.length > 0 && { spoken }),
      prose,
      comments: comments.slice(0, MOST_POINTS),
      remarks: remarks.slice(0, MOST_POINTS),
      hasComments: said,
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

/** A passage right below quoted lines of a diff, as a comment on them. */
function readComment(
  passage: Passage,
  message: Message,
  byKey: ReadonlyMap<string, Message>,
  places: Map<string, DiffPlaces | null>,
  answers: Answers,
): ReviewComment | null {
  const source = passage.nearest;
  const target = source && byKey.get(source.messageId);
  if (!source || !target || target.key === message.key) return null;
  const place = placesIn(target, source.part, places);
  const lines = place?.nearest(source.lines, MOST_LINES) ?? null;
  const found = lines && place!.find(lines);
  if (!lines || !found || found.file === '' || isCourtesy(passage.text)) return null;
  if (isOnPatch(passage.text) || (place!.reachesEnd(source.lines) && isOnWhole(passage.text))) return null;
  const last = place!.find(place!.nearest(source.lines, LINES_MEANT)!)!;
  return {
    on: target.key,
    file: found.file,
    newLines: found.newLines,
    oldLines: found.oldLines,
    patchLines: lines,
    ...(source.part !== undefined && { part: source.part }),
    ...wordsOf(passage),
    answeredBy: answersTo(message, passage.lines, answers),
    hashes: packHashes(last.hashes, MOST_HASHES),
  };
}

/** The diff of a message or attachment, read once; null where it has none. */
function placesIn(
  message: Message,
  part: number | undefined,
  places: Map<string, DiffPlaces | null>,
): DiffPlaces | null {
  const name = `${part ?? ''} ${message.key}`;
  let known = places.get(name);
  if (known === undefined) {
    const text =
      part === undefined ? message.text : (message.attachments.find(({ index }) => index === part)?.text ?? '');
    known = text.includes('@@ -') ? diffPlaces(text) : null;
    places.set(name, known);
  }
  return known;
}

/** Words that stand below no quote, or below words of the patch mail that are no diff. Courtesies are no point. */
function isRemark(
  passage: Passage,
  byKey: ReadonlyMap<string, Message>,
  patches: ReadonlyMap<string, PatchFacts>,
): boolean {
  if (isCourtesy(passage.text)) return false;
  if (passage.isTop) return true;
  const target = passage.nearest && byKey.get(passage.nearest.messageId);
  return target != null && patches.get(target.key) !== undefined;
}

function isCourtesy(text: string): boolean {
  // "Reviewed by: …" without its hyphen stands among the words.
  const words = text.includes('by') ? text.replace(/\s*\b[A-Z][a-z]{2,20}[- ]by ?: .{1,120}$/, '') : text;
  return words.length < SHORTEST_POINT || COURTESY.test(words);
}

function wordsOf(passage: Passage): { inReply: LineRange; text: string; isQuestion: boolean } {
  return { inReply: passage.lines, text: passage.text, isQuestion: isQuestion(passage.text) };
}

/** Passages of others by the message that they quote; without a quote, by the message that they reply to. */
interface Answers {
  quoting: Map<string, { message: Message; passage: Passage; lines: LineRange }[]>;
  replying: Map<string, { message: Message; passage: Passage }[]>;
}

function findAnswers(thread: Thread, parts: ReadonlyMap<string, Passage[]>): Answers {
  const answers: Answers = { quoting: new Map(), replying: new Map() };
  for (const message of thread.messages) {
    const own = parts.get(message.key)!;
    let quotesParent = false;
    for (const passage of own) {
      const source = passage.nearest;
      if (!source || source.part !== undefined) continue;
      if (source.messageId === message.parent) quotesParent = true;
      push(answers.quoting, source.messageId, { message, passage, lines: source.lines });
    }
    if (message.parent !== null && !quotesParent && own[0])
      push(answers.replying, message.parent, { message, passage: own[0] });
  }
  return answers;
}

function answersTo(message: Message, lines: LineRange, { quoting, replying }: Answers): PointAnswer[] {
  const found = (quoting.get(message.messageId) ?? []).filter(
    (answer) => answer.lines[0] < lines[1] && answer.lines[1] > lines[0] && answer.message.key !== message.key,
  );
  const all = found.length > 0 ? found : (replying.get(message.key) ?? []);
  return all.slice(0, MOST_ANSWERS).map(({ message: { key, from }, passage }) => ({
    key,
    by: from,
    lines: passage.lines,
    stance: stanceOf(passage.text),
    text: passage.text.slice(0, LONGEST_APPROVAL),
  }));
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const known = map.get(key);
  if (known) known.push(value);
  else map.set(key, [value]);
}

const MAY_HOLD_TRAILERS: ReadonlySet<Block['kind']> = new Set([
  'text',
  'trailers',
  'closing',
  'greeting',
  'changelog',
  'code',
]);
const COURTESY =
  /^(thanks?( (you|a lot|so much|again|for (the|your|this|doing|looking|review)[^.]{0,40}))?|cheers|(best |kind )?regards|hi|hello|hey|lgtm|looks good( to me)?|applied|queued|merged|pushed|ping|gentle ping|friendly ping|same here|ditto|nice|great|perfect|with that|(the rest|everything else|otherwise|rest|others?),? ?(is |are |looks? )?(lgtm|good|fine|ok)( to me)?|(applied|queued|merged|pushed|picked|taken)[^.]{0,40})[\s.,!]*(thanks?( you)?)?[\s.,!]*$/i;
const SHORTEST_POINT = 3;
/** A comment stands below the line it is about; what is quoted further up is context. */
const MOST_LINES = 8;
/** The lines whose change in the next revision answers a comment. */
const LINES_MEANT = 4;
const MOST_HASHES = 8;
const MOST_POINTS = 80;
const MOST_ANSWERS = 8;
const MOST_APPROVALS = 8;
const LONGEST_APPROVAL = 200;
const LINES_ABOVE = 6;
