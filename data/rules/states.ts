import type { Discussion, PatchState } from '../records/outcome.ts';

/**
 * What the state of a patch, series or discussion means: the only list. Pure, so that ingest, SQL, server and screens all
 * take their sets, words and shapes from here.
 */

export type Tone = 'good' | 'accent' | 'warn' | 'bad' | 'idle';
export type Shape = 'diamond' | 'diamond-open' | 'ring' | 'ring-open' | 'dot' | 'triangle' | 'cross' | 'pause' | 'bar';

/** How a state is shown: its word, colour and shape, and a sentence on what it means. */
export interface StateLook {
  word: string;
  tone: Tone;
  shape: Shape;
  meaning: string;
}

interface PatchStateRule extends StateLook {
  /** A lighter state never replaces a heavier one; a series whose patches differ is named by its heaviest. */
  weight: number;
  /** In running text, where it is not the word in small letters. */
  phrase?: string;
}

const RULES: Record<PatchState, PatchStateRule> = {
  new: {
    weight: 1,
    word: 'No answer yet',
    phrase: 'no answer found',
    tone: 'idle',
    shape: 'dot',
    meaning: 'Nobody has answered yet.',
  },
  'under-review': {
    weight: 3,
    word: 'Under review',
    tone: 'accent',
    shape: 'ring',
    meaning: 'People answered; nothing is decided.',
  },
  reviewed: {
    weight: 4,
    word: 'Reviewed',
    tone: 'accent',
    shape: 'dot',
    meaning: 'A Reviewed-by or Acked-by stands; no verdict yet.',
  },
  'changes-requested': {
    weight: 6,
    word: 'Changes requested',
    tone: 'warn',
    shape: 'ring-open',
    meaning: 'Somebody asked for another version.',
  },
  accepted: {
    weight: 10,
    word: 'Taken',
    phrase: 'accepted',
    tone: 'good',
    shape: 'diamond',
    meaning: 'In a maintainer’s tree or queue.',
  },
  mainlined: {
    weight: 11,
    word: 'In mainline',
    phrase: 'mainlined',
    tone: 'good',
    shape: 'diamond',
    meaning: 'In the tree that releases are made from.',
  },
  superseded: {
    weight: 9,
    word: 'Replaced',
    phrase: 'superseded',
    tone: 'idle',
    shape: 'triangle',
    meaning: 'A newer version took its place.',
  },
  rejected: {
    weight: 8,
    word: 'Refused',
    phrase: 'rejected',
    tone: 'bad',
    shape: 'cross',
    meaning: 'Refused by somebody who decides here.',
  },
  deferred: {
    weight: 7,
    word: 'Put off',
    phrase: 'deferred',
    tone: 'warn',
    shape: 'pause',
    meaning: 'Put off until later.',
  },
  dropped: {
    weight: 13,
    word: 'Dropped',
    tone: 'bad',
    shape: 'bar',
    meaning: 'Was taken, then taken out again.',
  },
  withdrawn: {
    weight: 12,
    word: 'Taken back',
    phrase: 'withdrawn',
    tone: 'idle',
    shape: 'bar',
    meaning: 'Taken back by its author.',
  },
  'not-applicable': {
    weight: 5,
    word: 'Not applicable',
    tone: 'idle',
    shape: 'bar',
    meaning: 'For another tree, or no patch to be applied.',
  },
  rfc: {
    weight: 2,
    word: 'RFC',
    phrase: 'posted for comments',
    tone: 'accent',
    shape: 'diamond-open',
    meaning: 'Request for comments: not meant to be applied.',
  },
};

const DISCUSSION_LOOKS: Record<Discussion['state'], StateLook> = {
  open: { word: 'Open', tone: 'accent', shape: 'ring', meaning: 'Asked; the question still stands.' },
  answered: { word: 'Answered', tone: 'good', shape: 'diamond-open', meaning: 'What was asked has been answered.' },
  agreed: { word: 'Agreed', tone: 'good', shape: 'diamond', meaning: 'Those who were asked said yes.' },
  'agreed-with-condition': {
    word: 'Agreed, on a condition',
    tone: 'good',
    shape: 'diamond-open',
    meaning: 'Yes, if something else holds.',
  },
  refused: { word: 'Refused', tone: 'bad', shape: 'cross', meaning: 'Those who were asked said no.' },
  unanswered: {
    word: 'Unanswered',
    tone: 'warn',
    shape: 'ring-open',
    meaning: 'No answer was found here.',
  },
  done: { word: 'Done', tone: 'good', shape: 'diamond', meaning: 'What was proposed was then done.' },
};

