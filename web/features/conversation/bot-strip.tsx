import { Link } from 'react-router';
import { count } from '../../lib/format.ts';
import { useThreadPlace } from '../../lib/thread-context.ts';
import { Fold } from '../../ui/fold.tsx';
import { When } from '../../ui/when.tsx';
import { Words } from '../../ui/words/words.tsx';
import type { LaidBots } from './lay-pieces.ts';
import { Rails } from './speech.tsx';
import css from './conversation.module.css';

/** What programs wrote, gathered in one line: it opens, and is not mixed among the people. */
export function BotStrip({ entry }: { entry: LaidBots }) {
  const { model, path } = useThreadPlace();
  const names = [...new Set(entry.rows.map(({ person }) => person))].join(', ');
  return (
    <div
      className={css['speech']}
      style={{ '--column': entry.column, '--gap': `${entry.gap}px` } as React.CSSProperties}
    >
      <Rails colours={entry.rails} />
      <Fold summary={`${count(entry.rows.length, 'automatic message')}: ${names}`}>
        {entry.pieces.map((piece) => {
          const row = entry.rows.find(({ key }) => key === piece.key)!;
          const words = model.words(piece.key);
          return (
            <article key={`${piece.key}:${piece.lines[0]}`} className={`${css['own']} p0`} data-key={piece.key}>
              <header className={css['head']}>
                {row.person}
                <Link to={path(row.key, { view: 'messages', lines: piece.lines })}>
                  <When iso={row.dateUsed} inThread sent={row.date} />
                </Link>
              </header>
              {words && <Words text={words.rows} blocks={words.blocks} lines={piece.lines} />}
            </article>
          );
        })}
      </Fold>
    </div>
  );
}
