import { useMemo } from 'react';
import type { GhostRow, MessageRow } from '../../../server/contract/message.ts';
import { useThreadPlace } from '../../lib/thread-context.ts';
import { Lazy } from '../../ui/lazy.tsx';
import { GhostCard } from './ghost-card.tsx';
import { MessageCard } from './message-card.tsx';
import css from './messages.module.css';

/** The messages in the order of the thread, each with its own words in front and what it quotes folded. */
export default function Messages() {
  const { model, target } = useThreadPlace();
  const at = useMemo(() => model.rows.findIndex(({ key }) => key === target), [model, target]);
  const sections = useMemo(() => new Map(model.thread.sections.map((section) => [section.root, section])), [model]);
  return (
    <div className={css['messages']}>
      {model.rows.map((row, index) => (
        <Lazy
          key={row.key}
          height={heightOf(row)}
          eager={index < EAGER || Math.abs(index - at) < EAGER}
          data-key={row.key}
          className={css['place']}
        >
          {() => (
            <>
              {sections.has(row.key) && <h2 className={css['section']}>{sections.get(row.key)!.title}</h2>}
              {row.ghost ? <GhostCard row={row} /> : <MessageCard row={row} />}
            </>
          )}
        </Lazy>
      ))}
    </div>
  );
}

function heightOf(row: MessageRow | GhostRow): number {
  if (row.ghost) return 90;
  const lines = row.kind.diff ? Math.min(row.newLines, 60) : Math.min(row.newLines, 500);
  return 110 + lines * 22;
}

/** Enough to fill any screen. */
const EAGER = 6;
