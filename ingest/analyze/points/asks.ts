import type {
  Ask,
  Block,
  Ghost,
  Mailbox,
  Message,
  PatchFacts,
  PointAnswer,
  PointKind,
  Thread,
} from '../../../data/records/index.ts';
import { samePerson } from '../../../data/rules/person.ts';
import { isApproval } from '../../../data/rules/tags.ts';
import { parseTrailers } from '../../parse/patch/trailers.ts';
import { parseSubject } from '../../parse/patch/subject.ts';
import type { Passage } from '../quotes/passages.ts';
import { isCourtesy } from '../reviews/placed-comments.ts';
import type { ThreadPassages } from '../reviews/reviews.ts';
import { givesTag, isProseApproval } from '../reviews/review-words.ts';
import { ownSentences, type Sentence } from '../signals/own-words.ts';
import { readAsked } from '../signals/proposals.ts';
import { whoIs } from '../signals/signals.ts';
import { linesOf } from '../threads/text-lines.ts';
import { answersTo } from './answers.ts';
import { isAdvice, isDirect, isOwnDoubt, isUsualRequest, readAsk, weighAsk } from './ask-words.ts';
import { keptAnswers, readRecovered } from './recovered.ts';
import { forms, pattern } from '../../parse/text/pattern.ts';

/**
 * What each message of a thread asks, wants, objects to or doubts, paragraph by paragraph, with the answers that it got there: by
 * key of the message. What somebody posts asks only what it puts to its readers; an author's answers only what they ask back.
 */
export function readAsks(
  thread: Thread,
  blocks: ReadonlyMap<string, Block[]>,
  patches: ReadonlyMap<string, PatchFacts>,
  ghosts: readonly Ghost[],
  told: ThreadPassages,
): Map<string, Ask[]> {
  const byKey = new Map(thread.messages.map((message) => [message.key, message]));
  const kept = keptAnswers(ghosts, byKey, blocks);
  const answersOf: Reading['answersOf'] = (message, lines) => [
    ...answersTo(message, lines, told.answers),
    ...(kept.get(message.messageId) ?? []).flatMap(({ lines: quoted, answer }) =>
      quoted[0] < lines[1] && quoted[1] > lines[0] ? [answer] : [],
    ),
  ];
  const reading: Reading = { byKey, patches, told, answersOf };
  const found = new Map<string, Ask[]>();
  for (const message of thread.messages) {
    const own = blocks.get(message.key) ?? [];
    const asks = message.bot ? readTestReport(message, own, reading) : readMessage(message, own, reading);
    if (asks.length > 0) found.set(message.key, asks.slice(0, MOST_ASKS));
  }
  for (const [key, asks] of readRecovered(ghosts, byKey, told))
    found.set(key, [...(found.get(key) ?? []), ...asks.slice(0, MOST_ASKS)]);
  return found;
}

const speakerOf = (on: string | null, isPosting: boolean, isAuthor: boolean): Speaker =>
  isPosting ? 'posting' : isAuthor ? 'author' : on === null ? 'talker' : 'other';

/** What reading one message needs to know of its thread. */
interface Reading {
  byKey: ReadonlyMap<string, Message>;
  patches: ReadonlyMap<string, PatchFacts>;
  told: ThreadPassages;
  /** What was said to some lines of a message, in this archive or in words that a quote has kept. */
  answersOf: (message: Message, lines: Ask['lines']) => PointAnswer[];
}

