import type { Discussion, MessageSkeleton, Vote } from '../../../data/records/index.ts';
import type { Talk } from './talk.ts';
import { isVoteResult } from './votes.ts';
import { roleIn } from './words.ts';

/**
 * A vote with its count: each person's last vote counts. Told to be over (`[RESULT]`): done, or refused where more were against it;
 * else agreed where three are for it and none who binds is against it (https://www.apache.org/foundation/voting.html), refused by a
 * binding -1, open otherwise.
 */
export function judgeVote(talk: Talk): Discussion {
  const { root, title, messages, index } = talk;
  const cast = new Map<string, { vote: Vote; message: MessageSkeleton }>();
  let result: MessageSkeleton | null = null;
  for (const message of messages) {
    if (message.bot) continue;
    if (message.key !== root.key && isVoteResult(message.subject)) result ??= message;
    const vote = index.facts.get(message.key)?.vote;
    if (vote) cast.set(message.person, { vote, message });
  }
  const all = [...cast.values()];
  const count = (value: Vote['value']) => all.filter(({ vote }) => vote.value === value).length;
  const votes = {
    for: count(1),
    against: count(-1),
    abstained: count(0),
    binding: all.filter(({ vote }) => vote.binding && vote.value === 1).length,
  };
  const vetoed = all.some(({ vote }) => vote.value === -1 && vote.binding);
  const state = stateOf(votes, vetoed, result !== null, all.length);
  const evidence = all.map(({ vote, message }) => ({
    messageId: message.messageId,
    lines: vote.lines,
    text: vote.text,
    by: message.from,
    role: roleIn(message, talk),
    signal: 'vote',
    mode: 'done' as const,
    where: 'here' as const,
    tree: null,
    answers: null,
  }));
  const history: Discussion['history'] = [{ state: 'open', date: root.dateUsed, confidence: 0.9, evidence: [] }];
  if (state !== 'open')
    history.push({
      state,
      date: (result ?? all.at(-1)?.message ?? root).dateUsed,
      confidence: result ? 0.95 : 0.7,
      evidence,
    });
  return {
    section: root.key,
    title,
    question: { messageId: root.messageId, lines: [0, 1] },
    isMain: true,
    asked: [],
    state,
    basis: all.length > 0 ? 'stated' : 'none',
    lastWord: null,
    votes,
    history,
  };
}

function stateOf(
  votes: NonNullable<Discussion['votes']>,
  vetoed: boolean,
  isOver: boolean,
  cast: number,
): Discussion['state'] {
  if (isOver) return votes.against > votes.for ? 'refused' : 'done';
  if (cast === 0) return 'unanswered';
  if (vetoed || votes.against > votes.for) return 'refused';
  return votes.for >= ENOUGH && votes.against === 0 ? 'agreed' : 'open';
}

const ENOUGH = 3;
