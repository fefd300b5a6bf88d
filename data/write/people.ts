import type { Archive } from '../database.ts';
import type { StoredPerson } from '../records/index.ts';
import { WEEK } from '../schema/week.ts';
import { TELL_JUDGES } from './ledger.ts';

/** A sender as messages name it; `bot` where programs alone wrote under it. */
export interface SenderRow {
  name: string;
  email: string;
  count: number;
  bot: boolean;
}

/** Every sender of the archive with the number of messages. */
export function loadSenders(archive: Archive): SenderRow[] {
  return archive
    .prepare<{ email: string; name: string; messages: number; humans: number }>(
      'SELECT email, name, messages, humans FROM sender',
    )
    .all()
    .map(({ email, name, messages, humans }) => ({ email, name, count: messages, bot: humans === 0 }));
}

/** The key under which an address with the name used with it is looked up. */
export const addressKey = (email: string, name: string) => `${email.toLowerCase()}\n${name}`;

/**
 * Brings people and who wrote each message up to date. Only what differs is written; the weeks of messages whose writer is
 * another person now, or has another name, are stale. Returns the name by {@link addressKey}.
 */
export function storePeople(archive: Archive, people: readonly StoredPerson[]): Map<string, string> {
  return archive.write(() => {
    const known = new Map(
      archive
        .prepare<PersonRow>('SELECT id, name, bot, messages FROM person')
        .all()
        .map((row) => [row.name, row]),
    );
    const addresses = new Map(
      archive
        .prepare<AddressRow>('SELECT email, name, person_id, messages FROM person_address')
        .all()
        .map((row) => [addressKey(row.email, row.name), row]),
    );
    const names = new Map<string, string>();
    const seen = new Set<string>();
    for (const person of people) {
      const id = storePerson(archive, person, known.get(person.name));
      known.delete(person.name);
      for (const { email, name, messages } of person.addresses) {
        const key = addressKey(email, name);
        if (seen.has(key)) continue;
        seen.add(key);
        names.set(key, person.name);
        const old = addresses.get(key);
        if (old?.person_id === id && old.messages === messages) continue;
        archive.prepare(ADDRESS).run(email, name, id, messages);
        if (old && old.person_id !== id) moveMessages(archive, old, id);
      }
    }
    for (const [key, row] of addresses)
      if (!seen.has(key))
        archive.prepare('DELETE FROM person_address WHERE email = ? AND name = ?').run(row.email, row.name);
    for (const { id } of known.values()) archive.prepare('DELETE FROM person WHERE id = ?').run(id);
    nameTheNameless(archive);
    return names;
  });
}

interface PersonRow {
  id: number;
  name: string;
  bot: number;
  messages: number;
}

interface AddressRow {
  email: string;
  name: string;
  person_id: number;
  messages: number;
}

function storePerson(archive: Archive, person: StoredPerson, old: PersonRow | undefined): number {
  if (!old)
    return Number(
      archive
        .prepare('INSERT INTO person (name, bot, messages) VALUES (?, ?, ?)')
        .run(person.name, Number(person.bot), person.messages).lastInsertRowid,
    );
  if (old.bot !== Number(person.bot) || old.messages !== person.messages)
    archive
      .prepare('UPDATE person SET bot = ?, messages = ? WHERE id = ?')
      .run(Number(person.bot), person.messages, old.id);
  return old.id;
}

/** What was written under an address belongs to somebody else now. */
function moveMessages(archive: Archive, { email, name, person_id: from }: AddressRow, to: number): void {
  const which = 'person_id = ? AND lower(from_email) = ? AND from_name = ?';
  archive
    .prepare(`INSERT OR IGNORE INTO stale_week (week) SELECT DISTINCT date_used / ${WEEK} FROM message WHERE ${which}`)
    .run(from, email, name);
  archive
    .prepare(
      `INSERT OR IGNORE INTO ledger_thread (step, thread_id) SELECT DISTINCT ${TELL_JUDGES}, thread_id FROM message WHERE ${which}`,
    )
    .run(from, email, name);
  archive.prepare(`UPDATE message SET person_id = ? WHERE ${which}`).run(to, from, email, name);
}

/** Messages of which nobody knows yet whose they are: in steps, as a statement holds all pages that it changes until it ends. */
function nameTheNameless(archive: Archive): void {
  const { first, last } = archive
    .prepare<{ first: number | null; last: number }>(
      'SELECT min(id) AS first, max(id) AS last FROM message WHERE person_id IS NULL',
    )
    .get()!;
  if (first === null) return;
  for (let from = first; from <= last; from += MESSAGES_AT_ONCE)
    archive.prepare(NAME_THE_NAMELESS).run(from, from + MESSAGES_AT_ONCE);
}

const ADDRESS = `
  INSERT INTO person_address (email, name, person_id, messages) VALUES (?, ?, ?, ?)
  ON CONFLICT (email, name) DO UPDATE SET person_id = excluded.person_id, messages = excluded.messages`;
const NAME_THE_NAMELESS = `
  UPDATE message SET person_id = (SELECT person_id FROM person_address
                                  WHERE email = lower(message.from_email) AND name = message.from_name)
  WHERE person_id IS NULL AND id >= ? AND id < ?`;
/** Measured on 958,829 messages: 57 MB where one statement takes 307. */
const MESSAGES_AT_ONCE = 20_000;
