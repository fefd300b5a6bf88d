import { useMemo } from 'react';
import { Link } from 'react-router';
import { useThreadPlace } from '../model/thread-context.ts';
import { groupsOf, LazyGroup } from '../../ui/lazy-group.tsx';
import { PersonName } from '../../ui/person-name.tsx';
import { When } from '../../ui/when.tsx';
import { MessageBody } from '../../ui/message-body/message-body.tsx';
import { exchangeOf } from './exchange-of.ts';
import css from './people.module.css';

/** The argument between two people alone: each passage with the other's answer below it. */
export function Exchange({ a, b }: { a: string; b: string }) {
  const { model, path } = useThreadPlace();
  const turns = useMemo(() => exchangeOf(model, a, b), [model, a, b]);
  const heights = turns.map(({ passage }) => 50 + Math.min(60, passage.lines[1] - passage.lines[0]) * 22);
  return (
    <div>
      {groupsOf(turns.length, GROUP).map(([from, to]) => (
        <LazyGroup key={from} heights={heights.slice(from, to)} eager={from === 0}>
          {(index, built) => {
            const { passage, key, person, goesOn } = turns[from + index]!;
            const row = model.byKey.get(key);
            const words = model.words(key);
            return (
              <div
                key={`${key}:${passage.lines[0]}`}
                data-key={key}
                className={goesOn ? css['goesOn'] : css['strand']}
                style={built ? undefined : { height: heights[from + index] }}
              >
                {built && words && row && !row.ghost && (
                  <article className={`${css['turnOf']} ${model.colour(person)}`}>
                    <header className={css['pieceHead']}>
                      <PersonName name={person} colour={model.colour(person)} />{' '}
                      <Link to={path(key, { view: 'messages', lines: passage.lines })}>
                        <When iso={row.dateUsed} inThread />
                      </Link>
                    </header>
                    <MessageBody text={words.rows} blocks={words.blocks} lines={passage.lines} changelogs="folded" />
                  </article>
                )}
              </div>
            );
          }}
        </LazyGroup>
      ))}
    </div>
  );
}

/** Passages that are watched together. */
const GROUP = 10;
