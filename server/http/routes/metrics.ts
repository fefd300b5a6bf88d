import type { FastifyInstance } from 'fastify';
import { countMessages } from '../../../data/read/messages.ts';
import type { Context } from '../context.ts';

/**
 * Figures for Prometheus (text format 0.0.4): requests by status, time spent, memory, mails served. Labels are route patterns and
 * status codes alone: no address, id or word of a mail gets in.
 */
export function metricsRoutes(app: FastifyInstance, { archive }: Context): void {
  const requests = new Map<string, { count: number; seconds: number }>();
  app.addHook('onResponse', (request, reply, done) => {
    const labels = `method="${KNOWN_METHODS.has(request.method) ? request.method : 'other'}",route="${request.routeOptions.url ?? 'none'}",status="${reply.statusCode}"`;
    const row = requests.get(labels) ?? { count: 0, seconds: 0 };
    row.count += 1;
    row.seconds += reply.elapsedTime / 1000;
    requests.set(labels, row);
    done();
  });
  app.get('/metrics', { schema: { hide: true } }, (_request, reply) => {
    const lines = [
      ...gauge('lorescope_messages', 'Messages of all lists, each once.', countMessages(archive)),
      ...gauge('process_resident_memory_bytes', 'Memory in use.', process.memoryUsage().rss),
      ...gauge('process_uptime_seconds', 'Seconds since the start.', Math.round(process.uptime())),
      '# HELP lorescope_requests_total Requests answered.',
      '# TYPE lorescope_requests_total counter',
      ...[...requests].map(([labels, { count }]) => `lorescope_requests_total{${labels}} ${count}`),
      '# HELP lorescope_request_seconds_total Time spent on them.',
      '# TYPE lorescope_request_seconds_total counter',
      ...[...requests].map(
        ([labels, { seconds }]) => `lorescope_request_seconds_total{${labels}} ${seconds.toFixed(4)}`,
      ),
    ];
    return reply.type('text/plain; version=0.0.4; charset=utf-8').send(`${lines.join('\n')}\n`);
  });
}

function gauge(name: string, help: string, value: number): string[] {
  return [`# HELP ${name} ${help}`, `# TYPE ${name} gauge`, `${name} ${value}`];
}

const KNOWN_METHODS = new Set(['GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'PATCH', 'DELETE']);
