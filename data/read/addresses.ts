import type { Archive } from '../database.ts';

/** Every address that somebody wrote from, in lower case. */
export function senderAddresses(archive: Archive): string[] {
  return archive
    .prepare<{ email: string }>('SELECT DISTINCT lower(email) AS email FROM person_address')
    .all()
    .map((row) => row.email);
}

/** Addresses of the lists themselves, in lower case. */
export function listAddresses(archive: Archive): string[] {
  return archive
    .prepare<{ address: string }>('SELECT lower(address) AS address FROM list WHERE address IS NOT NULL')
    .all()
    .map((row) => row.address);
}

/** True for a Message-ID that was seen or named. */
export function isMessageId(archive: Archive, text: string): boolean {
  return archive.prepare('SELECT 1 FROM message_id WHERE text = ?').get(text) !== undefined;
}

/** What no other archive has: the salt of marks that `forget` leaves. */
export function saltOf(archive: Archive): string {
  return archive.meta('forget_salt') ?? '';
}
