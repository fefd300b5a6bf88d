import { Link } from 'react-router';
import { count } from '../../lib/format.ts';
import { useThreadPlace } from '../model/thread-context.ts';
import { Fold } from '../../ui/fold.tsx';
import { When } from '../../ui/when.tsx';
import { MessageBody } from '../../ui/message-body/message-body.tsx';
import type { LaidBots } from './layout-conversation.ts';
import { Rails } from './conversation-passage.tsx';
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
        {entry.passages.map((passage) => {
          const row = entry.rows.find(({ key }) => key === passage.key)!;
          const words = model.words(passage.key);
          return (
            <article key={`${passage.key}:${passage.lines[0]}`} className={`${css['own']} p0`} data-key={passage.key}>
              <header className={css['head']}>
                {row.person}
                <Link to={path(row.key, { view: 'messages', lines: passage.lines })}>
                  <When iso={row.dateUsed} inThread sent={row.date} />
                </Link>
              </header>
              {words && <MessageBody text={words.rows} blocks={words.blocks} lines={passage.lines} />}
            </article>
          );
        })}
      </Fold>
    </div>
  );
}
