import type { Discussion, DiscussionState, Evidence, Point } from '../../../data/records/index.ts';
import { asksOf, isReplied, type Talk } from './talk.ts';
import { evidenceOfPoint, roleIn } from './words.ts';

/** A question or request that is put on the way, as its row of the ledger tells it. */
export function judgeQuestion(point: Point, talk: Talk): Discussion {
  const { index, root, title } = talk;
  const history: Discussion['history'] = [
    { state: 'open', date: point.dateUsed, confidence: 0.9, evidence: [evidenceOfPoint(point, talk)] },
  ];
  const state = stateOf(point, talk);
  const closing = closingWords(point, talk);
  if (state !== 'open')
    history.push({
      state,
      date: closing.date ?? point.dateUsed,
      confidence: closing.evidence.length > 0 ? 0.8 : 0.7,
      evidence: closing.evidence,
    });
  return {
    section: root.key,
    title: point.messageId === root.key ? title : point.text.slice(0, LONGEST_TITLE),
    question: { messageId: index.skeletons.get(point.messageId)?.messageId ?? point.messageId, lines: point.lines },
    isMain: false,
    asked: point.askedOf,
    state,
    basis: state === 'open' || state === 'unanswered' ? 'none' : 'stated',
    lastWord: null,
    votes: null,
    history,
  };
}

function stateOf({ status, messageId, answeredBy, kind }: Point, talk: Talk): DiscussionState {
  if (status === 'open') return answeredBy.length > 0 || isReplied(messageId, talk) ? 'open' : 'unanswered';
  if (status === 'agreed') return kind === 'question' ? 'answered' : 'agreed';
  if (status === 'answered') return 'answered';
  return status === 'declined' ? 'refused' : 'done';
}

/** The words that closed it. */
function closingWords(point: Point, talk: Talk): { date: number | null; evidence: Evidence[] } {
  const { closedBy } = point;
  const { index } = talk;
  const message = closedBy ? index.skeletons.get(closedBy.messageId) : undefined;
  if (!closedBy || !message) return { date: null, evidence: [] };
  const answer = asksOf(point.messageId, index)
    .filter(({ lines }) => lines[0] === point.lines[0])
    .flatMap(({ answeredBy }) => answeredBy)
    .find(({ key, lines }) => key === closedBy.messageId && lines[0] === closedBy.lines[0]);
  if (!answer) return { date: message.dateUsed, evidence: [] };
  return {
    date: message.dateUsed,
    evidence: [
      {
        messageId: message.messageId,
        lines: answer.lines,
        text: answer.text,
        by: answer.by,
        role: roleIn(message, talk),
        signal: 'answer',
        mode: 'done',
        where: 'here',
        tree: null,
        answers: { messageId: point.messageId, lines: point.lines },
      },
    ],
  };
}

const LONGEST_TITLE = 120;
