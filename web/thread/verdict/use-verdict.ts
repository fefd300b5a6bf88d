import { useQuery } from '@tanstack/react-query';
import type { VerdictAnswer } from '../../../server/contract/verdict.ts';
import { ask, segment } from '../../lib/api.ts';

/** The verdict of a thread; undefined until it is here. */
export function useVerdict(threadId: string): VerdictAnswer | undefined {
  const { data } = useQuery({
    queryKey: ['verdict', threadId],
    queryFn: ({ signal }) => ask<VerdictAnswer>(`threads/${segment(threadId)}/verdict`, {}, signal),
  });
  return data;
}
