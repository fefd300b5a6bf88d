import type { Mailbox } from '../../data/records/mail.ts';

/** True where two mailboxes are surely one person's: the same address, or the same name. */
export function samePerson(a: Mailbox, b: Mailbox): boolean {
  if (a.email !== '' && a.email.toLowerCase() === b.email.toLowerCase()) return true;
  const one = nameKey(a.name);
  return one !== '' && one === nameKey(b.name);
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
