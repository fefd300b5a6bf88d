import { type Archive, bumpVersion } from '../database.ts';
import type { NumberRow } from '../records/index.ts';
import { numberAddresses, numberMissing } from './articles.ts';
import { renumberPatches } from './patch-numbers.ts';

/** What came of taking over numbers. */
export interface NumbersTaken {
  /** Messages that have the number they have there. */
  taken: number;
  /** Messages numbered there and absent here: holes. */
  absent: number;
}

/**
 * Takes over the numbers of another archive in the place of this one's, all or none: what is absent here is a hole, what is absent
 * there is numbered behind. To be called once the same mail was read. Throws a RangeError where rows contradict each other.
 * @param now Unix seconds
 */
export function takeNumbers(archive: Archive, rows: Iterable<NumberRow>, now: number): NumbersTaken {
  return archive.write(() => {
    for (const table of ['article', 'numbering', 'address_number', 'event'])
      archive.prepare(`DELETE FROM ${table}`).run();
    const result: NumbersTaken = { taken: 0, absent: 0 };
    const known = archive.prepare<{ id: number }>(CARRIED);
    for (const row of rows) {
      if (row.type !== 'message') put(archive, row);
      else {
        const id = known.get(row.project, row.messageId)?.id;
        result[id === undefined ? 'absent' : 'taken'] += 1;
        if (id !== undefined)
          insert(archive, 'article', { ...pick(row, ['project', 'number', 'arrived']), message_id: id });
      }
    }
    for (const { id } of archive.prepare<{ id: number }>('SELECT id FROM list ORDER BY id').all())
      numberMissing(archive, id, now);
    numberAddresses(archive);
    renumberPatches(archive);
    bumpVersion(archive);
    return result;
  });
}

function put(archive: Archive, row: Exclude<NumberRow, { type: 'message' }>): void {
  if (row.type === 'list') insert(archive, 'numbering', pick(row, ['project', 'name', 'made', 'last', 'told']));
  else if (row.type === 'address') insert(archive, 'address_number', pick(row, ['email', 'number']));
  else insert(archive, 'event', pick(row, ['time', 'category', 'subject', 'detail', 'before', 'after']));
}

function insert(archive: Archive, table: string, values: Record<string, unknown>): void {
  const names = Object.keys(values);
  archive
    .prepare(`INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`)
    .run(...Object.values(values));
}

function pick<Row extends object>(row: Row, names: (keyof Row & string)[]): Record<string, unknown> {
  return Object.fromEntries(names.map((name) => [name, row[name] ?? null]));
}

/** A message by its Message-ID, where the list of that number carries it here. */
const CARRIED = `
  SELECT mail.message_id AS id
  FROM numbering JOIN list ON list.name = numbering.name JOIN message_id JOIN mail ON mail.message_id = message_id.id
  JOIN carried ON carried.mail_id = mail.id AND carried.list_id = list.id
  WHERE numbering.project = ? AND message_id.text = ? LIMIT 1`;
