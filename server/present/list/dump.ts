import type {
  Block,
  Discussion,
  GhostRecord,
  JudgedPatch,
  JudgedSeries,
  Mailbox,
  MessageRecord,
  ParsedMail,
  Point,
  Pull,
  ReviewFacts,
  Section,
} from '../../../data/records/index.ts';
import { nameAuthors, named } from '../thread/message.ts';
import { presentHistory } from '../brief/outcome.ts';
import { presentPoint } from '../brief/point.ts';
import { presentPull } from '../brief/pull.ts';
import { presentPatchRecord } from '../series/patch.ts';
import { presentSeriesRecord } from '../series/series.ts';
import { nameOf } from '../brief/roles.ts';
import { instant, instantOrNull } from '../brief/time.ts';

/** The dump's rows, one function a type. Names and meaning are fixed by docs/export.md; a row may carry more fields. */
export function messageRow(
  message: MessageRecord & { threadId: string },
  mail: ParsedMail,
  names: ReadonlyMap<string, string>,
): object {
  return {
    type: 'message',
    key: message.key,
    messageId: message.messageId,
    lists: message.lists,
    threadId: message.threadId,
    parent: message.parent,
    subject: message.subject,
    from: named(message.from, nameOf(message)),
    fromHeader: mail.fromHeader,
    person: nameOf(message),
    date: instantOrNull(message.date),
    dateUsed: instant(message.dateUsed),
    defects: message.defects,
    salvaged: message.salvaged,
    bot: message.bot,
    text: mail.text,
    fromHtml: mail.fromHtml,
    attachments: mail.attachments,
    blocks: nameAuthors(message.blocks, names) satisfies Block[],
  };
}

export function ghostRow(ghost: GhostRecord & { threadId: string }): object {
  return {
    type: 'ghost',
    messageId: ghost.key,
    threadId: ghost.threadId,
    author: ghost.author,
    recovered: ghost.recovered,
  };
}

export function patchRow(patch: JudgedPatch): object {
  const { record, outcome } = patch;
  return {
    type: 'patch',
    ...presentPatchRecord(patch),
    threadId: record.threadId,
    isRfc: record.isRfc,
    isPull: record.isPull,
    author: record.author,
    likely: outcome.likely,
  };
}

export function seriesRow(series: JudgedSeries): object {
  const { threadId, previous } = series.record;
  return { type: 'series', ...presentSeriesRecord(series), threadId, previous };
}

/** A review with its comments; `points` tell which of them were followed by a change. */
export function reviewRow(review: ReviewFacts, points: readonly Point[]): object {
  const changedIn = (inReply: readonly [number, number]) =>
    points.find(({ raisedBy, lines }) => raisedBy[0] === review.key && lines[0] < inReply[1] && lines[1] > inReply[0])
      ?.changedIn ?? null;
  return {
    type: 'review',
    on: review.on,
    messageId: review.key,
    by: review.by satisfies Mailbox,
    trailers: review.trailers.map((trailer) => trailer.name),
    verified: review.trailers.length > 0 && review.trailers.every((trailer) => trailer.verified),
    conditional: review.trailers.some((trailer) => trailer.condition !== null),
    spoken: review.spoken ?? [],
    approvals: review.prose,
    hasComments: review.hasComments,
    comments: review.comments.map((comment) => ({
      on: comment.on,
      file: comment.file,
      lines: comment.newLines ?? comment.oldLines ?? comment.patchLines,
      inReply: comment.inReply,
      answeredBy: comment.answeredBy,
      changedIn: changedIn(comment.inReply),
      inPatch: comment.patchLines,
      ...(comment.part !== undefined && { part: comment.part }),
    })),
  };
}

export function sectionRow(section: Section): object {
  const { threadId, root, title, why, grewOutOf } = section;
  return { type: 'section', threadId, root, title, why, grewOutOf };
}

export function discussionRow(discussion: Discussion): object {
  const { history, ...rest } = discussion;
  return { type: 'discussion', ...rest, history: presentHistory(history) };
}

export function pullRow(pull: Pull): object {
  return { type: 'pull', ...presentPull(pull), confidence: pull.confidence };
}

export function pointRow(point: Point): object {
  const { fileLines, ...row } = presentPoint(point);
  return { type: 'point', ...row, fileLines };
}

/** `archiveBegins` in Unix seconds: the day of the oldest mail of its lists. */
export function threadRow(
  thread: { threadId: string; messages: number; ghosts: number; rootMissing: boolean; lists: string[] },
  archiveBegins: number | null,
): object {
  return {
    type: 'thread',
    threadId: thread.threadId,
    messages: thread.messages,
    namedMissing: thread.ghosts,
    rootMissing: thread.rootMissing,
    lists: thread.lists,
    archiveBegins: archiveBegins === null ? null : instant(archiveBegins).slice(0, 10),
  };
}
