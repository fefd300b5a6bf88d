import type { Mailbox } from '../../../data/records/mail.ts';
import type { PatchFacts } from '../../../data/records/patch.ts';
import type { MessageSkeleton } from '../../../data/records/thread.ts';
import { unpackHashes } from '../../parse/bytes/line-hash.ts';
import { parseSubject, titleKey } from '../../parse/patch/subject.ts';

/** A patch or cover letter as linking sees it: what its mail says, hashes unpacked. */
export interface Posting {
  key: string;
  messageId: string;
  threadId: string;
  parent: string | null;
  dateUsed: number;
  /** Who sent it, by what the mail itself says ({@link senderOf}); '' for a ghost. */
  sender: string;
  from: Mailbox | null;
  author: Mailbox | null;
  ghost: boolean;
  title: string;
  titleKey: string;
  version: number;
  versionWritten: boolean;
  /** 0 for a cover; null where unnumbered. */
  number: number | null;
  total: number | null;
  isCover: boolean;
  isRfc: boolean;
  isResend: boolean;
  isBackport: boolean;
  isPull: boolean;
  added: Int32Array;
  removed: Int32Array;
  words: Int32Array;
  files: readonly string[];
  patchId: string | null;
  changeId: string | null;
  /** `was:` in the subject. */
  formerTitle: string | null;
  /** Message-IDs that its text names. */
  linked: readonly string[];
}

/**
 * One sender by a mail's own words: the full name, else the address. Who stands behind several addresses is learnt from the whole
 * archive and changes with it; what belongs to one series must not.
 */
export function senderOf({ name, email }: Mailbox): string {
  return name.trim().includes(' ') ? name.trim().toLowerCase() : email.toLowerCase();
}

/**
 * The postings among the messages of whole threads: every patch, every cover letter, and a ghost for each patch that is talked about
 * and not in its thread. Sorted by date, then key. What a thread comes to depends on no other; see {@link isSilenced}.
 */
export function findPostings(skeletons: readonly MessageSkeleton[], facts: ReadonlyMap<string, PatchFacts>): Posting[] {
  const byKey = new Map(skeletons.map((skeleton) => [skeleton.key, skeleton]));
  const ordered = [...skeletons].sort(byDateThenKey);
  const withPatches = coversByChildren(ordered, facts);
  const postings: Posting[] = [];
  for (const skeleton of ordered) {
    const found = facts.get(skeleton.key);
    if (found && isPosted(skeleton, found, withPatches)) postings.push(toPosting(skeleton, found));
  }
  joinCovers(postings);
  return [...postings, ...findGhosts(ordered, byKey, postings)].sort(byDateThenKey);
}

/**
 * What is sent in one go is one series, though the writer named its version on the cover alone (or on the patches alone), or a relay
 * sends each patch in its own author's name: the patches answer the cover from one address, and number as many as it says.
 */
function joinCovers(postings: readonly Posting[]): void {
  const covers = new Map(postings.filter(({ isCover }) => isCover).map((cover) => [cover.key, cover]));
  const below = new Map<Posting, Posting[]>();
  for (const posting of postings) {
    const cover = posting.parent === null || posting.isCover ? undefined : covers.get(posting.parent);
    if (!cover || cover.total === null || posting.total !== cover.total || !isSentWith(posting, cover)) continue;
    const known = below.get(cover);
    if (known) known.push(posting);
    else below.set(cover, [posting]);
  }
  for (const [cover, patches] of below) {
    const written = [cover, ...patches].filter(({ versionWritten }) => versionWritten);
    const version = written[0]?.version;
    if (version !== undefined && written.every((one) => one.version === version))
      for (const one of [cover, ...patches]) Object.assign(one, { version, versionWritten: true });
    for (const one of patches) one.sender = cover.sender;
  }
}

function isSentWith(posting: Posting, cover: Posting): boolean {
  if (Math.abs(posting.dateUsed - cover.dateUsed) > LONGEST_SENDING) return false;
  return posting.sender === cover.sender || (posting.from?.email ?? '') === cover.from?.email;
}

/**
 * True for a ghost of which the archive has the patch, in whatever thread: then what is missing is an answer to it.
 * @param datesOf times of the true postings of a {@link postingName}
 */
export function isSilenced(posting: Posting, datesOf: (name: string) => readonly number[]): boolean {
  return (
    posting.ghost && datesOf(postingName(posting)).some((date) => Math.abs(date - posting.dateUsed) <= LONGEST_TALK)
  );
}

/** What answers call a posting: version, number and title. */
export function postingName({ version, number, titleKey: title }: Posting): string {
  return `${version} ${number} ${title}`;
}

/** Orders by time, ties by key: nothing depends on the order in which mails were read. */
export function byDateThenKey<T extends { dateUsed: number; key: string }>(a: T, b: T): number {
  return a.dateUsed - b.dateUsed || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0);
}

function isPosted(skeleton: MessageSkeleton, facts: PatchFacts, withPatches: ReadonlySet<string>): boolean {
  if (facts.kind === 'patch') return true;
  const isNumberedCover = facts.subject.number === 0;
  if (facts.kind === 'pull') return isNumberedCover && withPatches.has(skeleton.key);
  return facts.kind === 'cover' && (isNumberedCover || withPatches.has(skeleton.key));
}

