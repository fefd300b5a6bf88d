import type { NameMatch, PatchAnswer, PullAnswer, SearchAnswer, SummaryAnswer } from '../contract/index.ts';
import { bareMessageId } from '../query/message-id.ts';

/** Asks the API; null where there is nothing by that name. Throws for what is wrong otherwise. */
export type Ask = <Answer>(path: string) => Promise<Answer | null>;

/** What became of what was named: a patch, a request to pull, or all that a thread holds. */
export type FoundOutcome =
  | { kind: 'patch'; patch: PatchAnswer; others: NameMatch[] }
  | { kind: 'pull'; pull: PullAnswer }
  | { kind: 'thread'; summary: SummaryAnswer };

/** The outcome of a patch or thread by a Message-ID, a link, or a patch's name as people type it. Null where nothing fits. */
export async function findOutcome(ask: Ask, text: string): Promise<FoundOutcome | null> {
  if (/^<?[^\s<>]+@[^\s<>]+>?$/.test(text.trim()) || /^https?:\/\//.test(text.trim())) {
    const id = encodeURIComponent(bareMessageId(text));
    const patch = await ask<PatchAnswer>(`/api/v1/patches/${id}`);
    if (patch && !patch.patch.isCover) return { kind: 'patch', patch, others: [] };
    const pull = await ask<PullAnswer>(`/api/v1/pulls/${id}`);
    if (pull) return { kind: 'pull', pull };
    const summary = await ask<SummaryAnswer>(`/api/v1/threads/${id}/summary?length=normal`);
    if (summary) return { kind: 'thread', summary };
  }
  const found = await ask<SearchAnswer>(`/api/v1/search?facets=0&limit=1&q=${encodeURIComponent(text)}`);
  const [best, ...others] = found?.names ?? [];
  if (!best) return null;
  const id = encodeURIComponent(best.patch.messageId);
  if (best.patch.isCover) {
    const summary = await ask<SummaryAnswer>(`/api/v1/threads/${id}/summary?length=normal`);
    return summary && { kind: 'thread', summary };
  }
  const patch = await ask<PatchAnswer>(`/api/v1/patches/${id}`);
  return patch && { kind: 'patch', patch, others: others.slice(0, MOST_OTHERS) };
}

const MOST_OTHERS = 5;
