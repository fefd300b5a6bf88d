/** Addresses inside the app. They are lore's: a list, then a Message-ID. */

export type View = 'conversation' | 'messages' | 'patch' | 'timeline' | 'people';

/** `/linux-rdma/` */
export const listPath = (list: string): string => `/${encodeURIComponent(list)}/`;

/** `/linux-rdma/<Message-ID>/?view=patch#L12-L18`; `lines` is half-open and counted from 0, the link counts from 1. */
export function messagePath(
  list: string | null | undefined,
  id: string,
  view?: View,
  lines?: readonly [number, number] | null,
): string {
  const query = view ? `?view=${view}` : '';
  return `/${encodeURIComponent(list || 'all')}/${idSegment(id)}/${query}${lines ? lineHash(lines) : ''}`;
}

/** `#L12-L18`, counted from 1, both ends included. */
export function lineHash([from, to]: readonly [number, number]): string {
  return to - from > 1 ? `#L${from + 1}-L${to}` : `#L${from + 1}`;
}

export const summaryPath = (list: string, id: string, length = ''): string =>
  `/${encodeURIComponent(list || 'all')}/${idSegment(id)}/summary${length ? `?length=${length}` : ''}`;
export const whyPath = (list: string, id: string): string =>
  `/${encodeURIComponent(list || 'all')}/${idSegment(id)}/why`;
export const seriesPath = (id: string): string => `/series/${idSegment(id)}`;
export const personPath = (name: string): string => `/person/${encodeURIComponent(name)}`;
export const searchPath = (query: string, list = ''): string =>
  `/search?q=${encodeURIComponent(query)}${list ? `&list=${encodeURIComponent(list)}` : ''}`;
/** What a search finds, as an Atom feed (`A`) or an mbox (`m`): lore's own addresses, opened by the browser itself. */
export const searchFile = (query: string, list: string, as: 'A' | 'm'): string =>
  new URL(`${encodeURIComponent(list || 'all')}/?q=${encodeURIComponent(query)}&x=${as}`, document.baseURI).toString();
export const statsPath = (list: string): string => `/stats/${encodeURIComponent(list)}`;

/** A Message-ID as one path segment, with `@`, `+`, `=` left readable as lore leaves them. */
export function idSegment(id: string): string {
  return encodeURIComponent(id).replace(/%40/g, '@').replace(/%2B/g, '+').replace(/%3D/g, '=').replace(/%24/g, '$');
}
