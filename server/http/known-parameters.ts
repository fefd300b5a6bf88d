import type { FastifyInstance } from 'fastify';
import { badRequest } from './errors.ts';

/** What a schema of parameters may consist of. */
interface ParameterSchema {
  properties?: Record<string, unknown>;
  allOf?: readonly ParameterSchema[];
}

/** A parameter that a route doesn't know is an error that names those it knows: what is misspelt must not be answered as if it had not been there. */
export function refuseUnknownParameters(api: FastifyInstance): void {
  api.addHook('onRequest', async ({ url, routeOptions }) => {
    const from = url.indexOf('?');
    if (from < 0) return;
    const known = namesOf(routeOptions.schema?.querystring as ParameterSchema | undefined);
    const unknown = [...new URLSearchParams(url.slice(from + 1)).keys()].find((name) => !known.includes(name));
    if (unknown === undefined) return;
    throw badRequest(
      `There is no parameter “${unknown.slice(0, 60)}” here.`,
      known.length > 0 ? `Known here: ${known.join(', ')}.` : 'This address takes no parameters.',
    );
  });
}

function namesOf(schema: ParameterSchema | undefined): string[] {
  if (!schema) return [];
  return [...Object.keys(schema.properties ?? {}), ...(schema.allOf ?? []).flatMap(namesOf)];
}
