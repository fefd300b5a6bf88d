import type { Evidence, MessageSkeleton, Point, Role, Signal } from '../../../data/records/index.ts';
import type { Talk } from './talk.ts';

/** Who a writer is in a thread without a patch: who began the talk, one who applies here, another. */
export function roleIn(message: MessageSkeleton, { root, authority }: Talk): Role {
  if (message.bot) return 'bot';
  if (message.person === root.person) return 'author';
  return authority.applies(message.person) ? 'maintainer' : 'other';
}

/** What evidence shows that are words of a mail which the archive lacks, as another's quote has kept them. */
export const KEPT_BY_A_QUOTE = 'words of a mail that is not here, kept by a quote in this one';

/** Words that ask, as evidence. */
export function evidenceOfPoint(point: Point, talk: Talk): Evidence {
  const message = talk.index.skeletons.get(point.messageId);
  return {
    messageId: message?.messageId ?? point.messageId,
    lines: point.lines,
    text: point.text,
    by: point.by,
    role: message ? roleIn(message, talk) : 'other',
    signal: point.kind,
    mode: 'done',
    where: 'here',
    tree: null,
    answers: null,
    ...(point.recovered && { shows: KEPT_BY_A_QUOTE }),
  };
}

/** A signal as evidence. */
export function evidenceOfSignal(signal: Signal, message: MessageSkeleton, talk: Talk): Evidence {
  return {
    messageId: message.messageId,
    lines: signal.lines,
    text: signal.text,
    by: signal.by,
    role: roleIn(message, talk),
    signal: signal.signal,
    mode: signal.mode,
    where: 'here',
    tree: signal.tree ?? null,
    answers: signal.answers ?? null,
  };
}
