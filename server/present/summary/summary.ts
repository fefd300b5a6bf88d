import { createHash } from 'node:crypto';
import type { Quote, SummaryAnswer, SummarySource } from '../../contract/index.ts';
import { presentConversation } from '../thread/conversation.ts';
import { loreLink, messagePath } from '../brief/links.ts';
import { nameOf, rolesIn } from '../brief/roles.ts';
import { holesOf, participants } from '../thread/thread.ts';
import { instant, instantOrNull } from '../brief/time.ts';
import { titleOf } from '../brief/title.ts';
import { aboutOf } from './about.ts';
import { excerpt } from './excerpt.ts';
import { exchangesOf } from './exchanges.ts';
import { laterOf } from './later.ts';
import { BUDGETS, type SummaryParts, type Telling } from './parts.ts';
import { pathOf } from './path.ts';
import { countByStatus } from '../brief/point.ts';
import { objectionsOf, openOf } from './points.ts';
import { reviewsOf } from './reviews.ts';
import { standingOf } from './standing.ts';
import { Quoter } from './words.ts';
import { isVerdict } from '../../../data/rules/states.ts';

/**
 * The summary of a thread. Pure: the same archive gives the same bytes. Nothing stands in it as said that no mail says: quotes are
 * new text of their sender, and name their message; what was concluded has fields of its own.
 */
export function presentSummary(parts: SummaryParts): SummaryAnswer {
  const { thread, length, spoken, webAddresses } = parts;
  const { summary } = thread;
  const telling = tellingOf(parts);
  const { words } = telling;
  const texts = new Map([...spoken].map(([key, { mail }]) => [key, mail.text]));
  const pieces = presentConversation(thread.messages, texts);
  const people = participants(thread);
  const list = summary.lists[0];
  const root = thread.messages.find(({ key }) => key === summary.root);
  const told = {
    title: titleOf(summary.subject),
    length,
    threadId: summary.root,
    lists: summary.lists,
    started: instant(summary.started),
    last: instant(summary.last),
    messages: summary.messages,
    people: people.filter(({ bot }) => !bot).length,
    programs: people.filter(({ bot }) => bot).length,
    archiveBegins: instantOrNull(thread.archiveBegins),
    holes: holesOf(thread),
    links: {
      thread: messagePath(summary.key, list),
      lore: loreLink(root?.messageId ?? summary.key, summary.lists, webAddresses),
      mbox: `${messagePath(summary.key, list)}t.mbox.gz`,
    },
    turning: [...parts.turning],
    about: aboutOf(telling),
    standing: standingOf(telling),
    lastWord: lastWordOf(telling),
    revisions: pathOf(telling),
    later: laterOf(telling),
    exchanges: length === 'full' ? [] : exchangesOf(telling, pieces),
    objections: objectionsOf(telling, pieces),
    open: openOf(telling, pieces),
    points: countByStatus(telling.points),
    reviews: reviewsOf(telling),
    participants: people.map(({ person, email, role: as, bot, messages, newLines }) => ({
      person,
      email,
      role: as,
      bot,
      messages,
      newLines,
      decided: decidedBy(telling, email, person),
      first: firstOf(telling, person),
    })),
    conversation:
      length === 'full'
        ? pieces.flatMap(({ key, lines, depth }) => {
            const quote = words.verbatim(key, lines);
            return quote ? [{ depth, quote }] : [];
          })
        : [],
  };
  return {
    ...told,
    sources: sourcesOf(telling, told),
    threadSha256: hashOfThread(parts),
    analysisVersion: parts.analysisVersion,
  };
}

/** What the parts of a summary, of a verdict and of its turning points share while they are made. */
export function tellingOf(parts: SummaryParts): Telling {
  const role = rolesIn(parts.thread);
  const words = new Quoter(parts.spoken, role);
  return {
    ...parts,
    words,
    roleOf: (key) => {
      const message = words.messageOf(key);
      return message ? role(message) : 'other';
    },
    budget: BUDGETS[parts.length],
  };
}

