import { NO_LISTS } from '../../server/contract/screens.ts';

/** The list that an address is about; null where it is about none. Pure. */
export function listInPath(pathname: string): string | null {
  const [first, second] = pathname.split('/').filter(Boolean).map(decodeURIComponent);
  if (first === 'stats') return second ?? null;
  return !first || NO_LISTS.has(first) ? null : first;
}
