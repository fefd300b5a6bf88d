import type {
  LastWord,
  MessageSkeleton,
  PatchRecord,
  ReviewFacts,
  Signal,
  Standing,
} from '../../../data/records/index.ts';
import { isReview } from '../../../data/rules/tags.ts';
import { takesIntoTree } from './evidence/evidence.ts';
import type { OutcomeIndex } from './context/outcome-index.ts';
import type { Said } from './context/signal-targets.ts';
import type { StandingOf } from './context/standing.ts';

/** What somebody says last about a patch, series, pull request or question. */
export type LastSaying = LastWord['says'];

/**
 * The last word on something by somebody with the say: of those who decide here where one of them spoke, else of those who speak for
 * others' patches too. The author's own words count where they take, withdraw or drop it. Null where nobody with the say wrote.
 * @param isWhole of a series: words on some of its patches settle none of the others
 * @param mails that are about it, in any order; `signals` are those of their words that are
 */
export function lastWordOf(
  mails: readonly { message: MessageSkeleton; signals: readonly Signal[]; tagged: readonly number[] }[],
  author: string,
  standing: StandingOf,
  isWhole = false,
): LastWord | null {
  const spoken = mails.flatMap(({ message, signals, tagged }): Spoken[] => {
    const seen = standing(message.person);
    const by = seen === null || seen === 'speaks' ? (ownStanding(message, signals) ?? seen) : seen;
    const decides = by !== null && by !== 'speaks';
    // "Applied it and tested" by somebody who does not apply here takes nothing.
    const told = decides
      ? signals
      : signals.filter((one) => !isTakenSignal(one.says) || one.atLineStart || one.machine || one.tree !== undefined);
    const { says, lines } = sayingOf(told, tagged, isWhole);
    const isAuthor = message.person === author;
    const counts = message.bot ? says === 'accept' : !isAuthor || ownWordCounts(says, signals);
    return counts && (by !== null || tagged.length > 0)
      ? [{ message, says, lines, by: by ?? 'speaks', decides: decides || says === 'accept' }]
      : [];
  });
  // Where nobody who decides wrote, those who answer others' patches or gave a tag here have the last word.
  const deciding = spoken.filter(({ decides }) => decides);
  const ordered = (deciding.length > 0 ? deciding : spoken).sort(
    (a, b) => a.message.dateUsed - b.message.dateUsed || (a.message.key < b.message.key ? -1 : 1),
  );
  // What is talked about after it was taken takes nothing back, unless it says so.
  const taken = isWhole ? -1 : ordered.findLastIndex(({ says }) => says === 'accept');
  const last = ordered.findLast(({ says }, at) => at >= taken && (at === taken || taken < 0 || UNDOES.has(says)));
  if (!last) return null;
  const { message, says, lines, by } = last;
  return { messageId: message.messageId, lines, by: message.from, says, standing: by };
}

interface Spoken {
  message: MessageSkeleton;
  says: LastSaying;
  lines: LastWord['lines'];
  by: Standing;
  decides: boolean;
}

/** Who puts a patch into a tree has the say about it, however seldom that was seen; so has the tracker that tells of it. */
function ownStanding(message: MessageSkeleton, signals: readonly Signal[]): Standing | null {
  return signals.some((signal) => (message.bot ? signal.machine : takesIntoTree(signal))) ? 'applies' : null;
}

/** An author's own words count where they take the patch back, or say that it was taken: a promise to take it does not. */
function ownWordCounts(says: LastSaying, signals: readonly Signal[]): boolean {
  return (
    says === 'withdraw' || (says === 'accept' && signals.some((one) => isTakenSignal(one.says) && one.mode === 'done'))
  );
}

const isTakenSignal = (says: Signal['says']) => says === 'accepted' || says === 'mainlined' || says === 'moved';

const UNDOES: ReadonlySet<LastSaying> = new Set(['refuse', 'withdraw', 'defer']);

/**
 * What the words of one mail come to: the weightiest thing that they do, and where it stands.
 * @param isWhole of a series: who takes some patches and sends others back asks for changes
 */
