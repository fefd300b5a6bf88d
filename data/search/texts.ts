import type { Archive } from '../database.ts';
import type { Block } from '../records/index.ts';
import { RAW_PLACE, type RawPlace, readRaw } from '../codecs/raw-groups.ts';
import { readBlocks } from '../read/blocks.ts';

/** Bytes and blocks of some messages by their number: what snippets are cut from. Very large mails are left out. */
export function loadTexts(archive: Archive, ids: number[]): Map<number, { bytes: Buffer; blocks: Block[] }> {
  const rows = archive.prepare<Row>(TEXTS).all(JSON.stringify(ids), MOST_BYTES);
  const blocks = readBlocks(archive);
  return new Map(
    rows.map((row) => [
      row.id,
      {
        bytes: readRaw(archive, row),
        blocks: blocks(row.thread_id).of(row.id, { name: row.from_name, email: row.from_email }),
      },
    ]),
  );
}

interface Row extends RawPlace {
  id: number;
  thread_id: number;
  from_name: string;
  from_email: string;
}

const TEXTS = `
  SELECT message.id, ${RAW_PLACE}, message.thread_id, message.from_name, message.from_email
  FROM json_each(?) AS asked CROSS JOIN message ON message.id = asked.value JOIN mail ON mail.id = message.mail_id
  WHERE mail.raw_size <= CAST(? AS INTEGER)`;
/** Reading a mail anew costs about a millisecond for 100 kB. */
const MOST_BYTES = 1_000_000;
