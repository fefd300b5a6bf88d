import type {
  JudgedPatch,
  ParsedMail,
  PatchFacts,
  ReviewFacts,
  Point,
  StoredPatch,
  ThreadRecord,
} from '../../../data/records/index.ts';
import { splitPatchMail } from '../../../ingest/parse/patch/commit-message.ts';
import { isPersonal } from '../../../data/rules/tags.ts';
import { parseTrailers } from '../../../ingest/parse/patch/trailers.ts';
import type { DiffFile, PatchAnswer, PatchRecord, TrailerGiven } from '../../contract/index.ts';
import { KIND } from '../../../ingest/analyze/threads/message-kind.ts';
import { bearingsOf, patchOf } from '../brief/bearings.ts';
import { commentsOn } from './comments.ts';
import { presentDiffs } from './diff.ts';
import { escapeMessageId, loreLink, messagePath, type WebAddresses } from '../brief/links.ts';
import { b4Line } from '../brief/shell-word.ts';
import { headlineOfPatch, presentEvidence, presentHistory, presentTurn } from '../brief/outcome.ts';
import { presentRevisions } from './revisions.ts';
import { instant, instantOrNull } from '../brief/time.ts';

/** All that a patch's page is made of. */
export interface PatchParts {
  patch: StoredPatch;
  thread: ThreadRecord;
  /** The patch mail; null for a patch that the archive lacks. */
  mail: ParsedMail | null;
  /** The mails of those who speak under it, by key. */
  mails: ReadonlyMap<string, ParsedMail>;
  /** Postings of the same work by version, with their facts by key. */
  revisions: StoredPatch[];
  /** Of their series, by seriesId. */
  seriesTitles: ReadonlyMap<string, string>;
  facts: ReadonlyMap<string, PatchFacts>;
  /** On the patch and on the cover letter of its series. */
  reviews: ReviewFacts[];
  points: Point[];
  versionOf: (key: string) => number | null;
  webAddresses?: WebAddresses | undefined;
}

/** A patch with its diff, the comments on its lines, its trailers, revisions and outcome. */
export function presentPatch(parts: PatchParts): PatchAnswer {
  const { patch, thread, mail, versionOf } = parts;
  const { record, outcome } = patch;
  const message = thread.messages.find(({ key }) => key === record.key);
  const files = mail ? presentDiffs(mail.text, mail.attachments) : [];
  const points = parts.points.filter(({ about }) => about === record.key);
  const lists = message?.lists ?? thread.summary.lists;
  const path = messagePath(record.key, lists[0]);
  return {
    patch: presentPatchRecord(patch),
    bearings: bearingsOf(thread, record.key, lists[0] ?? null, parts.revisions),
    headline: headlineOfPatch(patch, versionOf),
    likely: outcome.likely || null,
    from: record.from,
    date: record.ghost ? null : instantOrNull(record.dateUsed),
    lists,
    message: mail ? commitMessage(mail, files) : null,
    files,
    comments: commentsOn(thread, patch, files, parts.mails, points, versionOf),
    trailers: trailersOf(parts, mail, files),
    diffsBelow: diffsBelow(thread, patch),
    revisions: presentRevisions(parts.revisions, parts.facts, parts.seriesTitles),
    points: {
      open: points.filter(({ status }) => status === 'open').length,
      done: points.filter(({ status }) => status === 'done').length,
      answered: points.filter(({ status }) => status !== 'open' && status !== 'done').length,
      total: points.length,
    },
    links: {
      raw: `/api/v1/messages/${escapeMessageId(record.key)}/raw`,
      thread: path,
      lore: loreLink(record.messageId, lists, parts.webAddresses),
      b4: record.ghost ? null : b4Line(record.messageId),
    },
  };
}

/** The dump's patch row without its type. */
export function presentPatchRecord({ record, outcome }: JudgedPatch): PatchRecord {
  return {
    messageId: record.messageId,
    seriesId: record.seriesId,
    workId: record.workId,
    version: record.version,
    number: record.number,
    total: record.total,
    isCover: record.isCover,
    isResend: record.isResend,
    ghost: record.ghost,
    title: record.title,
    files: record.files,
    patchId: record.patchId,
    state: outcome.state,
    basis: outcome.basis,
    confidence: outcome.confidence,
    landedProbability: outcome.landedProbability,
    supersededBy: outcome.supersededBy,
    commit: outcome.commit,
    commitBasis: outcome.commitBasis,
    turn: outcome.turn && presentTurn(outcome.turn),
    lastWord: outcome.lastWord ?? null,
    conflicts: outcome.conflicts.map((side) => side.map(presentEvidence)),
    history: presentHistory(outcome.history),
    links: record.links.map(({ to, kind, reason, confidence }) => ({ to, kind, reason, confidence })),
  };
}

