import type { Mailbox, PatchRecord, PatchState, Turn } from '../../../data/records/index.ts';
import { isFault } from './evidence/claims.ts';
import type { Gathered } from './landing/features.ts';
import type { OutcomeIndex } from './context/outcome-index.ts';
import { isEnded } from '../../../data/rules/states.ts';
import { isReview } from '../../../data/rules/tags.ts';

/** Why it is a reviewer's turn on what was only posted. */
export const NOBODY_ANSWERED = 'nobody has answered yet';

/**
 * Whose turn it is on a version that is not settled, since when and why. Null where a later version took its place or it is
 * settled some other way than by lying idle.
 */
export function whoseTurn(
  on: PatchRecord,
  state: PatchState,
  since: number,
  gathered: Gathered,
  index: OutcomeIndex,
): Turn | null {
  // Of a patch that is not here, nobody knows whose words are its author's.
  if (state === 'superseded' || (on.ghost && !isEnded(state))) return null;
  if (isEnded(state)) return { whose: 'nobody', who: null, since, why: SETTLED_WHY[state] ?? 'it is settled' };
  const author = index.skeletons.get(on.key)?.person ?? '';
  const nobody: Turn = { whose: 'reviewer', who: null, since: on.dateUsed, why: NOBODY_ANSWERED };
  if (state === 'deferred') return { whose: 'maintainer', who: null, since, why: 'it was put off' };
  if (state === 'dropped') return { whose: 'author', who: on.from, since, why: 'it was taken out again' };
  let turn: Turn = nobody;
  /** Who spoke last besides the author: the one who owes an answer when the author replies. */
  let last: { by: Mailbox; person: string } | null = null;
  const asked = new Map<string, Turn>();
  const events = [
    ...gathered.said.map((said) => ({ date: said.date, person: said.person, key: said.signal.key, said })),
    ...[...gathered.reviews, ...gathered.coverReviews].map((review) => ({
      date: review.dateUsed,
      person: index.skeletons.get(review.key)?.person ?? '',
      key: review.key,
      review,
    })),
  ].sort((a, b) => a.date - b.date || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  for (const event of events) {
    if (index.skeletons.get(event.key)?.bot) continue;
    const by = index.skeletons.get(event.key)?.from ?? null;
    asked.delete(event.person);
    if ('review' in event) {
      if (event.person === author) continue;
      if (event.review.trailers.some(({ name, condition }) => isReview(name) && condition === null)) {
        turn = { whose: 'maintainer', who: null, since: event.date, why: 'reviewed, waiting to be taken' };
      } else if (event.review.hasComments && turn.whose !== 'author')
        turn = { whose: 'author', who: on.from, since: event.date, why: 'review comments wait for an answer' };
      last = by ? { by, person: event.person } : last;
      continue;
    }
    const { signal } = event.said;
    if (signal.asked && signal.asked.length > 0) {
      for (const who of signal.asked) {
        const known = personNamed(who, index, on);
        if (known !== null && known.person !== event.person)
          asked.set(known.person, {
            whose: known.person === author ? 'author' : 'reviewer',
            who: known.mailbox,
            since: event.date,
            why: 'asked by name and has not answered',
          });
      }
    }
    if (event.person === author) {
      if (signal.says === 'new-version')
        turn = { whose: 'author', who: on.from, since: event.date, why: 'promised a new version' };
      else if (signal.says === 'concession' && turn.whose === 'author') turn = { ...turn, why: 'agreed to change it' };
      else if (turn.whose === 'author' && turn.why !== 'agreed to change it' && last)
        turn = { whose: 'reviewer', who: last.by, since: event.date, why: 'the author has answered' };
      else if (signal.says === 'ping') turn = { ...turn, why: `${turn.why}; the author asked again` };
      continue;
    }
    if (by) last = { by, person: event.person };
    if (isFault(signal) || signal.says === 'question') {
      turn = {
        whose: 'author',
        who: on.from,
        since: event.date,
        why:
          signal.says === 'changes-requested' && !signal.weak
            ? 'changes were asked for'
            : 'a question or objection waits for an answer',
      };
    } else if (signal.says === 'accepted' && signal.mode === 'announced') {
      turn = { whose: 'maintainer', who: signal.by, since: event.date, why: 'said to take it' };
    } else if (signal.says === 'approval' && turn === nobody)
      turn = { whose: 'maintainer', who: null, since: event.date, why: 'approved in words, waiting to be taken' };
  }
  const named = [...asked.values()].sort((a, b) => b.since - a.since)[0];
  if (named && named.since >= turn.since) turn = named;
  if (turn === nobody && gathered.answered)
    return { whose: 'maintainer', who: null, since, why: 'answered, and no word on taking it' };
  return turn;
}

/** The person whom a name means: one who writes in the same thread, else as named. */
function personNamed(who: Mailbox, index: OutcomeIndex, on: PatchRecord): { person: string; mailbox: Mailbox } | null {
  const low = who.name.toLowerCase();
  const fits = index.writers(on.threadId).filter(
    ({ from }) =>
      (who.email !== '' && from.email.toLowerCase() === who.email.toLowerCase()) ||
      from.name
        .toLowerCase()
        .split(/[\s,]+/)
        .includes(low) ||
      from.name.toLowerCase() === low,
  );
  const people = new Set(fits.map(({ person }) => person));
  if (people.size === 1) return { person: fits[0]!.person, mailbox: fits[0]!.from };
  return who.email === '' ? null : { person: who.email, mailbox: who };
}

const SETTLED_WHY: Partial<Record<PatchState, string>> = {
  accepted: 'it was taken',
  mainlined: 'it is in the mainline',
  rejected: 'it was refused',
  withdrawn: 'its author took it back',
  'not-applicable': 'it is not for this tree',
};