function readMessage(message: Message, blocks: Block[], reading: Reading): Ask[] {
  const { byKey, patches, told, answersOf } = reading;
  const kind = patches.get(message.key)?.kind;
  if (kind === 'notice') return [];
  const isPosting = kind === 'patch' || kind === 'cover' || kind === 'pull';
  const on = isPosting ? message.key : told.targetOf(message);
  const posted = on === null ? undefined : byKey.get(on);
  const isAuthor = !isPosting && posted !== undefined && samePerson(message.from, posted.from);
  const approves =
    !isAuthor && parseTrailers(linesOf(message)).some(({ name, line }) => isApproval(name) && isOwnLine(blocks, line));
  const asks: Ask[] = [];
  const parts = told.parts.get(message.key) ?? [];
  const own = ownSentences(message, blocks);
  for (const paragraph of paragraphs(own)) {
    const passage = parts.find(({ lines }) => paragraph[0]!.lines[0] >= lines[0] && paragraph[0]!.lines[0] < lines[1]);
    if (!passage) continue;
    const read = readParagraph(paragraph, speakerOf(on, isPosting, isAuthor), message);
    const place = told.placed.get(passage);
    if (!read && (isAuthor || isPosting || isSettled(passage.text))) continue;
    const sentences = read?.sentences ?? paragraph;
    const lines: Ask['lines'] = [sentences[0]!.lines[0], sentences.at(-1)!.lines[1]];
    const answeredBy = answersOf(message, read ? lines : passage.lines);
    if (!read && (asks.some((ask) => ask.faint && sameBlock(ask, passage)) || !(place || isTaken(answeredBy))))
      continue;
    const text = read
      ? read.text
      : wholeSentences(
          own.filter(({ lines: at }) => isWithin(at, passage.lines)),
          message,
        );
    const weight = weighAsk(text.toLowerCase(), read?.kind ?? 'objection');
    const names = sentences.flatMap((sentence) => namesCalled(sentence.text, message));
    const { hashes, on: placedOn, part: patchPart, ...where } = place ?? {};
    asks.push({
      on: placedOn ?? on,
      lines: read ? lines : passage.lines,
      text,
      kind: read?.kind ?? 'objection',
      weight: weight === 'normal' && approves ? 'nit' : weight,
      askedOf: names.length > 0 ? whoIs(names, message) : spokenTo(message, passage, byKey, on),
      ...(names.length > 0 && { byName: true as const }),
      ...(!read && { faint: true as const }),
      ...(read?.isSoft && { soft: true as const }),
      ...(place && { ...where, hashes: hashes!, ...(patchPart !== undefined && { patchPart }) }),
      answeredBy,
    });
  }
  for (const passage of parts) {
    const line = linesOf(message)[passage.lines[0]]?.trim() ?? '';
    const isRead = asks.some(({ lines }) => lines[0] <= passage.lines[0] && lines[1] > passage.lines[0]);
    if (isPosting || isRead || !told.placed.has(passage) || !/^[^?]{6,120}\?$/.test(line)) continue;
    asks.push(ofCodeLine(line, passage, message, on, reading));
  }
  return asks.sort((a, b) => a.lines[0] - b.lines[0]);
}

/** A question that looks like code ("x == NULL?"), as it stands below quoted lines. */
function ofCodeLine(
  text: string,
  passage: Passage,
  message: Message,
  on: string | null,
  { byKey, told, answersOf }: Reading,
): Ask {
  const { hashes, on: placedOn, part: patchPart, ...where } = told.placed.get(passage)!;
  const lines: Ask['lines'] = [passage.lines[0], passage.lines[0] + 1];
  return {
    on: placedOn,
    lines,
    text,
    kind: 'question',
    weight: 'normal',
    askedOf: spokenTo(message, passage, byKey, on),
    ...where,
    hashes,
    ...(patchPart !== undefined && { patchPart }),
    answeredBy: answersOf(message, lines),
  };
}

/** Which sentences of a paragraph ask, what kind of thing, and the words that tell it: with the sentence above that they rest on. */
function readParagraph(
  paragraph: readonly Sentence[],
  who: Speaker,
  message: Message,
): { kind: PointKind; sentences: Sentence[]; text: string; isSoft: boolean } | null {
  // Who asks and answers at once asks nobody.
  const kinds = paragraph.map((sentence, n) =>
    ANSWERS_ITSELF.test(paragraph[n + 1]?.low ?? '') || takesUp(sentence, paragraph[n + 1])
      ? null
      : ofSpeaker(sentence, who, message),
  );
  const first = kinds.findIndex((kind) => kind !== null);
  if (first < 0) return null;
  const last = kinds.findLastIndex((kind) => kind !== null);
  const sentences = paragraph.slice(first, last + 1);
  const kind = RANK.find((one) => kinds.includes(one))!;
  const whole = asOneText(paragraph, message);
  const isSoft = kind !== 'test-report' && !paragraph.some(({ low }, n) => kinds[n] !== null && isDirect(low));
  return {
    kind,
    sentences,
    isSoft,
    text: whole.length <= SHORT_PARAGRAPH ? whole : wholeSentences(sentences, message),
  };
}

