import type { Discussion, Mailbox, MessageSkeleton, Point, Signal } from '../../../data/records/index.ts';
import { samePerson } from '../../../data/rules/person.ts';
import { asksBySubject } from '../points/asks.ts';
import { asksOf, isReplied, type Talk } from './talk.ts';
import { evidenceOfPoint, evidenceOfSignal } from './words.ts';

/** What a thread or section without a patch is about, and what came of it; null where its first message asks, proposes and reports nothing. */
export function judgeMain(talk: Talk): Discussion | null {
  const { root, title, index, points } = talk;
  const put = points.filter(({ messageId, recovered }) => messageId === root.key && !recovered);
  const bySubject = asksBySubject(root.subject);
  if (put.length === 0 && !bySubject) return null;
  const main = put.find(({ kind }) => kind === 'question' || kind === 'request') ?? put[0] ?? null;
  const asked = new Map<string, Mailbox>();
  for (const point of put) if (point.byName) for (const who of point.askedOf) asked.set(who.email || who.name, who);
  const verdict = isProposal(talk, put) ? ofProposal(talk, put) : ofQuestion(talk, put);
  const open = put.slice(0, MOST_EVIDENCE).map((point) => evidenceOfPoint(point, talk));
  return {
    section: root.key,
    title,
    question: { messageId: root.messageId, lines: main?.lines ?? asksOf(root.key, index)[0]?.lines ?? [0, 1] },
    isMain: true,
    asked: [...asked.values()].sort((a, b) => (a.name < b.name ? -1 : Number(a.name > b.name))),
    state: verdict.at(-1)?.state ?? 'open',
    basis:
      verdict.length === 0 || verdict.at(-1)!.state === 'unanswered' || verdict.at(-1)!.state === 'open'
        ? 'none'
        : 'stated',
    lastWord: null,
    votes: null,
    history: [{ state: 'open', date: root.dateUsed, confidence: 0.9, evidence: open }, ...verdict],
  };
}

/** Something that can be agreed to, rather than answered. */
function isProposal({ root, title }: Talk, put: readonly Point[]): boolean {
  return (
    PROPOSES_BY_SUBJECT.test(root.subject) ||
    /^(?:rfc|proposal)\b/i.test(title) ||
    put.some(({ text }) => PROPOSES.test(text.toLowerCase()))
  );
}

interface Heard {
  message: MessageSkeleton;
  signals: readonly Signal[];
}

function heardAfter({ root, messages, index }: Talk): Heard[] {
  return messages
    .filter((message) => message.key !== root.key && !message.bot)
    .map((message) => ({ message, signals: index.facts.get(message.key)?.signals ?? [] }));
}

type Steps = Discussion['history'];

/** Yes, no, yes on condition, done: by those who answer the proposal itself. */
function ofProposal(talk: Talk, put: readonly Point[]): Steps {
  const { root } = talk;
  const heard = heardAfter(talk);
  const others = heard.filter(({ message }) => message.person !== root.person);
  if (others.length === 0) return isHeard(talk, put) ? [] : [unanswered(root)];
  const steps: Steps = [];
  const move = (state: Discussion['state'], { message }: Heard, signals: readonly Signal[], confidence: number) => {
    const evidence = signals.map((signal) => evidenceOfSignal(signal, message, talk));
    if (steps.at(-1)?.state === state) steps.at(-1)!.evidence.push(...evidence);
    else steps.push({ state, date: message.dateUsed, confidence, evidence });
  };
  for (const one of heard) {
    const { message, signals } = one;
    const last = steps.at(-1)?.state;
    const deeds = signals.filter(({ says }) => says === 'deed');
    const mayTell = message.person === root.person || isAsked(message, put);
    if (deeds.length > 0 && mayTell && (last === 'agreed' || last === 'agreed-with-condition'))
      move('done', one, deeds, 0.8);
    if (message.person === root.person) {
      const back = signals.filter(({ says, weak }) => says === 'withdrawn' && !weak);
      if (back.length > 0) move('refused', one, back, 0.6);
      continue;
    }
    if (last === 'done' || !answersRoot(one, talk)) continue;
    const yes = signals.filter(
      ({ says, signal }) =>
        says === 'agreement' || (says === 'condition' && signal === 'agrees') || says === 'approval',
    );
    const no = signals.filter(({ says }) => says === 'refusal' || says === 'rejected');
    const terms = signals.filter(({ says, until }) => says === 'condition' && until === undefined);
    if (no.length > 0 && yes.length === 0) move('refused', one, no, 0.6);
    else if (yes.length > 0 && last !== 'refused') {
      const near = terms.filter((term) =>
        yes.some(({ lines }) => term.lines[0] >= lines[0] && term.lines[0] - lines[0] <= TERMS_WITHIN),
      );
      const isConditional = near.length > 0 || last === 'agreed-with-condition';
      move(
        isConditional ? 'agreed-with-condition' : 'agreed',
        one,
        [...yes, ...near.filter((term) => !yes.includes(term))],
        0.7,
      );
    }
  }
  const isOpen = steps.length === 0 || isLeftOpen(talk);
  const settled = put.length > 0 && put.every(({ status }) => status === 'answered' || status === 'agreed');
  if (steps.length === 0 && settled && !isOpen) return ofQuestion(talk, put);
  return steps;
}

/** True where somebody wrote below it in another section, or a row of the ledger is closed by words that only a quote has kept. */
const isHeard = (talk: Talk, put: readonly Point[]): boolean =>
  isReplied(talk.root.key, talk) || put.some(({ status }) => status !== 'open');

