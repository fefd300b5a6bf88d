import type {
  PatchFacts,
  PatchRecord,
  PointAnswer,
  Remark,
  ReviewComment,
  ReviewFacts,
  ReviewPoint,
  SeriesRecord,
} from '../../../data/records/patch.ts';
import { hashWords, unpackHashes } from '../../parse/bytes/line-hash.ts';
import { samePerson } from '../../../data/rules/person.ts';
import {
  givesTag,
  isPointed,
  isProseApproval,
  isQuestion,
  promisesChange,
  saysDone,
  takesCare,
  wantsMore,
} from './review-words.ts';

/** How the points of a patch or series stand. */
export interface PointCounts {
  total: number;
  open: number;
  /** Agreed to, explained or declined with a reason. */
  answered: number;
  /** Done, moved or overtaken in a later revision. */
  done: number;
  questions: number;
}

/**
 * The points that reviews raise and what became of each: answered in words, done in the next revision (those lines
 * changed), moved to another patch, overtaken. What several people say of the same lines is one point. Sorted by patch,
 * then time.
 * @param taken keys of the patches and covers that were accepted: what was still open on them is overtaken
 * @param isOwn whether points on a patch of that time are asked for
 */
export function reviewPoints(
  reviews: readonly ReviewFacts[],
  patches: readonly PatchRecord[],
  series: readonly SeriesRecord[],
  facts: ReadonlyMap<string, PatchFacts>,
  taken: ReadonlySet<string> = new Set(),
  isOwn: (date: number) => boolean = () => true,
): ReviewPoint[] {
  const records = new Map(patches.map((record) => [record.key, record]));
  const byId = new Map(patches.map((record) => [record.messageId, record]));
  const later = nextSeries(series, patches);
  const takenWorks = newestTaken(patches, taken);
  const points = new Map<string, ReviewPoint[]>();
  const ordered = [...reviews].sort((a, b) => a.dateUsed - b.dateUsed || (a.key < b.key ? -1 : 1));
  for (const review of ordered) {
    const raised = [
      ...review.comments.map((comment) => ({ on: comment.on, comment, words: comment })),
      ...review.remarks
        .filter(({ text }) => isPointed(text))
        .map((remark) => ({ on: review.on, comment: null, words: remark })),
    ].filter(({ words: { text } }) => !isSettled(text));
    for (const { on, comment, words } of raised) {
      const record = records.get(on) ?? records.get(review.on);
      if (record && !isOwn(record.dateUsed)) continue;
      if (record?.from && samePerson(review.by, record.from)) continue;
      const known = points.get(on) ?? [];
      points.set(on, known);
      const twin = comment && known.find((point) => isSamePoint(point, comment, review));
      if (twin) {
        if (!twin.raisedBy.includes(review.key)) {
          twin.raisedBy.push(review.key);
          twin.by.push(review.by);
        }
        continue;
      }
      known.push(toPoint(review, on, comment, words, record ?? null));
    }
  }
  return [...points].sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([, found]) => found);

  function toPoint(
    review: ReviewFacts,
    on: string,
    comment: ReviewComment | null,
    words: Remark,
    record: PatchRecord | null,
  ): ReviewPoint {
    const fate = record && (comment ? fateOf(comment, record) : fateOfWords(record));
    const said = judge(review, words, record, fate);
    const end = record && takenWorks.get(record.workId);
    const isOver = said.status === 'open' && end && record && end.dateUsed >= record.dateUsed;
    const { status, why } = isOver
      ? {
          status: 'overtaken' as const,
          why: `${said.why}; ${end.key === record.key ? 'it' : `v${end.version}`} was accepted`,
        }
      : said;
    return {
      on,
      raisedBy: [review.key],
      by: [review.by],
      dateUsed: review.dateUsed,
      file: comment?.file ?? null,
      newLines: comment?.newLines ?? null,
      inReply: words.inReply,
      text: words.text,
      isQuestion: words.isQuestion,
      status,
      why,
      answeredBy: [...new Set(words.answeredBy.map(({ key }) => key))],
      changedIn: fate && (fate.changed || status === 'done') ? fate.key : null,
    };
  }

  /** What the next revision did to a patch on which words stand that quote none of its lines. */
  function fateOfWords(record: PatchRecord): Fate | null {
    const next = record.supersededBy.map((id) => byId.get(id)).find((found) => found !== undefined);
    const there = next && facts.get(next.key);
    if (!next || !there) return null;
    return {
      key: next.key,
      version: next.version,
      changed: false,
      moved: null,
      gone: null,
      isTouched: isTouched(record, next),
    };
  }

  /** True where the next revision's diff or message differs at all. */
  function isTouched(record: PatchRecord, next: PatchRecord): boolean {
    return record.patchId !== next.patchId || facts.get(record.key)?.words !== facts.get(next.key)?.words;
  }

  /** What the next revision did to the lines that a comment quotes; null where there is no next one. */
  function fateOf(comment: ReviewComment, record: PatchRecord): Fate | null {
    const next = record.supersededBy.map((id) => byId.get(id)).find((found) => found !== undefined);
    const following = later.get(record.seriesId) ?? [];
    const hashes = unpackHashes(comment.hashes);
    if (!next) {
      const left = following.find(({ dateUsed }) => dateUsed > record.dateUsed);
      return left
        ? { key: left.key, version: left.version, changed: false, moved: null, gone: 'patch', isTouched: false }
        : null;
    }
    const there = facts.get(next.key);
    if (!there) return null;
    const { missing, known } = missingFrom(hashes, there);
    const inFile = there.files.includes(comment.file);
    const elsewhere =
      missing > 0
        ? following.find((other) => {
            const its = other.seriesId === next.seriesId && other.key !== next.key ? facts.get(other.key) : undefined;
            return its !== undefined && its.files.includes(comment.file) && missingFrom(hashes, its).missing === 0;
          })
        : undefined;
    return {
      key: elsewhere?.key ?? next.key,
      version: next.version,
      changed: known > 0 && missing > 0 && !elsewhere,
      moved: elsewhere ?? null,
      gone: inFile ? null : 'file',
      isTouched: isTouched(record, next),
    };
  }
}

