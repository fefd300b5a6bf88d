import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import type { ErrorAnswer } from '../contract/index.ts';

/** An answer that is an error: what is wrong, and what the reader can do about it. */
export class HttpError extends Error {
  override name = 'HttpError';
  readonly status: number;
  readonly code: string;
  readonly hint: string | undefined;
  /** Place in the query, counted from 0. */
  readonly at: number | undefined;

  constructor(status: number, code: string, message: string, hint?: string, at?: number) {
    super(message);
    this.status = status;
    this.code = code;
    this.hint = hint;
    this.at = at;
  }
}

/** Nothing by that name is here. */
export function notFound(what: string, hint?: string): HttpError {
  return new HttpError(404, 'not-found', what, hint);
}

/** The request can't be understood; `hint` says what would work. */
export function badRequest(what: string, hint?: string): HttpError {
  return new HttpError(400, 'bad-request', what, hint);
}

/** Any error as status and the one JSON shape; what went wrong inside is logged, never shown. */
export function describeError(error: FastifyError | HttpError): { status: number; answer: ErrorAnswer } {
  if (error instanceof HttpError) {
    const { status, code, message, hint, at } = error;
    return {
      status,
      answer: { error: { code, message, ...(hint !== undefined && { hint }), ...(at !== undefined && { at }) } },
    };
  }
  if (error.validation)
    return { status: 400, answer: { error: { code: 'bad-request', ...validationSentence(error) } } };
  const status = error.statusCode ?? 500;
  if (status === 429)
    return { status, answer: { error: { code: 'too-many', message: 'Too many requests.', hint: 'Wait a minute.' } } };
  if (status === 503)
    return {
      status,
      answer: { error: { code: 'too-busy', message: 'The server is busy.', hint: 'Try again in a few seconds.' } },
    };
  if (status >= 400 && status < 500)
    return { status, answer: { error: { code: 'bad-request', message: error.message } } };
  return {
    status: 500,
    answer: {
      error: { code: 'internal', message: 'Something went wrong here.', hint: 'The log of the server says what.' },
    },
  };
}

/** Sends errors of the API as JSON and those of pages as a small page. */
export function errorHandler(error: FastifyError | HttpError, request: FastifyRequest, reply: FastifyReply): void {
  const { status, answer } = describeError(error);
  if (status >= 500) request.log.error(error);
  void reply.removeHeader('etag').header('cache-control', 'no-store').code(status).send(answer);
}

function validationSentence(error: FastifyError): { message: string; hint?: string } {
  const first = error.validation?.[0];
  const where =
    (first?.instancePath ?? '').split('/').filter(Boolean).join('.') ||
    String(first?.params?.['missingProperty'] ?? '');
  const name = where === '' ? '' : `“${where}” `;
  const allowed =
    error.validation?.flatMap((entry) =>
      'allowedValue' in entry.params ? [String(entry.params['allowedValue'])] : [],
    ) ?? [];
  return {
    message: `${name}${first?.message ?? error.message}.`,
    hint: allowed.length > 0 ? `One of: ${allowed.join(', ')}.` : 'The API is described at /api/docs.',
  };
}
