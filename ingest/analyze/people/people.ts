import type { Mailbox } from '../../../data/records/mail.ts';
import type { StoredPerson } from '../../../data/records/facts.ts';
import { mailmapReader, type MailmapEntry } from '../../parse/headers/mailmap.ts';
import { nameKey } from '../../../data/rules/person.ts';

/** A sender as messages name them, and how often. */
export interface SeenMailbox extends Mailbox {
  count: number;
  bot: boolean;
}

/**
 * Groups senders into people. One person are: mailboxes of one address (unless many names share it: a list, a relay, a
 * tracker); mailboxes of one full name of two or more words; what a mailmap says. Generic names tie nobody together, a
 * short name that many people bear does so only where address or host agree, and programs stay apart from people.
 * The shown name is the most frequent full name. Depends on the set alone, not on its order; near linear.
 */
export function groupPeople(seen: readonly SeenMailbox[], mailmap: readonly MailmapEntry[] = []): StoredPerson[] {
  const rows = [...seen].sort(byContent);
  const mapped = rows.map(mailmapReader(mailmap));
  const groups = new Groups(rows.length);
  const shared = sharedAddresses(rows, mapped);
  const first = new Map<string, number>();
  const tie = (key: string, n: number): void => {
    const other = first.get(key);
    if (other === undefined) first.set(key, n);
    else groups.join(other, n);
  };
  rows.forEach((row, n) => {
    const { name, email } = mapped[n]!;
    const low = email.toLowerCase();
    const key = nameKey(name);
    const kind = row.bot ? 'bot' : 'man';
    // An address that many names share says nothing of who wrote; the name beside it does.
    if (low !== '') tie(shared.has(low) ? `${kind} ${low} ${key}` : `${kind} ${low}`, n);
    if (row.bot || !isFullName(name)) return;
    if (!isCommonForm(key)) tie(`name ${key}`, n);
    else {
      tie(`name ${key} of ${low.split('@')[0]}`, n);
      tie(`name ${key} at ${hostOf(low)}`, n);
    }
  });
  const people = new Map<number, number[]>();
  rows.forEach((_, n) => {
    const root = groups.rootOf(n);
    const known = people.get(root);
    if (known) known.push(n);
    else people.set(root, [n]);
  });
  return [...people.values()]
    .map((members) => toPerson(members.map((n) => ({ row: rows[n]!, mapped: mapped[n]! }))))
    .sort(
      (a, b) =>
        b.messages - a.messages ||
        compare(a.name, b.name) ||
        compare(a.addresses[0]!.email, b.addresses[0]!.email) ||
        compare(a.addresses[0]!.name, b.addresses[0]!.name),
    );
}

/** Union and find with the lower index as root. */
class Groups {
  parent: Int32Array;

  constructor(size: number) {
    this.parent = Int32Array.from({ length: size }, (_, n) => n);
  }

  rootOf(n: number): number {
    let at = n;
    while (this.parent[at] !== at) {
      this.parent[at] = this.parent[this.parent[at]!]!;
      at = this.parent[at]!;
    }
    return at;
  }

  join(a: number, b: number): void {
    const one = this.rootOf(a);
    const two = this.rootOf(b);
    if (one !== two) this.parent[Math.max(one, two)] = Math.min(one, two);
  }
}

/** Addresses under which three or more unlike full names write: lists that rewrite From, relays, trackers. */
function sharedAddresses(rows: readonly SeenMailbox[], mapped: readonly Mailbox[]): Set<string> {
  const names = new Map<string, Set<string>>();
  rows.forEach((_, n) => {
    const { name, email } = mapped[n]!;
    if (!isFullName(name)) return;
    const low = email.toLowerCase();
    const known = names.get(low) ?? new Set();
    known.add(nameKey(name));
    names.set(low, known);
  });
  return new Set([...names].filter(([, known]) => unlike(known) >= MANY_NAMES).map(([email]) => email));
}

