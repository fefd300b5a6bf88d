import type { ReactNode } from 'react';
import { Link } from 'react-router';
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

/** What went wrong and what to do about it. `page`: it stands for the whole page. */
export function Failure({ error, retry, page = false }: { error: unknown; retry?: () => void; page?: boolean }) {
  const known = asKnown(error);
  const Title = page ? 'h1' : 'p';
  return (
    <div className={css['note']} role="alert">
      <Title className={css['title']}>{known?.message ?? 'This part of the page failed.'}</Title>
      {/* A hint that names the API is for programs. */}
      {known?.hint?.includes('/api/') ? (
        <p className={css['more']}>
          <Link to="/">To the lists</Link>
        </p>
      ) : (
        <p className={css['more']}>{known?.hint ?? (known ? '' : String(error))}</p>
      )}
      {retry && !(error instanceof ApiError && error.status === 404) && (
        <button type="button" className={css['button']} onClick={retry}>
          Try again
        </button>
      )}
    </div>
  );
}

/** A part of the app that could not be fetched is the same trouble as an answer that could not. */
function asKnown(error: unknown): { message: string; hint: string | null } | null {
  if (error instanceof ApiError) return error;
  if (error instanceof Error && /preload CSS|dynamically imported module|Importing a module/i.test(error.message)) {
    return {
      message: 'The server does not answer.',
      hint: 'A part of this page could not be fetched. Is `lorescope serve` still running?',
    };
  }
  return null;
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