/** Keys of messages that a numbered patch by the same person answers: covers, even without a number of their own. */
function coversByChildren(ordered: readonly MessageSkeleton[], facts: ReadonlyMap<string, PatchFacts>): Set<string> {
  const covers = new Set<string>();
  const senders = new Map(ordered.map(({ key, from }) => [key, senderOf(from)]));
  for (const { key, parent } of ordered) {
    const found = facts.get(key);
    if (
      parent === null ||
      found?.kind !== 'patch' ||
      found.subject.number === null ||
      senders.get(parent) !== senders.get(key)
    )
      continue;
    const above = facts.get(parent);
    if (above && above.kind !== 'patch' && above.subject.version === found.subject.version) covers.add(parent);
  }
  return covers;
}

function toPosting(skeleton: MessageSkeleton, facts: PatchFacts): Posting {
  const { subject } = facts;
  const isCover = facts.kind !== 'patch';
  return {
    key: skeleton.key,
    messageId: skeleton.messageId,
    threadId: skeleton.threadId,
    parent: skeleton.parent,
    dateUsed: skeleton.dateUsed,
    sender: senderOf(skeleton.from),
    from: skeleton.from,
    author: facts.author,
    ghost: false,
    title: (isCover ? null : facts.ownTitle) ?? subject.title,
    titleKey: facts.titleKey,
    version: subject.version,
    versionWritten: subject.versionWritten,
    number: isCover ? 0 : subject.number,
    total: subject.total,
    isCover,
    isRfc: subject.isRfc,
    isResend: subject.isResend,
    isBackport: subject.isBackport,
    isPull: subject.isPull,
    added: unpackHashes(facts.added),
    removed: unpackHashes(facts.removed),
    words: unpackHashes(facts.words),
    files: facts.files,
    patchId: facts.patchId,
    changeId: facts.changeId,
    formerTitle: facts.formerTitle,
    linked: facts.linked,
  };
}

/** A ghost for each title that answers under an absent message speak of as a patch. */
function findGhosts(
  ordered: readonly MessageSkeleton[],
  byKey: ReadonlyMap<string, MessageSkeleton>,
  postings: readonly Posting[],
): Posting[] {
  const posted = new Set(postings.map(({ key }) => key));
  const ghosts = new Map<string, Posting>();
  const ghostOf = new Map<string, string>();
  /** Topmost message above each message without a posting between, or null where a posting stands above. */
  const tops = new Map<string, string | null>();
  for (const skeleton of ordered) {
    const path: string[] = [];
    let at: MessageSkeleton | undefined = skeleton;
    let top: string | null = skeleton.key;
    for (
      const seen = new Set<string>();
      at && !seen.has(at.key);
      at = at.parent === null ? undefined : byKey.get(at.parent)
    ) {
      seen.add(at.key);
      const known = tops.get(at.key);
      if (known !== undefined || posted.has(at.key)) {
        top = posted.has(at.key) ? null : known!;
        break;
      }
      path.push(at.key);
      top = at.key;
    }
    for (const key of path) tops.set(key, top);
    if (top === null || posted.has(skeleton.key) || skeleton.bot) continue;
    const subject = parseSubject(skeleton.subject);
    if (!subject.isReply || !subject.isPatch || subject.isBackport) continue;
    const name = `${subject.version} ${subject.number} ${titleKey(subject.title)}`;
    const parent = byKey.get(top)!.parent;
    if (parent === null || byKey.has(parent) || ghosts.has(parent)) continue;
    // Two absent messages of one subject: one of them answers the other, and both the patch that began the thread.
    const sameName = `${skeleton.threadId} ${name}`;
    const before = ghostOf.get(sameName);
    if (before !== undefined && byKey.has(skeleton.threadId)) continue;
    const first = before === undefined ? undefined : ghosts.get(before);
    if (first) ghosts.delete(before!);
    const key = before === undefined ? parent : skeleton.threadId;
    ghostOf.set(sameName, key);
    ghosts.set(key, {
      key,
      messageId: key,
      threadId: skeleton.threadId,
      parent: null,
      dateUsed: first?.dateUsed ?? skeleton.dateUsed,
      sender: '',
      from: null,
      author: null,
      ghost: true,
      title: subject.title,
      titleKey: titleKey(subject.title),
      version: subject.version,
      versionWritten: subject.versionWritten,
      number: subject.number,
      total: subject.total,
      isCover: subject.number === 0,
      isRfc: subject.isRfc,
      isResend: subject.isResend,
      isBackport: subject.isBackport,
      isPull: subject.isPull,
      added: NONE,
      removed: NONE,
      words: NONE,
      files: [],
      patchId: null,
      changeId: null,
      formerTitle: null,
      linked: [],
    });
  }
  return [...ghosts.values()];
}

/** Seconds. Answers come within a year of the patch; a title that comes again later is another patch's. */
export const LONGEST_TALK = 366 * 86_400;
/** Seconds between a cover and the patches sent with it. */
const LONGEST_SENDING = 1800;
const NONE = new Int32Array(0);
