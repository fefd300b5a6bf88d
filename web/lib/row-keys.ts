/** Keys that go through the rows of a page, whatever they are: `j`, `k`, Enter. */
import { useKeys, type Shortcut } from './keyboard.ts';

/** A row is any element with `data-row` that is, or holds, one link for the whole of it. */
export function useRowKeys(title: string, further: Shortcut[] = []): void {
  useKeys(title, [
    { keys: 'j', label: 'next row', run: () => step(1) },
    { keys: 'k', label: 'row before', run: () => step(-1) },
    ...further,
  ]);
}

/** Focus itself tells which row it is, so that Enter opens it and the screen reader speaks it. */
function step(by: number): void {
  const links = [...document.querySelectorAll<HTMLElement>('main [data-row]')].flatMap(
    (row) => (row.matches('a') ? row : row.querySelector<HTMLElement>('a.whole, a')) ?? [],
  );
  const at = links.findIndex((link) => link === document.activeElement);
  const next = at < 0 ? (by > 0 ? 0 : links.length - 1) : at + by;
  const link = links[next];
  link?.focus();
  (link?.closest('[data-row]') ?? link)?.scrollIntoView({ block: 'nearest', behavior: 'instant' });
}
