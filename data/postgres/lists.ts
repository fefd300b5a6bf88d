import type { TransactionSql } from 'postgres';
import type { ListName } from '../records/index.ts';
import { addEvent } from './log.ts';

/** The rows of lists inside one transaction; each change is an event. */
export class ListRows {
  readonly #sql: TransactionSql;
  readonly #known = new Map<string, number>();

  constructor(sql: TransactionSql) {
    this.#sql = sql;
  }

  /** Finds or makes a list by its List-Id, address or short name, aliases included. */
  async idOf(list: ListName): Promise<number> {
    const [name = '', address, listId] = [list.name, list.address, list.listId].map((text) => text && clean(text));
    const names = [listId, address, name].flatMap((text) => (text ? [text.toLowerCase()] : []));
    const asked = names.join(' ');
    const held = this.#known.get(asked);
    if (held !== undefined) return held;
    const sql = this.#sql;
    let id = await this.#find(names);
    let isChanged = id === undefined;
    if (id === undefined) {
      const [row] = await sql<{ id: number }[]>`
        INSERT INTO list (name) VALUES (${name!}) ON CONFLICT (name) DO UPDATE SET name = excluded.name RETURNING id`;
      id = row!.id;
    }
    const added = await sql`
      INSERT INTO list_alias (alias, list_id) SELECT DISTINCT alias, ${id}::integer FROM unnest(${names}::text[]) AS alias
      ON CONFLICT DO NOTHING`;
    const told = await sql`
      UPDATE list SET address = COALESCE(address, ${address ?? null}), list_id = COALESCE(list_id, ${listId ?? null})
      WHERE id = ${id} AND ((address IS NULL AND ${address ?? null}::text IS NOT NULL)
                            OR (list_id IS NULL AND ${listId ?? null}::text IS NOT NULL))`;
    isChanged ||= added.count > 0 || told.count > 0;
    if (isChanged) await this.#tell(id);
    this.#known.set(asked, id);
    return id;
  }

  async rename(from: string, to: string): Promise<boolean> {
    const id = await this.#find([from.toLowerCase()]);
    if (id === undefined) return false;
    await this.#sql`UPDATE list SET name = ${to} WHERE id = ${id}`;
    await this.#point([from, to], id);
    await this.#tell(id);
    return true;
  }

  async alias(name: string, alias: string): Promise<boolean> {
    const sql = this.#sql;
    const id = await this.#find([name.toLowerCase()]);
    if (id === undefined) return false;
    const other = await this.#find([alias.toLowerCase()]);
    if (other !== undefined && other !== id) {
      await sql`
        UPDATE carried SET list_id = ${id} WHERE list_id = ${other} AND NOT EXISTS (
          SELECT 1 FROM carried AS twin
          WHERE twin.mail_id = carried.mail_id AND twin.source_id = carried.source_id AND twin.list_id = ${id})`;
      await sql`UPDATE list_alias SET list_id = ${id} WHERE list_id = ${other}`;
      await sql`DELETE FROM list WHERE id = ${other}`;
    }
    await this.#point([alias], id);
    await addEvent(sql, 'list-merged', null, { id, other: other === id ? null : (other ?? null), alias });
    await this.#tell(id);
    return true;
  }

  /** Takes a list out; gives the mails that it carried, null where no such list is known. Its sources are read from the start. */
  async drop(name: string): Promise<number[] | null> {
    const sql = this.#sql;
    const id = await this.#find([name.toLowerCase()]);
    if (id === undefined) return null;
    await sql`
      UPDATE source SET state = 'null' WHERE id IN (SELECT DISTINCT source_id FROM carried WHERE list_id = ${id})`;
    const rows = await sql<{ mail_id: number }[]>`DELETE FROM carried WHERE list_id = ${id} RETURNING mail_id`;
    await sql`DELETE FROM list WHERE id = ${id}`;
    await addEvent(sql, 'list-dropped', null, { id });
    return [...new Set(rows.map((row) => row.mail_id))];
  }

  async #find(names: string[]): Promise<number | undefined> {
    const rows = await this.#sql<{ alias: string; list_id: number }[]>`
      SELECT alias, list_id FROM list_alias WHERE alias = ANY(${names}::text[])`;
    const byAlias = new Map(rows.map((row) => [row.alias, row.list_id]));
    return names.map((name) => byAlias.get(name)).find((id) => id !== undefined);
  }

  async #point(names: string[], id: number): Promise<void> {
    for (const name of names)
      await this.#sql`
        INSERT INTO list_alias (alias, list_id) VALUES (${name.toLowerCase()}, ${id})
        ON CONFLICT (alias) DO UPDATE SET list_id = excluded.list_id`;
  }

  /** The list as it stands now, for those who follow. */
  async #tell(id: number): Promise<void> {
    const [row] = await this.#sql<object[]>`
      SELECT id, name, address, list_id AS "listId",
             (SELECT array_agg(alias ORDER BY alias) FROM list_alias WHERE list_alias.list_id = list.id) AS aliases
      FROM list WHERE id = ${id}`;
    await addEvent(this.#sql, 'list', null, row!);
  }
}

/** No text of PostgreSQL can hold NUL. */
const clean = (text: string) => text.replaceAll('\0', '');
