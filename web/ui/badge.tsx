import { stateLook } from '../lib/states.ts';
import css from './badge.module.css';

interface BadgeProps {
  state: string;
  version?: number | null | undefined;
  note?: string;
  /** How many patches of how many are in this state, where they differ: `3/8`. */
  part?: string | null | undefined;
}

/** The state of a patch, series or discussion: a word, a shape and a colour. */
export function Badge({ state, version, note, part }: BadgeProps) {
  const look = stateLook(state);
  const word =
    state === 'superseded' && version && version > 1
      ? `Superseded by v${version}`
      : part && state.startsWith('partly ')
        ? `${stateLook(state.slice(7)).word} ${part}`
        : look.word;
  return (
    <span className={`${css['badge']} ${css[look.tone]}`} title={note ?? look.meaning}>
      <StateShape state={state} />
      {word}
    </span>
  );
}

/** The shape alone, for narrow places; `label` names it for those who don't see it. */
export function StateShape({ state, label }: { state: string; label?: string }) {
  const look = stateLook(state);
  return (
    <span
      className={`${css['shape']} ${css[look.shape]} ${css[`ink-${look.tone}`]}`}
      {...(label ? { role: 'img', 'aria-label': label, title: label } : { 'aria-hidden': true })}
    />
  );
}
