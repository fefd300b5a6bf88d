import type { ReactNode } from 'react';
import type { TextLine } from '../../lib/reading.ts';
import { Fold } from '../fold.tsx';
import type { Target } from './target.ts';

interface FoldingProps {
  rows: readonly TextLine[];
  /** Whether to fold at all. */
  folded: boolean;
  /** Lines that stay open: what somebody answered must stand above the answer. */
  keep: Target;
  target: Target;
  summary: (part: readonly TextLine[]) => string;
  look?: 'rule' | 'word';
  /** It can be folded by hand where it stands open. */
  foldable?: boolean;
  children: (part: readonly TextLine[]) => ReactNode;
}

/** A long part of a mail: folded, but for the lines that somebody answered. */
export function Folding({
  rows,
  folded,
  keep,
  target,
  summary,
  look = 'rule',
  foldable = false,
  children,
}: FoldingProps) {
  const fold = (part: readonly TextLine[], open: boolean) =>
    part.length > 0 && (
      <Fold
        key={part[0]!.line}
        look={look}
        summary={summary(part)}
        open={open || touches(target, part)}
        heavy={part.length > HEAVY}
      >
        {children(part)}
      </Fold>
    );
  if (!folded) return foldable ? fold(rows, true) : children(rows);
  if (!touches(keep, rows)) return fold(rows, false);
  const [from, to] = keep!;
  return (
    <>
      {fold(
        rows.filter(({ line }) => line < from),
        false,
      )}
      {children(rows.filter(({ line }) => line >= from && line < to))}
      {fold(
        rows.filter(({ line }) => line >= to),
        false,
      )}
    </>
  );
}

/** True where a range of lines touches rows. */
export function touches(target: Target, rows: readonly TextLine[]): boolean {
  return !!target && rows.length > 0 && rows[0]!.line < target[1] && rows.at(-1)!.line >= target[0];
}

/** Parts longer than this are built when they are opened. */
const HEAVY = 300;