/** Counts points, of one patch or of many. */
export function countPoints(points: readonly ReviewPoint[]): PointCounts {
  const counts: PointCounts = { total: points.length, open: 0, answered: 0, done: 0, questions: 0 };
  for (const { status, isQuestion } of points) {
    if (status === 'open') counts.open += 1;
    else if (status === 'done' || status === 'moved' || status === 'overtaken') counts.done += 1;
    else counts.answered += 1;
    if (isQuestion) counts.questions += 1;
  }
  return counts;
}

interface Fate {
  /** The patch of the next revision that tells. */
  key: string;
  version: number;
  changed: boolean;
  moved: PatchRecord | null;
  gone: 'patch' | 'file' | null;
  /** The patch differs in that revision, though maybe not in these lines. */
  isTouched: boolean;
}

function judge(
  review: ReviewFacts,
  words: Remark,
  record: PatchRecord | null,
  fate: Fate | null,
): { status: ReviewPoint['status']; why: string } {
  const version = fate ? `v${fate.version}` : '';
  const others = words.answeredBy.filter(({ by }) => !samePerson(by, review.by));
  const answer = authorsAnswer(others, record) ?? others.at(-1);
  const said = answer ? `${answer.by.name || answer.by.email}: ${answer.text.slice(0, SHORT)}` : '';
  if (words.isQuestion && answer && !fate?.changed && !promisesChange(answer.text))
    return { status: 'answered', why: said };
  if (fate?.changed)
    return { status: 'done', why: `those lines changed in ${version}${said === '' ? '' : `; ${said}`}` };
  if (fate?.moved) return { status: 'moved', why: `those lines stand in patch ${fate.moved.number} of ${version}` };
  if (answer?.stance === 'declined') return { status: 'declined', why: said };
  if (fate?.gone === 'patch') return { status: 'overtaken', why: `${version} leaves the patch out` };
  if (fate?.gone === 'file') return { status: 'overtaken', why: `${version} leaves the file alone` };
  const onLines = 'hashes' in words;
  if (answer?.stance === 'agreed') {
    // What is added beside the quoted lines leaves them as they were.
    if (fate?.isTouched && saysDone(answer.text) && (!onLines || wantsMore(words.text)))
      return { status: 'done', why: `${said}; ${version} changed the patch` };
    return { status: 'agreed', why: fate && onLines ? `${said}; those lines are the same in ${version}` : said };
  }
  if (answer && answer.stance !== 'asked') return { status: 'answered', why: said };
  if (!answer && takesCare(words.text)) return { status: 'agreed', why: 'the reviewer, or who merges it, takes care' };
  if (answer) return { status: 'open', why: `asked back: ${said}` };
  if (!fate) return { status: 'open', why: 'no answer' };
  if (onLines) return { status: 'open', why: `no answer, and those lines are the same in ${version}` };
  return { status: 'open', why: `no answer; ${version} ${fate.isTouched ? 'changed the patch' : 'is the same'}` };
}

