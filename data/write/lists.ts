import { type Archive, bumpVersion } from '../database.ts';
import type { ListName } from '../records/index.ts';
import { dropArticles, numberMissing, renameNumbering } from './articles.ts';
import { regroup } from './copies.ts';
import { renumberPatches } from './patch-numbers.ts';
import { deleteMails } from './raw.ts';

/** Finds or makes the row of a list by its List-Id, address or short name, aliases included. */
export function listIds(archive: Archive): { idOf(list: ListName): number } {
  const known = new Map<string, number>();
  return {
    idOf(list) {
      const names = [list.listId, list.address, list.name].flatMap((name) => (name ? [name.toLowerCase()] : []));
      const asked = names.join(' ');
      let id = known.get(asked);
      if (id === undefined) {
        id = findList(archive, names) ?? addList(archive, list);
        for (const name of names) {
          archive.prepare('INSERT INTO list_alias (alias, list_id) VALUES (?, ?) ON CONFLICT DO NOTHING').run(name, id);
        }
        archive
          .prepare('UPDATE list SET address = COALESCE(address, ?), list_id = COALESCE(list_id, ?) WHERE id = ?')
          .run(list.address, list.listId, id);
        known.set(asked, id);
      }
      return id;
    },
  };
}

/** Gives a list another short name; the old one goes on as an alias. Returns false where no such list is known. */
export function renameList(archive: Archive, from: string, to: string): boolean {
  return archive.write(() => {
    const id = findList(archive, [from.toLowerCase()]);
    if (id === undefined) return false;
    nameList(archive, id, to);
    aliasTo(archive, from, id);
    aliasTo(archive, to, id);
    return true;
  });
}

/** Gives a list another short name, and its numbers with it. Runs inside the caller's transaction. */
export function nameList(archive: Archive, id: number, to: string): void {
  const { name } = archive.prepare<{ name: string }>('SELECT name FROM list WHERE id = ?').get(id)!;
  archive.prepare('UPDATE list SET name = ? WHERE id = ?').run(to, id);
  renameNumbering(archive, name, to);
  numberMissing(archive, id, Math.trunc(Date.now() / 1000));
  renumberPatches(archive);
}

/** Makes `alias` another name of a list; where it was a list of its own, its mail moves over. */
export function aliasList(archive: Archive, name: string, alias: string): boolean {
  return archive.write(() => {
    const id = findList(archive, [name.toLowerCase()]);
    if (id === undefined) return false;
    const other = findList(archive, [alias.toLowerCase()]);
    if (other !== undefined && other !== id) mergeLists(archive, id, other);
    aliasTo(archive, alias, id);
    return true;
  });
}

/** Moves the mail of list `other` to list `id`; `other` goes. Runs inside the caller's transaction. */
export function mergeLists(archive: Archive, id: number, other: number): void {
  archive.prepare('UPDATE OR IGNORE carried SET list_id = ? WHERE list_id = ?').run(id, other);
  archive.prepare('UPDATE list_alias SET list_id = ? WHERE list_id = ?').run(id, other);
  const moved = archive
    .prepare<{ id: number }>(
      `SELECT message_id AS id FROM article
           WHERE project = (SELECT project FROM numbering JOIN list ON list.name = numbering.name WHERE list.id = ?)`,
    )
    .all(other);
  archive.prepare('DELETE FROM list WHERE id = ?').run(other);
  dropArticles(
    archive,
    moved.map((row) => row.id),
  );
  numberMissing(archive, id, Math.trunc(Date.now() / 1000));
  renumberPatches(archive);
}

function aliasTo(archive: Archive, alias: string, id: number): void {
  archive
    .prepare(
      'INSERT INTO list_alias (alias, list_id) VALUES (?, ?) ON CONFLICT (alias) DO UPDATE SET list_id = excluded.list_id',
    )
    .run(alias.toLowerCase(), id);
}

function findList(archive: Archive, names: string[]): number | undefined {
  for (const name of names) {
    const row = archive.prepare<{ list_id: number }>('SELECT list_id FROM list_alias WHERE alias = ?').get(name);
    if (row) return row.list_id;
  }
  return undefined;
}

function addList(archive: Archive, list: ListName): number {
  const { lastInsertRowid } = archive
    .prepare('INSERT INTO list (name, address, list_id) VALUES (?, ?, ?) ON CONFLICT (name) DO NOTHING')
    .run(list.name, list.address, list.listId);
  const row = archive.prepare<{ id: number }>('SELECT id FROM list WHERE name = ?').get(list.name);
  return row?.id ?? Number(lastInsertRowid);
}

/** Takes a list out of the archive with all mail that only it carried. Returns false where no such list is known. */
export function dropList(archive: Archive, name: string): boolean {
  return archive.write(() => {
    const id = findList(archive, [name.toLowerCase()]);
    if (id === undefined) return false;
    dropListById(archive, id);
    return true;
  });
}

/** Takes a list out with all mail that only it carried. Runs inside the caller's transaction. */
export function dropListById(archive: Archive, id: number): void {
  const touched = archive
    .prepare<{ message_id: number }>(
      'SELECT DISTINCT mail.message_id FROM carried JOIN mail ON mail.id = carried.mail_id WHERE carried.list_id = ?',
    )
    .all(id)
    .map((row) => row.message_id);
  // What was read of these sources must be read again if the list is to come back.
  archive
    .prepare("UPDATE source SET state = 'null' WHERE id IN (SELECT DISTINCT source_id FROM carried WHERE list_id = ?)")
    .run(id);
  archive.prepare('DELETE FROM carried WHERE list_id = ?').run(id);
  const gone = archive
    .prepare<{ id: number }>(
      'SELECT id FROM mail WHERE NOT EXISTS (SELECT 1 FROM carried WHERE carried.mail_id = mail.id)',
    )
    .all();
  deleteMails(
    archive,
    gone.map(({ id: mail }) => mail),
  );
  archive.prepare('DELETE FROM list WHERE id = ?').run(id);
  dropArticles(archive, touched);
  regroup(archive, touched);
  bumpVersion(archive);
}
