import type { Archive } from '../database.ts';
import { CODEC, packMails } from '../codecs/raw-codec.ts';
import { RAW_PLACE, type RawPlace, readRaw } from '../codecs/raw-groups.ts';

/** Where a mail lies. */
export interface GroupPlace {
  group: number;
  /** Where it begins in the unpacked group. */
  at: number;
}

/** Packs mails into groups, in the order in which they come, and tells where each lies. Runs inside the caller's transaction. */
export function packGroups(archive: Archive, mails: readonly Buffer[]): GroupPlace[] {
  const insert = archive.prepare('INSERT INTO raw_group (codec, packed) VALUES (?, ?)');
  const places: GroupPlace[] = [];
  for (let from = 0; from < mails.length;) {
    let to = from;
    let bytes = 0;
    while (to < mails.length && (to === from || bytes + mails[to]!.length <= GROUP_BYTES)) bytes += mails[to++]!.length;
    const group = Number(insert.run(CODEC.brotli, packMails(mails.slice(from, to))).lastInsertRowid);
    let at = 0;
    for (; from < to; from += 1) {
      places.push({ group, at });
      at += mails[from]!.length;
    }
  }
  return places;
}

/** Deletes mails with their bytes: what else stood in their groups moves to new ones. Runs inside the caller's transaction. */
export function deleteMails(archive: Archive, ids: readonly number[]): void {
  const groups = new Set<number>();
  const groupOf = archive.prepare<{ raw_group: number }>('SELECT raw_group FROM mail WHERE id = ?');
  const remove = archive.prepare('DELETE FROM mail WHERE id = ?');
  for (const id of ids) {
    const row = groupOf.get(id);
    if (!row) continue;
    groups.add(row.raw_group);
    remove.run(id);
  }
  const left = archive.prepare<RawPlace & { id: number }>(
    `SELECT mail.id, ${RAW_PLACE} FROM mail WHERE raw_group = ? ORDER BY raw_at`,
  );
  const move = archive.prepare('UPDATE mail SET raw_group = ?, raw_at = ? WHERE id = ?');
  for (const group of groups) {
    const rows = left.all(group);
    const places = packGroups(
      archive,
      rows.map((row) => readRaw(archive, row)),
    );
    rows.forEach(({ id }, n) => move.run(places[n]!.group, places[n]!.at, id));
    archive.prepare('DELETE FROM raw_group WHERE id = ?').run(group);
  }
}

/**
 * Reading one mail unpacks its group, 0.2 ms. Measured on 5,000 mails by thread: 64 kB takes 26.8 % of the raw mail, 96 kB 25.4 %,
 * 128 kB 24.6 % and 0.26 ms.
 */
const GROUP_BYTES = 96 << 10;
