import type { ReactNode } from 'react';
import { ApiError } from '../lib/api.ts';
import css from './states.module.css';

/** Nothing to show, said in a sentence; `children` may offer a way on. */
export function Empty({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className={css['note']}>
      <p className={css['title']}>{title}</p>
      {children && <div className={css['more']}>{children}</div>}
    </div>
  );
}

/** What went wrong and what to do about it. */
export function Failure({ error, retry }: { error: unknown; retry?: () => void }) {
  const known = error instanceof ApiError ? error : null;
  return (
    <div className={css['note']} role="alert">
      <p className={css['title']}>{known?.message ?? 'This part of the page failed.'}</p>
      <p className={css['more']}>{known?.hint ?? (known ? '' : String(error))}</p>
      {retry && (
        <button type="button" className={css['button']} onClick={retry}>
          Try again
        </button>
      )}
    </div>
  );
}

/** Grey lines where words will stand. Shown only when an answer takes longer than a blink, so that nothing flashes. */
export function Waiting({ label, lines = 6 }: { label: string; lines?: number }) {
  return (
    <div className={css['waiting']} role="status" aria-live="polite">
      <span className="unseen">{label}</span>
      {Array.from({ length: lines }, (_, index) => (
        <span key={index} className={css['line']} style={{ width: `${[92, 78, 86, 60, 95, 70][index % 6]}%` }} />
      ))}
    </div>
  );
}
