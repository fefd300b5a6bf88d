import type { Discussion, MessageSkeleton, Point } from '../../../data/records/index.ts';
import { parseSubject } from '../../parse/patch/subject.ts';
import type { Authority } from '../outcomes/context/authority.ts';
import type { OutcomeIndex } from '../outcomes/context/outcome-index.ts';
import type { StandingOf } from '../outcomes/context/standing.ts';
import { lastWordOf } from '../outcomes/last-word.ts';
import type { Sections } from '../outcomes/sections.ts';
import { judgeMain } from './main-question.ts';
import { judgeQuestion } from './side-question.ts';
import type { Talk } from './talk.ts';
import { isVote, isVoteResult } from './votes.ts';
import { judgeVote } from './vote-count.ts';

/**
 * What is asked, proposed, reported or put to the vote in threads and sections without a patch, and what came of it: a row for what
 * each is about, and one for each question or request that is put on the way. In the thread of a patch those alone that call somebody
 * by name. Never read from tone. By section, then time.
 */
export function judgeDiscussions(
  index: OutcomeIndex,
  sections: Sections,
  authority: Authority,
  standing: StandingOf,
  points: readonly Point[],
): Discussion[] {
  const titles = new Map(sections.sections.map((section) => [section.root, section.title]));
  const pointsOf = groupBy(points, ({ threadId }) => threadId);
  const found: Discussion[] = [];
  for (const threadId of new Set([...index.skeletons.values()].map((skeleton) => skeleton.threadId))) {
    const asked = groupBy(pointsOf.get(threadId) ?? [], ({ messageId }) => sections.subjectOf.get(messageId) ?? '');
    const parts = groupBy(index.thread(threadId), ({ key }) => sections.subjectOf.get(key) ?? '');
    for (const [section, messages] of parts) {
      const root = index.skeletons.get(section) ?? messages[0]!;
      const title = titles.get(root.key) ?? parseSubject(root.subject).title;
      found.push(...judgeTalk({ root, title, messages, points: asked.get(section) ?? [], index, authority, standing }));
    }
  }
  return found.sort(
    (a, b) =>
      (a.section < b.section ? -1 : Number(a.section > b.section)) ||
      Number(b.isMain) - Number(a.isMain) ||
      a.history[0]!.date - b.history[0]!.date ||
      (a.question.messageId < b.question.messageId ? -1 : Number(a.question.messageId > b.question.messageId)) ||
      a.question.lines[0] - b.question.lines[0],
  );
}

function judgeTalk(talk: Talk): Discussion[] {
  const { root, index, points, messages } = talk;
  if (isVote(root.subject) && !isVoteResult(root.subject)) return [judgeVote(talk)];
  const isTalk = isWithoutPatch(root, index);
  const main = isTalk ? judgeMain(talk) : null;
  const aside = points
    .filter((point) => !point.recovered && (point.kind === 'question' || point.kind === 'request'))
    .filter((point) => (isTalk ? point.weight !== 'nit' : point.byName && point.kind === 'question'))
    .filter(
      (point) =>
        main === null || point.messageId !== main.question.messageId || point.lines[0] !== main.question.lines[0],
    )
    .slice(0, MOST_QUESTIONS)
    .map((point) => judgeQuestion(point, talk));
  const counter = isTalk ? [] : messages.flatMap((message) => counterPatch(message, talk));
  const rows = [...(main ? [main] : []), ...counter, ...aside];
  if (rows.length === 0) return rows;
  const lastWord = lastWordIn(talk);
  return rows.map((row) => ({ ...row, lastWord }));
}

/** The last word here by somebody with the say. */
function lastWordIn({ root, messages, index, standing }: Talk): Discussion['lastWord'] {
  const answers = messages.filter(({ key }) => key !== root.key);
  return lastWordOf(
    answers.map((message) => ({ message, signals: index.facts.get(message.key)?.signals ?? [], tagged: [] })),
    root.person,
    standing,
  );
}

/** True for a thread or section that begins with plain words: no posting, no answer to one, no notice of a program. */
function isWithoutPatch(root: MessageSkeleton, index: OutcomeIndex): boolean {
  if (root.bot || index.records.has(root.key)) return false;
  const kind = index.facts.get(root.key)?.patch?.kind;
  if (kind !== undefined && kind !== 'fold') return false;
  const subject = parseSubject(root.subject);
  return !subject.isPull && !(subject.isReply && subject.isPatch) && index.above(root.key) === null;
}

/** A patch that somebody shows in an answer and asks about ("How about this?") is a proposal of its own. */
function counterPatch(message: MessageSkeleton, talk: Talk): Discussion[] {
  if (talk.index.facts.get(message.key)?.patch?.kind !== 'fold') return [];
  const point = talk.points.find(
    ({ messageId, kind, file }) => messageId === message.key && kind === 'question' && file === null,
  );
  return point && !point.byName ? [judgeQuestion(point, talk)] : [];
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const list = groups.get(key);
    if (list) list.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

/** A thread with more of them is told by its ledger. */
const MOST_QUESTIONS = 40;
