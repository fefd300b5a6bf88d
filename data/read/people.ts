import type { Archive } from '../database.ts';

/** The number of a person by the name shown, an address, or a name used with an address; null where nobody goes by it. */
export function findPerson(archive: Archive, name: string): Promise<number | null> {
  const row =
    archive.prepare<{ id: number }>('SELECT id FROM person WHERE name = ?').get(name) ??
    archive
      .prepare<{ id: number }>(
        'SELECT person_id AS id FROM person_address WHERE email = ? ORDER BY messages DESC LIMIT 1',
      )
      .get(name.toLowerCase()) ??
    archive
      .prepare<{ id: number }>('SELECT id FROM person WHERE name = ? COLLATE NOCASE ORDER BY messages DESC, id LIMIT 1')
      .get(name);
  return Promise.resolve(row?.id ?? null);
}
