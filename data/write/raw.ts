import type { Archive } from '../database.ts';
import { CODEC, packMails } from '../raw-codec.ts';
import { RAW_PLACE, type RawPlace, readRaw } from '../raw-groups.ts';

/** Packs new mails into groups, in the order in which they come. Runs inside the caller's transaction. */
export class RawWriter {
  readonly #archive: Archive;
  #ids: number[] = [];
  #mails: Buffer[] = [];
  #bytes = 0;

  constructor(archive: Archive) {
    this.#archive = archive;
  }

  /** Keeps the bytes of the mail of this number; they are stored with the group that they fill. */
  add(mailId: number, bytes: Buffer): void {
    if (this.#bytes > 0 && this.#bytes + bytes.length > GROUP_BYTES) this.flush();
    this.#ids.push(mailId);
    this.#mails.push(bytes);
    this.#bytes += bytes.length;
  }

  /** Stores what is left; to be called before the transaction ends. */
  flush(): void {
    if (this.#ids.length === 0) return;
    const group = this.#archive
      .prepare('INSERT INTO raw_group (codec, packed) VALUES (?, ?)')
      .run(CODEC.brotli, packMails(this.#mails)).lastInsertRowid;
    const place = this.#archive.prepare('UPDATE mail SET raw_group = ?, raw_at = ? WHERE id = ?');
    let at = 0;
    this.#ids.forEach((id, n) => {
      place.run(group, at, id);
      at += this.#mails[n]!.length;
    });
    this.#ids = [];
    this.#mails = [];
    this.#bytes = 0;
  }
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
  for (const group of groups) {
    const writer = new RawWriter(archive);
    for (const row of left.all(group)) writer.add(row.id, readRaw(archive, row));
    writer.flush();
    archive.prepare('DELETE FROM raw_group WHERE id = ?').run(group);
  }
}

/** Reading one mail unpacks its group, so a group must stay small; twice the size saves 4 % more. */
const GROUP_BYTES = 64 << 10;
