import type { Edit } from '../../server/contract/block.ts';
import { looksLikeDiff, type TextLine } from '../lib/reading.ts';
import { DiffText } from './message-body/diff-text.tsx';
import { Prose } from './message-body/prose.tsx';
import type { Target } from './message-body/target.ts';
import css from './quoted-text.module.css';

interface QuotedTextProps {
  /** Without quote marks; `line` counts in the quoting message. */
  lines: readonly TextLine[];
  edits?: readonly Edit[];
  target?: Target;
}

/** Quoted words, set as what they are; where the quote changed them, the change stands below. */
export function QuotedText({ lines, edits = [], target = null }: QuotedTextProps) {
  const kept = withoutBlankEnds(lines);
  if (kept.length === 0) return null;
  return (
    <div className={css['quoted']}>
      {looksLikeDiff(kept.map(({ text }) => text)) ? (
        <DiffText lines={kept} target={target} />
      ) : (
        <Prose lines={kept} target={target} />
      )}
      {edits.length > 0 && (
        <ul className={css['edits']}>
          {edits.map((edit, index) => (
            <li key={index}>
              △ {edit.was && <del>{edit.was}</del>} {edit.is && <ins>{edit.is}</ins>}
              {!edit.is && <span> left out</span>}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function withoutBlankEnds(lines: readonly TextLine[]): readonly TextLine[] {
  let [from, to] = [0, lines.length];
  while (from < to && !lines[from]!.text.trim()) from++;
  while (to > from && !lines[to - 1]!.text.trim()) to--;
  return lines.slice(from, to);
}
