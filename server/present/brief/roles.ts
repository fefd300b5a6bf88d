import type { MessageInThread, MessageRecord, Role, ThreadRecord } from '../../../data/records/index.ts';

/**
 * Whom each sender of a thread speaks as: bots apart; the author of what is discussed (of the patches, else of the first
 * message); maintainers and reviewers where evidence or a review of this thread says so.
 */
export function rolesIn(
  thread: ThreadRecord<MessageInThread>,
): (message: Pick<MessageRecord, 'from' | 'person' | 'bot'>) => Role {
  const roles = new Map<string, Role>();
  const people = new Map(thread.messages.map((message) => [message.from.email.toLowerCase(), nameOf(message)]));
  const set = (email: string, role: Role) => {
    const person = people.get(email.toLowerCase());
    if (person === undefined) return;
    const before = roles.get(person);
    if (before === undefined || RANK[role] < RANK[before]) roles.set(person, role);
  };
  const absent = new Map(
    thread.ghosts.flatMap((ghost) => (ghost.parent === null ? [[ghost.key, ghost.author] as const] : [])),
  );
  for (const { record } of thread.patches) {
    const kept = record.ghost ? absent.get(record.key) : null;
    if (kept) set(kept.email, 'author');
    for (const one of [record.from, record.author]) if (one) set(one.email, 'author');
  }
  if (thread.patches.length === 0) {
    const first = thread.messages.find((message) => !message.bot) ?? thread.messages[0];
    if (first) set(first.from.email, 'author');
  }
  for (const { outcome } of thread.patches)
    for (const change of outcome.history)
      for (const evidence of change.evidence) if (evidence.by.email) set(evidence.by.email, evidence.role);
  let reviewers: ReadonlySet<string> | undefined;
  return (message) => {
    if (message.bot) return 'bot';
    const role = roles.get(nameOf(message)) ?? 'other';
    if (RANK[role] <= RANK.reviewer) return role;
    // Reviews are looked at for those alone of whom nothing else is known: they are the dear part of a thread.
    reviewers ??= new Set(thread.reviews.flatMap(({ by }) => people.get(by.email.toLowerCase()) ?? []));
    return reviewers.has(nameOf(message)) ? 'reviewer' : role;
  };
}

/** The name that stands for somebody: the person behind the addresses, else what the header has. */
export function nameOf({ person, from }: Pick<MessageRecord, 'from' | 'person'>): string {
  return person ?? (from.name || from.email);
}

/** Who maintains or wrote it stays so, whatever else they did. */
const RANK: Record<Role, number> = { maintainer: 0, author: 1, reviewer: 2, bot: 3, other: 4 };
