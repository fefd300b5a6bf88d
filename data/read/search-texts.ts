import { unpackBlocks } from '../block-codec.ts';
import type { Archive } from '../database.ts';
import type { Block } from '../records/index.ts';
import { RAW_PLACE, type RawPlace, readRaw } from '../raw-groups.ts';

/** Bytes and blocks of some messages by their number: what snippets are cut from. Very large mails are left out. */
export function loadTexts(archive: Archive, ids: number[]): Map<number, { bytes: Buffer; blocks: Block[] }> {
  const rows = archive.prepare<Row>(TEXTS).all(JSON.stringify(ids), MOST_BYTES);
  return new Map(
    rows.map((row) => [
      row.id,
      {
        bytes: readRaw(archive, row),
        blocks: unpackBlocks(row.packed, { name: row.from_name, email: row.from_email }),
      },
    ]),
  );
}

interface Row extends RawPlace {
  id: number;
  packed: string;
  from_name: string;
  from_email: string;
}

const TEXTS = `
  SELECT message.id, ${RAW_PLACE}, block.packed, message.from_name, message.from_email
  FROM json_each(?) AS asked CROSS JOIN message ON message.id = asked.value JOIN mail ON mail.id = message.mail_id
  JOIN block ON block.message_id = message.id
  WHERE mail.raw_size <= CAST(? AS INTEGER)`;
/** Reading a mail anew costs about a millisecond for 100 kB. */
const MOST_BYTES = 1_000_000;
