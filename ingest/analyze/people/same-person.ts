import type { Mailbox } from '../../../data/records/mail.ts';

/** True where two mailboxes are surely one person's: the same address, or the same name. */
export function samePerson(a: Mailbox, b: Mailbox): boolean {
  if (a.email !== '' && a.email.toLowerCase() === b.email.toLowerCase()) return true;
  // The usual case needs no keys: a name that begins with a letter has one that says something.
  if (a.name === b.name && /^[A-Za-z]/.test(a.name)) return true;
  const one = keyOf(a);
  return one !== '' && one === keyOf(b);
}

/** The words of a name, without marks and accents, sorted: "Ruiz, Ana" is "Ana Ruiz". */
export function nameKey(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\([^)]*\)/g, ' ')
    .replace(/[^\p{L} ]/gu, '')
    .toLowerCase()
    .split(/\s+/)
    .filter(Boolean)
    .sort()
    .join(' ');
}

/** Keys of mailboxes seen, by identity: the same few people are compared over and over. */
const KEYS = new WeakMap<Mailbox, string>();

function keyOf(who: Mailbox): string {
  const known = KEYS.get(who);
  if (known !== undefined) return known;
  const key = nameKey(who.name);
  KEYS.set(who, key);
  return key;
}
