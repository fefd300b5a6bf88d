import type { LineRange, Message, Thread } from '../../../data/records/index.ts';
import { packHashes } from '../../parse/bytes/line-hash.ts';
import { diffPlaces, type DiffPlaces } from '../patches/diff-places.ts';
import type { Passage } from '../quotes/passages.ts';
import { isOnPatch, isOnWhole } from './review-words.ts';
import { pattern } from '../../parse/text/pattern.ts';

/** The lines of a diff that a passage is about. */
export interface PlacedComment {
  /** Key of the patch message. */
  on: string;
  file: string;
  newLines: LineRange | null;
  oldLines: LineRange | null;
  /** The quoted lines, of the patch mail (attachment `part`, where given). */
  patchLines: LineRange;
  part?: number;
  /** Packed hashes of the changed lines right above the words. */
  hashes: string;
}

/** The passages of a thread that stand right below quoted lines of a diff, each with its place there. */
export function placeComments(
  thread: Thread,
  parts: ReadonlyMap<string, readonly Passage[]>,
): Map<Passage, PlacedComment> {
  const byKey = new Map(thread.messages.map((message) => [message.key, message]));
  const places = new Map<string, DiffPlaces | null>();
  const placed = new Map<Passage, PlacedComment>();
  for (const message of thread.messages) {
    for (const passage of parts.get(message.key) ?? []) {
      const place = placeOf(passage, message, byKey, places);
      if (place) placed.set(passage, place);
    }
  }
  return placed;
}

/** True for words that say nothing to a patch: thanks, greetings, a bare verdict. */
export function isCourtesy(text: string): boolean {
  // "Reviewed by: …" without its hyphen stands among the words.
  const words = text.includes('by') ? text.replace(/\s*\b[A-Z][a-z]{2,20}[- ]by ?: .{1,120}$/, '') : text;
  return words.length < SHORTEST_POINT || COURTESY.test(words);
}

function placeOf(
  passage: Passage,
  message: Message,
  byKey: ReadonlyMap<string, Message>,
  places: Map<string, DiffPlaces | null>,
): PlacedComment | null {
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

const COURTESY = pattern(
  'i',
  '^(',
  [
    'thanks?( (you|a lot|so much|again|for (the|your|this|doing|looking|review)[^.]{0,40}))?',
    'cheers',
    '(best |kind )?regards',
    'hi',
    'hello',
    'hey',
    'lgtm',
    'looks good( to me)?',
    'applied',
    'queued',
    'merged',
    'pushed',
    'ping',
    'gentle ping',
    'friendly ping',
    'same here',
    'ditto',
    'nice',
    'great',
    'perfect',
    'with that',
    '(the rest|everything else|otherwise|rest|others?),? ?(is |are |looks? )?(lgtm|good|fine|ok)( to me)?',
    '(applied|queued|merged|pushed|picked|taken)[^.]{0,40}',
  ],
  String.raw`)[\s.,!]*(thanks?( you)?)?[\s.,!]*$`,
);
const SHORTEST_POINT = 3;
/** A comment stands below the line it is about; what is quoted further up is context. */
const MOST_LINES = 8;
/** The lines whose change in the next revision answers a comment. */
const LINES_MEANT = 4;
const MOST_HASHES = 8;
