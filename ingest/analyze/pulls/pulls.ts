import type {
  Evidence,
  MessageSkeleton,
  PatchFacts,
  Pull,
  PulledCommit,
  PullState,
  Role,
  Signal,
  Turn,
} from '../../../data/records/index.ts';
import { titleKey } from '../../parse/patch/subject.ts';
import type { Authority } from '../outcomes/context/authority.ts';
import type { OutcomeIndex } from '../outcomes/context/outcome-index.ts';
import type { StandingOf } from '../outcomes/context/standing.ts';
import { lastWordOf } from '../outcomes/last-word.ts';
import { isDecided, isTaken } from '../../../data/rules/states.ts';

/** True for facts of a mail that asks for a tree to be pulled: by its subject or by the form that git writes, whatever else it holds. */
export function isPullRequest(facts: PatchFacts | undefined): boolean {
  if (facts === undefined) return false;
  return facts.kind === 'pull' || (facts.kind === 'cover' && (facts.pull !== undefined || facts.subject.isPull));
}

/** Requests to pull, by date, and the answers to each. */
interface Requests {
  requests: MessageSkeleton[];
  replies: Map<string, MessageSkeleton[]>;
}

function findRequests(index: OutcomeIndex): Requests {
  const requests = [...index.skeletons.values()]
    .filter((skeleton) => !skeleton.bot && isPullRequest(index.facts.get(skeleton.key)?.patch))
    .sort((a, b) => a.dateUsed - b.dateUsed || (a.key < b.key ? -1 : 1));
  const replies = new Map<string, MessageSkeleton[]>();
  const keys = new Set(requests.map(({ key }) => key));
  for (const threadId of new Set(requests.map((request) => request.threadId))) {
    for (const message of index.thread(threadId)) {
      if (keys.has(message.key)) continue;
      const on = answeredPull(message.key, index, keys);
      if (on === null) continue;
      const list = replies.get(on);
      if (list) list.push(message);
      else replies.set(on, [message]);
    }
  }
  return { requests, replies };
}

/**
 * Every request to pull and what became of it, by its own thread: who pulled it, with which words. By date, then key.
 * @param learnt persons of {@link learnMainliners}
 */
export function judgePulls(
  index: OutcomeIndex,
  authority: Authority,
  standing: StandingOf,
  learnt: readonly string[],
): Pull[] {
  const { requests, replies } = findRequests(index);
  const mainliners = new Set(learnt);
  const pulls = requests.map((request) =>
    judgePull(request, replies.get(request.key) ?? [], { index, authority, mainliners, standing }),
  );
  for (const [n, pull] of pulls.entries()) replace(pull, requests[n]!, pulls.slice(n + 1), index);
  return pulls;
}

interface Context {
  index: OutcomeIndex;
  authority: Authority;
  mainliners: ReadonlySet<string>;
  standing: StandingOf;
}

/** The request that a message answers: the next one above it, unless another posting stands between. */
function answeredPull(key: string, index: OutcomeIndex, requests: ReadonlySet<string>): string | null {
  const seen = new Set<string>();
  for (let at = index.skeletons.get(key)?.parent ?? null; at !== null && !seen.has(at);) {
    if (requests.has(at)) return at;
    if (index.records.has(at)) return null;
    seen.add(at);
    at = index.skeletons.get(at)?.parent ?? null;
  }
  return null;
}

/** Those whose word of pulling a program confirmed more than once: what they pull is in the mainline. */
export function learnMainliners(index: OutcomeIndex): string[] {
  const { requests, replies } = findRequests(index);
  const confirmed = new Map<string, number>();
  for (const { key } of requests) {
    const answers = replies.get(key) ?? [];
    if (
      !answers.some((message) => signalsOf(message, index).some(({ says, machine }) => machine && says === 'mainlined'))
    )
      continue;
    for (const message of answers)
      if (!message.bot && signalsOf(message, index).some(isTaking))
        confirmed.set(message.person, (confirmed.get(message.person) ?? 0) + 1);
  }
  return [...confirmed].filter(([, count]) => count >= CONFIRMED).map(([person]) => person);
}

