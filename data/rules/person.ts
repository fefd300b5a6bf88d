import type { Mailbox } from '../records/mail.ts';

/**
 * True where two mailboxes are surely one person's, by b4's rule of who may give a trailer: the address is the same (case and
 * `+tag` apart, one domain may be a sub-domain of the other by one level), or the name is.
 */
export function samePerson(a: Mailbox | null, b: Mailbox | null): boolean {
  if (a === null || b === null) return false;
  return sameAddress(a.email, b.email) || sameName(a.name, b.name);
}

/** True for two spellings of one name; no name is the same as none. */
export function sameName(a: string, b: string): boolean {
  if (a === '' || b === '') return false;
  // The usual cases need no keys: the same name, or plain ones of different length.
  if (PLAIN.test(a)) {
    if (a === b) return true;
    if (PLAIN.test(b) && a.length !== b.length) return false;
  }
  const key = nameKey(a);
  return key !== '' && key === nameKey(b);
}

/** The words of a name, without marks and accents, sorted: "Ruiz, Ana" is "Ana Ruiz". Empty where it has no letter. */
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

function sameAddress(a: string, b: string): boolean {
  if (a === '' || b === '') return false;
  if (a === b) return true;
  const [local, domain] = splitAddress(a);
  const [otherLocal, otherDomain] = splitAddress(b);
  if (local === '' || local !== otherLocal) return false;
  return domain === otherDomain || isSubDomain(domain, otherDomain) || isSubDomain(otherDomain, domain);
}

function splitAddress(email: string): [local: string, domain: string] {
  const at = email.lastIndexOf('@');
  const local = at < 0 ? email : email.slice(0, at);
  return [local.replace(/\+.*$/, '').toLowerCase(), at < 0 ? '' : email.slice(at + 1).toLowerCase()];
}

function isSubDomain(inner: string, outer: string): boolean {
  if (outer === '' || !inner.endsWith(`.${outer}`)) return false;
  return !inner.slice(0, -outer.length - 1).includes('.');
}

/** Words of letters with one blank between. */
const PLAIN = /^[A-Za-z]+(?: [A-Za-z]+)*$/;