/** Sentences as one text, as many as a row may hold; none is cut short. */
function wholeSentences(sentences: readonly Sentence[], message: Message): string {
  let length = sentences[0]?.text.length ?? 0;
  const kept = sentences.findIndex(({ text }, n) => n > 0 && (length += text.length) >= LONGEST_TEXT);
  return asOneText(kept < 0 ? sentences : sentences.slice(0, kept), message);
}

/** Sentences one behind the other; where code or a quote stands between two of them, a mark says that something is left out. */
function asOneText(sentences: readonly Sentence[], message: Message): string {
  const lines = linesOf(message);
  const isCut = (from: number, to: number) => lines.slice(from, to).some((line) => line.trim() !== '');
  return sentences
    .map(({ text, lines: [from] }, n) =>
      n === 0 ? text : `${isCut(sentences[n - 1]!.lines[1], from) ? ' […] ' : ' '}${text}`,
    )
    .join('');
}

/** "Degenerate? This is the normal case.": a word of the other's that is taken up, and no question. */
function takesUp({ low }: Sentence, next: Sentence | undefined): boolean {
  return (
    next !== undefined &&
    low.endsWith('?') &&
    low.split(' ').length <= 3 &&
    !/^(?:why|what|how|when|who|where)\b/.test(low)
  );
}

/** Who speaks: a posting, its author in an answer, somebody else about it, or somebody where nothing is posted. */
type Speaker = 'posting' | 'author' | 'other' | 'talker';

function ofSpeaker({ text, low, kind }: Sentence, who: Speaker, message: Message): PointKind | null {
  if (kind !== 'text' && !(kind === 'greeting' && low.endsWith('?'))) return null;
  const found = readAsk(low);
  if (found === null || (isProseApproval(low) && found !== 'question')) return null;
  if (who === 'other') return givesTag(text) ? null : found;
  if (who === 'talker') return found === 'request' && isAdvice(low) ? null : found;
  const named = namesCalled(text, message).length > 0;
  if (isUsualRequest(low) && !named) return null;
  if (who === 'author')
    return found === 'question' || (found === 'request' && (named || ASKS_YOU.test(low))) ? found : null;
  // A commit message tells what it changes and why: only what is put to the reader asks.
  if (isOwnDoubt(low)) return 'doubt';
  if (found === 'doubt') return /\b(?:i|we)\b/.test(low) ? 'doubt' : null;
  if (found === 'question')
    return /\b(?:you|we|i|anyone|anybody|thoughts|opinions?|acceptable|makes? sense)\b/.test(low) ? found : null;
  return found === 'request' &&
    (named || /\b(?:let (?:me|us) know|advi[cs]e|any (?:comments|thoughts|feedback|ideas))\b/.test(low))
    ? found
    : null;
}

/** Names that a sentence calls; an adverb ("Really, …") is none. */
const namesCalled = (text: string, message: Message) =>
  readAsked(text).filter((name) => !/ly$|^[A-Z]+$/.test(name) || whoIs([name], message)[0]!.email !== '');

/** Consecutive sentences of one paragraph, of one passage. */
function* paragraphs(sentences: readonly Sentence[]): Generator<Sentence[]> {
  let open: Sentence[] = [];
  for (const sentence of sentences) {
    if (open.length > 0 && open.at(-1)!.paragraph !== sentence.paragraph) {
      yield open;
      open = [];
    }
    open.push(sentence);
  }
  if (open.length > 0) yield open;
}