/** The end of what was said: the newest message of a person with words of its own. */
function lastWordOf({ thread, words }: Telling): Quote | null {
  const newest = thread.messages
    .filter(({ bot }) => !bot)
    .sort((a, b) => b.dateUsed - a.dateUsed || (a.key < b.key ? 1 : -1));
  for (const { key } of newest.slice(0, MOST_LOOKED_AT)) {
    const quote = excerpt(words, key, [0, Number.MAX_SAFE_INTEGER], { budget: LAST_WORDS, end: false });
    if (quote && !quote.verbatim) return quote;
  }
  return null;
}

/** How many patches here stand as they do by somebody's words. */
function decidedBy({ thread, words }: Telling, email: string, person: string): number {
  return thread.patches.filter(
    ({ record, outcome }) =>
      !record.isCover &&
      outcome.history.some(
        ({ state, evidence }) =>
          isVerdict(state) &&
          state === outcome.state &&
          evidence.some(
            ({ by, messageId }) =>
              by.email.toLowerCase() === email.toLowerCase() || words.personOf(messageId) === person,
          ),
      ),
  ).length;
}

function firstOf({ thread }: Telling, person: string): string {
  const own = thread.messages.filter((message) => nameOf(message) === person);
  return own.sort((a, b) => a.dateUsed - b.dateUsed || (a.key < b.key ? -1 : 1))[0]?.messageId ?? '';
}

/** Every message that the summary names, by date; in full every message of the thread. */
function sourcesOf(
  telling: Telling,
  told: Omit<SummaryAnswer, 'sources' | 'threadSha256' | 'analysisVersion'>,
): SummarySource[] {
  const { thread, words, hashes, spoken, webAddresses } = telling;
  const named = new Set<string>();
  const add = (quote: Quote) => {
    named.add(quote.messageId);
    if (quote.keptBy !== null) named.add(quote.keptBy);
  };
  for (const { quote } of [...told.about, ...told.reviews, ...told.later, ...told.conversation]) add(quote);
  if (told.lastWord) add(told.lastWord);
  for (const { messageId, evidence } of told.standing.newest) {
    named.add(messageId);
    if (evidence) add(evidence);
  }
  for (const { evidence, conflicts, messageId, supersededBy } of told.standing.patches) {
    named.add(messageId);
    evidence.forEach(({ quote }) => add(quote));
    conflicts.forEach(add);
    supersededBy.forEach((one) => named.add(one.messageId));
  }
  for (const { evidence } of told.standing.discussions) evidence.forEach(add);
  for (const { messageId, changes } of told.revisions) {
    named.add(messageId);
    changes.forEach(add);
  }
  for (const { turns } of told.exchanges) turns.forEach(({ quote }) => add(quote));
  for (const { quote, answers, replies, on } of [...told.objections, ...told.open]) {
    add(quote);
    answers.forEach(add);
    replies.forEach(({ messageId }) => named.add(messageId));
    if (on !== null) named.add(on);
  }
  for (const { first } of told.participants) named.add(first);
  if (telling.length === 'full') for (const { key } of thread.messages) named.add(key);
  const here = new Set([...thread.messages, ...thread.ghosts].map(({ key }) => key));
  const dateOf = (key: string) => words.messageOf(key)?.dateUsed ?? -1;
  return [...named]
    .filter((key) => key !== '')
    .sort((a, b) => dateOf(a) - dateOf(b) || (a < b ? -1 : 1))
    .map((key, n) => {
      const message = spoken.get(key)?.message ?? null;
      return {
        n: n + 1,
        messageId: key,
        subject: message?.subject ?? null,
        person: message ? nameOf(message) : (thread.ghosts.find((ghost) => ghost.key === key)?.author?.name ?? null),
        date: instantOrNull(message?.dateUsed ?? null),
        sha256: hashes.get(key) ?? null,
        lore: message?.salvaged
          ? null
          : loreLink(message?.messageId ?? key, message?.lists ?? thread.summary.lists, webAddresses),
        thread: here.has(key) ? ('here' as const) : ('elsewhere' as const),
      };
    });
}

function hashOfThread({ thread, hashes }: SummaryParts): string {
  const lines = thread.messages.map(({ key }) => `${hashes.get(key) ?? ''}  ${key}\n`).sort();
  return createHash('sha256').update(lines.join('')).digest('hex');
}

const LAST_WORDS = 40;
const MOST_LOOKED_AT = 5;
