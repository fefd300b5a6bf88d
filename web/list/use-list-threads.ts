import { useInfiniteQuery } from '@tanstack/react-query';
import type { ListThreadsAnswer } from '../../server/contract/list.ts';
import { ask, segment, type Params } from '../lib/api.ts';

/** The threads of a list, page after page. `filters` are the parameters of the resource. */
export function useListThreads(list: string, filters: Params) {
  return useInfiniteQuery({
    queryKey: ['threads', list, filters],
    queryFn: ({ pageParam, signal }) =>
      ask<ListThreadsAnswer>(`lists/${segment(list)}/threads`, { ...filters, limit: 100, cursor: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: (before) => before,
  });
}
