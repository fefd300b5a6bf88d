/** The states of an outcome: their word, their tone, their shape, what they mean. */

export type Tone = 'good' | 'accent' | 'warn' | 'bad' | 'idle';
export type Shape = 'diamond' | 'diamond-open' | 'ring' | 'ring-open' | 'dot' | 'triangle' | 'cross' | 'pause' | 'bar';

export interface StateLook {
  word: string;
  tone: Tone;
  shape: Shape;
  meaning: string;
}

/** How a state looks; `partly accepted` looks like `accepted` and says so. Unknown words show as they are. */
export function stateLook(state: string): StateLook {
  const partly = state.startsWith('partly ');
  const base = partly ? state.slice(7) : state;
  const look = STATES[base];
  if (!look) return { word: sentenceCase(state), tone: 'idle', shape: 'dot', meaning: '' };
  return partly
    ? { ...look, word: `Partly ${look.word.toLowerCase()}`, meaning: `Some of its patches: ${look.meaning}` }
    : look;
}

/** States in the order in which filters offer them. */
export const STATE_ORDER = [
  'new', 'under-review', 'reviewed', 'changes-requested', 'accepted', 'mainlined', 'superseded',
  'rejected', 'deferred', 'dropped', 'withdrawn', 'not-applicable', 'rfc',
] as const; // prettier-ignore

const sentenceCase = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1).replace(/-/g, ' ');

const STATES: Record<string, StateLook> = {
  new: { word: 'New', tone: 'idle', shape: 'dot', meaning: 'Nobody has answered yet.' },
  'under-review': {
    word: 'Under review',
    tone: 'accent',
    shape: 'ring',
    meaning: 'People answered; nothing is decided.',
  },
  reviewed: {
    word: 'Reviewed',
    tone: 'accent',
    shape: 'dot',
    meaning: 'A Reviewed-by or Acked-by stands; no verdict yet.',
  },
  'changes-requested': {
    word: 'Changes requested',
    tone: 'warn',
    shape: 'ring-open',
    meaning: 'Somebody asked for another version.',
  },
  accepted: { word: 'Accepted', tone: 'good', shape: 'diamond', meaning: 'In a maintainer’s tree or queue.' },
  mainlined: { word: 'Mainlined', tone: 'good', shape: 'diamond', meaning: 'In the tree that releases are made from.' },
  superseded: { word: 'Superseded', tone: 'idle', shape: 'triangle', meaning: 'A newer version took its place.' },
  rejected: { word: 'Rejected', tone: 'bad', shape: 'cross', meaning: 'Refused by somebody who decides here.' },
  deferred: { word: 'Deferred', tone: 'warn', shape: 'pause', meaning: 'Put off until later.' },
  dropped: { word: 'Dropped', tone: 'bad', shape: 'bar', meaning: 'Was accepted, then taken out again.' },
  withdrawn: { word: 'Withdrawn', tone: 'idle', shape: 'bar', meaning: 'Taken back by its author.' },
  'not-applicable': {
    word: 'Not applicable',
    tone: 'idle',
    shape: 'bar',
    meaning: 'For another tree, or no patch to be applied.',
  },
  rfc: {
    word: 'RFC',
    tone: 'accent',
    shape: 'diamond-open',
    meaning: 'Request for comments: not meant to be applied.',
  },
  // Discussions
  open: { word: 'Open', tone: 'accent', shape: 'ring', meaning: 'Asked; the question still stands.' },
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
    meaning: 'Those who were asked have not answered here.',
  },
  done: { word: 'Done', tone: 'good', shape: 'diamond', meaning: 'What was proposed was then done.' },
};
