import { memo, useEffect, useMemo, useRef } from 'react';
import type { GhostRow, MessageRow } from '../../../server/contract/message.ts';
import { count, firstName, nameOf } from '../../lib/format.ts';
import { useThreadPlace } from '../model/thread-context.ts';
import { patchNumber, type ThreadModel } from '../model/thread-model.ts';
import { groupsOf, LazyGroup } from '../../ui/lazy-group.tsx';
import css from './thread-map.module.css';

/** The thread at a glance: one line a message, as long as its own words, in its sender's colour. */
export function ThreadMap({ current, onPick }: { current: string; onPick: () => void }) {
  const { model, go, readUntil } = useThreadPlace();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const line = box.current?.querySelector<HTMLElement>(`[data-map="${CSS.escape(current)}"]`);
    line?.scrollIntoView({ block: 'nearest', behavior: 'instant' });
  }, [current]);
  const most = model.messages.reduce((sum, { newLines }) => Math.max(sum, newLines), 10);
  const rows = useMemo(() => joinGhosts(model.rows), [model]);
  const titled = useMemo(() => new Set(model.thread.sections.map(({ root }) => root)), [model]);
  const at = rows.findIndex(({ row }) => row.key === current);
  return (
    <nav className={css['map']} aria-label="Messages of this thread">
      <h2 className="eyebrow">Map · by own words</h2>
      <div ref={box} className={css['lines']}>
        {groupsOf(rows.length, GROUP).map(([from, to]) => (
          <LazyGroup
            key={from}
            as="ol"
            heights={rows.slice(from, to).map(({ row }) => (titled.has(row.key) ? 58 : 25))}
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
                  most={most}
                  here={row.key === current}
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

interface MapLineProps {
  model: ThreadModel;
  row: MessageRow | GhostRow;
  /** Further messages after a ghost of which nothing is known either. */
  further: number;
  most: number;
  here: boolean;
  /** It came after the last visit. */
  isNew: boolean;
  pick: (key: string) => void;
}

const MapLine = memo(
  function MapLine({ model, row, further, most, here, isNew, pick }: MapLineProps) {
    const indent = { paddingLeft: Math.min(row.depth, 8) * 10 };
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
                ? `${firstName(nameOf(row.author))}, missing`
                : further > 0
                  ? `${further + 1} not in archive`
                  : 'not in archive'}
            </span>
          </button>
        </li>
      );
    }
    const section = model.thread.sections.find(({ root }) => root === row.key);
    const who = row.bot ? 'bot' : firstName(row.person);
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
          title={`${row.person}: ${count(row.newLines, 'line')} of own words`}
        >
          <span className={css['dot']} aria-hidden />
          <span
            className={css['bar']}
            aria-hidden
            style={{ width: `${Math.max(3, Math.sqrt(row.newLines / most) * 64)}px` }}
          />
          <span className={`${css['who']} ${isNew ? css['new'] : ''}`}>{patchNumber(model, row) ?? who}</span>
        </button>
      </li>
    );
  },
  (a, b) => a.row === b.row && a.here === b.here && a.most === b.most && a.model === b.model,
);

/** Lines that are watched together: about as many as the map shows at once. */
const GROUP = 40;