/** A test program's report of a failure: its first telling sentence. */
function readTestReport(message: Message, blocks: Block[], { told, answersOf }: Reading): Ask[] {
  const on = told.targetOf(message);
  if (on === null) return [];
  const sentence = ownSentences(message, blocks).find(({ low }) => REPORTS.test(low));
  if (!sentence) return [];
  return [
    {
      on,
      lines: sentence.lines,
      text: sentence.text,
      kind: 'test-report',
      weight: 'normal',
      askedOf: [],
      answeredBy: answersOf(message, [0, linesOf(message).length]),
    },
  ];
}

/** Words that approve, of all or of the rest, or that lead over to a tag, want nothing. */
function isSettled(text: string): boolean {
  return (
    isCourtesy(text) ||
    REST_IS_FINE.test(text) ||
    (text.length < SHORT && (isProseApproval(text.toLowerCase()) || givesTag(text)))
  );
}

/** True where somebody says yes or no right below the very words: then they wanted something. */
function isTaken(answers: Ask['answeredBy']): boolean {
  return answers.some(({ how, stance }) => how === 'quoted' && (stance === 'agreed' || stance === 'declined'));
}

const isWithin = (at: Ask['lines'], lines: Ask['lines']) => at[0] >= lines[0] && at[0] < lines[1];

function sameBlock(ask: Ask, { lines }: Passage): boolean {
  return ask.lines[0] < lines[1] && ask.lines[1] > lines[0];
}

function isOwnLine(blocks: readonly Block[], line: number): boolean {
  return blocks.some(
    (block) => block.depth === 0 && block.kind !== 'forwarded' && line >= block.lines[0] && line < block.lines[1],
  );
}

/** Whom words without a name are put to: the writer of what they answer. */
function spokenTo(
  message: Message,
  passage: Passage,
  byKey: ReadonlyMap<string, Message>,
  on: string | null,
): Mailbox[] {
  const source = passage.nearest ? byKey.get(passage.nearest.messageId) : undefined;
  const other = [
    source,
    message.parent === null ? undefined : byKey.get(message.parent),
    on === null ? undefined : byKey.get(on),
  ].find((one) => one !== undefined && one.key !== message.key && !samePerson(one.from, message.from) && !one.bot);
  return other ? [other.from] : [];
}

/** True where a subject says that something is put to the reader: a request for comments, a question, a report. */
export function asksBySubject(subject: string): boolean {
  return (
    parseSubject(subject).isRfc || /\?\s*$|^\s*\[?(?:rfc|question|bug|help|proposal|vote|discuss)\b/i.test(subject)
  );
}

const ANSWERS_ITSELF = /^(?:no|yes|nope|yep|not really|of course(?: not)?)\b[^?]*$/;
const RANK: readonly PointKind[] = ['request', 'question', 'test-report', 'objection', 'doubt'];
const ASKS_YOU = /\b(?:please|pls|can you|could you|would you|let me know)\b/;
const REPORTS =
  /\b(?:noticed the following|something to improve|build test (?:error|warning)|errors? in|failed|fails|regression|issues?\b.{0,20}\bfound|found \d+ potential|syzbot (?:has )?found)\b/;
/** Alone: "Otherwise it looks good." What it is said of stands in points of its own. */
const REST_IS_FINE = pattern(
  'i',
  '^(?:but |and )?(?:',
  forms`
  otherwise | apart from (?:that|this|these) | other than (?:that|this|these) | the rest | everything else
  others?
`,
  String.raw`),? (?:[^.?!]{0,40}\b)?(?:`,
  forms`
  looks? (?:really |very |all )?(?:good|fine|ok|okay|great|sane) | lgtm | (?:is|are) (?:fine|good|ok|okay)
`,
  String.raw`)\b[^.?!]{0,20}[.!]*$`,
);
const SHORT = 120;
/** A paragraph of so many letters is told whole. */
const SHORT_PARAGRAPH = 280;
const LONGEST_TEXT = 400;
const MOST_ASKS = 60;
