import { useState } from 'react';
import { Link } from 'react-router';
import type { Block } from '../../../server/contract/block.ts';
import { count, nameOf } from '../../lib/format.ts';
import { withoutMarks } from '../../lib/reading.ts';
import { useThreadPlace } from '../model/thread-context.ts';
import type { ThreadModel } from '../model/thread-model.ts';
import { QuotedText } from '../../ui/quoted-text.tsx';
import { UntilFound } from '../../ui/until-found.tsx';
import type { Target } from '../../ui/message-body/target.ts';
import type { Part } from './cut-message.ts';
import css from './quote-run.module.css';

interface QuoteRunProps {
  part: Part;
  rows: readonly string[];
  target: Target;
}

/** What a message quotes in one place: a chip with speaker and length and its first and last words, or the whole of it. */
export function QuoteRun({ part, rows, target }: QuoteRunProps) {
  const { model } = useThreadPlace();
  const quotes = part.blocks.filter(({ kind }) => kind === 'quote' || kind === 'forwarded');
  const lines = quotes.reduce((sum, block) => sum + filled(block, rows), 0);
  const hit = !!target && quotes.some((block) => block.lines[0] < target[1] && block.lines[1] > target[0]);
  const [opened, setOpened] = useState<boolean | null>(null);
  const open = opened ?? (hit || lines <= SHORT);
  if (quotes.length === 0) return <Attribution blocks={part.blocks} rows={rows} />;
  const near = quotes.findLast((block) => filled(block, rows) > 0) ?? quotes.at(-1)!;
  const speakers = [...new Set(quotes.map((block) => speakerOf(model, block).name))];
  // A mark like [...] has no exact source, and changes no words.
  const edited = quotes.some(
    (block) => block.match === 'edited' && linesOf(block, rows).some((text) => WORD.test(text)),
  );

  const { name, colour } = speakerOf(model, near);
  const texts = linesOf(near, rows).filter((text) => text.trim());
  const [first, last] = [texts[0]?.trim() ?? '', texts.length > 1 ? texts.at(-1)!.trim() : ''];
  return (
    <div className={css['run']} data-fold={open ? 'open' : 'closed'}>
      {open && lines > SHORT && (
        <button type="button" className={css['close']} aria-expanded onClick={() => setOpened(false)}>
          ▾ quoted, {count(lines, 'line')}: fold
        </button>
      )}
      {!open && (
        <div className={`${css['chip']} ${colour}`}>
          <button
            type="button"
            className={css['open']}
            aria-expanded={false}
            onClick={() => setOpened(true)}
            aria-label={`Quoted from ${speakers.join(', ')}, ${count(lines, 'line')}, collapsed`}
          >
            <span className={css['label']}>
              <span aria-hidden>▸</span> <b>{name}</b> · {count(lines, 'line')}
              {speakers.length > 1 && <> · with {speakers.filter((other) => other !== name).join(', ')}</>}
              {edited && <span className={css['edited']}>△ edited</span>}
            </span>
            <span className={css['ends']}>
              {first}
              {last && <span className={css['gap']}> … </span>}
              {last}
            </span>
          </button>
          <Source block={near} />
        </div>
      )}
      <UntilFound open={open} onFound={() => setOpened(true)}>
        {(open || lines <= HEAVY) &&
          quotes.map((block) => <OpenQuote key={block.lines[0]} block={block} rows={rows} target={target} />)}
      </UntilFound>
    </div>
  );
}

function OpenQuote({ block, rows, target }: { block: Block; rows: readonly string[]; target: Target }) {
  const { model } = useThreadPlace();
  const { name, colour, sure } = speakerOf(model, block);
  const lines = linesOf(block, rows).map((text, index) => ({ line: block.lines[0] + index, text }));
  return (
    <blockquote className={`${css['quote']} ${colour}`} style={{ marginLeft: Math.min(block.depth - 1, 5) * 8 }}>
      <p className={css['speaker']} data-chrome="">
        <b>{name}</b>
        {!sure && <span>{block.author ? 'as the mail says; the source is not here' : 'author unknown'}</span>}
        {block.attributedTo && (
          <span className={css['edited']}>
            △ the mail says {nameOf(block.attributedTo)}; the words are {name}’s
          </span>
        )}
        <Source block={block} />
      </p>
      <QuotedText lines={lines} edits={block.edits ?? []} target={target} />
    </blockquote>
  );
}

/** The way to where the words first stood. */
function Source({ block }: { block: Block }) {
  const { model, path } = useThreadPlace();
  if (!block.source) return null;
  const key = model.keyOf(block.source.messageId);
  if (!key) return null;
  return (
    <Link
      className={css['source']}
      to={path(key, { view: 'messages', lines: block.source.lines })}
      title="Where these words first stood"
      preventScrollReset
    >
      source ↗
    </Link>
  );
}

function Attribution({ blocks, rows }: { blocks: readonly Block[]; rows: readonly string[] }) {
  return (
    <p className={css['attribution']}>{blocks.flatMap(({ lines: [from, to] }) => rows.slice(from, to)).join(' ')}</p>
  );
}

function speakerOf(model: ThreadModel, block: Block): { name: string; colour: string; sure: boolean } {
  const key = block.source ? model.keyOf(block.source.messageId) : undefined;
  const row = key ? model.byKey.get(key) : undefined;
  if (row && !row.ghost) return { name: row.person, colour: model.colour(row.person), sure: true };
  const name = block.author ? nameOf(block.author) : 'somebody';
  return { name, colour: model.colour(name), sure: block.source !== null };
}

function linesOf(block: Block, rows: readonly string[]): string[] {
  return rows.slice(block.lines[0], block.lines[1]).map((text) => withoutMarks(text, block.depth));
}

function filled(block: Block, rows: readonly string[]): number {
  return linesOf(block, rows).filter((text) => text.trim()).length;
}

/** Longer quotes are built when they are opened: the browser’s own search finds their words at the source. */
const HEAVY = 200;
/** Quotes this short are read faster than opened. */
const SHORT = 4;

const WORD = /[\p{L}\p{N}]/u;
