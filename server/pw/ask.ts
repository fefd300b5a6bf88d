import type { Archive } from '../../data/database.ts';
import { listProjects } from '../../data/read/patchwork/projects.ts';
import type { WebAddresses } from '../present/brief/links.ts';
import { PwLinks } from './links.ts';
import type { Naming } from './present.ts';

/** One request for a resource: what it asks of, and how resources name each other. */
export interface Ask extends Naming {
  archive: Archive;
  query: URLSearchParams;
  /** The address that was asked for, absolute, without its query. */
  address: string;
}

export function makeAsk(
  archive: Archive,
  webAddresses: WebAddresses,
  { origin, prefix, url }: { origin: string; prefix: string; url: string },
): Ask {
  const [path = '', query = ''] = url.split('?', 2);
  return {
    archive,
    webAddresses,
    query: new URLSearchParams(query),
    address: `${origin}${path}`,
    to: new PwLinks(`${origin}${prefix}`),
    projects: new Map(listProjects(archive).map((project) => [project.project, project])),
  };
}

/** What a resource is answered with. */
export type Answer =
  | { json: unknown; links?: string }
  | { file: Buffer; name: string; type: string }
  | { text: string }
  | { location: string };
