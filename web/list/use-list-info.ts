import { useQuery } from '@tanstack/react-query';
import type { ListInfo } from '../../server/contract/list.ts';
import { ask, segment } from '../lib/api.ts';

/** A list with its figures; undefined until they are there, and for `all`. */
export function useListInfo(list: string): ListInfo | undefined {
  const { data } = useQuery({
    queryKey: ['list', list],
    queryFn: ({ signal }) => ask<ListInfo>(`lists/${segment(list)}`, {}, signal),
    enabled: list !== 'all',
  });
  return data;
}
