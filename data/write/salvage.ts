import { type Archive, bumpVersion } from '../database.ts';
import { RAW_PLACE, type RawPlace, readRaw } from '../codecs/raw-groups.ts';
import { regroup } from './copies.ts';
import { nameKey } from '../rules/person.ts';

/** A salvaged mail that stands on its own, with true mails that may be what it once was. */
export interface SalvagedMail {
  mailId: number;
  bytes: Buffer;
  candidates: { key: string; bytes: Buffer; dateUsed: number }[];
}

/** Loads each salvaged mail with the true mails of the same sender's name within `seconds` of it. */
export function loadSalvaged(archive: Archive, seconds: number): SalvagedMail[] {
  const salvaged = archive
    .prepare<RawPlace & { id: number; from_name: string; date_used: number }>(
      `SELECT mail.id, ${RAW_PLACE}, mail.from_name, mail.date_used FROM mail
       WHERE mail.salvaged = 1 ORDER BY mail.id`,
    )
    .all();
  const near = archive.prepare<RawPlace & { key: string; date_used: number; from_name: string }>(
    `SELECT message.key, ${RAW_PLACE}, message.date_used, message.from_name FROM message JOIN mail ON mail.id = message.mail_id
     WHERE message.date_used BETWEEN ? AND ? AND message.salvaged = 0`,
  );
  return salvaged.map((mail) => ({
    mailId: mail.id,
    bytes: readRaw(archive, mail),
    candidates: near
      .all(mail.date_used - seconds, mail.date_used + seconds)
      .filter((row) => nameKey(row.from_name) === nameKey(mail.from_name))
      .map((row) => ({ key: row.key, bytes: readRaw(archive, row), dateUsed: row.date_used })),
  }));
}

/** Notes which true mail took each salvaged one's place (null: none); messages are grouped anew where that changed. */
export function storeReplacements(archive: Archive, replacements: { mailId: number; byKey: string | null }[]): void {
  archive.write(() => {
    const touched: number[] = [];
    for (const { mailId, byKey } of replacements) {
      const was =
        archive.prepare<{ by_key: string }>('SELECT by_key FROM replaced WHERE mail_id = ?').get(mailId)?.by_key ??
        null;
      if (was === byKey) continue;
      archive.prepare('DELETE FROM replaced WHERE mail_id = ?').run(mailId);
      if (byKey !== null) archive.prepare('INSERT INTO replaced (mail_id, by_key) VALUES (?, ?)').run(mailId, byKey);
      touched.push(
        archive.prepare<{ message_id: number }>('SELECT message_id FROM mail WHERE id = ?').get(mailId)!.message_id,
      );
    }
    if (touched.length === 0) return;
    regroup(archive, touched);
    bumpVersion(archive);
  });
}
