import { memo, useMemo } from 'react';
import type { Comment, DiffFile, DiffLine } from '../../../server/contract/patch.ts';
import { Lazy } from '../../ui/lazy.tsx';
import { CommentTalk } from './comment-talk.tsx';
import css from './patch-review.module.css';

interface FileDiffProps {
  file: DiffFile;
  talk: Map<string, Comment[]>;
  split: boolean;
}

/** One file of a diff with the comments on its lines. Long hunks are built as they come into view. */
export const FileDiff = memo(function FileDiff({ file, talk, split }: FileDiffProps) {
  const chunks = useMemo(() => chunksOf(file), [file]);
  const digits = useMemo(
    () =>
      String(
        Math.max(
          1,
          ...file.hunks.map((hunk) => Math.max(hunk.oldStart + hunk.oldLines, hunk.newStart + hunk.newLines)),
        ),
      ).length,
    [file],
  );
  const comments = chunks.flatMap(({ rows }) => rows.flatMap((row) => talk.get(`${file.part ?? 0}:${row.line}`) ?? []));
  const open = comments.filter(({ status }) => status === 'open').length;
  const done = comments.filter(({ status }) => status === 'done').length;
  return (
    <section className={css['file']} aria-label={file.path} style={{ '--digits': digits } as React.CSSProperties}>
      <header className={css['fileHead']}>
        <span className={css['path']}>
          {file.isRename && file.oldPath ? `${file.oldPath} → ${file.path}` : file.path}
        </span>
        <span className={css['sizes']}>
          +{file.added} −{file.removed}
          {file.isNew && ' · new'}
          {file.isDeleted && ' · deleted'}
          {file.isBinary && ' · binary'}
        </span>
        {open > 0 && <span className={css['open']}>● {open} open</span>}
        {done > 0 && <span className={css['done']}>✓ {done} done</span>}
      </header>
      <div className={css['code']} tabIndex={0} role="region" aria-label={`Diff of ${file.path}`}>
        {chunks.map((chunk, index) => (
          <Lazy
            key={index}
            height={chunk.rows.length * 20 + (chunk.heading === null ? 0 : 26)}
            eager={index < 2 && chunk.rows.length < 200}
            strict
          >
            {() => (
              <>
                {chunk.heading !== null && <div className={css['hunk']}>{chunk.heading}</div>}
                {/* A new file has nothing to stand beside. */}
                {split && !file.isNew && !file.isDeleted ? (
                  <SplitRows rows={chunk.rows} part={file.part ?? 0} talk={talk} />
                ) : (
                  <UnifiedRows rows={chunk.rows} part={file.part ?? 0} talk={talk} />
                )}
              </>
            )}
          </Lazy>
        ))}
      </div>
    </section>
  );
});

interface RowsProps {
  rows: readonly DiffLine[];
  part: number;
  talk: Map<string, Comment[]>;
}

function UnifiedRows({ rows, part, talk }: RowsProps) {
  return rows.map((row) => {
    const comments = talk.get(`${part}:${row.line}`);
    return (
      <div key={row.line}>
        <div className={`${css['row']} ${toneOf(row)}`}>
          <span className={css['no']}>{row.old}</span>
          <span className={css['no']}>{row.new}</span>
          <span className={css['sign']}>{signOf(row)}</span>
          <span className={css['text']}>{row.kind === '\\' ? 'no newline at the end of the file' : row.text}</span>
        </div>
        {comments && <CommentTalk comments={comments} />}
      </div>
    );
  });
}

function SplitRows({ rows, part, talk }: RowsProps) {
  return pairs(rows).map(([left, right], index) => {
    const comments = [
      ...(left ? (talk.get(`${part}:${left.line}`) ?? []) : []),
      ...(right && right !== left ? (talk.get(`${part}:${right.line}`) ?? []) : []),
    ];
    return (
      <div key={index}>
        <div className={css['pair']}>
          <Half row={left} number={left?.old ?? null} />
          <Half row={right} number={right?.new ?? null} />
        </div>
        {comments.length > 0 && <CommentTalk comments={comments} />}
      </div>
    );
  });
}

function Half({ row, number }: { row: DiffLine | null; number: number | null }) {
  return (
    <div className={`${css['half']} ${row ? toneOf(row) : css['void']}`}>
      <span className={css['no']}>{number}</span>
      <span className={css['sign']}>{row ? signOf(row) : ''}</span>
      <span className={css['text']}>{row?.text ?? ''}</span>
    </div>
  );
}

/** Removed lines stand beside the added ones that follow them. */
function pairs(rows: readonly DiffLine[]): [DiffLine | null, DiffLine | null][] {
  const out: [DiffLine | null, DiffLine | null][] = [];
  let removed: DiffLine[] = [];
  const flush = () => {
    for (const row of removed) out.push([row, null]);
    removed = [];
  };
  for (const row of rows) {
    if (row.kind === '-') removed.push(row);
    else if (row.kind === '+') out.push([removed.shift() ?? null, row]);
    else {
      flush();
      out.push([row, row]);
    }
  }
  flush();
  return out;
}

interface Chunk {
  /** The `@@` line; null where a long hunk goes on. */
  heading: string | null;
  rows: DiffLine[];
}

function chunksOf(file: DiffFile): Chunk[] {
  return file.hunks.flatMap((hunk) => {
    const chunks: Chunk[] = [];
    for (let from = 0; from < Math.max(1, hunk.rows.length); from += CHUNK) {
      chunks.push({
        heading: from === 0 ? `@@ ${hunk.heading || `line ${hunk.newStart}`}` : null,
        rows: hunk.rows.slice(from, from + CHUNK),
      });
    }
    return chunks;
  });
}

const toneOf = (row: DiffLine): string => (row.kind === '+' ? css['add']! : row.kind === '-' ? css['del']! : '');
const signOf = (row: DiffLine): string => ({ '-': '−', '+': '+' })[row.kind as string] ?? '';
/** A page of a diff: few enough rows to build within a frame. */
const CHUNK = 120;
