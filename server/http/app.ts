import compress from '@fastify/compress';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import serveStatic from '@fastify/static';
import swagger, { type FastifyDynamicSwaggerOptions } from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import underPressure from '@fastify/under-pressure';
import type { IncomingMessage } from 'node:http';
import fastify, { type FastifyInstance } from 'fastify';
import { join } from 'node:path';
import type { Archive } from '../../data/database.ts';
import type { WebAddresses } from '../present/brief/links.ts';
import { packAnswers } from './answer-cache.ts';
import { AddressMask } from './address-mask.ts';
import type { Context } from './context.ts';
import { errorHandler, notFound } from './errors.ts';
import { notModified } from './etag.ts';
import type { AnswerPool } from './front/answer-pool.ts';
import { handOn } from './front/hand-on.ts';
import { refuseUnknownParameters } from './known-parameters.ts';
import { type LogOptions, loggingOf } from './logging.ts';
import { maskAnswers } from './masking.ts';
import { checkOrigin } from './origin.ts';
import { exportRoutes } from './routes/exports.ts';
import { feedRoutes } from './routes/feeds.ts';
import { findableRoutes } from './routes/findable.ts';
import { healthRoutes } from './routes/health.ts';
import { homeRoutes } from './routes/home.ts';
import { listRoutes } from './routes/lists.ts';
import { mailFileRoutes } from './routes/mail-files.ts';
import { meRoutes } from './routes/me.ts';
import { messageRoutes } from './routes/messages.ts';
import { metricsRoutes } from './routes/metrics.ts';
import { pageRoutes, sendError } from './routes/pages.ts';
import { patchRoutes } from './routes/patches.ts';
import { peopleRoutes } from './routes/people.ts';
import { pullRoutes } from './routes/pulls.ts';
import { searchRoutes } from './routes/search.ts';
import { seriesRoutes } from './routes/series.ts';
import { statsRoutes } from './routes/stats.ts';
import { summaryRoutes } from './routes/summaries.ts';
import { verdictRoutes } from './routes/verdicts.ts';
import { threadRoutes } from './routes/threads.ts';
import { readShell } from './shell.ts';
import { patchworkRoutes } from '../pw/routes.ts';

/** How the server is set up; everything may be left out. */
export interface AppOptions extends LogOptions {
  /** Folder of the built web app; null or absent: pages are drawn by the server alone. */
  webRoot?: string | null;
  isSample?: boolean;
  webAddresses?: WebAddresses;
  /** Names and addresses of the reader for whom `/me` is, where none are asked for. */
  me?: readonly string[];
  /** Turn requests away while too many come; for a server that listens, not for questions inside the process. */
  guard?: boolean;
  /** Requests a minute from one address that is not this machine. */
  requestsPerMinute?: number;
  /** Where visitors reach the server, as `https://lists.example.org`; absent: by whatever name they ask. */
  publicUrl?: string;
  /** Addresses or networks whose `X-Forwarded-*` is believed; absent: those of this machine. */
  trustProxy?: string[];
  /** Hide people's addresses from visitors. */
  maskAddresses?: boolean;
  /** Milliseconds for which the server may be busy with one thing before others are turned away. */
  mostDelay?: number;
  /** Workers that answer in place of this server. */
  pool?: AnswerPool;
  /** This is such a worker: it takes the request's id from the server in front. */
  isBehindFront?: boolean;
}

