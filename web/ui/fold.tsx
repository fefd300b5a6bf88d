import { useState, type ReactNode } from 'react';
import { UntilFound } from './until-found.tsx';
import css from './fold.module.css';

interface FoldProps {
  /** What is inside, in words: it is read aloud too. */
  summary: ReactNode;
  children: ReactNode;
  open?: boolean;
  /** A rule across the column, or a quiet word in the text. */
  look?: 'rule' | 'word';
  /** Too much to build before it is asked for; the browser's own search does not look into it then. */
  heavy?: boolean;
}

/** A part that is folded away and never lost: it opens on click, and when the browser's search finds something in it. */
export function Fold({ summary, children, open: first = false, look = 'rule', heavy = false }: FoldProps) {
  const [open, setOpen] = useState(first);

  return (
    <div className={css['fold']} data-fold={open ? 'open' : 'closed'}>
      <button
        type="button"
        className={`${css['summary']} ${css[look]}`}
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        <span>
          <span className={css['turn']} aria-hidden>
            {open ? '▾' : '▸'}
          </span>{' '}
          {summary}
        </span>
      </button>
      <UntilFound open={open} onFound={() => setOpen(true)} className={css['inside']}>
        {(open || !heavy) && children}
      </UntilFound>
    </div>
  );
}
