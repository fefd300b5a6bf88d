import type { Block } from '../../../data/records/block.ts';
import type { Message } from '../../../data/records/thread.ts';
import type { DiffFile, PatchFacts, SubjectInfo } from '../../../data/records/patch.ts';
import { parseChangelog } from '../../parse/blocks/changelog.ts';
import { splitPatchMail, type PatchMail } from '../../parse/patch/commit-message.ts';
import { parseShortlog } from '../../parse/patch/cover-letter.ts';
import { parseDiffFiles } from '../../parse/patch/diff.ts';
import { contextDiffFiles } from '../../parse/patch/context-diff.ts';
import { hashWords, packHashes } from '../../parse/bytes/line-hash.ts';
import { parsePullRequest } from '../../parse/patch/pull-request.ts';
import { formerTitle, parseSubject, titleKey } from '../../parse/patch/subject.ts';
import { parseTrailers } from '../../parse/patch/trailers.ts';
import { linesOf } from '../threads/text-lines.ts';
import { diffFacts } from './diff-facts.ts';
import { isCommitMail } from '../threads/commit-mail.ts';

/**
 * What a mail says as a patch, cover letter or pull request; null where it is none of these. Reads the mail's own text
 * and its text attachments, never quotes.
 */
export function readPatchFacts(sent: Message, blocks: readonly Block[] = []): PatchFacts | null {
  const message = withMarks(sent, blocks);
  const subject = parseSubject(message.subject);
  const found = findDiff(message);
  const form = mayBePull(message, subject) ? parsePullRequest(message.text) : null;
  // A single patch may say where to fetch it; a request says from where on.
  const pull =
    form && subject.isPatch && !subject.isPull && found && (form.base === null || form.shortlog.length === 0)
      ? null
      : form;
  if (!found && !mayBeCover(message, subject) && !(subject.isReply && pull && pull.base !== null)) return null;
  const lines = linesOf(message);
  const ownDiff = found && found.part === undefined;
  const diffStart = ownDiff ? found.files[0]!.lines[0] : lines.length;
  const mail = splitPatchMail(lines, diffStart);
  // An attachment made by git-format-patch brings its own head and message.
  const attached = found && !ownDiff ? splitPatchMail(found.lines, found.files[0]!.lines[0]) : null;
  const told = attached && (attached.from !== null || attached.subject !== null) ? attached : mail;
  const toldLines = told === attached ? found!.lines : lines;
  const kind =
    found && !(isPullMail(subject) && (pull || subject.isPull))
      ? kindOfDiff(message, subject, lines, told, found, pull !== null)
      : kindWithoutDiff(message, subject, pull !== null);
  if (kind === null) return null;
  const own = told.subject === null ? null : parseSubject(told.subject);
  const ownTitle = own !== null && titleKey(own.title) !== titleKey(subject.title) ? own.title : null;
  const info =
    own === null
      ? subject
      : told === attached && own.isPatch && kind === 'patch'
        ? attachedSubject(subject, own, found!)
        : subjectOf(subject, own, ownTitle !== null && kind === 'patch');
  const prose = [told.message, told.notes] as const;
  const trailers =
    kind === 'patch' || kind === 'notice' || kind === 'cover' ? parseTrailers(toldLines, told.message) : [];
  const tags = taggedLines(lines, diffStart);
  return {
    kind,
    subject: info,
    titleKey: titleKey(ownTitle !== null && kind !== 'cover' ? ownTitle : info.title),
    author: told.from ?? message.from,
    ownTitle,
    ...(found && found.part !== undefined && { part: found.part }),
    ...diffFacts(found),
    words: packHashes(hashWords(toldLines.slice(...told.message).join('\n')), MOST_WORDS),
    trailers: trailers.filter((trailer) => !BULKY_TRAILERS.has(trailer.name)).slice(0, MOST_TRAILERS),
    changelog: kind === 'fold' || kind === 'notice' ? [] : prose.flatMap((range) => parseChangelog(toldLines, range)),
    linked: linkedIds(lines.slice(0, diffStart)),
    ...tags,
    formerTitle: formerTitle(message.subject),
    shortlog: kind === 'cover' || kind === 'pull' ? (pull?.shortlog ?? parseShortlog(lines)).slice(0, MOST_TITLES) : [],
    ...(pull &&
      (kind === 'cover' || kind === 'pull') && {
        pull: { tree: pull.ref === null ? pull.url : `${pull.url} ${pull.ref}`, base: pull.base, head: pull.head },
      }),
  };
}

