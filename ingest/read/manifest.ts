/** Reads `manifest.js.gz`: what a public-inbox server has to clone (grokmirror's format, public-inbox-clone(1)). */
import { gunzipSync } from 'node:zlib';
import { SourceError } from './source-error.ts';

/** One epoch of an inbox. */
export interface RemoteEpoch {
  number: number;
  /** Changes with every commit; '' where the server does not tell. */
  fingerprint: string;
  /** The inbox's path on the host, without slashes at its ends: `linux-rdma`. */
  inbox: string;
}

/**
 * The epochs that a manifest names, by number. Only their numbers are taken from it: the address of an epoch follows from the
 * inbox's own, so that a manifest can't send anybody elsewhere.
 *
 * @throws SourceError where the bytes are no manifest
 */
export function parseManifest(bytes: Buffer, url: string): RemoteEpoch[] {
  const epochs: RemoteEpoch[] = [];
  for (const [path, entry] of Object.entries(objectOf(bytes, url))) {
    const found = /^\/?(.{0,500}?)\/(?:git\/)?(\d{1,5})\.git$/.exec(path);
    if (!found) continue;
    const fingerprint = (entry as { fingerprint?: unknown } | null)?.fingerprint;
    epochs.push({
      number: Number(found[2]),
      inbox: found[1] ?? '',
      fingerprint: typeof fingerprint === 'string' ? fingerprint : '',
    });
  }
  return epochs.sort((a, b) => (a.inbox < b.inbox ? -1 : a.inbox > b.inbox ? 1 : a.number - b.number));
}

function objectOf(bytes: Buffer, url: string): object {
  try {
    const text = bytes[0] === 0x1f ? gunzipSync(bytes, { maxOutputLength: MAX_MANIFEST_BYTES }) : bytes;
    const value: unknown = JSON.parse(text.toString('utf8'));
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  } catch {
    // Said below.
  }
  throw new SourceError(`${url} is no manifest of a public-inbox server.`);
}

/** lore's whole manifest, of all its lists, is about 3 MB. */
const MAX_MANIFEST_BYTES = 64 * 1024 * 1024;
