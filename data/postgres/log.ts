import type { TransactionSql } from 'postgres';

/** The number that the next event gets. To be asked for by the only writer alone. */
export async function nextSeq(sql: TransactionSql): Promise<number> {
  const [row] = await sql<{ seq: number }[]>`SELECT coalesce(max(seq), 0) + 1 AS seq FROM event`;
  return row!.seq;
}

/** Adds an event to the log, under the number that {@link nextSeq} gave. Runs inside the only writer's transaction. */
export async function addEvent(
  sql: TransactionSql,
  kind: string,
  source: number | null,
  fact: object,
  seq?: number,
): Promise<void> {
  const number = seq ?? (await nextSeq(sql));
  await sql`
    INSERT INTO event (seq, at, kind, source_id, fact)
    VALUES (${number}, extract(epoch FROM now())::bigint, ${kind}, ${source}, ${Buffer.from(JSON.stringify(fact))})`;
}
