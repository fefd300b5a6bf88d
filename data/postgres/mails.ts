import type { TransactionSql } from 'postgres';
import { packMails, CODEC, unpackMails } from '../codecs/raw-codec.ts';
import type { MailFacts } from '../facts.ts';

/** An array of bytea as PostgreSQL writes it: the library knows arrays of text and numbers alone. */
export const byteArray = (values: Buffer[]): string =>
  `{${values.map((bytes) => `"\\\\x${bytes.toString('hex')}"`).join(',')}}`;
/** A fact as it is stored. */
export const toBytes = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));

/** Numbers of those of some mails that are stored, by SHA-256. */
export async function idsOf(sql: TransactionSql, mails: MailFacts[]): Promise<Map<string, number>> {
  const rows = await sql<{ id: number; sha256: Buffer }[]>`
    SELECT id, sha256 FROM mail WHERE sha256 = ANY(${byteArray(mails.map((mail) => mail.sha256))}::text::bytea[])`;
  return new Map(rows.map((row) => [row.sha256.toString('hex'), row.id]));
}

/** Stores mails with their bytes, threads together as far as their References tell; gives their numbers by SHA-256. */
export async function storeMails(sql: TransactionSql, mails: MailFacts[]): Promise<Map<string, number>> {
  if (mails.length === 0) return new Map();
  const places = await storeGroups(
    sql,
    mails.map(({ bytes, messageId, references }) => ({ bytes, together: references[0] ?? messageId })),
  );
  const rows = await sql<{ id: number; sha256: Buffer }[]>`
    INSERT INTO mail (sha256, message_id, date_used, raw_group, raw_at, raw_size, facts)
    SELECT * FROM unnest(
      ${byteArray(mails.map((mail) => mail.sha256))}::text::bytea[], ${byteArray(mails.map(({ messageId }) => Buffer.from(messageId)))}::text::bytea[],
      ${mails.map(({ dateUsed }) => dateUsed)}::bigint[], ${places.map(({ group }) => group)}::bigint[],
      ${places.map(({ at }) => at)}::integer[], ${mails.map(({ bytes }) => bytes.length)}::integer[],
      ${byteArray(mails.map(factOf))}::text::bytea[])
    RETURNING id, sha256`;
  return new Map(rows.map((row) => [row.sha256.toString('hex'), row.id]));
}

/** All of a mail but its bytes and hash, which have columns of their own. */
function factOf({ bytes: _bytes, sha256: _sha256, core, ...rest }: MailFacts): Buffer {
  return toBytes({ ...rest, core: core.toString('hex') });
}

interface Packable {
  bytes: Buffer;
  together: string;
}

/** Packs mails into groups and stores these; tells in which group each lies, and where. */
async function storeGroups(sql: TransactionSql, mails: Packable[]): Promise<{ group: number; at: number }[]> {
  const order = new Map<string, number[]>();
  mails.forEach(({ together }, n) => order.set(together, [...(order.get(together) ?? []), n]));
  const places: { group: number; at: number }[] = [];
  let held: number[] = [];
  let size = 0;
  const flush = async () => {
    if (held.length === 0) return;
    const packed = packMails(held.map((n) => mails[n]!.bytes));
    const [row] = await sql<{ id: number }[]>`
      INSERT INTO raw_group (codec, packed) VALUES (${CODEC.brotli}, ${packed}) RETURNING id`;
    let at = 0;
    for (const n of held) {
      places[n] = { group: row!.id, at };
      at += mails[n]!.bytes.length;
    }
    held = [];
    size = 0;
  };
  for (const n of [...order.values()].flat()) {
    if (size + mails[n]!.bytes.length > GROUP_BYTES) await flush();
    held.push(n);
    size += mails[n]!.bytes.length;
  }
  await flush();
  return places;
}

/** Deletes those of some mails that no source carries any more; returns how many. */
export async function dropUncarried(sql: TransactionSql, ids: number[]): Promise<number> {
  const gone = await sql<{ id: number }[]>`
    SELECT id FROM mail WHERE id = ANY(${ids}::bigint[]) AND NOT EXISTS (SELECT 1 FROM carried WHERE mail_id = mail.id)`;
  await dropMails(
    sql,
    gone.map(({ id }) => id),
  );
  return gone.length;
}

/** Deletes mails with their bytes: what else stood in their groups moves to new ones. */
export async function dropMails(sql: TransactionSql, ids: number[]): Promise<void> {
  if (ids.length === 0) return;
  const rows = await sql<{ group: number }[]>`
    DELETE FROM mail WHERE id = ANY(${ids}::bigint[]) RETURNING raw_group AS group`;
  for (const group of new Set(rows.map((row) => row.group))) {
    const left = await sql<{ id: number; at: number; size: number }[]>`
      SELECT id, raw_at AS at, raw_size AS size FROM mail WHERE raw_group = ${group} ORDER BY raw_at`;
    if (left.length > 0) {
      const [row] = await sql<
        { codec: number; packed: Buffer }[]
      >`SELECT codec, packed FROM raw_group WHERE id = ${group}`;
      const bytes = unpackMails(row!.packed, row!.codec);
      const places = await storeGroups(
        sql,
        left.map(({ at, size }) => ({ bytes: bytes.subarray(at, at + size), together: '' })),
      );
      for (const [n, { id }] of left.entries())
        await sql`UPDATE mail SET raw_group = ${places[n]!.group}, raw_at = ${places[n]!.at} WHERE id = ${id}`;
    }
    await sql`DELETE FROM raw_group WHERE id = ${group}`;
  }
}

/** As in an archive's own file: data/write/raw.ts. */
const GROUP_BYTES = 96 << 10;
