/** Fetching threads: any message's id finds its thread, which is fetched once. */
import { useInfiniteQuery, useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import type { Body } from '../../../server/contract/message.ts';
import type { BodiesAnswer, ThreadAnswer } from '../../../server/contract/thread.ts';
import { ask, segment } from '../../lib/api.ts';
import { buildModel, type ThreadModel } from './thread-model.ts';

/** The thread that a message stands in, its words arriving as they come; null until the outline is there. */
export function useThread(
  id: string,
  list: string,
): { model: ThreadModel | null; error: unknown; complete: boolean; retry: () => void } {
  const client = useQueryClient();
  const query = useQuery(threadQuery(client, id));
  const thread = query.data;
  const rest = useInfiniteQuery({
    queryKey: ['bodies', thread?.threadId, thread?.next],
    queryFn: ({ pageParam, signal }) =>
      ask<BodiesAnswer>(`threads/${segment(thread!.threadId)}/bodies`, { cursor: pageParam }, signal),
    initialPageParam: thread?.next ?? null,
    getNextPageParam: (page: BodiesAnswer) => page.next,
    enabled: !!thread?.next,
  });
  const { hasNextPage, isFetching, fetchNextPage } = rest;
  useEffect(() => {
    if (hasNextPage && !isFetching) void fetchNextPage();
  }, [hasNextPage, isFetching, fetchNextPage]);

  const pages = rest.data?.pages;
  const model = useMemo(() => {
    if (!thread) return null;
    const bodies: Body[] = [...thread.bodies, ...(pages ?? []).flatMap((page) => page.bodies)];
    return buildModel(thread, bodies, list);
  }, [thread, pages, list]);
  return {
    model,
    error: query.error,
    complete: !!thread && (thread.next === null || (!!pages && !hasNextPage)),
    retry: () => void query.refetch(),
  };
}

/** The query of a thread by any of its messages; once known, every message of it leads to the same answer. */
export function threadQuery(client: QueryClient, id: string) {
  const known = threadOf.get(id) ?? id;
  return {
    queryKey: ['thread', known],
    queryFn: async ({ signal }: { signal?: AbortSignal }) => {
      const thread = await ask<ThreadAnswer>(`threads/${segment(known)}`, {}, signal);
      for (const { key, messageId } of thread.rows) {
        threadOf.set(key, thread.threadId);
        if (!threadOf.has(messageId)) threadOf.set(messageId, thread.threadId);
      }
      if (known !== thread.threadId) client.setQueryData(['thread', thread.threadId], thread);
      return thread;
    },
  };
}

const threadOf = new Map<string, string>();