/** True for a writer whom the words call by name. */
function isAsked({ from }: MessageSkeleton, put: readonly Point[]): boolean {
  return put.some(({ byName, askedOf }) => byName && askedOf.some((who) => samePerson(who, from)));
}

/** Does a message answer what the section is about: does it hang right below, or quote it right above its words? */
function answersRoot({ message, signals }: Heard, { root }: Talk): boolean {
  return message.parent === root.key || signals.some(({ answers }) => answers?.messageId === root.messageId);
}

/** Answered, solved, or still asked about: by the answers to what was asked, the asker's thanks, and what was asked last. */
function ofQuestion(talk: Talk, put: readonly Point[]): Steps {
  const { root } = talk;
  const heard = heardAfter(talk);
  const others = heard.filter(({ message }) => message.person !== root.person);
  if (others.length === 0) return isHeard(talk, put) ? [] : [unanswered(root)];
  const solved = heard.findLast(
    ({ message, signals }) =>
      message.person === root.person &&
      signals.some(({ says }) => says === 'thanks' || says === 'agreement' || says === 'deed'),
  );
  const answered = put.filter(({ status }) => status !== 'open');
  const closing = answered.flatMap(({ closedBy }) => closedBy ?? []).at(-1);
  const by = closing ? talk.index.skeletons.get(closing.messageId) : others.at(-1)!.message;
  const isReport = put.some(({ kind }) => kind === 'test-report');
  if (isLeftOpen(talk)) return [];
  if (isReport && !solved && !heard.some(({ signals }) => signals.some(({ says, weak }) => !weak && FIXES.has(says))))
    return [];
  const words =
    solved?.signals.filter(({ says }) => says === 'thanks' || says === 'agreement' || says === 'deed') ?? [];
  return [
    {
      state: stateOfAnswer(put),
      date: (solved?.message ?? by ?? root).dateUsed,
      confidence: solved ? 0.8 : 0.6,
      evidence: [
        ...answersTo(talk, put),
        ...words.map((signal) => evidenceOfSignal(signal, solved!.message, talk)),
      ].slice(0, MOST_EVIDENCE),
    },
  ];
}

/** A request is agreed to or refused; a question is answered. */
function stateOfAnswer(put: readonly Point[]): Discussion['state'] {
  const request = put.find(({ kind }) => kind === 'request');
  if (!request || put.some(({ kind }) => kind === 'question')) return 'answered';
  return OF_REQUEST[request.status] ?? 'answered';
}

/** What others said right below what was asked. */
function answersTo(talk: Talk, put: readonly Point[]): Steps[number]['evidence'] {
  const { index, root } = talk;
  const lines = new Set(put.map((point) => point.lines[0]));
  return asksOf(root.key, index)
    .filter((ask) => lines.has(ask.lines[0]))
    .flatMap(({ answeredBy, lines: at }) =>
      answeredBy.flatMap((answer) => {
        const message = index.skeletons.get(answer.key);
        if (!message || message.person === root.person) return [];
        return [
          {
            messageId: message.messageId,
            lines: answer.lines,
            text: answer.text,
            by: answer.by,
            role: talk.authority.applies(message.person) ? ('maintainer' as const) : ('other' as const),
            signal: 'answer',
            mode: 'done' as const,
            where: 'here' as const,
            tree: null,
            answers: { messageId: root.messageId, lines: at },
          },
        ];
      }),
    );
}

/** True where the last words of the asker, or the last words to the asker, ask something that nobody answered. */
function isLeftOpen({ root, messages, points }: Talk): boolean {
  const people = messages.filter(({ bot }) => !bot);
  const lastOwn = people.findLast(({ person }) => person === root.person);
  const last = people.at(-1);
  return points.some(
    ({ messageId, status, kind }) =>
      status === 'open' &&
      (kind === 'question' || kind === 'request' || kind === 'test-report') &&
      (messageId === last?.key || (messageId === lastOwn?.key && lastOwn.key !== root.key)),
  );
}

const unanswered = (root: MessageSkeleton): Steps[number] => ({
  state: 'unanswered',
  date: root.dateUsed,
  confidence: 0.7,
  evidence: [],
});

/** Asks for leave, help or a decision: what can be agreed to. "How are things looking?" cannot. */
const PROPOSES = new RegExp(
  [
    '\\bwould (?:this|that|it) (?:be|make)\\b',
    '\\bare you (?:ok|okay|fine|willing|happy)\\b',
    '\\bis (?:this|that|it) (?:ok|okay|fine|acceptable|alright)\\b',
    '\\b(?:acceptable|ok with|okay with|fine with|objections?)\\b',
    '\\b(?:shall|may) (?:we|i)\\b',
    "\\b(?:i|we) (?:would like to |'d like to |want to |hereby )?(?:propose|suggest)\\b",
    '\\bwhat do you think\\b|\\bany thoughts\\b|\\bopinions?\\b',
    "\\bhow about\\b|\\blet(?:'s| us)\\b",
  ].join('|'),
);
const PROPOSES_BY_SUBJECT =
  /^(?:re: *)*\[?(?:rfc|proposal|discuss(?:ion)?|lsf\S*|topic)\b|\[(?:[^\]]*\b)?(?:rfc|proposal|topic|discuss)\b/i;
const FIXES: ReadonlySet<Signal['says']> = new Set(['accepted', 'mainlined', 'deed']);
const OF_REQUEST: Partial<Record<Point['status'], Discussion['state']>> = {
  agreed: 'agreed',
  declined: 'refused',
  done: 'done',
};
const MOST_EVIDENCE = 8;
/** A condition stands within so many lines below the yes that it limits. */
const TERMS_WITHIN = 4;
