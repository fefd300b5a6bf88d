import { memo, type ReactNode } from 'react';
import type { Block } from '../../../server/contract/block.ts';
import type { TextLine } from '../../lib/reading.ts';
import { Fold } from '../fold.tsx';
import { LinkedText } from '../linked-text.tsx';
import { DiffText } from './diff-text.tsx';
import { FixedText } from './fixed-text.tsx';
import { Prose, type Target } from './prose.tsx';
import css from './words.module.css';

interface WordsProps {
  /** Lines of the message, and its blocks. */
  text: readonly string[];
  blocks: readonly Block[];
  /** The lines to show: half-open. Quotes among them are left out. */
  lines: readonly [number, number];
  /** Lines that a link names. */
  target?: Target;
  /** What stands below a passage that ends before line `to`: who answered it. */
  after?: ((from: number, to: number) => ReactNode) | undefined;
  /** Whether diffs stand open. */
  diffs?: 'open' | 'folded';
  /** Whether long lists of changes since the last version stand open. */
  changelogs?: 'open' | 'folded';
}

/** The own words of a message, each block set as what it is: prose as prose, code as code, a diff as a diff. */
export const Words = memo(function Words({
  text,
  blocks,
  lines: [from, to],
  target = null,
  after,
  diffs = 'folded',
  changelogs = 'open',
}: WordsProps) {
  return joinTails(blocks).map((block) => {
    const first = Math.max(from, block.lines[0]);
    const end = Math.min(to, block.lines[1]);
    if (first >= end || block.kind === 'quote') return null;
    const rows: TextLine[] = [];
    for (let line = first; line < end; line++) rows.push({ line, text: text[line] ?? '' });
    if (rows.every((row) => row.text.trim() === '')) return null;
    return (
      <OneBlock
        key={first}
        block={block}
        rows={rows}
        target={target}
        after={after}
        diffs={diffs}
        changelogs={changelogs}
      />
    );
  });
});

/** A signature and the list's footer below it are one fold. */
function joinTails(blocks: readonly Block[]): Block[] {
  const joined: Block[] = [];
  for (const block of blocks) {
    const last = joined.at(-1);
    const isTail = block.kind === 'signature' || block.kind === 'footer';
    if (isTail && (last?.kind === 'signature' || last?.kind === 'footer')) {
      joined[joined.length - 1] = { ...last, lines: [last.lines[0], block.lines[1]] };
    } else {
      joined.push(block);
    }
  }
  return joined;
}

interface BlockProps {
  block: Block;
  rows: TextLine[];
  target: Target;
  after: WordsProps['after'];
  diffs: 'open' | 'folded';
  changelogs: 'open' | 'folded';
}

