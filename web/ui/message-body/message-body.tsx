import { memo, type ReactNode } from 'react';
import type { Block } from '../../../server/contract/block.ts';
import type { TextLine } from '../../lib/reading.ts';
import { Fold } from '../fold.tsx';
import { DiffText } from './diff-text.tsx';
import { FixedText } from './fixed-text.tsx';
import { Folding, touches } from './folding.tsx';
import { Prose } from './prose.tsx';
import type { Target } from './target.ts';
import { changelogName, diffSummary, statSummary } from './summaries.ts';
import { Trailers } from './trailers.tsx';
import css from './message-body.module.css';

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
  /** Lines that stay open whatever is folded around them: those that somebody answered. */
  keep?: Target;
  /** The last lines keep their columns: somebody pointed at words in them. */
  fixedEnd?: boolean;
}

/** The own words of a message, each block set as what it is: prose as prose, code as code, a diff as a diff. */
export const MessageBody = memo(function MessageBody({
  text,
  blocks,
  lines: [from, to],
  target = null,
  after,
  diffs = 'folded',
  changelogs = 'open',
  keep = null,
  fixedEnd = false,
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
        keep={keep}
        fixedEnd={fixedEnd && end === to}
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
  keep: Target;
  fixedEnd: boolean;
}

function OneBlock({ block, rows, target, after, diffs, changelogs, keep, fixedEnd }: BlockProps) {
  const trimmed = withoutBlankEnds(rows);
  const below = after && block.kind !== 'text' ? after(rows[0]!.line, rows.at(-1)!.line + 1) : null;
  switch (block.kind) {
    case 'text':
      return <Prose lines={trimmed} target={target} after={after} fixedEnd={fixedEnd} />;
    case 'changelog':
      return (
        <>
          <Folding
            rows={trimmed}
            folded={changelogs === 'folded' && trimmed.length > LONG_CHANGELOG}
            keep={keep}
            target={target}
            look="word"
            summary={(part) => `${changelogName(part)}, ${part.length} lines`}
          >
            {(part) => <Prose lines={part} target={target} />}
          </Folding>
          {below}
        </>
      );
    case 'greeting':
    case 'closing':
      return <Prose lines={trimmed} target={target} soft />;
    case 'trailers':
      return (
        <>
          <Trailers rows={trimmed} target={target} />
          {below}
        </>
      );
    case 'diff':
      return (
        <>
          <Folding
            rows={trimmed}
            folded={diffs === 'folded'}
            keep={keep}
            target={target}
            summary={diffSummary}
            foldable
          >
            {(part) => <DiffText lines={part} target={target} />}
          </Folding>
          {below}
        </>
      );
    case 'diffstat': {
      const stat = withoutBlankEnds(trimmed.filter(({ text }) => !/^---\s*$/.test(text)));
      // Somebody who answered words above it meant those.
      const kept = keep && keep[0] >= trimmed[0]!.line ? keep : null;
      return (
        <>
          <Folding
            rows={stat}
            folded={diffs === 'folded'}
            keep={kept}
            target={target}
            look="word"
            summary={statSummary}
          >
            {(part) => <FixedText lines={part} target={target} />}
          </Folding>
          {below}
        </>
      );
    }
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

function withoutBlankEnds(rows: TextLine[]): TextLine[] {
  let [from, to] = [0, rows.length];
  while (from < to && rows[from]!.text.trim() === '') from++;
  while (to > from && rows[to - 1]!.text.trim() === '') to--;
  return rows.slice(from, to);
}

/** A longer list of changes is in the way of somebody who reads the exchange. */
const LONG_CHANGELOG = 5;
