/** Who wrote quoted lines whose source is not in the archive: attribution lines, heads, initials, ghosts. */
import type { Mailbox } from '../../../data/records/mail.ts';
import type { Thread } from '../../../data/records/thread.ts';
import { parseAttribution } from '../../parse/blocks/attribution.ts';
import { readForwardHead } from '../../parse/blocks/forward-head.ts';
import { bodyAt, isEmptyLine, lineAt } from '../../parse/text/lines.ts';
import { initialsFit } from '../../parse/blocks/quote-marks.ts';
import { isElision, isForeign, isOrphan, type QuoteDocument } from './document.ts';
import { readMarkedHead } from './heads.ts';
import { nameKey } from '../../../data/rules/person.ts';

/** For each ghost: who it is by, and the lines that quotes kept of it. */
export type GhostWords = Map<string, { author: Mailbox | null; kept: { doc: QuoteDocument; line: number }[] }>;

/**
 * Names the authors of untraced lines in all texts, and gathers what was kept of ghosts. An attribution at depth k names
 * who wrote depth k + 1; a head names who wrote what follows it; then initials that fit one participant; then the ghost
 * that References name as the parent.
 */
export function inferAuthors(
  thread: Thread,
  texts: QuoteDocument[],
  docs: QuoteDocument[],
  parentOf: Map<string, string | null>,
): GhostWords {
  const people = new Participants(thread);
  const ghosts: GhostWords = new Map(
    thread.nodes.filter((node) => node.ghost).map((node) => [node.key, { author: null, kept: [] }]),
  );
  const readers = texts.filter((doc) => hasUntraced(doc, docs)).map((doc) => new AuthorReader(doc, docs, people));
  for (const reader of readers) reader.read();
  for (const { doc, named, orphans } of readers) {
    for (const line of orphans) {
      // The ghost that wrote depth n stands n steps up, if all steps between are ghosts too.
      const depth = doc.depths[line]!;
      let key: string | null | undefined = doc.message.key;
      for (let step = 0; step < depth && key; step += 1) {
        key = parentOf.get(key) ?? null;
        if (key && !ghosts.has(key)) key = null;
      }
      const ghost = key ? ghosts.get(key) : undefined;
      if (ghost === undefined) continue;
      ghost.kept.push({ doc, line });
      ghost.author ??= named.get(line) ?? null;
    }
  }
  // What one quote left unnamed, another of the same ghost may name.
  for (const ghost of ghosts.values()) {
    if (ghost.author === null) continue;
    for (const { doc, line } of ghost.kept) if (!doc.inferred.has(line)) doc.inferred.set(line, ghost.author);
  }
  return ghosts;
}

/** Reads one text from top to bottom, keeping who is named for each depth. */
class AuthorReader {
  doc: QuoteDocument;
  docs: QuoteDocument[];
  people: Participants;
  /** Author by untraced line, where one is named. */
  named = new Map<number, Mailbox>();
  /** Untraced lines that stand here first. */
  orphans: number[] = [];

  constructor(doc: QuoteDocument, docs: QuoteDocument[], people: Participants) {
    this.doc = doc;
    this.docs = docs;
    this.people = people;
  }

  read(): void {
    const { doc, docs } = this;
    const names: (Mailbox | null)[] = [];
    const attributionAt = new Map(doc.attributions.map((read) => [read.to - 1, read.who]));
    for (let line = 0; line < doc.lines.count; line += 1) {
      const own = attributionAt.get(line);
      if (own !== undefined && doc.kinds[line] === 'attribution') {
        names.length = 1;
        names[1] = this.people.find(own);
        continue;
      }
      if (doc.kinds[line] === 'headers') {
        const head = readForwardHead(
          (n) => (n < doc.lines.count && doc.kinds[n] === 'headers' ? lineAt(doc.lines, n) : null),
          line,
        );
        if (head !== null && (head.ruled || head.from !== null)) {
          const level = doc.depths[line]! + 1;
          names.length = Math.min(names.length, level);
          names[level] = head.from === null ? null : this.people.find(head.from);
          line = Math.max(line, head.end - 1);
        }
        continue;
      }
      if (!isForeign(doc, line) || isEmptyLine(doc.lines, line)) continue;
      const depth = doc.depths[line]!;
      const traced = !isOrphan(docs, doc, line);
      const end = this.readMarkedHead(line, depth, names);
      if (end > line) {
        line = end - 1;
        continue;
      }
      const who = this.readMarkedAttribution(line, depth);
      if (who !== null) {
        names.length = Math.min(names.length, depth + 1);
        names[depth + 1] = this.people.find(who);
      }
      if (traced || isElision(doc, line)) continue;
      this.name(line, depth, names);
    }
  }

