import { useMemo } from 'react';
import { useSettings } from '../../lib/settings.ts';
import { useThreadPlace } from '../../lib/thread-context.ts';
import { useKeys } from '../../lib/keyboard.ts';
import { Empty } from '../../ui/states.tsx';
import { Lazy } from '../../ui/lazy.tsx';
import { layPieces, type Laid } from './lay-pieces.ts';
import { BotStrip } from './bot-strip.tsx';
import { Speech } from './speech.tsx';
import css from './conversation.module.css';

/** The whole exchange as one document: each passage with the answers it got right below it, and no quote mark anywhere. */
export default function Conversation() {
  const { model, target } = useThreadPlace();
  const [{ foldLines }] = useSettings();
  const laid = useMemo(() => layPieces(model, foldLines), [model, foldLines]);
  const eager = useMemo(() => {
    const at = laid.findIndex(({ key }) => key === target);
    return at < EAGER ? 0 : at;
  }, [laid, target]);
  useKeys('Conversation', []);
  if (laid.length === 0)
    return <Empty title="Nobody wrote words of their own in this thread.">The messages stand under “Messages”.</Empty>;
  return (
    <div className={css['conversation']}>
      {laid.map((entry, index) => (
        <Lazy
          key={entry.id}
          height={heightOf(entry)}
          eager={index < EAGER || Math.abs(index - eager) < EAGER}
          className={css['place']}
          data-key={entry.key}
        >
          {() => (entry.kind === 'bots' ? <BotStrip entry={entry} /> : <Speech entry={entry} />)}
        </Lazy>
      ))}
    </div>
  );
}

function heightOf(entry: Laid): number {
  if (entry.kind === 'bots' || entry.folded) return 48;
  return 40 + Math.min(entry.lines[1] - entry.lines[0], 400) * 22;
}

/** So many pieces fill any screen; the rest follow as they are scrolled to. */
const EAGER = 14;
