/** The summary of a thread as the server writes it. */
import { ApiError, apiUrl, segment } from '../lib/api.ts';

export type SummaryLength = 'short' | 'normal' | 'full';
export type SummaryFormat = 'md' | 'html' | 'txt' | 'json';

export const summaryUrl = (id: string, length: SummaryLength, format: SummaryFormat): string =>
  apiUrl(`threads/${segment(id)}/summary`, { length, format });

/** A name for the file: the title in letters that every system takes. */
export function summaryName(title: string, format: SummaryFormat): string {
  const plain = title
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60);
  return `${plain || 'thread'}-summary.${format}`;
}

/** One of its files as text. Throws `ApiError`. */
export async function fetchSummary(
  id: string,
  length: SummaryLength,
  format: SummaryFormat,
  signal?: AbortSignal,
): Promise<string> {
  const answer = await fetch(summaryUrl(id, length, format), signal ? { signal } : {});
  if (answer.ok) return answer.text();
  const said = (await answer.json().catch(() => null)) as { error?: { message: string; hint?: string } } | null;
  throw new ApiError(
    answer.status,
    'summary',
    said?.error?.message ?? `The server answered ${answer.status}.`,
    said?.error?.hint ?? null,
    null,
  );
}

/** The title in a summary's HTML. */
export function titleIn(html: string): string {
  const heading = /<h1>([^<]*)<\/h1>/.exec(html)?.[1] ?? '';
  return new DOMParser().parseFromString(heading, 'text/html').body.textContent ?? '';
}
