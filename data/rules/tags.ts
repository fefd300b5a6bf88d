/**
 * What trailers mean: the only list. Pure, so that ingest, server and screens all ask here what a review is, what
 * approves, what refuses.
 */

/** What its person says of the patch by giving it. */
type TagMeaning = 'review' | 'ack' | 'test' | 'approval' | 'refusal' | 'authorship' | 'report';

interface Trailer {
  /** As usually written. */
  name: string;
  means?: TagMeaning;
  /** Other spellings that are met, in small letters. */
  also?: string[];
  /** For somebody who meets it for the first time. */
  explained?: string;
}

/** Trailers that lists know. Any other `…-by` that names a person is one too. */
const TRAILERS: readonly Trailer[] = [
  {
    name: 'Signed-off-by',
    means: 'authorship',
    also: ['signed-of-by', 'signed-off', 'singed-off-by'],
    explained: 'The sender may pass this code on under the project’s licence.',
  },
  {
    name: 'Reviewed-by',
    means: 'review',
    also: ['reviwed-by', 'reviewd-by', 'reveiwed-by', 'reviewed-off-by'],
    explained: 'Somebody read the change closely and vouches for it.',
  },
  {
    name: 'Acked-by',
    means: 'ack',
    also: ['ack-by', 'ached-by'],
    explained: 'Somebody agrees with the change, often the maintainer of the code it touches.',
  },
  {
    name: 'Tested-by',
    means: 'test',
    also: ['test-by'],
    explained: 'Somebody ran it and found that it works.',
  },
  { name: 'Approved-by', means: 'approval' },
  { name: 'Endorsed-by', means: 'approval' },
  {
    name: 'Nacked-by',
    means: 'refusal',
    also: ['naked-by', 'nak-by', 'nack-by'],
    explained: 'Somebody objects to the change as it stands.',
  },
  { name: 'Reported-by', means: 'report', explained: 'The person or robot who found the fault.' },
  { name: 'Co-developed-by', means: 'authorship' },
  { name: 'Co-authored-by', means: 'authorship' },
  { name: 'Suggested-by' },
  { name: 'Debugged-by' },
  { name: 'Requested-by' },
  { name: 'Assisted-by' },
  { name: 'Cc' },
  { name: 'Fixes', explained: 'The earlier commit that brought the fault in.' },
  { name: 'Closes' },
  { name: 'Link' },
  { name: 'BugLink', also: ['bug-link'] },
  { name: 'Bugzilla' },
  { name: 'References' },
  { name: 'Message-ID' },
  { name: 'change-id' },
  { name: 'Depends-on' },
  { name: 'Based-on' },
  { name: 'Supersedes' },
  { name: 'Obsoleted-by' },
  { name: 'base-commit' },
  { name: 'prerequisite-patch-id' },
  { name: 'prerequisite-message-id' },
  { name: 'prerequisite-change-id' },
  { name: 'Cherry-picked-from' },
  { name: 'Upstream-commit' },
];

/** The usual spelling of a trailer's name, or null where it is none that counts. */
export function trailerName(raw: string): string | null {
  const name = raw.trim().replace(/[\s-]+/g, '-');
  const lower = name.toLowerCase();
  const known = BY_SPELLING.get(lower);
  if (known !== undefined) return known.name;
  // "Fully-endorsed-by", "Reviwed-by": whoever puts a name and "-by" before an address gives a trailer.
  return /^[a-z]+(-[a-z]+){0,4}-by$/.test(lower) ? name[0]!.toUpperCase() + lower.slice(1) : null;
}

/** True for a trailer that says what its person did to the patch: reviewed, acked, tested, signed off. */
export const isPersonal = (name: string): boolean => /-by$/i.test(name);

/** What a tag says; several things where it joins words: `Reviewed-and-tested-by`. Empty where it says none of them. */
function meaningsOf(name: string): readonly TagMeaning[] {
  const lower = name.toLowerCase();
  const known = BY_SPELLING.get(lower)?.means;
  if (known) return [known];
  if (!isPersonal(lower)) return [];
  return lower.split('-').flatMap((word) => BY_SPELLING.get(`${word}-by`)?.means ?? []);
}

const says =
  (...meanings: TagMeaning[]) =>
  (name: string): boolean =>
    meaningsOf(name).some((meaning) => meanings.includes(meaning));

/** Somebody looked at the patch and stands for it: what makes a patch `reviewed`, and counts as a review. */
export const isReview = says('review', 'ack');
/** Somebody read it closely. */
export const isCloseReview = says('review');
/** Somebody agrees. */
export const isAck = says('ack');
/** Somebody ran it. */
export const isTest = says('test');
/** Approves of a patch in one way or other. */
export const isApproval = says('review', 'ack', 'test', 'approval');
/** Speaks against the patch. */
export const isRefusal = says('refusal');
/** Says whose work it is, or on whose word it may be passed on: given to one's own patch, no review. */
export const isAuthorship = says('authorship');
/** Names a fault that the patch mends, or who found it. */
export const isFix = (name: string): boolean => /^(?:fixes|closes)$/i.test(name) || meaningsOf(name).includes('report');

/** A trailer at the start of a sentence or line, as signals and evidence keep it: its name. */
export const leadingTag = (text: string): string | null => /^([A-Z][\w-]*-by):\s/.exec(text)?.[1] ?? null;

/** Explanations for people to whom the words are new, by name. */
export const TAG_TERMS: Readonly<Record<string, string>> = Object.fromEntries(
  TRAILERS.flatMap(({ name, explained }) => (explained ? [[name, explained]] : [])),
);

const BY_SPELLING: ReadonlyMap<string, Trailer> = new Map(
  TRAILERS.flatMap((trailer) => [trailer.name.toLowerCase(), ...(trailer.also ?? [])].map((name) => [name, trailer])),
);
