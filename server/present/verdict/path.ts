import type { PathStep, Role } from '../../contract/index.ts';
import { instant } from '../brief/time.ts';
import { isTaken, statePhrase } from '../../../data/rules/states.ts';
import { plural } from '../summary/phrases.ts';
import { fold } from '../summary/words.ts';
import type { Telling } from '../summary/parts.ts';
import { timelineOf } from '../thread/timeline.ts';
import { span } from './reasons.ts';

/** The path of a thread to where it stands: postings, tags, changes of state, silences; each a mail. Oldest first. */
export function pathOfVerdict(telling: Telling): PathStep[] {
  const { thread, words, roleOf } = telling;
  const here = new Set(thread.messages.map(({ key }) => key));
  const events = timelineOf(thread).filter(({ what, state, text }) => {
    if (what !== 'state') return true;
    return state !== 'new' && !(state === 'reviewed' && TAG.test(text ?? ''));
  });
  const steps: PathStep[] = [];
  let gone: string | null = null;
  for (const event of events) {
    const person = event.by ? words.personOf(event.key) || event.by.name || event.by.email : null;
    const about = event.count > 1 ? plural(event.count, 'patch', 'patches') : '';
    const version = thread.series.find(
      ({ record }) => record.cover === event.key || record.patches.includes(event.key),
    )?.record;
    const base = {
      date: event.date,
      person,
      messageId: event.key,
      lines: event.lines,
      here: here.has(event.key),
      quote: null,
    };
    if (event.what === 'posted') {
      const name = version?.isRfc ? 'an RFC' : version && version.version > 1 ? `v${version.version}` : 'v1';
      steps.push({ ...base, kind: 'posted', title: `Posted as ${name}${about && `, ${about}`}` });
    } else if (event.what === 'reviewed') {
      const same = steps.at(-1);
      if (same?.kind === 'review' && same.person === person && same.title.startsWith(event.title)) continue;
      steps.push({ ...base, kind: 'review', title: `${event.title}${about && ` on ${about}`}` });
    } else {
      const state = event.state ?? '';
      const back = gone !== null && isTaken(state);
      const kind = back ? 'back' : (KINDS[state] ?? 'warn');
      const title = back
        ? `Taken back: ${statePhrase(state)}`
        : event.lines === null && event.text
          ? fold(event.text)
          : (TITLES[state] ?? statePhrase(state));
      const quote = event.lines !== null && event.text && state !== 'superseded' ? fold(event.text) : null;
      steps.push({ ...base, kind, title: about ? `${title}, ${about}` : title, quote });
      gone = GONE.has(state) ? state : null;
    }
  }
  return withSilences(steps.length > MOST_STEPS ? shortened(steps) : steps, telling, roleOf);
}

/** Long quiet stretches become a step of their own: silence is an event. */
function withSilences(steps: PathStep[], { thread }: Telling, roleOf: (key: string) => Role): PathStep[] {
  const dates = thread.messages.filter(({ key }) => roleOf(key) !== 'bot').map(({ dateUsed }) => instant(dateUsed));
  return steps.flatMap((step, n) => {
    const before = steps[n - 1];
    if (!before) return [step];
    const seconds = (Date.parse(step.date) - Date.parse(before.date)) / 1000;
    if (seconds < QUIET) return [step];
    const mails = dates.filter((date) => date > before.date && date < step.date).length;
    return [
      {
        date: before.date,
        kind: 'quiet' as const,
        title: `${span(seconds)}${mails > 0 ? `; ${plural(mails, 'mail')} in between` : ''}`,
        quote: null,
        person: null,
        messageId: null,
        lines: null,
        here: true,
      },
      step,
    ];
  });
}

/** The first and last steps, and of those between all but tags. */
function shortened(steps: PathStep[]): PathStep[] {
  const kept = steps.filter(({ kind }, n) => kind !== 'review' || n < 2 || n > steps.length - 3);
  return kept.length <= MOST_STEPS
    ? kept
    : [...kept.slice(0, MOST_STEPS / 2), ...kept.slice(kept.length - MOST_STEPS / 2)];
}

const KINDS: Record<string, PathStep['kind']> = {
  accepted: 'good',
  mainlined: 'good',
  reviewed: 'review',
  rejected: 'bad',
  dropped: 'bad',
  withdrawn: 'bad',
  superseded: 'posted',
};
const TITLES: Record<string, string> = {
  accepted: 'Taken',
  mainlined: 'In mainline',
  'changes-requested': 'Changes asked for',
  'under-review': 'Talked about',
  superseded: 'A newer version was posted',
  rejected: 'Refused',
  dropped: 'Dropped',
  deferred: 'Put off',
  withdrawn: 'Taken back by its author',
  reviewed: 'Reviewed',
};
const GONE: ReadonlySet<string> = new Set(['dropped', 'rejected', 'withdrawn']);
const TAG = /^[A-Z][\w-]*-by: /;
/** Seconds of silence that are told. */
const QUIET = 14 * 86_400;
const MOST_STEPS = 24;
