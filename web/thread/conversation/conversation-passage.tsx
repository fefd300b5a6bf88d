import { memo } from 'react';
import { Link } from 'react-router';
import { firstName } from '../../lib/format.ts';
import { readPassages } from '../../lib/reading.ts';
import { useThreadPlace } from '../model/thread-context.ts';
import { bareSubject, patchNumber, type ThreadModel } from '../model/thread-model.ts';
import { Fold } from '../../ui/fold.tsx';
import { PersonName } from '../../ui/person-name.tsx';
import { QuotedText } from '../../ui/quoted-text.tsx';
import { When } from '../../ui/when.tsx';
import { MessageBody } from '../../ui/message-body/message-body.tsx';
import type { LaidPassage } from './layout-conversation.ts';
import css from './conversation.module.css';
import type { Passage } from '../../../server/contract/thread.ts';

/** One passage: who speaks, the words, the rails of those whose words it stands under. */
export const ConversationPassage = memo(function ConversationPassage({ entry }: { entry: LaidPassage }) {
  const { model, path, targetLines, target, showDetails, readUntil } = useThreadPlace();
  const { row, lines, passage } = entry;
  const words = model.words(row.key);
  const decided = isEvidence(model, row.key, lines);
  const size = lines[1] - lines[0];
  const content = words ? (
    <MessageBody
      text={words.rows}
      blocks={words.blocks}
      lines={lines}
      target={row.key === target ? targetLines : null}
      changelogs="folded"
      keep={entry.keep}
      fixedEnd={entry.pointedAt}
    />
  ) : (
    <p className={css['coming']}>…</p>
  );
  return (
    <>
      {entry.section && <h2 className={css['section']}>{entry.section}</h2>}
      <div
        className={css['speech']}
        style={{ '--column': entry.column, '--gap': `${entry.gap}px` } as React.CSSProperties}
        {...(decided ? { 'data-decision': '' } : {})}
      >
        <Rails colours={entry.rails} />
        <article
          className={`${css['own']} ${model.colour(row.person)}`}
          aria-label={`${row.person}, level ${passage.depth + 1}`}
        >
          {!entry.goesOn && (
            <header className={css['head']}>
              <PersonName name={row.person} colour={model.colour(row.person)} linked />
              <span>{whatOf(model, entry)}</span>
              <Link to={path(row.key, { view: 'messages', lines })} title="This message, with what it quotes">
                <When iso={row.dateUsed} inThread sent={row.date} />
              </Link>
              {readUntil && row.dateUsed > readUntil && <span className={css['new']}>new</span>}
              {decided && <span className={css['decided']}>◆ decides</span>}
              <button
                type="button"
                className={css['more']}
                onClick={() => showDetails(row.key)}
                aria-label={`Headers, raw form and ways to answer: ${row.person}`}
              >
                ···
              </button>
            </header>
          )}
          {entry.recall && <Recall passage={entry.recall} />}
          {entry.missing && (
            <blockquote className={css['missing']}>
              <p>to {entry.missing.author ?? 'somebody'}, whose mail is not in this archive</p>
              <QuotedText lines={entry.missing.lines} />
            </blockquote>
          )}
          {entry.folded ? (
            <Fold summary={`${size} lines nobody answered${opening(words?.rows.slice(...lines) ?? [])}`}>
              {content}
            </Fold>
          ) : (
            content
          )}
        </article>
      </div>
    </>
  );
});

/** The lines that run beside a passage: one for each whose words it stands under. */
export function Rails({ colours }: { colours: readonly string[] }) {
  return colours.map((colour, column) => (
    <i
      key={column}
      className={`${css['rail']} ${colour}`}
      style={{ '--column': column } as React.CSSProperties}
      aria-hidden
    />
  ));
}

/** What an answer answers, where that stands far above. */
function Recall({ passage }: { passage: Passage }) {
  const { model, path } = useThreadPlace();
  const row = model.byKey.get(passage.key);
  const words = model.words(passage.key);
  if (!row || row.ghost) return null;
  const last = lastWords(words?.rows.slice(...passage.lines) ?? []);
  return (
    <p className={css['recall']} data-chrome="">
      to <Link to={path(row.key, { view: 'messages', lines: passage.lines })}>{firstName(row.person)}</Link>
      {last && <>: “{last}”</>}
    </p>
  );
}

function whatOf(model: ThreadModel, entry: LaidPassage): string {
  const { row } = entry;
  if (entry.again) return 'goes on';
  const number = patchNumber(model, row);
  const parts: string[] = [];
  if (row.role === 'maintainer') parts.push('maintainer');
  if (row.kind.cover) parts.push('cover letter');
  else if (number && row.kind.patch) parts.push(`patch ${number}`);
  else if (row.kind.pull) parts.push('pull request');
  if (number && row.kind.patch && !row.kind.cover) parts.push(bareSubject(row.subject));
  return parts.join(' · ');
}

function isEvidence(model: ThreadModel, key: string, [from, to]: readonly [number, number]): boolean {
  return model.thread.timeline.some(
    (event) =>
      event.what === 'state' &&
      event.key === key &&
      event.lines !== null &&
      event.lines[0] < to &&
      event.lines[1] > from,
  );
}

/** The first words of a stretch, to say what is folded away. */
function opening(rows: readonly string[]): string {
  const first = rows.find((row) => /[A-Za-z]{3}/.test(row))?.trim() ?? '';
  return first ? `: ${first.length > 64 ? `${first.slice(0, first.lastIndexOf(' ', 64))}…` : first}` : '';
}

/** The last sentence of a passage, shortened from its front. */
function lastWords(rows: readonly string[]): string {
  const passages = readPassages(rows.map((text, line) => ({ line, text })));
  const last = passages.at(-1);
  const text =
    last?.kind === 'paragraph'
      ? last.rows
          .flat()
          .map((line) => line.text.trim())
          .join(' ')
      : (rows.findLast((row) => row.trim())?.trim() ?? '');
  if (text.length <= 110) return text;
  const sentence = text.split(/(?<=[.!?])\s+/).at(-1)!;
  return sentence.length <= 110 ? `… ${sentence}` : `… ${sentence.slice(sentence.length - 100).replace(/^\S*\s/, '')}`;
}
