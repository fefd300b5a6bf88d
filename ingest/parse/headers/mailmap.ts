import type { Mailbox } from '../../../data/records/mail.ts';

/** One line of a `.mailmap`: who is meant, and the name and address as written. A part that the line leaves out is null. */
export interface MailmapEntry {
  name: string | null;
  email: string | null;
  writtenName: string | null;
  writtenEmail: string;
}

/**
 * Reads a `.mailmap` as git does (gitmailmap(5)): `Proper <proper@x> Written <written@x>` with any name left out,
 * `Proper <written@x>`, comments behind `#`. Lines that say nothing are skipped; never throws.
 */
export function parseMailmap(text: string): MailmapEntry[] {
  return text.split('\n').flatMap((line): MailmapEntry[] => {
    const match = LINE.exec(line.replace(/^\s*#.*$/, '').trim());
    if (match === null) return [];
    const [, first = '', firstEmail = '', second = '', secondEmail] = match;
    const name = first.trim() || null;
    if (secondEmail === undefined)
      return name === null ? [] : [{ name, email: null, writtenName: null, writtenEmail: low(firstEmail) }];
    return [{ name, email: low(firstEmail), writtenName: second.trim() || null, writtenEmail: low(secondEmail) }];
  });
}

/**
 * A function that gives the name and address which a mailmap has for a mailbox, or the mailbox itself where it says
 * nothing. Name and address together weigh more than the address alone; of equals the later line wins, as in git.
 */
export function mailmapReader(entries: readonly MailmapEntry[]): (who: Mailbox) => Mailbox {
  const known = new Map<string, MailmapEntry>();
  for (const entry of entries) known.set(`${entry.writtenEmail}\n${entry.writtenName?.toLowerCase() ?? ''}`, entry);
  return (who) => {
    const email = low(who.email);
    const entry = known.get(`${email}\n${who.name.toLowerCase()}`) ?? known.get(`${email}\n`);
    return entry === undefined ? who : { name: entry.name ?? who.name, email: entry.email ?? who.email };
  };
}

const low = (email: string): string => email.trim().toLowerCase();

const LINE = /^([^<>#]*)<([^<>]*)>(?:([^<>#]*)<([^<>]*)>)?\s*(?:#.*)?$/;
