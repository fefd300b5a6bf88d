import { useLayoutEffect, useRef } from 'react';
import { Link } from 'react-router';
import type { DeskRow } from '../../server/contract/me.ts';
import { count, duration, inShort, nameOf, versionName } from '../lib/format.ts';
import { messagePath } from '../lib/links.ts';
import { useRowKeys } from '../lib/row-keys.ts';
import { Badge } from '../ui/badge.tsx';
import { showToast } from '../ui/toast.tsx';
import page from '../ui/page.module.css';
import { clearRow, type DeskMark, markOf, rowKey, undoMark, useDeskMarks } from './desk-marks.ts';
import css from './desk.module.css';

/** What waits where the reader decides: whose turn, then how long; a key each to clear it, put it off, open it, take that back. */
export function Desk({ rows }: { rows: readonly DeskRow[] }) {
  const marks = useDeskMarks();
  const focus = useRef<string | null>(null);
  const open = rows.filter((row) => markOf(marks, row) === null);
  const later = rows.filter((row) => markOf(marks, row) === 'later').length;
  const done = rows.length - open.length - later;

  // Focus stays on the desk: on the row after the one that went, or on the one that came back.
  useLayoutEffect(() => {
    if (focus.current === null) return;
    document.querySelector<HTMLElement>(`[data-row="${CSS.escape(focus.current)}"] a.whole`)?.focus();
    focus.current = null;
  });

  const clear = (row: DeskRow | undefined, mark: DeskMark) => {
    if (!row) return;
    const shown = [...open.filter(({ turn }) => turn === 'reader'), ...open.filter(({ turn }) => turn === 'author')];
    const at = shown.indexOf(row);
    const next = shown[at + 1] ?? shown[at - 1];
    focus.current = next ? rowKey(next) : null;
    clearRow(row, mark);
    showToast(mark === 'done' ? 'Done. z takes it back.' : 'Put off until something happens. z takes it back.');
  };
  const focused = () => {
    const key = document.activeElement?.closest<HTMLElement>('[data-row]')?.dataset['row'];
    return open.find((row) => rowKey(row) === key);
  };
  useRowKeys('Desk', [
    { keys: 'e', label: 'done', run: () => clear(focused(), 'done') },
    { keys: 's', label: 'later, until something happens', run: () => clear(focused(), 'later') },
    {
      keys: 'z',
      label: 'take the last back',
      run: () => {
        focus.current = undoMark();
      },
    },
  ]);

  const part = (turn: DeskRow['turn'], title: string, none: string) => {
    const shown = open.filter((row) => row.turn === turn);
    return (
      <section className={page['part']} aria-label={title}>
        <h2 className="eyebrow">
          {title} {shown.length > 0 && <span className="small quiet">{shown.length}</span>}
        </h2>
        {shown.length === 0 && <p className="quiet">{none}</p>}
        <ol>
          {shown.map((row) => (
            <Row key={rowKey(row)} row={row} clear={clear} />
          ))}
        </ol>
      </section>
    );
  };
  return (
    <>
      <p className={css['keys']}>
        <kbd>e</kbd> done <kbd>s</kbd> later <kbd>↵</kbd> open <kbd>z</kbd> undo
      </p>
      {part('reader', 'Your turn', 'Nothing waits for you here.')}
      {open.some(({ turn }) => turn === 'author') && part('author', 'The author’s turn', '')}
      {done + later > 0 && (
        <p className={css['cleared']}>
          {[done > 0 && `${done} done`, later > 0 && `${later} put off until something happens`]
            .filter(Boolean)
            .join(', ')}
          <button type="button" onClick={() => (focus.current = undoMark())}>
            Take the last back
          </button>
        </p>
      )}
    </>
  );
}

function Row({ row, clear }: { row: DeskRow; clear: (row: DeskRow, mark: DeskMark) => void }) {
  const { patch } = row;
  const share = row.habit ? Math.min(1, row.waited / row.habit) : 0;
  const usual = row.habit ? `; half of the threads here are answered within ${duration(row.habit)}` : '';
  const sentence = patch.headline.sentence;
  return (
    <li className={`row ${css['row']}`} data-row={rowKey(row)}>
      <div className={css['age']} title={`waits ${duration(row.waited)}${usual}`}>
        {row.waited < DAY ? 'today' : duration(row.waited)}
        {row.habit !== null && (
          <span className={css['bar']} aria-hidden>
            <i className={share >= 1 ? css['full'] : ''} style={{ width: `${Math.max(4, share * 100)}%` }} />
          </span>
        )}
        <span className="unseen">{usual}</span>
      </div>
      <div>
        <h3>
          <Link className="whole" to={messagePath(row.list, patch.messageId)}>
            {row.title}
          </Link>
        </h3>
        {sentence && (
          <p className={css['words']}>
            <q>{inShort(sentence)}</q> <span className="small quiet">{nameOf(patch.headline.by)}</span>
          </p>
        )}
        <p className={css['second']}>
          {[patch.from && nameOf(patch.from), versionName(patch.version), row.list, row.why]
            .filter(Boolean)
            .join(' · ')}
        </p>
      </div>
      <div className={css['side']}>
        <Badge state={patch.headline.state} />
        {row.openPoints > 0 ? (
          <span>{count(row.openPoints, 'open point')}</span>
        ) : (
          row.patches > 1 && (
            <span>
              {row.reviewed} of {row.patches} reviewed
            </span>
          )
        )}
        <span className={css['tools']}>
          <button type="button" onClick={() => clear(row, 'done')} aria-label={`Done: ${row.title}`}>
            Done
          </button>
          <button type="button" onClick={() => clear(row, 'later')} aria-label={`Later: ${row.title}`}>
            Later
          </button>
        </span>
      </div>
    </li>
  );
}

const DAY = 86_400;
