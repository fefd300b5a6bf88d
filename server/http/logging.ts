import { randomUUID } from 'node:crypto';
import type { FastifyServerOptions } from 'fastify';

/** What is logged, and where. */
export interface LogOptions {
  /** Write a log at all. */
  logger?: boolean;
  /** Log every request, not only what went wrong. */
  logRequests?: boolean;
  /** Where the log goes, line by line; standard error where absent. */
  logTo?: { write(line: string): void };
}

/**
 * JSON lines, each with the id of its request, which the answer carries as `x-request-id`. Of a request the method and the path alone: no
 * words that somebody looked for, no address of a visitor, nothing of a mail but ids in paths.
 */
export function loggingOf({
  logger,
  logRequests,
  logTo,
}: LogOptions): Pick<FastifyServerOptions, 'logger' | 'genReqId'> {
  return {
    genReqId: () => randomUUID().slice(0, 13),
    logger: logger === true && {
      level: logRequests === true ? 'info' : 'warn',
      stream: logTo ?? process.stderr,
      serializers: {
        req: ({ method, url }: { method: string; url: string }) => ({ method, path: url.replace(/[?#].*$/s, '') }),
        res: ({ statusCode }: { statusCode?: number }) => ({ status: statusCode }),
      },
    },
  };
}
