import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Rows of `tests/fixtures/tables/<name>.json`; an empty table is a mistake. */
export function table<Row>(name: string): Row[] {
  const rows = JSON.parse(
    readFileSync(join(import.meta.dirname, '../fixtures/tables', `${name}.json`), 'utf8'),
  ) as Row[];
  if (rows.length === 0) throw new Error(`table ${name} is empty`);
  return rows;
}
