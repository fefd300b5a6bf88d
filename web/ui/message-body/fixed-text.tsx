import type { TextLine } from '../../lib/reading.ts';
import { LinkedText } from '../linked-text.tsx';
import type { Target } from './target.ts';
import css from './message-body.module.css';

/** Lines whose breaks and columns mean something: monospaced, wide ones scroll on their own. */
export function FixedText({
  lines,
  target = null,
  quiet = false,
}: {
  lines: readonly TextLine[];
  target?: Target;
  quiet?: boolean;
}) {
  if (lines.every(({ text }) => RULE.test(text))) return <hr className={css['rule']} />;
  const marked = target && lines.some(({ line }) => line >= target[0] && line < target[1]);
  return (
    <pre
      className={`${css['fixed']} ${quiet ? css['quiet'] : ''}`}
      tabIndex={lines.some(({ text }) => text.length > NARROW) ? 0 : undefined}
    >
      {marked ? (
        lines.map(({ line, text }) =>
          line >= target[0] && line < target[1] ? (
            <span key={line} className={css['target']} data-target="">
              {`${text}\n`}
            </span>
          ) : (
            `${text}\n`
          ),
        )
      ) : (
        <LinkedText text={lines.map(({ text }) => text).join('\n')} />
      )}
    </pre>
  );
}

/** A line drawn below a heading or between parts. */
const RULE = /^\s*([-=_*~]\s?){3,}\s*$/;
/** Longer lines may have to be scrolled, so the keyboard must reach them; a phone shows about so many characters. */
const NARROW = 30;
