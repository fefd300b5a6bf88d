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
  let gone = false;
  for (const event of events) {
    const step: BareStep = {
      date: event.date,
      person: event.by ? words.personOf(event.key) || event.by.name || event.by.email : null,
      messageId: event.key,
      lines: event.lines,
      here: here.has(event.key),
      quote: null,
    };
    const about = event.count > 1 ? plural(event.count, 'patch', 'patches') : '';
    if (event.what === 'posted') steps.push(postedStep(step, versionName(thread, event.key), about));
    else if (event.what === 'reviewed') {
      if (!isSameReview(steps.at(-1), step, event.title))
        steps.push({ ...step, kind: 'review', title: `${event.title}${about && ` on ${about}`}` });
    } else {
      steps.push(stateStep(step, event, gone, about));
      gone = GONE.has(event.state ?? '');
    }
  }
  return withSilences(steps.length > MOST_STEPS ? shortened(steps) : steps, telling, roleOf);
}

type BareStep = Omit<PathStep, 'kind' | 'title'>;
type Event = ReturnType<typeof timelineOf>[number];

function versionName(thread: Telling['thread'], key: string): string {
  const version = thread.series.find(({ record }) => record.cover === key || record.patches.includes(key))?.record;
  if (version?.isRfc) return 'an RFC';
  return version && version.version > 1 ? `v${version.version}` : 'v1';
}

const postedStep = (step: BareStep, name: string, about: string): PathStep => ({
  ...step,
  kind: 'posted',
  title: `Posted as ${name}${about && `, ${about}`}`,
});

/** One who tags patch after patch takes one step. */
const isSameReview = (last: PathStep | undefined, { person }: BareStep, title: string): boolean =>
  last?.kind === 'review' && last.person === person && last.title.startsWith(title);

/** A change of state; `gone` tells that it was dropped, refused or taken back just before. */
function stateStep(step: BareStep, { state: named, lines, text }: Event, gone: boolean, about: string): PathStep {
  const state = named ?? '';
  const isBack = gone && isTaken(state);
  const kind = isBack ? 'back' : (KINDS[state] ?? 'warn');
  const told = lines === null && text ? fold(text) : (TITLES[state] ?? statePhrase(state));
  const title = isBack ? `Taken back: ${statePhrase(state)}` : told;
  const quote = lines !== null && text && state !== 'superseded' ? fold(text) : null;
  return { ...step, kind, title: about ? `${title}, ${about}` : title, quote };
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