/** The commit message without its trailers; of a cover letter or a mail without a diff in its text, all of the text. */
function commitMessage(mail: ParsedMail, files: DiffFile[]): PatchAnswer['message'] {
  const lines = mail.text.split('\n');
  const diffStart = files.find(({ part }) => part === undefined)?.lines[0] ?? lines.length;
  const { message } = splitPatchMail(lines, diffStart);
  const trailers = parseTrailers(lines, message);
  let [from, to] = message;
  // Trailers close the message; what stands above the first of the last run of them is prose.
  let last = to;
  for (const { line } of trailers.toReversed()) {
    if (lines.slice(line + 1, last).some((text) => text.trim() !== '' && !/^\s/.test(text))) break;
    last = line;
  }
  to = last;
  while (from < to && lines[from]!.trim() === '') from += 1;
  while (to > from && lines[to - 1]!.trim() === '') to -= 1;
  return { lines: [from, to], text: lines.slice(from, to).join('\n') };
}

/** Answers whose nearest patch upwards is this one and that bring a diff, oldest first; later versions of it are none. */
function diffsBelow(thread: ThreadRecord, patch: StoredPatch): PatchAnswer['diffsBelow'] {
  const patches = new Map(thread.patches.map((one) => [one.record.key, one.record]));
  return thread.messages
    .filter(({ key, parent, kind, bot }) => {
      const own = patches.get(key);
      if (bot || parent === null || (kind & KIND.diff) === 0 || key === patch.record.key) return false;
      if (own && (own.isCover || own.workId === patch.record.workId || own.seriesId === patch.record.seriesId))
        return false;
      return patchOf(thread, parent)?.record.key === patch.record.key;
    })
    .sort((a, b) => a.dateUsed - b.dateUsed || (a.key < b.key ? -1 : 1))
    .map(({ key, from, dateUsed }) => ({
      messageId: key,
      from,
      date: instant(dateUsed),
      title: patches.get(key)?.title ?? null,
    }));
}

/** Trailers of the patch itself, then those given to it or to its cover in replies, each as it was given. */
function trailersOf(
  { patch, reviews, facts, revisions }: PatchParts,
  mail: ParsedMail | null,
  files: DiffFile[],
): TrailerGiven[] {
  const { record } = patch;
  const newest = revisions.at(-1);
  const changedSince =
    newest !== undefined &&
    newest.record.key !== record.key &&
    newest.record.patchId !== null &&
    newest.record.patchId !== record.patchId;
  const diffStart = files.find(({ part }) => part === undefined)?.lines[0];
  const own =
    facts.get(record.key)?.trailers ??
    (mail ? parseTrailers(mail.text, [0, diffStart ?? mail.text.split('\n').length]) : []);
  return [
    ...own.map((trailer): TrailerGiven => ({
      name: trailer.name,
      value: trailer.value,
      person: trailer.person,
      messageId: record.messageId,
      line: trailer.line,
      given: 'in-patch',
      verified: true,
      conditional: false,
      how: 'written',
      said: null,
      changedSince: false,
    })),
    ...reviews.flatMap((review) => [
      ...review.trailers.map((trailer): TrailerGiven => ({
        name: trailer.name,
        value: trailer.value,
        person: trailer.person,
        messageId: review.key,
        line: trailer.line,
        given: review.on === record.key ? 'in-reply' : 'on-cover',
        verified: trailer.verified,
        conditional: trailer.condition !== null,
        how: 'written',
        said: trailer.condition,
        changedSince: changedSince && isPersonal(trailer.name),
      })),
      ...(review.spoken ?? []).map((tag): TrailerGiven => ({
        name: tag.name,
        value: review.by.name === '' ? review.by.email : `${review.by.name} <${review.by.email}>`,
        person: review.by,
        messageId: review.key,
        line: tag.lines[0],
        given: review.on === record.key ? 'in-reply' : 'on-cover',
        verified: true,
        conditional: tag.how === 'conditional',
        how: tag.how === 'promised' || tag.how === 'withdrawn' ? tag.how : 'in-words',
        said: tag.text,
        changedSince: changedSince && tag.how !== 'withdrawn',
      })),
    ]),
  ];
}