/**
 * What a mail says as the cover letter of the numbered patches that hang below it, though its subject has no bracket: "Rework of x,
 * v2". `below` is what the subject of one of them says.
 */
export function readBareCover(message: Message, below: SubjectInfo): PatchFacts {
  const lines = linesOf(message);
  const mail = splitPatchMail(lines, lines.length);
  const told = parseSubject(message.subject);
  const subject: SubjectInfo = {
    ...below,
    title: told.title,
    tags: told.tags,
    isReply: false,
    isPatch: true,
    number: 0,
  };
  return {
    kind: 'cover',
    subject,
    titleKey: titleKey(told.title),
    author: message.from,
    ownTitle: null,
    ...diffFacts(null),
    words: packHashes(hashWords(lines.slice(...mail.message).join('\n')), MOST_WORDS),
    trailers: [],
    changelog: parseChangelog(lines, mail.message),
    linked: linkedIds(lines),
    ...taggedLines(lines, lines.length),
    formerTitle: formerTitle(message.subject),
    shortlog: parseShortlog(lines).slice(0, MOST_TITLES),
  };
}

/** The mail with what it holds of others without marks quoted, as if its program had marked it: a diff in it is posted by nobody here. */
function withMarks(message: Message, blocks: readonly Block[]): Message {
  const foreign = blocks.filter(({ kind }) => kind === 'forwarded');
  if (foreign.length === 0) return message;
  const lines = message.text.split('\n');
  for (const { lines: range } of foreign) for (let at = range[0]; at < range[1]; at += 1) lines[at] = `> ${lines[at]}`;
  return { ...message, text: lines.join('\n') };
}

/**
 * What the subject says of the patch: the in-body one where only that is a patch's. A patch with a title of its own
 * inside a reply has no part in the numbers of the series that it answers.
 */
function subjectOf(subject: SubjectInfo, own: SubjectInfo, isOther: boolean): SubjectInfo {
  if (!subject.isPatch && own.isPatch) return { ...own, isReply: subject.isReply };
  if (!isOther || !subject.isReply) return subject;
  const { number, total, versionWritten } = own;
  return { ...subject, number, total, ...(versionWritten && { version: own.version, versionWritten }) };
}

/**
 * What an attached format-patch says of itself. Its file's name has the version where its brackets have none (`v5-0001-title.patch`),
 * and a mail that brings all patches of a series is one posting.
 */
function attachedSubject(subject: SubjectInfo, own: SubjectInfo, found: FoundDiff): SubjectInfo {
  const named = /^v(\d{1,3})-\d{4}-/.exec(found.name ?? '');
  const version = own.versionWritten || named === null ? own.version : Math.max(1, Number(named[1]));
  const versionWritten = own.versionWritten || named !== null;
  const isOne = found.alone === true;
  return {
    ...own,
    isReply: subject.isReply,
    ...(versionWritten || subject.isReply
      ? { version, versionWritten }
      : { version: subject.version, versionWritten: subject.versionWritten }),
    ...(isOne ? {} : { number: null, total: null }),
  };
}

interface FoundDiff {
  /** The attachment's file name, and whether no other attachment holds a patch. */
  name?: string;
  alone?: boolean;
  part?: number;
  lines: readonly string[];
  files: DiffFile[];
  /** True for a context diff, of which only the files are read. */
  context: boolean;
}

/** The diff that a mail carries: in its text, else in its first attachment that has one. */
function findDiff(message: Message): FoundDiff | null {
  for (const { part, text, name } of [
    { part: undefined, text: message.text },
    ...message.attachments.map(({ index, text, name }) => ({ part: index, text, name })),
  ] as { part: number | undefined; text: string; name?: string }[]) {
    // A quoted diff, of which replies are full, has no such line.
    if (!DIFF_STARTS.some((start) => holdsLine(text, start))) continue;
    const lines = part === undefined ? linesOf(message) : text.split('\n');
    const unified = parseDiffFiles(lines);
    const files = unified.length > 0 ? unified : contextDiffFiles(lines);
    if (files.length === 0) continue;
    const context = unified.length === 0;
    if (part === undefined) return { lines, files, context };
    const others = message.attachments.filter((one) => one.index !== part && holdsLine(one.text, 'diff --git '));
    return { part, lines, files, context, name: name ?? '', alone: others.length === 0 };
  }
  return null;
}

