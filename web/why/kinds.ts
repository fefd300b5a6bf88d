import type { TurningKind } from '../../server/contract/verdict.ts';

type Tone = 'good' | 'warn' | 'bad' | 'accent' | 'idle';

/** Kinds of turning points: their word and their tone. */
export const KINDS: Record<TurningKind, { word: string; tone: Tone }> = {
  condition: { word: 'Condition', tone: 'warn' },
  blocker: { word: 'Blocker', tone: 'bad' },
  objection: { word: 'Objection', tone: 'warn' },
  conflict: { word: 'Conflict', tone: 'bad' },
  agreement: { word: 'Agreement', tone: 'good' },
  silence: { word: 'Silence', tone: 'idle' },
  collision: { word: 'Collision', tone: 'bad' },
  deed: { word: 'Done', tone: 'accent' },
};