/** The last answer by who sent the patch. */
function authorsAnswer(answers: readonly PointAnswer[], record: PatchRecord | null): PointAnswer | undefined {
  const from = record?.from;
  return from ? answers.findLast(({ by }) => samePerson(by, from)) : undefined;
}

/** Words that approve, of all or of the rest, or that lead over to a tag, want nothing. */
function isSettled(text: string): boolean {
  if (REST_IS_FINE.test(text)) return true;
  return (
    (text.length < SHORT && isProseApproval(text.toLowerCase())) ||
    (text.length < 2 * SHORT &&
      givesTag(text) &&
      !isQuestion(text) &&
      !/\b(should|needs?|must|please|nits?)\b/i.test(text))
  );
}

/** How many of the hashes a patch lacks, of those that its sample can tell. */
function missingFrom(hashes: Int32Array, facts: PatchFacts): { missing: number; known: number } {
  const sides = [unpackHashes(facts.added), unpackHashes(facts.removed)];
  const there = new Set(sides.flatMap((side) => [...side]));
  const reach = facts.whole
    ? Infinity
    : Math.min(...sides.map((side) => (side.length > 0 ? side[side.length - 1]! : Infinity)));
  let missing = 0;
  let known = 0;
  for (const hash of hashes) {
    if (hash > reach) continue;
    known += 1;
    if (!there.has(hash)) missing += 1;
  }
  return { missing, known };
}

/** The same lines of one file, said by another person in like words, or as agreement. */
function isSamePoint(point: ReviewPoint, comment: ReviewComment, review: ReviewFacts): boolean {
  if (point.file !== comment.file || point.newLines === null || comment.newLines === null) return false;
  if (point.by.some((by) => samePerson(by, review.by))) return false;
  if (point.newLines[1] <= comment.newLines[0] || point.newLines[0] >= comment.newLines[1]) return false;
  if (/^(\+1|same here|agreed?|ditto|me too|yes,? (please|same))\b/i.test(comment.text)) return true;
  const ours = new Set(hashWords(point.text));
  const theirs = hashWords(comment.text);
  const common = theirs.filter((word) => ours.has(word)).length;
  return common >= FEWEST_COMMON && common / Math.min(ours.size, theirs.length) >= 0.5;
}

/** The newest posting of each work that was accepted. */
function newestTaken(patches: readonly PatchRecord[], taken: ReadonlySet<string>): Map<string, PatchRecord> {
  const newest = new Map<string, PatchRecord>();
  for (const record of patches) {
    const known = newest.get(record.workId);
    if (taken.has(record.key) && (!known || known.dateUsed < record.dateUsed)) newest.set(record.workId, record);
  }
  return newest;
}

/** Patches of the series that follow each series. */
function nextSeries(series: readonly SeriesRecord[], patches: readonly PatchRecord[]): Map<string, PatchRecord[]> {
  const members = new Map<string, PatchRecord[]>();
  for (const record of patches) {
    if (record.isCover) continue;
    const known = members.get(record.seriesId);
    if (known) known.push(record);
    else members.set(record.seriesId, [record]);
  }
  return new Map(
    series.map(({ seriesId, supersededBy }) => [seriesId, supersededBy.flatMap((id) => members.get(id) ?? [])]),
  );
}

/** Alone: "Otherwise it looks good." What it is said of stands in points of its own. */
const REST_IS_FINE =
  /^(?:but |and )?(?:otherwise|apart from (?:that|this|these)|other than (?:that|this|these)|the rest|everything else|others?),? (?:[^.?!]{0,40}\b)?(?:looks? (?:really |very |all )?(?:good|fine|ok|okay|great|sane)|lgtm|(?:is|are) (?:fine|good|ok|okay))\b[^.?!]{0,20}[.!]*$/i;
const SHORT = 120;
const FEWEST_COMMON = 4;