const DIFF_STARTS = ['@@ -', 'diff --git ', '***************'];

function holdsLine(text: string, start: string): boolean {
  return text.startsWith(start) || text.includes(`\n${start}`);
}

function mayBeCover(message: Message, subject: SubjectInfo): boolean {
  if (subject.isReply) return false;
  return (
    subject.isPatch ||
    subject.isPull ||
    // `[Project 00/15]`: numbered like its patches.
    (subject.number === 0 && subject.total !== null && subject.total > 0) ||
    (subject.isRfc && subject.versionWritten) ||
    message.text.includes('vailable in the')
  );
}

/** A pull request may show a diff (how a conflict was solved) and post none; a numbered patch is none. */
const isPullMail = (subject: SubjectInfo) => !subject.isReply && subject.number === null;

function mayBePull(message: Message, subject: SubjectInfo): boolean {
  return !message.bot && (subject.number === null || subject.number === 0) && message.text.includes('vailable in the');
}

function kindWithoutDiff(message: Message, subject: SubjectInfo, isPull: boolean): PatchFacts['kind'] | null {
  if (message.bot) return null;
  const numbered = subject.number !== null && subject.number > 0;
  if (!numbered && isPull && (subject.isPull || !subject.isPatch || subject.number === null)) return 'pull';
  if (subject.isPull && !numbered && subject.number === null) return 'pull';
  if (!subject.isPatch && !subject.isRfc && subject.number !== 0) return null;
  // A numbered patch without a diff is a merge, a binary that the list cut off, or the diff is in a part that is no text.
  return numbered ? 'patch' : 'cover';
}

/** Whether a mail with a diff posts it, shows it in passing, or gives notice of it. */
function kindOfDiff(
  message: Message,
  subject: SubjectInfo,
  lines: readonly string[],
  told: PatchMail,
  found: FoundDiff,
  isPull: boolean,
): PatchFacts['kind'] {
  if (isNotice(message, lines) || isCommitMail(message)) return 'notice';
  const toldLines = found.part !== undefined && (told.from !== null || told.subject !== null) ? found.lines : lines;
  if (isPull && subject.isReply && subject.isPull) return 'pull';
  if (subject.number === 0 && !subject.isReply) return 'cover';
  const isSigned = toldLines.slice(...told.message).some((line) => /^Signed-off-by: /i.test(line));
  const hasOwnHead = told.subject !== null && (told.scissors || told.from !== null || toldLines !== lines);
  if (!subject.isReply && (subject.isPatch || subject.isRfc)) return 'patch';
  if (hasOwnHead && (isSigned || (toldLines !== lines && parseSubject(told.subject!).isPatch))) return 'patch';
  const quotes = lines.slice(0, told.notes[1]).some((line) => line.startsWith('>'));
  if (quotes) return 'fold';
  const hasStat = toldLines.slice(...told.notes).some((line) => / \|\s+\d+ [-+]+$| files? changed, /.test(line));
  if (subject.isReply) return isSigned && hasStat && subject.isPatch ? 'patch' : 'fold';
  return isSigned || hasStat || isUntagged(message.subject, lines, found) ? 'patch' : 'fold';
}

/**
 * A posting without any tag, as on lists of projects that have no such habit: a file of a patch attached, or a diff that is all that
 * comes behind the words. A diff with words behind it is talked about; a report shows where the fault lies.
 */
function isUntagged(subject: string, lines: readonly string[], found: FoundDiff): boolean {
  if (REPORT.test(subject)) return false;
  if (found.part !== undefined) return /\.(?:patch|diff)(?:\.txt)?$/i.test(found.name ?? '');
  const behind = lines.slice(found.files.at(-1)!.lines[1]);
  const signature = behind.findIndex((line) => /^-- ?$/.test(line));
  const words = (signature < 0 ? behind : behind.slice(0, signature)).filter((line) => line.trim() !== '');
  return (
    words.length <= MOST_CLOSING_LINES && words.every((line) => line.length <= LONGEST_CLOSING && !line.includes('?'))
  );
}

