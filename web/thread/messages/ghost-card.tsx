import { Link } from 'react-router';
import type { GhostRow } from '../../../server/contract/message.ts';
import { count, nameOf } from '../../lib/format.ts';
import { withoutMarks } from '../../lib/reading.ts';
import { useThreadPlace } from '../model/thread-context.ts';
import { QuotedText } from '../../ui/quoted-text.tsx';
import { Term } from '../../ui/term.tsx';
import css from './messages.module.css';

/** A message that the archive lacks: what others' quotes have kept of it, and where it may be found. */
export function GhostCard({ row, further }: { row: GhostRow; further: number }) {
  const { model, path } = useThreadPlace();
  return (
    <article className={`${css['card']} ${css['ghost']}`} aria-label="A message that is not in this archive">
      <header className={css['head']}>
        <span>
          {row.author ? <b>{nameOf(row.author)}</b> : further > 0 ? count(further + 1, 'message') : 'A message'} ·{' '}
          <Term word="ghost">not in this archive</Term>
        </span>
        <span className={css['right']}>
          {row.lore && (
            <a href={row.lore} rel="noreferrer noopener" target="_blank">
              look on lore
            </a>
          )}
        </span>
      </header>
      {row.recovered.map((piece) => {
        const from = model.byKey.get(piece.from);
        return (
          <div key={`${piece.from}:${piece.lines[0]}`} className={css['recovered']}>
            <QuotedText
              lines={piece.text
                .split('\n')
                .map((text, index) => ({ line: piece.lines[0] + index, text: withoutMarks(text, 6) }))}
            />
            <p className="small faint">
              kept by a quote of{' '}
              <Link to={path(piece.from, { view: 'messages', lines: piece.lines })}>
                {from && !from.ghost ? from.person : 'another message'}
              </Link>
            </p>
          </div>
        );
      })}
    </article>
  );
}
