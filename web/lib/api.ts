/** Asks the server. Every answer has a type of the contract; every failure becomes a sentence. */
import type { ErrorAnswer } from '../../server/contract/common.ts';

/** A failed question, ready to be shown: what is wrong, and what to do about it. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly hint: string | null;
  /** Place in the query, counted from 0, where the server could tell. */
  readonly at: number | null;

  constructor(status: number, code: string, message: string, hint: string | null, at: number | null) {
    super(message);
    this.name = 'ApiError';
    this.status = status;
    this.code = code;
    this.hint = hint;
    this.at = at;
  }
}

export type Params = Record<string, string | number | boolean | null | undefined | readonly string[]>;

/** GET `/api/v1/<path>`; parameters that are null, undefined or '' are left out, a list's are repeated. Throws `ApiError`. */
export async function ask<T>(path: string, params: Params = {}, signal?: AbortSignal): Promise<T> {
  let answer: Response;
  try {
    answer = await fetch(apiUrl(path, params), {
      headers: { accept: 'application/json' },
      ...(signal ? { signal } : {}),
    });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new ApiError(0, 'offline', 'The server does not answer.', 'Is `lorescope serve` still running?', null);
  }
  if (answer.ok) return (await answer.json()) as T;
  throw await failure(answer);
}

/** The address of a resource, for links that the browser opens itself (raw, mbox). */
export function apiUrl(path: string, params: Params = {}): string {
  const url = new URL(`api/v1/${path}`, document.baseURI);
  for (const [name, value] of Object.entries(params)) {
    if (Array.isArray(value)) for (const one of value as readonly string[]) url.searchParams.append(name, one);
    else if (value !== null && value !== undefined && value !== '') url.searchParams.set(name, String(value));
  }
  return url.toString();
}

/** One segment of a path: Message-IDs hold `/`, `+` and `%`. */
export const segment = (id: string): string => encodeURIComponent(id);

async function failure(answer: Response): Promise<ApiError> {
  try {
    const { error } = (await answer.json()) as ErrorAnswer;
    return new ApiError(answer.status, error.code, error.message, error.hint ?? null, error.at ?? null);
  } catch {
    return new ApiError(
      answer.status,
      'internal',
      `The server answered ${answer.status}.`,
      'Try again in a moment.',
      null,
    );
  }
}