/** Mails by which a tree says that it took a patch: they carry its diff and post nothing. */
function isNotice(message: Message, lines: readonly string[]): boolean {
  if (message.bot || message.headers['x-patchwork-hint'] === 'ignore') return true;
  if (/^\[tip:/i.test(message.subject) || /added to .{0,60}(tree|branch)$|removed from -mm tree$/.test(message.subject))
    return true;
  return lines
    .slice(0, LINES_OF_NOTICE)
    .some((line) =>
      /^(Commit-ID: +[0-9a-f]{12}|The following commit has been merged|This is a note to let you know that I've just added the patch|The patch titled$)/.test(
        line,
      ),
    );
}

/** b4's and git's tags on lines of their own; they may stand below the diff too. */
function taggedLines(lines: readonly string[], diffStart: number): Pick<PatchFacts, 'changeId' | 'baseCommit'> {
  let changeId: string | null = null;
  let baseCommit: string | null = null;
  const last = Math.max(diffStart, lines.length - LINES_OF_TAIL);
  for (let at = 0; at < lines.length; at += 1) {
    if (at === diffStart) at = last;
    const line = lines[at] ?? '';
    const found = line.includes(': ') ? /^(change-id|base-commit|X-Change-ID): (\S{6,200})$/i.exec(line) : null;
    if (!found) continue;
    if (found[1]!.toLowerCase() === 'base-commit') baseCommit ??= found[2]!;
    else if (!/^I[0-9a-f]{40}$/.test(found[2]!)) changeId ??= found[2]!;
  }
  return { changeId, baseCommit };
}

/** Message-IDs that lines name: in links to an archive, behind `Supersedes:` and the like, in angle brackets. */
function linkedIds(lines: readonly string[]): string[] {
  const ids = new Set<string>();
  for (const line of lines) {
    if (line.length > LONGEST_LINE || line.startsWith('>') || (!line.includes('/') && !line.includes(':'))) continue;
    for (const [url] of line.includes('://') ? line.matchAll(/https?:\/\/[^\s<>"')\]]{4,600}/g) : []) {
      if (!ARCHIVE.test(url)) continue;
      const id = url
        .split('/')
        .slice(3)
        .find((piece) => piece.includes('@') || piece.includes('%40'));
      if (id !== undefined) ids.add(decodeId(id));
    }
    const tag = line.includes('@') ? LINKING_TAG.exec(line) : null;
    if (tag) ids.add(tag[1]!);
  }
  return [...ids].slice(0, MOST_LINKS);
}

function decodeId(id: string): string {
  try {
    return decodeURIComponent(id).replace(/(?<![.,;:])[.,;:]+$/, '');
  } catch {
    return id;
  }
}

/** Subjects of those who report or ask. */
const REPORT =
  /\b(?:bugs?|bug report|regressions?|questions?|report(?:s|ed)?|oops|panic|crash(?:es|ed)?|hangs?|how|why|what)\b|\?\s*$/i;
/** "Thanks,", a name, its owner's site. */
const MOST_CLOSING_LINES = 3;
const LONGEST_CLOSING = 40;
const MOST_WORDS = 32;
const MOST_TRAILERS = 40;
const MOST_TITLES = 200;
const MOST_LINKS = 40;
const LONGEST_LINE = 1000;
const LINKING_TAG =
  /^(?:Supersedes|Based-on|Depends-on|Message-ID|In-Reply-To|Obsoletes): ?<?([^\s<>]+@[^\s<>]+)>?\s*$/i;
/** Archives whose addresses hold Message-IDs. */
const ARCHIVE = /^https?:\/\/[^/]*(lore\.|msgid\.link|mail-archive\.com|public-inbox\.org|marc\.info|patchew\.org)/;
const LINES_OF_NOTICE = 15;
const LINES_OF_TAIL = 12;
/** People copied say nothing of the patch, and series of some hundred copies are not rare. */
const BULKY_TRAILERS = new Set([
  'Cc',
  'prerequisite-patch-id',
  'prerequisite-message-id',
  'prerequisite-change-id',
  'base-commit',
  'change-id',
]);
