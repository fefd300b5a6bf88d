import type { Archive } from '../database.ts';
import { unpackMails } from './raw-codec.ts';

/** Where the bytes of a mail lie; {@link RAW_PLACE} names the columns. */
export interface RawPlace {
  raw_group: number;
  raw_at: number;
  raw_size: number;
}

/** Columns of `mail` for {@link readRaw}. */
export const RAW_PLACE = 'mail.raw_group, mail.raw_at, mail.raw_size';

/**
 * The bytes of one mail as read. Groups that were asked for lately are kept unpacked, as the mails of a thread often lie
 * together. Throws where the stored value is damaged.
 */
export function readRaw(archive: Archive, { raw_group, raw_at, raw_size }: RawPlace): Buffer {
  let groups = unpacked.get(archive);
  if (!groups) unpacked.set(archive, (groups = { byId: new Map(), bytes: 0 }));
  let group = groups.byId.get(raw_group);
  if (group) groups.byId.delete(raw_group);
  else {
    const row = archive
      .prepare<{ codec: number; packed: Buffer }>('SELECT codec, packed FROM raw_group WHERE id = ?')
      .get(raw_group);
    if (!row) throw new Error(`group ${raw_group} of mails is missing`);
    group = unpackMails(row.packed, row.codec);
    groups.bytes += group.length;
  }
  // Last in, last to go: a map keeps the order in which its keys came.
  groups.byId.set(raw_group, group);
  for (const [id, { length }] of groups.byId) {
    if (groups.bytes <= MOST_KEPT_BYTES || id === raw_group) break;
    groups.byId.delete(id);
    groups.bytes -= length;
  }
  return group.subarray(raw_at, raw_at + raw_size);
}

interface Groups {
  byId: Map<number, Buffer>;
  bytes: number;
}
const unpacked = new WeakMap<Archive, Groups>();
/** Some hundred groups of the usual size. */
const MOST_KEPT_BYTES = 8 << 20;
