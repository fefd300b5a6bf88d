import type { TextLine } from '../../lib/reading.ts';
import type { Target } from './target.ts';
import css from './message-body.module.css';

/** A diff as it stands in a mail, additions and removals coloured and marked. */
export function DiffText({ lines, target = null }: { lines: readonly TextLine[]; target?: Target }) {
  return (
    <pre className={`${css['fixed']} ${css['diff']}`} tabIndex={0}>
      {runsOf(lines, target).map(({ kind, text, from }) => (
        <span key={from} className={css[kind]} {...(kind === 'target' ? { 'data-target': '' } : {})}>
          {text}
        </span>
      ))}
    </pre>
  );
}

type RunKind = 'add' | 'del' | 'hunk' | 'file' | 'same' | 'target';

/** Neighbouring lines of one kind make one element: a diff of a thousand lines stays light. */
function runsOf(lines: readonly TextLine[], target: Target): { kind: RunKind; text: string; from: number }[] {
  const runs: { kind: RunKind; text: string; from: number }[] = [];
  for (const { line, text } of lines) {
    const kind = target && line >= target[0] && line < target[1] ? 'target' : kindOf(text);
    const last = runs.at(-1);
    if (last?.kind === kind) last.text += `${text}\n`;
    else runs.push({ kind, text: `${text}\n`, from: line });
  }
  return runs;
}

function kindOf(text: string): RunKind {
  if (/^(diff |index |--- |\+\+\+ |new file|deleted file|rename |similarity )/.test(text)) return 'file';
  if (text.startsWith('@@')) return 'hunk';
  if (text.startsWith('+')) return 'add';
  return text.startsWith('-') ? 'del' : 'same';
}
