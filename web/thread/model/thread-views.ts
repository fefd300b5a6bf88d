/** Which way to look fits a link. Pure. */
import type { View } from '../../lib/links.ts';
import type { ThreadModel } from './thread-model.ts';

const VIEWS: readonly string[] = ['conversation', 'messages', 'patch', 'timeline', 'people'];

export const isView = (word: string): word is View => VIEWS.includes(word);

/** A patch opens at its diff, a reply at its words, a cover letter or a discussion as a conversation. */
export function defaultView(model: ThreadModel, target: string, lines: readonly [number, number] | null): View {
  const row = model.byKey.get(target);
  if (!row || row.ghost) return 'conversation';
  if (lines) return 'messages';
  const first = model.messages[0];
  if (row.kind.patch && row.kind.diff && !row.kind.cover && !row.kind.reply) {
    // A lone patch that is talked about at length is a conversation about a patch.
    return 'patch';
  }
  return row.key === first?.key || row.kind.cover ? 'conversation' : 'messages';
}

/** The patch that a message is, or answers; else the thread's first one; null where there is none. */
export function primaryPatch(model: ThreadModel, key: string): string | null {
  const patches = new Set(model.thread.patches.filter(({ ghost }) => !ghost).map(({ messageId }) => messageId));
  if (patches.size === 0) return null;
  const seen = new Set<string>();
  let at: string | null | undefined = key;
  while (at && !seen.has(at)) {
    seen.add(at);
    const row = model.byKey.get(at);
    if (row && patches.has(row.messageId) && !row.ghost && (row.kind.patch || row.kind.cover)) return row.messageId;
    at = row?.parent;
  }
  return model.thread.patches.find(({ ghost, isCover }) => !ghost && !isCover)?.messageId ?? null;
}