const signalsOf = (message: MessageSkeleton, index: OutcomeIndex): Signal[] =>
  index.facts.get(message.key)?.signals ?? [];
const isTaking = ({ says, mode }: Signal) =>
  (says === 'accepted' || says === 'mainlined') && (mode === 'done' || mode === 'reported');

function judgePull(request: MessageSkeleton, replies: readonly MessageSkeleton[], context: Context): Pull {
  const { index, standing } = context;
  const facts = index.facts.get(request.key)!.patch!;
  const history: Pull['history'] = [{ state: 'new', date: request.dateUsed, confidence: 0.9, evidence: [] }];
  let turn: Turn | null = {
    whose: 'maintainer',
    who: null,
    since: request.dateUsed,
    why: 'asked to pull',
  };
  const move = (state: PullState, date: number, confidence: number, evidence: Evidence[]) => {
    const last = history.at(-1)!;
    if (last.state === state) {
      last.evidence.push(...evidence);
      last.confidence = Math.max(last.confidence, confidence);
    } else if (WEIGHT[state] >= WEIGHT[last.state] || (last.state === 'deferred' && isTaken(state)))
      history.push({ state, date, confidence, evidence });
  };
  for (const message of replies) {
    const isAuthor = message.person === request.person;
    const signals = signalsOf(message, index);
    if (!isAuthor && !message.bot && history.length === 1) move('under-review', message.dateUsed, 0.9, []);
    for (const signal of signals) {
      const state = stateOf(signal, isAuthor, message, context);
      const evidence = toEvidence(signal, message, request, context);
      if (state !== null) move(state, message.dateUsed, signal.machine ? 0.98 : 0.9, [evidence]);
    }
    turn = nextTurn(turn, message, request, signals, isAuthor);
  }
  const { state } = history.at(-1)!;
  const isStated = history.at(-1)!.evidence.length > 0;
  return {
    key: request.key,
    messageId: request.messageId,
    threadId: request.threadId,
    title: facts.subject.title,
    from: request.from,
    dateUsed: request.dateUsed,
    tree: facts.pull?.tree ?? null,
    base: facts.pull?.base ?? null,
    head: facts.pull?.head ?? null,
    commits: commitsOf(request, facts, index),
    state,
    basis: isStated ? 'stated' : 'none',
    confidence: history.at(-1)!.confidence,
    turn: isDecided(state)
      ? { whose: 'nobody', who: null, since: history.at(-1)!.date, why: SETTLED_WHY[state] ?? 'it is settled' }
      : turn,
    lastWord: lastWordOf(
      replies.map((message) => ({ message, signals: signalsOf(message, index), tagged: [] })),
      request.person,
      standing,
    ),
    supersededBy: null,
    history,
  };
}

/** The state into which one signal of an answer moves a request; null where it only weighs. */
function stateOf(
  signal: Signal,
  isAuthor: boolean,
  message: MessageSkeleton,
  { mainliners }: Context,
): PullState | null {
  if (message.bot && !signal.machine) return null;
  if (isAuthor)
    return (signal.says === 'withdrawn' || signal.says === 'dropped') && signal.mode === 'done' && !signal.weak
      ? 'withdrawn'
      : null;
  if (isTaking(signal) && !signal.aboutTitles)
    return signal.says === 'mainlined' || mainliners.has(message.person) ? 'mainlined' : 'accepted';
  if (signal.weak || signal.mode === 'retracted') return null;
  if (signal.says === 'rejected') return 'rejected';
  return signal.says === 'deferred' ? 'deferred' : null;
}

