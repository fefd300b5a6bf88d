import { useMemo } from 'react';
import { Link } from 'react-router';
import type { Participant, Passage } from '../../../server/contract/thread.ts';
import { count, dateSpan, firstName } from '../../lib/format.ts';
import { personPath } from '../../lib/links.ts';
import { withoutMarks } from '../../lib/reading.ts';
import { useThreadPlace } from '../model/thread-context.ts';
import { useParam } from '../../lib/url-state.ts';
import type { ThreadModel } from '../model/thread-model.ts';
import { Lazy } from '../../ui/lazy.tsx';
import { PersonName } from '../../ui/person-name.tsx';
import { Term } from '../../ui/term.tsx';
import { When } from '../../ui/when.tsx';
import { MessageBody } from '../../ui/message-body/message-body.tsx';
import { QuotedText } from '../../ui/quoted-text.tsx';
import { Exchange } from './exchange.tsx';
import { partnersOf } from './exchange-of.ts';
import css from './people.module.css';

/** Person by person: all they said in this thread in their own words, and what each of it answers. */
export default function People() {
  const { model } = useThreadPlace();
  const people = model.thread.people.filter(({ bot }) => !bot);
  const bots = model.thread.people.filter(({ bot }) => bot);
  const [named, setNamed] = useParam('person');
  const [, setPartner] = useParam('with');
  const open = named || (people.length === 1 ? people[0]!.person : null);
  const toggle = (person: string) => {
    setPartner('');
    setNamed(open === person ? '' : person);
  };
  const most = Math.max(1, ...people.map(({ newLines }) => newLines));
  return (
    <div className={css['people']}>
      {people.map((person) => (
        <section key={person.person} className={`${css['person']} ${model.colour(person.person)}`}>
          <h2 className={css['head']}>
            <button
              type="button"
              aria-expanded={open === person.person}
              onClick={() => toggle(person.person)}
              className={css['name']}
            >
              <span aria-hidden className={css['turn']}>
                {open === person.person ? '▾' : '▸'}
              </span>{' '}
              {person.person}
            </button>
            <span className={css['facts']}>{facts(person)}</span>
            <span
              className={css['bar']}
              aria-hidden
              style={{ width: `${Math.max(1, (person.newLines / most) * 120)}px` }}
            />
          </h2>
          {open === person.person && <OwnWords model={model} person={person} />}
        </section>
      ))}
      {bots.length > 0 && (
        <p className={css['bots']}>
          {count(bots.length, 'program')} wrote too (<Term word="bot">bots</Term>):{' '}
          {bots.map(({ person, messages }) => `${person}, ${count(messages, 'message')}`).join('; ')}
        </p>
      )}
    </div>
  );
}

function facts(person: Participant): string {
  const role = person.role === 'other' ? '' : `${person.role} · `;
  return `${role}${count(person.messages, 'message')}, ${count(person.newLines, 'line')} of own words · ${dateSpan(person.first, person.last)}`;
}

function OwnWords({ model, person }: { model: ThreadModel; person: Participant }) {
  const { path } = useThreadPlace();
  const pieces = useMemo(
    () =>
      model.thread.conversation
        .filter(({ key }) => {
          const row = model.byKey.get(key);
          return row && !row.ghost && row.person === person.person;
        })
        .map((passage) => ({ passage, row: model.byKey.get(passage.key)! }))
        .sort(
          (a, b) =>
            ('dateUsed' in a.row && 'dateUsed' in b.row ? a.row.dateUsed.localeCompare(b.row.dateUsed) : 0) ||
            a.passage.lines[0] - b.passage.lines[0],
        ),
    [model, person.person],
  );
  const partners = useMemo(() => partnersOf(model, person.person), [model, person.person]);
  const [partner, setPartner] = useParam('with');
  return (
    <div className={css['words']}>
      <p className={css['ways']}>
        <span role="group" aria-label={`What of ${person.person} to show`} className={css['choices']}>
          <button type="button" aria-pressed={partner === ''} onClick={() => setPartner('')}>
            all own words
          </button>
          {partners.slice(0, PARTNERS).map(({ person: other, passages }) => (
            <button key={other} type="button" aria-pressed={partner === other} onClick={() => setPartner(other)}>
              with {other} <span className={css['faint']}>{passages}</span>
            </button>
          ))}
        </span>
        <Link to={personPath(person.person)}>Everything by {firstName(person.person)}</Link>
      </p>
      {partner !== '' && <Exchange a={person.person} b={partner} />}
      {(partner === '' ? pieces : []).map(({ passage, row }, index) => {
        const words = model.words(passage.key);
        if (!words || row.ghost) return null;
        return (
          <Lazy
            key={`${passage.key}:${passage.lines[0]}`}
            height={60 + (passage.lines[1] - passage.lines[0]) * 22}
            eager={index < 8}
            data-key={passage.key}
          >
            {() => (
              <article className={css['passage']}>
                <header className={css['pieceHead']}>
                  <Link to={path(passage.key, { view: 'messages', lines: passage.lines })}>
                    <When iso={row.dateUsed} inThread />
                  </Link>
                </header>
                <Answered model={model} passage={passage} />
                <MessageBody text={words.rows} blocks={words.blocks} lines={passage.lines} />
              </article>
            )}
          </Lazy>
        );
      })}
    </div>
  );
}

/** The last lines of what a passage answers, with who said them. */
function Answered({ model, passage }: { model: ThreadModel; passage: Passage }) {
  if (!passage.answers) return null;
  const key = model.keyOf(passage.answers.messageId);
  const row = key ? model.byKey.get(key) : undefined;
  const words = key ? model.words(key) : undefined;
  if (!row || row.ghost || !words || passage.answers.part) return null;
  const [from, to] = passage.answers.lines;
  const start = Math.max(from, to - CONTEXT);
  return (
    <blockquote className={`${css['answered']} ${model.colour(row.person)}`}>
      <PersonName name={firstName(row.person)} colour={model.colour(row.person)} />
      <QuotedText
        lines={words.rows.slice(start, to).map((text, index) => ({ line: start + index, text: withoutMarks(text, 0) }))}
      />
    </blockquote>
  );
}

/** Those with whom most was exchanged. */
const PARTNERS = 8;
/** Lines of context that make an answer understood. */
const CONTEXT = 5;
