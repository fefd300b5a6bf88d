import type { ParsedMail, ThreadRecord } from '../../../data/records/index.ts';
import { parseMail } from '../../../ingest/parse/mail.ts';
import type { BodiesAnswer, Participant, ThreadAnswer, ThreadEntry } from '../../contract/index.ts';
import { answersTo } from './answered-by.ts';
import { presentConversation } from './conversation.ts';
import { loreLink, messagePath, type WebAddresses } from '../brief/links.ts';
import { b4Line } from '../brief/shell-word.ts';
import { namesFor, presentBody, presentGhost, presentRow } from './message.ts';
import { presentHeadline, presentHistory, type VersionOf } from '../brief/outcome.ts';
import { silentIn } from '../brief/silent.ts';
import { briefPatch } from '../brief/patch-brief.ts';
import { countByStatus } from '../brief/point.ts';
import { briefPull } from '../brief/pull.ts';
import { nameOf, rolesIn } from '../brief/roles.ts';
import { briefSeries } from '../brief/series-brief.ts';
import { instant, instantOrNull } from '../brief/time.ts';
import { inReadingOrder, sectionsOf } from './sections.ts';
import { timelineOf } from './timeline.ts';
import { titleOf } from '../brief/title.ts';

/**
 * A thread as its resource: rows of all messages, and the words of those whose bytes are given. `target` is the key that
 * was asked for; `next` where further words begin, null where none are left; `versionOf` tells the version of what replaced
 * a patch or series.
 */
export function presentThread(
  thread: ThreadRecord,
  bytes: ReadonlyMap<string, Buffer>,
  {
    target,
    next,
    versionOf,
    webAddresses,
  }: { target: string; next: string | null; versionOf: VersionOf; webAddresses?: WebAddresses | undefined },
): ThreadAnswer {
  const { summary } = thread;
  const root = thread.messages.find((message) => message.key === summary.key);
  const list = summary.lists[0];
  const bodies = presentBodies(thread, bytes, next);
  const texts = new Map(bodies.bodies.map(({ key, text }) => [key, text]));
  return {
    threadId: summary.root,
    target,
    subject: summary.subject,
    title: titleOf(summary.subject),
    lists: summary.lists,
    started: instant(summary.started),
    last: instant(summary.last),
    messages: summary.messages,
    namedMissing: summary.ghosts,
    rootMissing: summary.rootMissing,
    archiveBegins: instantOrNull(thread.archiveBegins),
    holes: holesOf(thread),
    headline: summary.headline ? presentHeadline(summary.headline, versionOf) : null,
    rows: presentRows(thread, webAddresses),
    ...bodies,
    conversation: presentConversation(thread.messages, texts),
    people: participants(thread),
    sections: thread.sections.map(({ root: first, title, why, grewOutOf }) => ({ root: first, title, why, grewOutOf })),
    discussions: thread.discussions.map((discussion) => ({
      section: discussion.section,
      title: discussion.title,
      question: discussion.question,
      isMain: discussion.isMain,
      asked: discussion.asked,
      silent: silentIn(thread, discussion),
      state: discussion.state,
      basis: discussion.basis,
      lastWord: discussion.lastWord,
      votes: discussion.votes,
      history: presentHistory(discussion.history),
    })),
    pulls: thread.pulls.map(briefPull),
    points: countByStatus(thread.points),
    patches: thread.patches.map((patch) => briefPatch(patch, versionOf)),
    series: thread.series.map(briefSeries),
    timeline: timelineOf(thread),
    links: {
      mbox: `${messagePath(summary.key, list)}t.mbox.gz`,
      atom: `${messagePath(summary.key, list)}t.atom`,
      lore: loreLink(root?.messageId ?? summary.key, summary.lists, webAddresses),
      b4: summary.patches > 0 && root ? b4Line(root.messageId) : null,
    },
  };
}

/** The words of those messages whose bytes are given, in reading order. */
export function presentBodies(
  thread: ThreadRecord,
  bytes: ReadonlyMap<string, Buffer>,
  next: string | null,
): BodiesAnswer {
  const answers = answersTo(thread.messages);
  const names = namesFor(thread.messages);
  const bodies = thread.messages.flatMap((message) => {
    const raw = bytes.get(message.key);
    if (!raw) return [];
    const mail: ParsedMail = parseMail(raw, { salvaged: message.salvaged });
    return [presentBody(message, mail, answers.get(message.key) ?? [], names)];
  });
  return { bodies, next };
}

function presentRows(thread: ThreadRecord, webAddresses: WebAddresses | undefined): ThreadEntry[] {
  const role = rolesIn(thread);
  const sections = sectionsOf(thread);
  return inReadingOrder(thread).map((entry) => {
    const section = sections.get(entry.key) ?? null;
    return 'messageId' in entry
      ? presentRow(entry, { role: role(entry), section, webAddresses })
      : presentGhost(entry, { section, lists: thread.summary.lists, webAddresses });
  });
}

/** Who wrote in a thread, those who wrote most first, programs last. */
export function participants(thread: ThreadRecord): Participant[] {
  const role = rolesIn(thread);
  const people = new Map<string, Participant & { addresses: Map<string, number> }>();
  for (const message of thread.messages) {
    const person = nameOf(message);
    const date = instant(message.dateUsed);
    const known = people.get(person);
    if (!known) {
      people.set(person, {
        person,
        email: message.from.email,
        role: role(message),
        bot: message.bot,
        messages: 1,
        newLines: message.newLines,
        first: date,
        last: date,
        addresses: new Map([[message.from.email, 1]]),
      });
      continue;
    }
    known.messages += 1;
    known.newLines += message.newLines;
    if (date < known.first) known.first = date;
    if (date > known.last) known.last = date;
    known.addresses.set(message.from.email, (known.addresses.get(message.from.email) ?? 0) + 1);
  }
  return [...people.values()]
    .map(({ addresses, ...person }) => ({ ...person, email: mostUsed(addresses) }))
    .sort((a, b) => Number(a.bot) - Number(b.bot) || b.newLines - a.newLines || (a.person < b.person ? -1 : 1));
}

function mostUsed(addresses: Map<string, number>): string {
  return [...addresses].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))[0]![0];
}

/** What is missing, in a sentence: every "no answer" hangs on it. */
export function holesOf({ summary }: ThreadRecord): string | null {
  if (summary.ghosts === 0) return null;
  const all = summary.messages + summary.ghosts;
  return `${summary.messages} of at least ${all} messages${summary.rootMissing ? ', root missing' : ''}`;
}
