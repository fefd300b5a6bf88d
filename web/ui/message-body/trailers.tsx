import type { TextLine } from '../../lib/reading.ts';
import { LinkedText } from '../linked-text.tsx';
import type { Target } from './target.ts';
import css from './message-body.module.css';

/** `Name: value` lines: names set off, addresses quiet, all copies in one line. */
export function Trailers({ rows, target }: { rows: readonly TextLine[]; target: Target }) {
  const filled = rows.filter((row) => row.text.trim() !== '');
  const copies = filled.filter((row) => isCopy(row) && !isMarked(row, target));
  const folded = copies.length > 2 ? new Set(copies) : null;
  return (
    <ul className={css['trailers']}>
      {filled.map((row) => {
        if (folded?.has(row)) return row === copies[0] ? <Copies key={row.line} rows={copies} /> : null;
        return <TrailerLine key={row.line} row={row} marked={isMarked(row, target)} />;
      })}
    </ul>
  );
}

function TrailerLine({ row, marked }: { row: TextLine; marked: boolean }) {
  const match = /^\s*([\w][\w-]*):\s*(.*)$/.exec(row.text);
  const person = match ? /^(.*\S)\s*<([^<>\s]+@[^<>\s]+)>(.*)$/.exec(match[2]!) : null;
  return (
    <li className={marked ? css['target'] : undefined} {...(marked ? { 'data-target': '' } : {})}>
      {!match && <LinkedText text={row.text} />}
      {match && <b>{match[1]}</b>} {match && !person && <LinkedText text={match[2]!} />}
      {person && (
        <>
          {person[1]} <span className={css['address']}>{`<${person[2]}>${person[3]}`}</span>
        </>
      )}
    </li>
  );
}

/** The names of those who got a copy. */
function Copies({ rows }: { rows: readonly TextLine[] }) {
  const names = rows.map(({ text }) => {
    const value = text.replace(/^\s*cc:\s*/i, '');
    return /^"?([^"<]*[^"<\s])"?\s*</.exec(value)?.[1] ?? value;
  });
  return (
    <li title={rows.map(({ text }) => text.trim()).join('\n')}>
      <b>Cc</b> {names.join(', ')}
    </li>
  );
}

const isCopy = ({ text }: TextLine): boolean => /^\s*cc:/i.test(text);
const isMarked = ({ line }: TextLine, target: Target): boolean => !!target && line >= target[0] && line < target[1];
