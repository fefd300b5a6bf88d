import { useMemo } from 'react';
import type { GhostRow, MessageRow } from '../../../server/contract/message.ts';
import { useThreadPlace } from '../model/thread-context.ts';
import { groupsOf, LazyGroup } from '../../ui/lazy-group.tsx';
import { GhostCard } from './ghost-card.tsx';
import { MessageCard } from './message-card.tsx';
import css from './messages.module.css';

/** The messages in the order of the thread, each with its own words in front and what it quotes folded. */
export default function Messages() {
  const { model, target } = useThreadPlace();
  const rows = useMemo(() => joinGhosts(model.rows), [model]);
  const at = useMemo(() => rows.findIndex(({ row }) => row.key === target), [rows, target]);
  const sections = useMemo(() => new Map(model.thread.sections.map((section) => [section.root, section])), [model]);
  return (
    <div className={css['messages']}>
      {groupsOf(rows.length, GROUP).map(([from, to]) => (
        <LazyGroup
          key={from}
          heights={rows.slice(from, to).map(({ row }) => heightOf(row))}
          eager={from === 0 || (from <= at + 2 && at - 2 < to)}
        >
          {(index, built) => {
            const { row, further } = rows[from + index]!;
            return (
              <div
                key={row.key}
                data-key={row.key}
                className={css['place']}
                style={built ? undefined : { height: heightOf(row) }}
              >
                {built && sections.has(row.key) && <h2 className={css['section']}>{sections.get(row.key)!.title}</h2>}
                {built && (row.ghost ? <GhostCard row={row} further={further} /> : <MessageCard row={row} />)}
              </div>
            );
          }}
        </LazyGroup>
      ))}
    </div>
  );
}

/** Ghosts of which nothing is known, one after the other, are one line. */
function joinGhosts(rows: readonly (MessageRow | GhostRow)[]): { row: MessageRow | GhostRow; further: number }[] {
  const joined: { row: MessageRow | GhostRow; further: number }[] = [];
  for (const row of rows) {
    const last = joined.at(-1);
    if (last && isUnknown(last.row) && isUnknown(row)) last.further += 1;
    else joined.push({ row, further: 0 });
  }
  return joined;
}

const isUnknown = (row: MessageRow | GhostRow): boolean => row.ghost && !row.author && row.recovered.length === 0;

function heightOf(row: MessageRow | GhostRow): number {
  if (row.ghost) return 90;
  const lines = row.kind.diff ? Math.min(row.newLines, 60) : Math.min(row.newLines, 500);
  return 110 + lines * 22;
}

/** Messages that are watched together. */
const GROUP = 8;