/** The whole server over an open, read-only archive, without listening. */
export async function buildApp(archive: Archive, options: AppOptions = {}): Promise<FastifyInstance> {
  const mask = options.maskAddresses ? new AddressMask(archive) : null;
  const app = fastify({
    ...loggingOf(options),
    routerOptions: { maxParamLength: MAX_ID, ignoreDuplicateSlashes: false },
    // One mail is one request: nothing large is ever sent here.
    bodyLimit: 1 << 16,
    // Running answers may end when the server is told to.
    forceCloseConnections: 'idle',
    // Who sends a request a byte at a time holds no connection for long.
    requestTimeout: 30_000,
    connectionTimeout: 120_000,
    // Behind a proxy the limits count its clients, not the proxy; who is none can not speak for others.
    trustProxy: options.isBehindFront ? 'loopback' : (options.trustProxy ?? 'loopback'),
    ...(options.isBehindFront && { requestIdHeader: 'x-request-id' }),
    ...(mask && { rewriteUrl: ({ url = '/' }: IncomingMessage) => mask.unmask(url) }),
  });
  const webRoot = options.webRoot ?? null;
  const context: Context = {
    archive,
    isSample: options.isSample ?? false,
    ...(mask && { mask }),
    webAddresses: options.webAddresses ?? {},
    me: options.me ?? [],
    shell: readShell(webRoot),
  };
  app.addHook('onRequest', async (request, reply) => void reply.header('x-request-id', request.id));
  app.setErrorHandler(errorHandler);
  checkOrigin(app, options.publicUrl);
  app.setSerializerCompiler(() => (data) => JSON.stringify(data));
  await app.register(helmet, HELMET);
  if (options.guard) await guard(app, options);
  await app.register(swagger, OPENAPI);
  // First, so that its count takes in every route.
  metricsRoutes(app, context);
  if (options.pool) handOn(app, options.pool);
  app.addHook('onRequest', notModified(context));
  if (mask) maskAnswers(app, mask);
  packAnswers(app, archive);
  // Pages and files; it leaves alone what is packed already.
  await app.register(compress, {
    encodings: ['gzip', 'deflate', 'identity'],
    threshold: 1024,
    zlibOptions: { level: 4 },
  });
  await app.register((api) => apiRoutes(api, context), { prefix: '/api/v1' });
  await app.register(async (pw) => patchworkRoutes(pw, context), { prefix: '/pw' });
  await app.register(swaggerUi, { routePrefix: '/api/docs' });
  if (context.shell && webRoot !== null) {
    // Files under assets/ carry a hash in their name; they are looked up on each request, so that a new build is served at once.
    await app.register(serveStatic, {
      root: join(webRoot, 'assets'),
      prefix: '/assets/',
      index: false,
      maxAge: '365d',
      immutable: true,
    });
    await app.register(serveStatic, {
      root: webRoot,
      wildcard: false,
      globIgnore: ['assets/**'],
      decorateReply: false,
      index: false,
      cacheControl: false,
      setHeaders: (reply) => void reply.header('cache-control', 'no-cache'),
    });
  }
  await app.register(async (pages) => {
    mailFileRoutes(pages, context);
    feedRoutes(pages, context);
    findableRoutes(pages, context);
    pageRoutes(pages, context);
  });
  app.setNotFoundHandler((request, reply) => {
    const error = notFound(`There is nothing at ${request.url.slice(0, 200)}.`, 'The API is described at /api/docs.');
    if (request.url.startsWith('/api')) return errorHandler(error, request, reply);
    return sendError(context, error, request, reply);
  });
  return app;
}

async function guard(app: FastifyInstance, { requestsPerMinute = 1200, mostDelay = 3000 }: AppOptions): Promise<void> {
  await app.register(underPressure, { maxEventLoopDelay: mostDelay, message: 'busy', retryAfter: 5 });
  await app.register(rateLimit, {
    max: requestsPerMinute,
    timeWindow: '1 minute',
    allowList: ['127.0.0.1', '::1', '::ffff:127.0.0.1'],
  });
}

async function apiRoutes(api: FastifyInstance, context: Context): Promise<void> {
  refuseUnknownParameters(api);
  healthRoutes(api, context);
  homeRoutes(api, context);
  listRoutes(api, context);
  threadRoutes(api, context);
  summaryRoutes(api, context);
  verdictRoutes(api, context);
  exportRoutes(api, context);
  messageRoutes(api, context);
  patchRoutes(api, context);
  pullRoutes(api, context);
  searchRoutes(api, context);
  seriesRoutes(api, context);
  peopleRoutes(api, context);
  meRoutes(api, context);
  statsRoutes(api, context);
}

/** Longer than any Message-ID that was met; longer paths are not found. */
const MAX_ID = 1000;

/** Nothing loads from elsewhere, nothing in a mail runs; plain http on this machine stays http. */
const HELMET = {
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'self'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'", "'unsafe-inline'"],
      imgSrc: ["'self'", 'data:'],
      fontSrc: ["'self'"],
      connectSrc: ["'self'"],
      objectSrc: ["'none'"],
      frameSrc: ["'none'"],
      frameAncestors: ["'none'"],
      baseUri: ["'self'"],
      formAction: ["'self'", 'mailto:'],
    },
  },
  strictTransportSecurity: false,
  crossOriginEmbedderPolicy: false,
  referrerPolicy: { policy: 'same-origin' },
} as const;

const OPENAPI: FastifyDynamicSwaggerOptions = {
  openapi: {
    openapi: '3.1.0',
    info: {
      title: 'Lorescope',
      version: '1.0.0',
      description:
        'What was said to what, who said it, and what was decided. Times are UTC; lines are counted from 0; pages go by key (`next` → `?cursor=`); every error has one shape.',
    },
    tags: [
      { name: 'lists' },
      { name: 'threads' },
      { name: 'messages' },
      { name: 'patches' },
      { name: 'people' },
      { name: 'search' },
      { name: 'statistics' },
      { name: 'server' },
    ],
  },
};
