import type { Pull } from '../../../data/records/index.ts';
import type * as contract from '../../contract/index.ts';
import { presentHistory, presentTurn } from './outcome.ts';
import { instant } from './time.ts';

/** A request to pull as its resource. */
export function presentPull(pull: Pull): contract.Pull {
  return {
    messageId: pull.messageId,
    threadId: pull.threadId,
    title: pull.title,
    from: pull.from,
    date: instant(pull.dateUsed),
    tree: pull.tree,
    base: pull.base,
    head: pull.head,
    commits: pull.commits,
    state: pull.state,
    basis: pull.basis,
    turn: pull.turn ? presentTurn(pull.turn) : null,
    lastWord: pull.lastWord,
    supersededBy: pull.supersededBy,
    history: presentHistory(pull.history),
  };
}

/** A request to pull as one line. */
export function briefPull(pull: Pull): contract.PullBrief {
  const change = pull.history.at(-1);
  const deciding = change?.evidence.at(-1) ?? null;
  return {
    messageId: pull.messageId,
    threadId: pull.threadId,
    title: pull.title,
    from: pull.from,
    date: instant(pull.dateUsed),
    tree: pull.tree,
    commits: pull.commits.length,
    state: pull.state,
    basis: pull.basis,
    turn: pull.turn ? presentTurn(pull.turn) : null,
    sentence: deciding?.text ?? null,
    by: deciding?.by ?? null,
    decided: change && change.evidence.length > 0 ? instant(change.date) : null,
  };
}
