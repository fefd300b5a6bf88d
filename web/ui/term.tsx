import { useId } from 'react';
import { TERMS } from '../lib/terms.ts';
import css from './term.module.css';

/** A word of the trade with its explanation one hover, tap or key away. */
export function Term({ word, children }: { word: string; children?: React.ReactNode }) {
  const id = useId();
  const meaning = TERMS[word];
  if (!meaning) return <>{children ?? word}</>;
  return (
    <>
      <button type="button" className={css['term']} popoverTarget={id} title={meaning} aria-describedby={id}>
        {children ?? word}
      </button>
      <span id={id} popover="auto" className={css['meaning']} role="note">
        <strong>{word}</strong> {meaning}
      </span>
    </>
  );
}
