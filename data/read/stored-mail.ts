import type { Archive } from '../database.ts';
import { RAW_PLACE, type RawPlace, readRaw } from '../codecs/raw-groups.ts';

/** The stored bytes of the mail with this SHA-256; null where the archive holds none. */
export function findStored(archive: Archive, sha256: Buffer): Buffer | null {
  const place = archive
    .prepare<RawPlace>(`SELECT ${RAW_PLACE} FROM mail WHERE substr(sha256, 1, 8) = ? AND sha256 = ?`)
    .get(sha256.subarray(0, 8), sha256);
  return place ? readRaw(archive, place) : null;
}
