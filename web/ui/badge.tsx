import { useId } from 'react';
import { PARTLY, patchStateOf, stateLook } from '../../data/rules/states.ts';
import css from './badge.module.css';
import term from './term.module.css';

interface BadgeProps {
  state: string;
  version?: number | null | undefined;
  note?: string;
  /** How many patches of how many are in this state, where they differ: `3/8`. */
  part?: string | null | undefined;
  /** It is a button that tells what the state means, for those who have no pointer to hover with. */
  explained?: boolean;
}

/** The state of a patch, series or discussion: a word, a shape and a colour. */
export function Badge({ state, version, note, part, explained = false }: BadgeProps) {
  const id = useId();
  const look = stateLook(state);
  const word =
    state === 'superseded' && version && version > 1
      ? `Superseded by v${version}`
      : part && state.startsWith(PARTLY)
        ? `${stateLook(patchStateOf(state)).word} ${part}`
        : look.word;
  const className = `${css['badge']} ${css[look.tone]}`;
  const content = (
    <>
      <StateShape state={state} />
      {word}
    </>
  );
  if (!explained || !look.meaning)
    return (
      <span className={className} title={note ?? look.meaning}>
        {content}
      </span>
    );
  return (
    <>
      <button type="button" className={className} popoverTarget={id} title={look.meaning} aria-describedby={id}>
        {content}
      </button>
      <span id={id} popover="auto" className={term['meaning']} role="note">
        <strong>{look.word}</strong> {look.meaning}
      </span>
    </>
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
