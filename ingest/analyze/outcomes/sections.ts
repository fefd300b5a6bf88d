import type { MessageSkeleton, PatchRecord, Section } from '../../../data/records/index.ts';
import { parseSubject, titleKey } from '../../parse/patch/subject.ts';
import type { OutcomeIndex } from './context/outcome-index.ts';

/** Sections of all threads, and which section each message belongs to (the key of its root; null: the thread's own part). */
export interface Sections {
  sections: Section[];
  sectionOf: ReadonlyMap<string, string | null>;
  /** The same where only a changed subject parts a thread: what discussions go by. */
  subjectOf: ReadonlyMap<string, string | null>;
}

/**
 * Parts of threads with a subject of their own: a reply whose subject is another one ("RFC: a tree for x" under "[PATCH] y"),
 * a patch that somebody else posts into a series' thread. Messages below belong to it until the next one. A later version by
 * the same author, or a patch under its own cover letter, is no section.
 */
export function findSections(index: OutcomeIndex): Sections {
  const sections: Section[] = [];
  const sectionOf = new Map<string, string | null>();
  const subjectOf = new Map<string, string | null>();
  const titles = new Map<string, string>();
  const keyOf = keyReader();
  for (const skeleton of [...index.skeletons.values()].sort(
    (a, b) => a.dateUsed - b.dateUsed || (a.key < b.key ? -1 : 1),
  )) {
    sectionOf.set(skeleton.key, null);
    titles.set(skeleton.key, '');
  }
  for (const threadId of new Set([...index.skeletons.values()].map((skeleton) => skeleton.threadId))) {
    walkThread(index.thread(threadId), index, sections, { sectionOf, subjectOf, titles }, keyOf);
  }
  sections.sort((a, b) => (a.threadId < b.threadId ? -1 : a.threadId > b.threadId ? 1 : a.root < b.root ? -1 : 1));
  return { sections, sectionOf, subjectOf };
}

function walkThread(
  messages: readonly MessageSkeleton[],
  index: OutcomeIndex,
  sections: Section[],
  {
    sectionOf,
    subjectOf,
    titles,
  }: Record<'sectionOf' | 'subjectOf', Map<string, string | null>> & { titles: Map<string, string> },
  keyOf: (subject: string) => string,
): void {
  const children = new Map<string, MessageSkeleton[]>();
  const keys = new Set(messages.map((message) => message.key));
  const roots: MessageSkeleton[] = [];
  for (const message of messages) {
    if (message.parent === null || !keys.has(message.parent)) roots.push(message);
    else {
      const list = children.get(message.parent);
      if (list) list.push(message);
      else children.set(message.parent, [message]);
    }
  }
  // Replies to an absent message carry its title: the first of them tells it.
  const ofGhost = new Map<string, string>();
  const stack = [...roots].reverse();
  for (const root of roots) {
    if (root.parent !== null && !ofGhost.has(root.parent)) ofGhost.set(root.parent, keyOf(root.subject));
  }
  while (stack.length > 0) {
    const message = stack.pop()!;
    const own = keyOf(message.subject);
    titles.set(message.key, own);
    const parentTitle =
      message.parent === null ? null : ((titles.get(message.parent) || ofGhost.get(message.parent)) ?? null);
    const inherited = message.parent === null ? null : (sectionOf.get(message.parent) ?? null);
    const subject = message.parent === null ? null : (subjectOf.get(message.parent) ?? null);
    const why = parentTitle === null || message.bot ? null : whySection(message, own, parentTitle, index);
    if (why !== null) {
      sections.push({
        threadId: message.threadId,
        root: message.key,
        title: parseSubject(message.subject).title,
        why,
        grewOutOf: message.parent!,
      });
      sectionOf.set(message.key, message.key);
    } else sectionOf.set(message.key, inherited);
    subjectOf.set(message.key, why === 'subject' ? message.key : subject);
    for (const child of [...(children.get(message.key) ?? [])].reverse()) stack.push(child);
  }
}

function whySection(
  message: MessageSkeleton,
  own: string,
  parentTitle: string,
  index: OutcomeIndex,
): Section['why'] | null {
  const record = index.records.get(message.key);
  const facts = index.facts.get(message.key)?.patch;
  if (record) {
    const above = index.above(message.key);
    if (above === null) return null;
    if (above.seriesId === record.seriesId || sameWork(record, above, index)) return null;
    const author = index.skeletons.get(above.key)?.person;
    if (author === message.person || above.ghost) return null;
    return facts?.part === undefined ? 'foreign-patch' : 'attached-patch';
  }
  if (facts?.kind === 'fold' && facts.part !== undefined) return 'attached-patch';
  if (own === '' || parentTitle === '' || own === parentTitle) return null;
  // Cut or lengthened by a mail program: the same subject.
  const length = Math.min(own.length, parentTitle.length);
  if (length >= SAME_START && (own.startsWith(parentTitle.slice(0, length)) || own.endsWith(parentTitle))) return null;
  if (own.endsWith(parentTitle) || parentTitle.endsWith(own)) return null;
  return 'subject';
}

/** A later version, or one that the linking ties to the series above. */
function sameWork(record: PatchRecord, above: PatchRecord, index: OutcomeIndex): boolean {
  if (record.workId === above.workId) return true;
  const series = index.seriesOf.get(record.key);
  return series !== undefined && (series.previous.includes(above.seriesId) || series.rerollOf === above.seriesId);
}

/** Reads the key of a subject's title. Answers repeat the subject, so each is read once, with `Re:` or without. */
function keyReader(): (subject: string) => string {
  const known = new Map<string, string>();
  return (subject) => {
    const bare = subject.startsWith('Re: ') ? subject.slice(4) : subject;
    let key = known.get(bare);
    if (key === undefined) {
      key = titleKey(parseSubject(bare.replace(/(?<!\s)\s*\(was:?\s.*$/i, '')).title);
      known.set(bare, key);
    }
    return key;
  };
}

/** Two subjects that agree for so many letters differ by a cut only. */
const SAME_START = 24;
