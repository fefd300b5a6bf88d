/** Asks web servers politely: says who asks, one request at a time, waits when told to, never trusts what comes. */
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { SourceError } from './source-error.ts';

/** What the server sent before, so that it need not send it again (RFC 9110, 13.1). */
export interface Validators {
  etag?: string;
  modified?: string;
}

/** How a request may behave; everything has a default for the open web, tests make it quicker. */
export interface FetchPolicy {
  /** Tries of one request altogether. */
  tries?: number;
  /** Milliseconds without a byte after which a connection counts as dead. */
  silence?: number;
  /** Waits so many milliseconds. */
  pause?: (milliseconds: number) => Promise<void>;
  /** Bytes that one answer may have. */
  limit?: number;
}

export type Answer = { status: 'same' | 'missing' } | { status: 'new'; validators: Validators };

/**
 * Fetches an address into a file, which is replaced only by a whole answer. `same` where the server says that nothing changed,
 * `missing` for 404 and 410.
 *
 * @throws SourceError with a sentence: unreachable, refused, cut off, or a web page where mail was expected
 */
export async function download(
  url: string,
  file: string,
  known: Validators | null,
  policy: FetchPolicy = {},
): Promise<Answer> {
  const { tries = TRIES, pause = wait } = policy;
  for (let attempt = 1; ; attempt += 1) {
    const result = await once(url, file, known, policy);
    if (!(result instanceof Refusal)) return result;
    if (!result.isPassing || attempt >= tries) throw new SourceError(result.message);
    await pause(Math.min(Math.max(result.seconds, 2 ** attempt), MAX_WAIT_SECONDS) * 1000);
  }
}

/** Why a try failed; `isPassing` where another may succeed, in `seconds` at the earliest. */
class Refusal extends Error {
  readonly isPassing: boolean;
  readonly seconds: number;

  constructor(message: string, isPassing: boolean, seconds = 0) {
    super(message);
    this.isPassing = isPassing;
    this.seconds = seconds;
  }
}

async function once(
  url: string,
  file: string,
  known: Validators | null,
  { silence = SILENCE_MS, limit = MAX_ANSWER_BYTES }: FetchPolicy,
): Promise<Answer | Refusal> {
  const abort = new AbortController();
  let timer = setTimeout(() => abort.abort(), silence);
  const alive = () => {
    clearTimeout(timer);
    timer = setTimeout(() => abort.abort(), silence);
  };
  const part = `${file}.part`;
  try {
    const answer = await ask(url, { headers: headersOf(known), signal: abort.signal });
    if (answer instanceof Refusal) return answer;
    alive();
    if (answer.status !== 200) {
      await answer.body?.cancel();
      return answer.status === 304 && known ? { status: 'same' } : refusalOf(url, answer);
    }
    const bytes = answer.body;
    if (!bytes) return new Refusal(`${url} answered with nothing.`, true);
    let size = 0;
    let first = Buffer.alloc(0);
    const target = createWriteStream(part);
    try {
      for await (const chunk of bytes as unknown as AsyncIterable<Uint8Array>) {
        alive();
        size += chunk.length;
        if (size > limit) return new Refusal(`${url} sends more than ${limit} bytes; it is not read.`, false);
        if (first.length < PAGE_LOOK_BYTES) first = Buffer.concat([first, chunk]).subarray(0, PAGE_LOOK_BYTES);
        if (!target.write(chunk)) await new Promise<void>((resolve) => target.once('drain', () => resolve()));
      }
    } finally {
      await new Promise<void>((resolve) => target.end(() => resolve()));
    }
    const page = pageTitle(first);
    if (page !== null) return new Refusal(pageSentence(url, page), false);
    await rename(part, file);
    return { status: 'new', validators: validatorsOf(answer) };
  } catch (error) {
    if (abort.signal.aborted) return new Refusal(`${url}: nothing came for ${silence / 1000} seconds.`, true);
    return new Refusal(`${url} could not be read: ${causeOf(error)}.`, true);
  } finally {
    clearTimeout(timer);
    await rm(part, { force: true });
  }
}

