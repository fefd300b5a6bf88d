import type { MessageInThread, StoredPatch, ThreadRecord } from '../../../data/records/index.ts';
import type { Bearings } from '../../contract/index.ts';
import { titleOf } from './title.ts';
import { isTaken } from '../../../data/rules/states.ts';

/**
 * Where a message stands: its list, thread and, where it is or answers a patch, that patch with its series.
 * `revisions` are the patches of the same work, to name the version that went in.
 */
export function bearingsOf(
  thread: ThreadRecord<MessageInThread>,
  key: string,
  list: string | null,
  revisions: StoredPatch[],
): Bearings {
  const patch = patchOf(thread, key);
  return {
    list,
    threadId: thread.summary.root,
    threadTitle: titleOf(thread.summary.subject),
    threadMessages: thread.summary.messages,
    patch: patch && {
      messageId: patch.record.messageId,
      seriesId: patch.record.seriesId,
      workId: patch.record.workId,
      title: patch.record.title,
      seriesTitle:
        thread.series.find(({ record }) => record.seriesId === patch.record.seriesId)?.record.title ??
        patch.record.title,
      version: patch.record.version,
      number: patch.record.number,
      total: patch.record.total,
      state: patch.outcome.state,
      supersededBy: patch.outcome.supersededBy,
      wentIn: wentIn(patch, revisions),
    },
  };
}

/** The patch or cover that a message is or answers: itself, else the nearest above it; null where there is none. */
export function patchOf(thread: ThreadRecord<MessageInThread>, key: string): StoredPatch | null {
  const patches = new Map(thread.patches.map((patch) => [patch.record.key, patch]));
  const parents = new Map([...thread.messages, ...thread.ghosts].map((entry) => [entry.key, entry.parent] as const));
  for (let at: string | null | undefined = key; at != null; at = parents.get(at)) {
    const patch = patches.get(at);
    if (patch) return patch;
  }
  return null;
}

function wentIn(patch: StoredPatch, revisions: StoredPatch[]): { messageId: string; version: number } | null {
  if (isTaken(patch.outcome.state)) return null;
  const landed = revisions.findLast(({ outcome }) => isTaken(outcome.state));
  return landed ? { messageId: landed.record.messageId, version: landed.record.version } : null;
}
