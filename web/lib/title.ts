import { useEffect } from 'react';

/** The title of the browser's tab. */
export function useTitle(title: string | null | undefined): void {
  useEffect(() => {
    document.title = title ? `${title} · Lorescope` : 'Lorescope';
  }, [title]);
}
