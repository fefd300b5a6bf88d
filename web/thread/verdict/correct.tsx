import { Copy } from '../../ui/copy.tsx';
import { Fold } from '../../ui/fold.tsx';
import { patchStateOf } from '../../../data/rules/states.ts';
import css from './correct.module.css';

/** How to set right what is wrong here: the line for the file of corrections, which outlives every rebuild. */
export function Correct({ messageId, state }: { messageId: string | null; state: string }) {
  if (messageId === null) return null;
  const line = JSON.stringify({ messageId, state: patchStateOf(state), why: '', by: '' });
  return (
    <div className={css['correct']} data-correct="">
      <Fold look="word" heavy summary="This is wrong">
        <p>
          Whoever keeps this archive can correct it: put this line into the list <code>outcomes</code> of{' '}
          <code>corrections.json</code>, with the right state, why, and who says so, and run{' '}
          <code>lorescope ingest</code> again. It is then shown as a correction.
        </p>
        <pre tabIndex={0}>{line}</pre>
        <Copy text={line} word="Copy the line" />
      </Fold>
    </div>
  );
}