/** How many of some names share no word with another: "Ana Ruiz" and "Ana M. Ruiz" count once. */
function unlike(names: Set<string>): number {
  const kept: string[][] = [];
  for (const name of [...names].sort()) {
    const words = name.split(' ').filter((word) => word.length > 1);
    if (!kept.some((other) => other.some((word) => words.includes(word)))) kept.push(words);
  }
  return kept.length;
}

/** Two words or more, none of them a role's, and no address. */
function isFullName(name: string): boolean {
  const words = nameKey(name)
    .split(' ')
    .filter((word) => word.length > 0);
  if (words.length === 1 && /[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{2,}/.test(name)) return true;
  return (
    words.length >= 2 &&
    words.some((word) => word.length > 1) &&
    !name.includes('@') &&
    !words.some((word) => GENERIC.has(word))
  );
}

/** Names of a few letters that many people bear, as many Chinese and Korean names in Latin letters are. */
const isCommonForm = (key: string): boolean => key.replaceAll(' ', '').length <= COMMON_LENGTH;

/** The last two labels of a host, three under a country's `co`, `ac` and the like. */
function hostOf(email: string): string {
  const labels = (email.split('@')[1] ?? '').split('.');
  const deep = labels.length > 2 && /^(?:co|com|ac|org|net|edu|gov)$/.test(labels.at(-2) ?? '');
  const host = labels.slice(deep ? -3 : -2).join('.');
  // At a public service a host says nothing.
  return PUBLIC_HOSTS.has(host) ? email : host;
}

function toPerson(members: { row: SeenMailbox; mapped: Mailbox }[]): StoredPerson {
  const names = new Map<string, number>();
  const addresses = new Map<string, { email: string; name: string; messages: number }>();
  let messages = 0;
  for (const { row, mapped } of members) {
    messages += row.count;
    if (mapped.name !== '') names.set(mapped.name, (names.get(mapped.name) ?? 0) + row.count);
    const email = row.email.toLowerCase();
    const key = `${email}\n${row.name}`;
    const known = addresses.get(key);
    if (known) known.messages += row.count;
    else addresses.set(key, { email, name: row.name, messages: row.count });
  }
  const ranked = [...names].sort((a, b) => b[1] - a[1] || compare(a[0], b[0]));
  const full = ranked.find(([name]) => isFullName(name) && !/\bvia\b/i.test(name)) ?? ranked[0];
  return {
    name: full?.[0] ?? members[0]!.row.email,
    bot: members.every(({ row }) => row.bot),
    messages,
    addresses: [...addresses.values()].sort(
      (a, b) => b.messages - a.messages || compare(a.email, b.email) || compare(a.name, b.name),
    ),
  };
}

const byContent = (a: SeenMailbox, b: SeenMailbox): number =>
  compare(a.email.toLowerCase(), b.email.toLowerCase()) ||
  compare(a.name, b.name) ||
  a.count - b.count ||
  Number(a.bot) - Number(b.bot);

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const MANY_NAMES = 3;
/** "Wei Wang" has seven letters, "Li Jun" five. */
const COMMON_LENGTH = 8;
/** Words of roles and programs; a name that holds one is nobody's. */
const GENERIC = new Set(
  'linux kernel test tester testing robot bot admin administrator root info support developer developers development maintainer maintainers list mailing noreply reply patchwork team user users anonymous unknown nobody server daemon mail mailer postmaster webmaster system service build builder ci notification notifications github gitlab bugzilla jira tracker security help office project community foundation group staff account me via'.split(
    ' ',
  ),
);
const PUBLIC_HOSTS = new Set(
  'gmail.com googlemail.com outlook.com hotmail.com live.com yahoo.com qq.com 163.com 126.com gmx.de gmx.net web.de protonmail.com proton.me pm.me icloud.com me.com mail.ru yandex.ru foxmail.com kernel.org linux.dev linux.com'.split(
    ' ',
  ),
);
