import type { Evidence, Formula, StateChange, StoredPatch } from '../../../data/records/index.ts';
import { isOpen, isTaken, patchStateOf } from '../../../data/rules/states.ts';
import type { Headline } from '../../contract/index.ts';
import { instant } from '../brief/time.ts';
import { longDay, plural } from '../summary/phrases.ts';
import type { Telling } from '../summary/parts.ts';

/** Why the words of an evidence count: their form, who speaks, where, and what they take back. Each a sentence. */
export function whyItCounts(
  { words, thread }: Telling,
  patch: StoredPatch,
  evidence: Evidence,
  change: StateChange,
): string[] {
  const person = words.personOf(evidence.messageId) || evidence.by.name || evidence.by.email;
  const reasons: string[] = [];
  const before = patch.outcome.history
    .slice(0, patch.outcome.history.indexOf(change))
    .flatMap((step) => step.evidence.map((one) => ({ one, step })))
    .findLast(({ one, step }) => one.messageId !== evidence.messageId && UNDONE.has(step.state));
  if (evidence.mode === 'retracted' || (before && before.one.by.email === evidence.by.email)) {
    if (before) {
      const gap = span(Math.max(0, change.date - before.step.date));
      reasons.push(`It comes ${gap} after “${short(before.one.text)}”, by the same person.`);
    } else reasons.push('It takes back what was said before.');
  }
  if (MODES[evidence.mode]) reasons.push(MODES[evidence.mode]!);
  reasons.push(
    evidence.role === 'maintainer'
      ? `${person} decides here: the trees and tags of this archive say so.`
      : evidence.role === 'author'
        ? `${person} wrote the patch, and can take it back or send another.`
        : evidence.role === 'bot'
          ? `${person} is a program that reports what was done in a tree.`
          : `${person} is not known here as somebody who decides.`,
  );
  if (evidence.formula) reasons.push(saidBefore(person, evidence.formula));
  if (evidence.tree) reasons.push(`It names the tree: ${evidence.tree}.`);
  if (evidence.where === 'elsewhere') reasons.push('It stands in another thread, and names this work.');
  const same = new Set(
    thread.patches
      .filter(({ record, outcome }) => !record.isCover && outcome.state === patch.outcome.state)
      .filter(({ outcome }) =>
        outcome.history.some(({ evidence: all }) => all.some(({ messageId }) => messageId === evidence.messageId)),
      )
      .map(({ record }) => record.key),
  ).size;
  if (same > 1) reasons.push(`It speaks of ${plural(same, 'patch', 'patches')} of this thread.`);
  return reasons;
}

/** What one might think and nobody wrote: each a sentence about what was looked for here and not found. */
export function whatNobodyWrote(
  { thread, revisions }: Telling,
  headline: Headline | null,
  patch: StoredPatch | null,
  holes: string | null,
): string[] {
  const unsaid: string[] = [];
  const state = patchStateOf(headline?.state ?? '');
  const trailers = thread.reviews.flatMap(({ trailers: given }) => given.map(({ name }) => name.toLowerCase()));
  if (state === 'accepted' && patch && patch.outcome.commit === null)
    unsaid.push('Which commit it became: no mail of this archive names one.');
  if (isTaken(state) && !trailers.includes('tested-by'))
    unsaid.push('That somebody tested it: no Tested-by stands in this thread.');
  if (isOpen(state) || state === 'rfc') {
    unsaid.push('That it was taken, or that it was refused.');
    if (headline && headline.reviewed === 0 && headline.patches > 0)
      unsaid.push('A Reviewed-by or Acked-by for any of its patches.');
  }
  if (state === 'superseded' && !revisions.some(({ outcome }) => isTaken(patchStateOf(outcome.state))))
    unsaid.push('That a later version was taken.');
  if (headline?.basis === 'inferred') unsaid.push('This verdict in so many words: it is concluded from what was said.');
  if (holes) unsaid.push(`What stood in mails that are not here: this archive has ${holes}.`);
  return unsaid;
}

/** A span of seconds in words: `2 hours 20 minutes`, `19 minutes`, `5 days`. */
export function span(seconds: number): string {
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return plural(Math.max(1, minutes), 'minute');
  const hours = Math.floor(minutes / 60);
  if (hours < 36)
    return minutes % 60 ? `${plural(hours, 'hour')} ${plural(minutes % 60, 'minute')}` : plural(hours, 'hour');
  return plural(Math.round(hours / 24), 'day');
}

/** `on 4 July 2019`. */
export const onDay = (seconds: number): string => longDay(instant(seconds));

const short = (text: string): string => (text.length > 90 ? `${text.slice(0, 88).replace(/\s+\S*$/, '')} …` : text);

const MODES: Record<string, string> = {
  done: 'It says that it was done.',
  announced: 'It says what will be done, by the one who would do it.',
  reported: 'It reports what somebody did.',
  retracted: 'It takes back what was said before.',
  conditional: 'It holds on a condition.',
};
const UNDONE: ReadonlySet<string> = new Set(['dropped', 'rejected', 'deferred', 'accepted', 'withdrawn']);

const saidBefore = (person: string, { text, said, followedByNewVersion }: Formula): string =>
  `“${text}” is what ${person} writes of patches that were taken: ${plural(said, 'time')} in this archive${
    followedByNewVersion > 0
      ? `, ${followedByNewVersion} of them followed by a newer version`
      : ', never followed by a newer version'
  }.`;