/** Asks an address and those of the same server that it sends on to: a server chooses nothing else that this machine asks. */
async function ask(url: string, request: RequestInit): Promise<Response | Refusal> {
  let at = url;
  for (let steps = 0; steps <= MAX_REDIRECTS; steps += 1) {
    const answer = await fetch(at, { ...request, redirect: 'manual' });
    const location = REDIRECTS.has(answer.status) ? answer.headers.get('location') : null;
    if (location === null) return answer;
    await answer.body?.cancel();
    const to = URL.canParse(location, at) ? new URL(location, at) : null;
    if (to === null || !isSameServer(new URL(at), to))
      return new Refusal(
        `${url} sends on to another server (${to?.origin ?? 'an address that is none'}), which is not asked. Name its address as the source where you trust it.`,
        false,
      );
    at = to.href;
  }
  return new Refusal(`${url} sends on again and again; it is not read.`, false);
}

/** Same scheme, host and port, or from http to https where both have their usual ports. */
function isSameServer(from: URL, to: URL): boolean {
  if (to.username !== '' || to.password !== '') return false;
  if (from.origin === to.origin) return true;
  return from.protocol === 'http:' && to.protocol === 'https:' && from.host === to.host && from.port === '';
}

function refusalOf(url: string, answer: Response): Answer | Refusal {
  const { status } = answer;
  if (status === 404 || status === 410) return { status: 'missing' };
  if (status === 401 || status === 403)
    return new Refusal(
      `${url} may not be read (HTTP ${status}). The server keeps programs out, or asks for a password.`,
      false,
    );
  const seconds = Number(answer.headers.get('retry-after')) || 0;
  const isPassing = status === 429 || status >= 500;
  return new Refusal(`${url} answered with HTTP ${status}${isPassing ? ', again and again' : ''}.`, isPassing, seconds);
}

/** The title of a web page, '' where it has none, null where the bytes are none. */
export function pageTitle(first: Buffer): string | null {
  const text = first.toString('latin1').trimStart();
  if (!/^(?:<!doctype html|<html|<head|<\?xml|<script)/i.test(text)) return null;
  return (
    /<title[^>]{0,200}>([^<]{0,200})/i
      .exec(first.toString('utf8'))?.[1]
      ?.replace(/[\p{Cc}\s]+/gu, ' ')
      .trim() ?? ''
  );
}

/** What to say where a web page came instead of mail. */
export function pageSentence(url: string, title: string): string {
  const called = title === '' ? '' : ` ("${title}")`;
  return `${url} answered with a web page${called} instead of mail: most likely a check against robots. Lorescope does not get around such checks; fetch the archive by another way (git clone, a mirror) and ingest that.`;
}

function headersOf(known: Validators | null): Record<string, string> {
  return {
    'user-agent': USER_AGENT,
    accept: '*/*',
    ...(known?.etag ? { 'if-none-match': known.etag } : {}),
    ...(known?.modified ? { 'if-modified-since': known.modified } : {}),
  };
}

function validatorsOf(answer: Response): Validators {
  const etag = answer.headers.get('etag');
  const modified = answer.headers.get('last-modified');
  return { ...(etag ? { etag } : {}), ...(modified ? { modified } : {}) };
}

/** undici says "fetch failed" and keeps the reason in `cause`. */
function causeOf(error: unknown): string {
  const cause = (error as { cause?: { code?: string; message?: string } }).cause;
  const text = CAUSES[cause?.code ?? ''] ?? cause?.message ?? (error as Error).message;
  return text.replace(/\.$/, '');
}

const wait = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

/** Names the program, as operators of archives ask of everybody who fetches. */
export const USER_AGENT = 'Lorescope/0.1 (mailing-list archive reader)';

const CAUSES: Record<string, string> = {
  ENOTFOUND: 'no such host',
  EAI_AGAIN: 'the name of the host could not be looked up',
  ECONNREFUSED: 'the host refuses connections',
  ECONNRESET: 'the connection was cut',
  UND_ERR_SOCKET: 'the connection was cut',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'the answer was cut short',
};
const TRIES = 5;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);
const MAX_REDIRECTS = 5;
const SILENCE_MS = 60_000;
const MAX_WAIT_SECONDS = 120;
/** A year of a busy list is a few hundred MB packed. */
const MAX_ANSWER_BYTES = 4 * 1024 ** 3;
const PAGE_LOOK_BYTES = 4096;