function nextTurn(
  turn: Turn | null,
  message: MessageSkeleton,
  request: MessageSkeleton,
  signals: readonly Signal[],
  isAuthor: boolean,
): Turn | null {
  if (message.bot) return turn;
  const since = message.dateUsed;
  if (isAuthor)
    return turn?.whose === 'author' ? { whose: 'maintainer', who: null, since, why: 'the author has answered' } : turn;
  if (signals.some(({ says }) => WANTS.has(says)))
    return { whose: 'author', who: request.from, since, why: 'a question or objection waits for an answer' };
  if (signals.some(({ says, mode }) => says === 'accepted' && mode === 'announced'))
    return { whose: 'maintainer', who: message.from, since, why: 'said to take it' };
  return turn;
}

function toEvidence(
  signal: Signal,
  message: MessageSkeleton,
  request: MessageSkeleton,
  { authority }: Context,
): Evidence {
  const role: Role = message.bot
    ? 'bot'
    : message.person === request.person
      ? 'author'
      : authority.applies(message.person) || isTaking(signal)
        ? 'maintainer'
        : 'other';
  return {
    messageId: message.messageId,
    lines: signal.lines,
    text: signal.text,
    by: signal.by,
    role,
    signal: signal.signal,
    mode: signal.mode,
    where: 'here',
    tree: signal.tree ?? null,
    answers: signal.answers ?? null,
    ...(signal.part !== undefined && { part: signal.part }),
  };
}

/** What is asked for: the shortlog's titles, or the patches below a cover, each with the newest version that is here. */
function commitsOf(request: MessageSkeleton, facts: PatchFacts, index: OutcomeIndex): PulledCommit[] {
  if (facts.shortlog.length > 0)
    return facts.shortlog.map(({ title, author }) => ({
      title,
      author,
      patch: patchOf(title, author, request, index),
    }));
  const series = index.seriesOf.get(request.key);
  return series
    ? index
        .members(series)
        .map(({ title, author, messageId }) => ({ title, author: author?.name ?? '', patch: messageId }))
    : [];
}

/** The newest posting of a title by its author, before the request, that was sent for review: postings below a pull request come last. */
function patchOf(title: string, author: string, request: MessageSkeleton, index: OutcomeIndex): string | null {
  const name = titleKey(author);
  const found = index
    .byTitle(title)
    .filter(
      (record) =>
        (record.dateUsed <= request.dateUsed || record.threadId === request.threadId) &&
        !record.ghost &&
        (titleKey(record.author?.name ?? '') === name || titleKey(record.from?.name ?? '') === name),
    );
  return (found.filter(({ isPull }) => !isPull).at(-1) ?? found.at(-1))?.messageId ?? null;
}

/** A request that was neither pulled nor refused, and comes again by the same person for the same tag or title, has been replaced. */
function replace(pull: Pull, request: MessageSkeleton, later: readonly Pull[], index: OutcomeIndex): void {
  if (isDecided(pull.state)) return;
  const next = later.find(
    (other) =>
      index.skeletons.get(other.key)?.person === request.person &&
      other.dateUsed - pull.dateUsed <= LONGEST_RESEND &&
      ((other.tree !== null && other.tree === pull.tree) || titleKey(other.title) === titleKey(pull.title)),
  );
  if (!next) return;
  pull.state = 'superseded';
  pull.basis = 'stated';
  pull.turn = null;
  pull.supersededBy = next.messageId;
  pull.history.push({ state: 'superseded', date: next.dateUsed, confidence: 0.9, evidence: [] });
}

const WEIGHT: Record<PullState, number> = {
  new: 0,
  'under-review': 1,
  deferred: 2,
  rejected: 3,
  superseded: 4,
  accepted: 5,
  mainlined: 6,
  withdrawn: 7,
};
const SETTLED_WHY: Partial<Record<PullState, string>> = {
  accepted: 'it was pulled',
  mainlined: 'it is in the mainline',
  rejected: 'it was refused',
  withdrawn: 'its author took it back',
};
const WANTS: ReadonlySet<Signal['says']> = new Set([
  'changes-requested',
  'objection',
  'question',
  'rejected',
  'refusal',
]);
/** So many pulls, confirmed by a program, tell whose tree is the mainline. */
const CONFIRMED = 2;
/** Who asks for the same later than this asks for something else. */
const LONGEST_RESEND = 45 * 86_400;