export function sayingOf(
  signals: readonly Signal[],
  tagged: readonly number[],
  isWhole = false,
): { says: LastSaying; lines: LastWord['lines'] } {
  for (const [says, does] of ORDER) {
    // Of several that say the same the last one counts: what is said further up may be answered below.
    const found = signals.findLast(does);
    if (found && !(says === 'accept' && isWhole && isInPart(found) && signals.some(asksChanges)))
      return { says, lines: found.lines };
    if (says === 'defer' && tagged.length > 0) return { says: 'approve', lines: [tagged[0]!, tagged[0]! + 1] };
  }
  const first = signals.find(({ says }) => says !== 'role');
  return { says: first ? 'answer' : 'none', lines: first?.lines ?? [0, 0] };
}

const isInPart = ({ scope }: Signal) =>
  scope !== undefined && Boolean(scope.only ?? scope.except ?? scope.first ?? scope.subset);
const asksChanges = ({ says }: Signal) => says === 'changes-requested';

const isDone = ({ mode }: Signal) => mode !== 'retracted';

const ORDER: [LastSaying, (signal: Signal) => boolean][] = [
  ['withdraw', ({ says, mode }) => says === 'withdrawn' || (says === 'dropped' && mode === 'done')],
  ['refuse', (signal) => signal.says === 'rejected' && !signal.weak && isDone(signal)],
  [
    'accept',
    (signal) =>
      (signal.says === 'accepted' || signal.says === 'mainlined' || signal.says === 'moved') && isDone(signal),
  ],
  ['defer', (signal) => signal.says === 'deferred' && isDone(signal)],
  ['ask-changes', ({ says, weak }) => says === 'changes-requested' && !weak],
  // "All looks good. Except a thing": what is left over asks for a change.
  ['ask-changes', ({ signal }) => signal === 'reservation'],
  ['approve', ({ says }) => says === 'approval'],
  ['refuse', ({ says }) => says === 'rejected' || says === 'not-accepted'],
  ['ask-changes', ({ says }) => says === 'changes-requested' || says === 'objection'],
  ['question', ({ says }) => says === 'question' || says === 'proposal' || says === 'ping'],
  ['answer', ({ says }) => says === 'agreement' || says === 'concession' || says === 'deed'],
];

/** Finds the last word on each patch and cover. */
export function lastWordFinder(
  said: readonly Said[],
  reviews: readonly ReviewFacts[],
  index: OutcomeIndex,
  standing: StandingOf,
): (record: PatchRecord) => LastWord | null {
  const signalsOn = new Map<string, Map<string, Signal[]>>();
  for (const { signal, on, where } of said) {
    if (where !== 'here' || signal.says === 'posted' || signal.says === 'pull') continue;
    const mails = signalsOn.get(on.key) ?? new Map<string, Signal[]>();
    const list = mails.get(signal.key);
    if (list) list.push(signal);
    else mails.set(signal.key, [signal]);
    signalsOn.set(on.key, mails);
  }
  const below = new Map<string, string[]>();
  for (const { key } of index.skeletons.values()) {
    if (index.records.has(key)) continue;
    const above = index.above(key);
    if (!above) continue;
    const list = below.get(above.key);
    if (list) list.push(key);
    else below.set(above.key, [key]);
  }
  const tags = new Map<string, number[]>();
  for (const review of reviews) {
    const lines = review.trailers.flatMap(({ name, line }) => (isReview(name) ? line : []));
    if (lines.length > 0) tags.set(review.key, lines);
  }
  return (record) => {
    const series = index.seriesOf.get(record.key);
    const members = record.isCover && series ? index.members(series) : [];
    const about = [record, ...members];
    const mails = new Map<string, Signal[]>();
    for (const one of about) {
      for (const key of below.get(one.key) ?? []) if (!mails.has(key)) mails.set(key, []);
      for (const [key, signals] of signalsOn.get(one.key) ?? []) {
        const known = mails.get(key);
        if (!known) mails.set(key, [...signals]);
        else for (const signal of signals) if (!known.includes(signal)) known.push(signal);
      }
    }
    return lastWordOf(
      [...mails].flatMap(([key, signals]) => {
        const message = index.skeletons.get(key);
        return message
          ? {
              message,
              signals: [...signals].sort((a, b) => a.lines[0] - b.lines[0]),
              tagged: tags.get(key) ?? [],
            }
          : [];
      }),
      index.skeletons.get(record.key)?.person ?? '',
      standing,
      members.length > 1,
    );
  };
}