  /** An untraced line: inherits the name that its first place has, else takes the one of its depth. */
  name(line: number, depth: number, names: (Mailbox | null)[]): void {
    const { doc, docs } = this;
    const origin = docs[doc.originDoc[line]!]!;
    const first = origin === doc && doc.originFrom[line] === line;
    const known = first ? undefined : origin.inferred.get(doc.originFrom[line]!);
    // Marks that a wrapped line lost lie about its depth: its first place must stand less deep.
    const credible = first || depth > origin.depths[doc.originFrom[line]!]!;
    const author = known ?? (credible ? names[depth] : null) ?? this.byInitials(line);
    if (first) this.orphans.push(line);
    if (!author) return;
    doc.inferred.set(line, author);
    if (first) this.named.set(line, author);
    else if (known === undefined) origin.inferred.set(doc.originFrom[line]!, author);
  }

  byInitials(line: number): Mailbox | null {
    const { doc } = this;
    if (doc.lines.initials[line] !== 1) return null;
    const name = /(\p{Lu}\p{L}*)>/u.exec(lineAt(doc.lines, line).slice(0, 40))?.[1];
    return name === undefined ? null : this.people.byInitials(name);
  }

  /** "> From: … > Sent: …": a head with marks names who wrote what follows it at this depth. */
  readMarkedHead(line: number, depth: number, names: (Mailbox | null)[]): number {
    const { doc } = this;
    const head = readMarkedHead(doc, line);
    if (head === null || head.from === null) return line;
    const who = this.people.find(head.from);
    names.length = Math.min(names.length, depth);
    names[depth] = who;
    for (let n = line; n < head.end; n += 1) {
      if (isEmptyLine(doc.lines, n) || !isOrphan(this.docs, doc, n)) continue;
      if (doc.originDoc[n] === doc.index) this.orphans.push(n);
      if (who !== null) doc.inferred.set(n, who);
    }
    return head.end;
  }

  /** "> On …, Ana wrote:", perhaps wrapped over up to three lines of the same depth. */
  readMarkedAttribution(line: number, depth: number): Mailbox | null {
    const { doc } = this;
    const last = doc.lines.text.charCodeAt(doc.lines.ends[line]! - 1);
    if (last !== COLON && last !== WIDE_COLON && last !== BLANK) return null;
    let text = bodyAt(doc.lines, line).trim();
    if (!/[:：]$/.test(text)) return null;
    let who = parseAttribution(text);
    for (
      let above = line - 1;
      above >= 0 && above > line - 3 && doc.depths[above] === depth && !isEmptyLine(doc.lines, above) && who === null;
      above -= 1
    ) {
      text = `${bodyAt(doc.lines, above).trim()} ${text}`;
      who = parseAttribution(text);
    }
    return who;
  }
}

/** True for a text with a quoted line whose source nobody found. */
function hasUntraced(doc: QuoteDocument, docs: QuoteDocument[]): boolean {
  for (let line = 0; line < doc.lines.count; line += 1)
    if (isForeign(doc, line) && !isEmptyLine(doc.lines, line) && isOrphan(docs, doc, line) && !isElision(doc, line))
      return true;
  return false;
}

/** Those who write or are written to in a thread, found by address, then by name. */
class Participants {
  thread: Thread;
  byEmail: Map<string, Mailbox> | null = null;
  byName: Map<string, Mailbox | null> = new Map();

  constructor(thread: Thread) {
    this.thread = thread;
  }

  /** The participant whom a mailbox means, or the mailbox itself; null where it names nobody. */
  find(who: Mailbox): Mailbox | null {
    this.gather();
    if (who.name === '' && who.email === '') return null;
    const named = this.byName.get(nameKey(who.name)) ?? null;
    const plain = { name: who.name, email: who.email };
    if (who.email !== '') {
      const known = this.byEmail!.get(who.email.toLowerCase());
      return known ?? (who.name === '' ? plain : named !== null && who.email === '' ? named : plain);
    }
    return named ?? plain;
  }

  /** The one participant whom initials fit. */
  byInitials(initials: string): Mailbox | null {
    this.gather();
    const fits = new Map<string, Mailbox>();
    for (const { from } of this.thread.messages) if (initialsFit(initials, from)) fits.set(nameKey(from.name), from);
    return fits.size === 1 ? [...fits.values()][0]! : null;
  }

  gather(): void {
    if (this.byEmail !== null) return;
    this.byEmail = new Map();
    const senders = [...this.thread.messages].sort((a, b) => a.dateUsed - b.dateUsed || (a.key < b.key ? -1 : 1));
    for (const { from } of senders) this.add(from);
    for (const { to, cc } of senders) for (const who of [...to, ...cc]) this.add(who);
  }

  add(who: Mailbox): void {
    const email = who.email.toLowerCase();
    if (who.name === '' || this.byEmail!.has(email)) return;
    if (email !== '') this.byEmail!.set(email, who);
    const key = nameKey(who.name);
    if (key.includes(' ') && !this.byName.has(key)) this.byName.set(key, who);
  }
}

const COLON = 58;
const WIDE_COLON = 0xff1a;
const BLANK = 32;
