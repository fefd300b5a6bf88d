import { memo, useEffect, useMemo, useRef } from 'react';
import type { GhostRow, MessageRow } from '../../../server/contract/message.ts';
import { count, nameOf, threadDate } from '../../lib/format.ts';
import { useThreadPlace } from '../model/thread-context.ts';
import { patchNumber, type ThreadModel } from '../model/thread-model.ts';
import { groupsOf, LazyGroup } from '../../ui/lazy-group.tsx';
import css from './thread-map.module.css';

/** The thread at a glance: one line a message, who wrote it with full name, when, and what it did for the outcome. */
export function ThreadMap({ current, onPick }: { current: string; onPick: () => void }) {
  const { model, go, readUntil } = useThreadPlace();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const line = box.current?.querySelector<HTMLElement>(`[data-map="${CSS.escape(current)}"]`);
    line?.scrollIntoView({ block: 'nearest', behavior: 'instant' });
  }, [current]);
  const rows = useMemo(() => joinGhosts(model.rows), [model]);
  const titled = useMemo(() => new Set(model.thread.sections.map(({ root }) => root)), [model]);
  const at = rows.findIndex(({ row }) => row.key === current);
  return (
    <nav className={css['map']} aria-label="Messages of this thread">
      <h2 className="eyebrow">Who wrote, in order</h2>
      <div ref={box} className={css['lines']}>
        {groupsOf(rows.length, GROUP).map(([from, to]) => (
          <LazyGroup
            key={from}
            as="ol"
            heights={rows.slice(from, to).map(({ row }) => (titled.has(row.key) ? 61 : 28))}
            eager={from === 0 || (from <= at && at < to)}
          >
            {(index, built) => {
              const { row, further } = rows[from + index]!;
              if (!built) return <li key={row.key} data-map={row.key} className={css['unbuilt']} />;
              return (
                <MapLine
                  key={row.key}
                  model={model}
                  row={row}
                  further={further}
                  here={row.key === current}
                  day={dayAt(rows, from + index)}
                  isNew={!row.ghost && readUntil !== null && row.dateUsed > readUntil}
                  pick={(key) => (onPick(), go(key))}
                />
              );
            }}
          </LazyGroup>
        ))}
      </div>
    </nav>
  );
}

/** Ghosts of which nothing is known, one after the other, are one line. */
function joinGhosts(rows: readonly (MessageRow | GhostRow)[]): { row: MessageRow | GhostRow; further: number }[] {
  const joined: { row: MessageRow | GhostRow; further: number }[] = [];
  for (const row of rows) {
    const last = joined.at(-1);
    if (last?.row.ghost && row.ghost && !last.row.author && !row.author) last.further += 1;
    else joined.push({ row, further: 0 });
  }
  return joined;
}

/** `4 Jul` where the message above was written on another day; `` else. */
function dayAt(rows: readonly { row: MessageRow | GhostRow }[], at: number): string {
  const dayOf = (row: MessageRow | GhostRow | undefined) =>
    row && !row.ghost ? threadDate(row.dateUsed).slice(0, -6) : '';
  const day = dayOf(rows[at]?.row);
  return day === dayOf(rows[at - 1]?.row) ? '' : day;
}

/** What a message did for the outcome, in a sign. */
const MARKS: Record<string, { sign: string; word: string; look: string } | undefined> = {
  good: { sign: '✓', word: 'took it', look: 'good' },
  bad: { sign: '✕', word: 'turned it down', look: 'bad' },
  review: { sign: '✓', word: 'gave a tag', look: 'soft' },
  warn: { sign: '!', word: 'asked for changes', look: 'warn' },
};

interface MapLineProps {
  model: ThreadModel;
  row: MessageRow | GhostRow;
  /** Further messages after a ghost of which nothing is known either. */
  further: number;
  here: boolean;
  /** Its day, where the line above has another one. */
  day: string;
  /** It came after the last visit. */
  isNew: boolean;
  pick: (key: string) => void;
}

const MapLine = memo(
  function MapLine({ model, row, further, here, day, isNew, pick }: MapLineProps) {
    const indent = { paddingLeft: Math.min(row.depth, 9) * 8 };
    if (row.ghost) {
      return (
        <li data-map={row.key}>
          <button
            type="button"
            className={`${css['line']} ${css['ghost']}`}
            style={indent}
            onClick={() => pick(row.key)}
          >
            <span aria-hidden>○</span>
            <span />
            <span>
              {row.author
                ? `${nameOf(row.author)}, not here`
                : further > 0
                  ? `${further + 1} mails not in this archive`
                  : 'not in this archive'}
            </span>
          </button>
        </li>
      );
    }
    const section = model.thread.sections.find(({ root }) => root === row.key);
    const number = patchNumber(model, row);
    const mark = MARKS[model.marks.get(row.key) ?? ''];
    return (
      <li data-map={row.key} {...(here ? { 'aria-current': 'true' } : {})}>
        {section && (
          <p className={css['section']} title={section.title}>
            {section.title}
          </p>
        )}
        <button
          type="button"
          className={`${css['line']} ${model.colour(row.person)} ${here ? css['here'] : ''}`}
          style={indent}
          onClick={() => pick(row.key)}
          title={`${row.person}, ${count(row.newLines, 'new line')}`}
        >
          <span className={css['dot']} aria-hidden />
          <span className={`${css['who']} ${isNew ? css['new'] : ''} ${mark ? css['says'] : ''}`}>
            {row.person}
            {number && <span className={css['number']}> {number}</span>}
            {mark && (
              <span className={css[mark.look]} title={mark.word}>
                {' '}
                {mark.sign}
                <span className="unseen"> {mark.word}</span>
              </span>
            )}
          </span>
          <span className={css['date']}>{day}</span>
        </button>
      </li>
    );
  },
  (a, b) => a.row === b.row && a.here === b.here && a.day === b.day && a.model === b.model,
);

/** Lines that are watched together: about as many as the map shows at once. */
const GROUP = 40;
