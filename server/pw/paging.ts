import { PwNotFound } from './errors.ts';

/** Which page is asked for. Clients that ask for nonsense get the usual size, as Patchwork gives it. */
export interface PageAsked {
  page: number;
  size: number;
}

/** Throws not found for a page that is no number. */
export function pageAsked(query: URLSearchParams): PageAsked {
  const text = query.get('page') ?? '1';
  const size = Number(query.get('per_page') ?? DEFAULT_SIZE);
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new PwNotFound('Invalid page.');
  return { page: Number(text), size: Number.isInteger(size) && size > 0 ? Math.min(size, MOST_SIZE) : DEFAULT_SIZE };
}

/** The Link header of a page of `total` rows: `next` first, as clients look for it there. Throws not found beyond the last page. */
export function pageLinks(address: string, query: URLSearchParams, { page, size }: PageAsked, total: number): string {
  const last = Math.max(Math.ceil(total / size), 1);
  if (page > last) throw new PwNotFound('Invalid page.');
  const link = (to: number, rel: string) => {
    const asked = new URLSearchParams([...query].filter(([name]) => name !== 'page'));
    if (to > 1) asked.append('page', String(to));
    // A comma would end the link for those who split the header there.
    const text = String(asked).replaceAll(',', '%2C');
    return `<${address}${text === '' ? '' : `?${text}`}>; rel="${rel}"`;
  };
  return [
    ...(page < last ? [link(page + 1, 'next')] : []),
    ...(page > 1 ? [link(page - 1, 'prev')] : []),
    link(1, 'first'),
    link(last, 'last'),
  ].join(', ');
}

const DEFAULT_SIZE = 30;
const MOST_SIZE = 250;
