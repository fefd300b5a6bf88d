import type { Ask, Point, PointAnswer } from '../../../data/records/index.ts';
import { saysDone, promisesChange } from './stance.ts';
import { takesBack, takesCare, wantsMore } from './ask-words.ts';
import type { Fate } from './fates.ts';

/** How a point stands, in a word, why, and what closed it. */
export type Standing = Pick<Point, 'status' | 'why' | 'closedBy'>;

/** What the thread and later postings hold on one thing that was asked. */
export interface AskedCase {
  ask: Ask;
  /** Answers by others, oldest first; those of the patch's author stand for all where there are any. */
  others: readonly PointAnswer[];
  /** The answer that counts: the author's last, else the last. */
  answer: PointAnswer | null;
  /** What the one who asked said on it later. */
  own: readonly PointAnswer[];
  fate: Fate | null;
}

/** What became of one thing that was asked, by answers and by the next revision. */
export function standingOf({ ask, answer, own, fate }: AskedCase): Standing {
  const version = fate?.called ?? '';
  const said = answer ? `${answer.by.name || answer.by.email}: ${answer.text.slice(0, SHORT)}` : '';
  const byAnswer = answer ? { messageId: answer.key, lines: answer.lines } : null;
  const byFate = fate ? { messageId: fate.key, lines: [0, 0] as [number, number] } : null;
  const back = own.find(({ text }) => takesBack(text));
  if (back)
    return {
      status: 'withdrawn',
      why: `taken back: ${back.text.slice(0, SHORT)}`,
      closedBy: { messageId: back.key, lines: back.lines },
    };
  if (ask.kind === 'question' && answer && !fate?.changed && !promisesChange(answer.text))
    return { status: 'answered', why: answer.stance === 'asked' ? `asked back: ${said}` : said, closedBy: byAnswer };
  if (fate?.changed)
    return {
      status: 'done',
      why: `those lines changed in ${version}${said === '' ? '' : `; ${said}`}`,
      closedBy: byFate,
    };
  if (fate?.moved)
    return { status: 'moved', why: `those lines stand in patch ${fate.moved.number} of ${version}`, closedBy: byFate };
  if (answer?.stance === 'declined') return { status: 'declined', why: said, closedBy: byAnswer };
  if (fate?.gone === 'patch') return { status: 'overtaken', why: `${version} leaves the patch out`, closedBy: byFate };
  if (fate?.gone === 'file') return { status: 'overtaken', why: `${version} leaves the file alone`, closedBy: byFate };
  return byWords({ ask, answer, fate, said, version, closedBy: byAnswer });
}

function byWords({
  ask,
  answer,
  fate,
  said,
  version,
  closedBy,
}: Pick<AskedCase, 'ask' | 'answer' | 'fate'> & {
  said: string;
  version: string;
  closedBy: Point['closedBy'];
}): Standing {
  const onLines = ask.hashes !== undefined;
  if (answer?.stance === 'agreed') {
    // What is added beside the quoted lines leaves them as they were.
    if (fate?.isTouched && saysDone(answer.text) && (!onLines || wantsMore(ask.text)))
      return { status: 'done', why: `${said}; ${version} changed the patch`, closedBy };
    return {
      status: 'agreed',
      why: fate && onLines ? `${said}; those lines are the same in ${version}` : said,
      closedBy,
    };
  }
  if (answer && answer.stance !== 'asked') return { status: 'answered', why: said, closedBy };
  if (takesCare(ask.text))
    return { status: 'agreed', why: 'the reviewer, or who merges it, takes care', closedBy: null };
  // A question in return closes nothing that was wanted or reported.
  const none = answer ? `asked back: ${said}` : NO_ANSWER;
  if (!fate) return { status: 'open', why: none, closedBy: null };
  if (onLines) return { status: 'open', why: `${none}, and those lines are the same in ${version}`, closedBy: null };
  return {
    status: 'open',
    why: `${none}; ${version} ${fate.isTouched ? 'changed the patch' : 'is the same'}`,
    closedBy: null,
  };
}

/** What is said of a point that nothing closes: what is known, and no more. */
export const NO_ANSWER = 'no answer found';
const SHORT = 120;