/** All states of a patch, in the order in which they are offered. */
export const PATCH_STATES = Object.keys(RULES) as PatchState[];

/** In a tree or queue. */
export const TAKEN_STATES = ['accepted', 'mainlined'] as const satisfies PatchState[];
/** Somebody is to act: the version waits for an answer, a decision or a newer version. */
export const OPEN_STATES = [
  'new', 'under-review', 'reviewed', 'changes-requested',
] as const satisfies PatchState[]; // prettier-ignore
/** No words decide anything yet. */
export const UNDECIDED_STATES = ['new', 'under-review', 'reviewed', 'rfc'] as const satisfies PatchState[];
/** Settled: nothing more is waited for on this version. */
export const DECIDED_STATES = [
  ...TAKEN_STATES, 'rejected', 'dropped', 'withdrawn', 'superseded', 'not-applicable',
] as const satisfies PatchState[]; // prettier-ignore
/** It is nobody's turn any more: one that was dropped is its author's again, one that was replaced lives on in the next. */
export const ENDED_STATES = [
  ...TAKEN_STATES, 'rejected', 'withdrawn', 'not-applicable',
] as const satisfies PatchState[]; // prettier-ignore
/** Somebody's words bring it about; a newer version comes without any. */
export const VERDICT_STATES = [
  ...TAKEN_STATES, 'rejected', 'deferred', 'dropped', 'withdrawn', 'changes-requested', 'not-applicable',
] as const satisfies PatchState[]; // prettier-ignore

/** Sets of states that have a name where people ask for them: `state=open` of a list, `state:open` of the search. */
export const STATE_GROUPS: Readonly<Record<string, readonly PatchState[]>> = {
  open: OPEN_STATES,
  decided: DECIDED_STATES,
};

const test = (states: readonly string[]): ((state: string) => boolean) => {
  const set = new Set(states);
  return (state) => set.has(state);
};

export const isTaken = test(TAKEN_STATES);
export const isOpen = test(OPEN_STATES);
export const isUndecided = test(UNDECIDED_STATES);
export const isDecided = test(DECIDED_STATES);
export const isEnded = test(ENDED_STATES);
export const isVerdict = test(VERDICT_STATES);

/** How heavy a state is: heavier ones hold against lighter ones that come later. */
export const weightOf = (state: PatchState): number => RULES[state].weight;

/** Begins the state of a series or thread whose patches differ: `partly accepted`. */
export const PARTLY = 'partly ';

/** The state of a patch in that of a series: `accepted` of `partly accepted`. */
export const patchStateOf = (state: string): string => (state.startsWith(PARTLY) ? state.slice(PARTLY.length) : state);

/** How a state looks; `partly accepted` looks like `accepted` and says so. Unknown words show as they are. */
export function stateLook(state: string): StateLook {
  const base = patchStateOf(state);
  const look = LOOKS[base];
  if (!look) return { word: sentenceCase(state), tone: 'idle', shape: 'dot', meaning: '' };
  return base === state
    ? look
    : { ...look, word: `${look.word} in part`, meaning: `Some of its patches: ${look.meaning}` };
}

/** A state in running text: `under review`, `partly posted for comments`. */
export function statePhrase(state: string): string {
  const base = patchStateOf(state);
  const rule: PatchStateRule | undefined = PHRASED[base];
  return `${base === state ? '' : PARTLY}${rule ? (rule.phrase ?? rule.word.toLowerCase()) : base}`;
}

const LOOKS: Readonly<Record<string, StateLook>> = { ...RULES, ...DISCUSSION_LOOKS };
const PHRASED: Readonly<Record<string, PatchStateRule>> = RULES;

const sentenceCase = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1).replace(/-/g, ' ');
