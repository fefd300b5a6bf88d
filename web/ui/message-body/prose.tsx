import { Fragment, type ReactNode } from 'react';
import { readPassages, type TextLine } from '../../lib/reading.ts';
import { useSettings } from '../../lib/settings.ts';
import { LinkedText } from '../linked-text.tsx';
import { FixedText } from './fixed-text.tsx';
import type { Target } from './target.ts';
import css from './message-body.module.css';

interface ProseProps {
  lines: readonly TextLine[];
  target?: Target;
  /** Greetings and closings stand a little back. */
  soft?: boolean;
  after?: ((from: number, to: number) => ReactNode) | undefined;
  /** The last paragraph keeps its columns. */
  fixedEnd?: boolean;
}

/** Lines as a book would set them; as sent where the reader prefers that. */
export function Prose({ lines, target = null, soft = false, after, fixedEnd = false }: ProseProps) {
  const [{ prose }] = useSettings();
  if (prose === 'sent') {
    return (
      <>
        <FixedText lines={lines} target={target} />
        {after?.(lines[0]!.line, lines.at(-1)!.line + 1)}
      </>
    );
  }
  const passages = readPassages(lines);
  const starts = passages.map(firstLine);
  return passages.map((passage, index) => {
    const from = starts[index]!;
    const to = starts[index + 1] ?? (lines.at(-1)?.line ?? from) + 1;
    return (
      <Fragment key={from}>
        {passage.kind === 'fixed' && <FixedText lines={passage.lines} target={target} />}
        {passage.kind === 'paragraph' && fixedEnd && index === passages.length - 1 && (
          <FixedText lines={passage.rows.flat()} target={target} />
        )}
        {passage.kind === 'paragraph' && !(fixedEnd && index === passages.length - 1) && (
          <p className={soft ? css['soft'] : css['paragraph']}>
            <Rows rows={passage.rows} target={target} />
          </p>
        )}
        {passage.kind === 'list' && (
          <ul className={css['list']}>
            {passage.items.map((item) => (
              <li key={item.rows[0]![0]!.line} style={{ marginInlineStart: `${item.indent / 2}ch` }}>
                <span className={css['mark']}>{/^[-*o•]$/.test(item.mark) ? '–' : item.mark}</span>
                <span>
                  <Rows rows={item.rows} target={target} />
                </span>
              </li>
            ))}
          </ul>
        )}
        {after?.(from, to)}
      </Fragment>
    );
  });
}

/** Rows of lines that read on; a break between rows. Lines are told apart only where a link names some of them. */
function Rows({ rows, target }: { rows: TextLine[][]; target: Target }) {
  return rows.map((row, index) => (
    <Fragment key={row[0]!.line}>
      {index > 0 && <br />}
      {row.length === 1 && UNDERLINE.test(row[0]!.text) ? (
        <i className={css['underline']} aria-hidden />
      ) : target && row[0]!.line < target[1] && row.at(-1)!.line >= target[0] ? (
        row.map(({ line, text }) => {
          const marked = line >= target[0] && line < target[1];
          return (
            <span key={line} className={marked ? css['target'] : undefined} {...(marked ? { 'data-target': '' } : {})}>
              <LinkedText text={`${text.trim()} `} />
            </span>
          );
        })
      ) : (
        <LinkedText text={row.map(({ text }) => text.trim()).join(' ')} />
      )}
    </Fragment>
  ));
}

/** A line drawn below a heading of the mail. */
const UNDERLINE = /^\s*([-=_*~])\1{2,}\s*$/;

function firstLine(passage: ReturnType<typeof readPassages>[number]): number {
  if (passage.kind === 'fixed') return passage.lines[0]!.line;
  if (passage.kind === 'list') return passage.items[0]!.rows[0]![0]!.line;
  return passage.rows[0]![0]!.line;
}
