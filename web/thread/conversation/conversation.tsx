import { useMemo } from 'react';
import { useSettings } from '../../lib/settings.ts';
import { useThreadPlace } from '../model/thread-context.ts';
import { useKeys } from '../../lib/keyboard.ts';
import { Empty } from '../../ui/states.tsx';
import { groupsOf, LazyGroup } from '../../ui/lazy-group.tsx';
import { layoutConversation, type Laid } from './layout-conversation.ts';
import { BotStrip } from './bot-strip.tsx';
import { ConversationPassage } from './conversation-passage.tsx';
import css from './conversation.module.css';

/** The whole exchange as one document: each passage with the answers it got right below it, and no quote mark anywhere. */
export default function Conversation() {
  const { model, target } = useThreadPlace();
  const [{ foldLines }] = useSettings();
  const laid = useMemo(() => layoutConversation(model, foldLines), [model, foldLines]);
  const at = useMemo(() => laid.findIndex(({ key }) => key === target), [laid, target]);
  useKeys('Conversation', []);
  if (laid.length === 0)
    return <Empty title="Nobody wrote words of their own in this thread.">The messages stand under “Messages”.</Empty>;
  return (
    <div className={css['conversation']}>
      {groupsOf(laid.length, GROUP).map(([from, to]) => (
        <LazyGroup
          key={from}
          heights={laid.slice(from, to).map(heightOf)}
          eager={from === 0 || (from <= at + 3 && at - 3 < to)}
        >
          {(index, built) => {
            const entry = laid[from + index]!;
            return (
              <div
                key={entry.id}
                data-key={entry.key}
                className={css['place']}
                style={built ? undefined : { height: heightOf(entry) }}
              >
                {built && (entry.kind === 'bots' ? <BotStrip entry={entry} /> : <ConversationPassage entry={entry} />)}
              </div>
            );
          }}
        </LazyGroup>
      ))}
    </div>
  );
}

function heightOf(entry: Laid): number {
  if (entry.kind === 'bots' || entry.folded) return 48;
  return 40 + Math.min(entry.lines[1] - entry.lines[0], 400) * 22;
}

/** Pieces that are watched together: about a screen of them. */
const GROUP = 12;
