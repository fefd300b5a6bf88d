import type { Message, PatchFacts, SubjectInfo, Thread } from '../../../data/records/index.ts';
import { samePerson } from '../../../data/rules/person.ts';
import { parseSubject } from '../../parse/patch/subject.ts';

/**
 * Mails that are cover letters though their subjects don't say so: their own sender's numbered patches hang right below them, two at
 * least, all of one version and total, and no other cover letter. Each with what the subject of one of those patches says.
 */
export function bareCovers(thread: Thread, patches: ReadonlyMap<string, PatchFacts>): Map<Message, SubjectInfo> {
  const byKey = new Map(thread.messages.map((message) => [message.key, message]));
  const below = new Map<Message, SubjectInfo[]>();
  for (const message of thread.messages) {
    const facts = patches.get(message.key);
    const parent = message.parent === null ? undefined : byKey.get(message.parent);
    if (facts?.kind !== 'patch' || !parent || patches.has(parent.key) || (facts.subject.number ?? 0) < 1) continue;
    if (parent.bot || !samePerson(message.from, parent.from) || parseSubject(parent.subject).isReply) continue;
    const list = below.get(parent);
    if (list) list.push(facts.subject);
    else below.set(parent, [facts.subject]);
  }
  const covers = new Map<Message, SubjectInfo>();
  for (const [parent, subjects] of below) {
    const [first] = subjects;
    const isOne = subjects.every(({ version, total }) => version === first!.version && total === first!.total);
    const numbers = new Set(subjects.map(({ number }) => number));
    if (isOne && numbers.size >= FEWEST_PATCHES && numbers.has(1)) covers.set(parent, first!);
  }
  return covers;
}

const FEWEST_PATCHES = 2;