function OneBlock({ block, rows, target, after, diffs, changelogs }: BlockProps) {
  const trimmed = withoutBlankEnds(rows);
  const below = after && block.kind !== 'text' ? after(rows[0]!.line, rows.at(-1)!.line + 1) : null;
  switch (block.kind) {
    case 'text':
      return <Prose lines={trimmed} target={target} after={after} />;
    case 'changelog':
      return (
        <>
          {changelogs === 'folded' && trimmed.length > LONG_CHANGELOG ? (
            <Fold
              look="word"
              summary={`${changelogName(trimmed)}, ${trimmed.length} lines`}
              open={touches(target, trimmed)}
            >
              <Prose lines={trimmed} target={target} />
            </Fold>
          ) : (
            <Prose lines={trimmed} target={target} />
          )}
          {below}
        </>
      );
    case 'greeting':
    case 'closing':
      return <Prose lines={trimmed} target={target} soft />;
    case 'trailers':
      return (
        <>
          <ul className={css['trailers']}>
            {trimmed
              .filter((row) => row.text.trim() !== '')
              .map((row) => (
                <TrailerLine key={row.line} row={row} target={target} />
              ))}
          </ul>
          {below}
        </>
      );
    case 'diff':
      return (
        <>
          <Fold
            summary={diffSummary(trimmed)}
            open={diffs === 'open' || touches(target, trimmed)}
            heavy={trimmed.length > HEAVY}
          >
            <DiffText lines={trimmed} target={target} />
          </Fold>
          {below}
        </>
      );
    case 'diffstat':
      return (
        <>
          {diffs === 'folded' ? (
            <Fold
              look="word"
              summary={trimmed.findLast(({ text }) => /\d+ files? changed/.test(text))?.text.trim() ?? 'files changed'}
              open={touches(target, trimmed)}
            >
              <FixedText lines={trimmed} target={target} />
            </Fold>
          ) : (
            <FixedText lines={trimmed} target={target} />
          )}
          {below}
        </>
      );
    case 'code':
    case 'separator':
      if (/^-{2,3}\s*$/.test(trimmed.map((row) => row.text).join(''))) return null;
      return (
        <>
          <FixedText lines={trimmed} target={target} />
          {below}
        </>
      );
    case 'snip':
      return <p className={css['snip']}>[…]</p>;
    case 'signature':
    case 'footer':
      return (
        <Fold
          look="word"
          summary={block.kind === 'signature' ? 'signature' : 'list footer'}
          open={touches(target, trimmed)}
        >
          <FixedText lines={trimmed} target={target} quiet />
        </Fold>
      );
    case 'forwarded':
      return (
        <blockquote className={css['forwarded']}>
          <Prose lines={trimmed} target={target} />
        </blockquote>
      );
    default:
      return <p className={css['aside']}>{trimmed.map((row) => row.text).join(' ')}</p>;
  }
}

function TrailerLine({ row, target }: { row: TextLine; target: Target }) {
  const match = /^\s*([\w][\w-]*):\s*(.*)$/.exec(row.text);
  const marked = target && row.line >= target[0] && row.line < target[1];
  return (
    <li className={marked ? css['target'] : undefined} {...(marked ? { 'data-target': '' } : {})}>
      {match ? (
        <>
          <b>{match[1]}</b> <LinkedText text={match[2]!} />
        </>
      ) : (
        <LinkedText text={row.text} />
      )}
    </li>
  );
}

/** `diff: mm/hmm.c and 2 more, +24 −3`. */
function diffSummary(rows: readonly TextLine[]): string {
  const files: string[] = [];
  let added = 0;
  let removed = 0;
  for (const { text } of rows) {
    const name = /^diff --git \S+ b\/(\S+)/.exec(text)?.[1] ?? /^\+\+\+ (?:b\/)?(\S+)/.exec(text)?.[1];
    if (name) {
      if (!files.includes(name) && name !== '/dev/null') files.push(name);
    } else if (text.startsWith('+')) added++;
    else if (text.startsWith('-') && !/^-- ?$|^--- /.test(text)) removed++;
  }
  const more = files.length > 1 ? ` and ${files.length - 1} more` : '';
  return `diff${files[0] ? `: ${files[0]}${more}` : ''}, +${added} −${removed}`;
}

/** The heading of a changelog where it has one. */
function changelogName(rows: readonly TextLine[]): string {
  const heading = rows[0]?.text.trim().replace(/\s*(\[\d+\])?\s*:?$/, '') ?? '';
  return /change|version|since|v\d/i.test(heading) && heading.length < 60 ? heading : 'what changed';
}

function touches(target: Target, rows: readonly TextLine[]): boolean {
  return !!target && rows.length > 0 && rows[0]!.line < target[1] && rows.at(-1)!.line >= target[0];
}

function withoutBlankEnds(rows: TextLine[]): TextLine[] {
  let [from, to] = [0, rows.length];
  while (from < to && rows[from]!.text.trim() === '') from++;
  while (to > from && rows[to - 1]!.text.trim() === '') to--;
  return rows.slice(from, to);
}

/** Diffs longer than this are built when they are opened. */
const HEAVY = 300;
/** A longer list of changes is in the way of somebody who reads the exchange. */
const LONG_CHANGELOG = 5;
