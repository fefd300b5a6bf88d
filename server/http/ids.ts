import { badRequest } from './errors.ts';

/**
 * A Message-ID as people hand it over: with angle brackets, percent-escapes, `mid:`, or as a link to lore or to this server.
 * Throws a bad request for an empty one.
 */
export function messageIdOf(text: string): string {
  let id = text.trim();
  const link = /^https?:\/\/[^/]+\/(?:[^/]+\/)?([^/]+@[^/]+)(?:\/.*)?$/.exec(id);
  if (link) id = unescape(link[1]!);
  id = id.replace(/^(?:mid|id):/i, '').replace(/^<([\s\S]*)>$/, '$1');
  if (id === '') throw badRequest('No Message-ID is given.', 'A Message-ID looks like 20260105.100000.1@example.org.');
  return id;
}

function unescape(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
