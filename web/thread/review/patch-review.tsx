import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useRef } from 'react';
import { Link } from 'react-router';
import type { Comment, PatchAnswer, TrailerGiven } from '../../../server/contract/patch.ts';
import { ask, segment } from '../../lib/api.ts';
import { count, nameOf, shortDate, versionName } from '../../lib/format.ts';
import { useKeys } from '../../lib/keyboard.ts';
import { messagePath, seriesPath } from '../../lib/links.ts';
import { useThreadPlace } from '../model/thread-context.ts';
import { useParam } from '../../lib/url-state.ts';
import { Badge } from '../../ui/badge.tsx';
import { Prose } from '../../ui/message-body/prose.tsx';
import { Failure, Waiting } from '../../ui/states.tsx';
import { CommentTalk } from './comment-talk.tsx';
import { FileDiff } from './file-diff.tsx';
import { groupComments } from './group-comments.ts';
import css from './patch-review.module.css';

/** A patch as a code review: its reason, its tags, the diff, and what people said on its lines. */
export default function PatchReview({ id }: { id: string }) {
  const { data, error, refetch } = useQuery({
    queryKey: ['patch', id],
    queryFn: ({ signal }) => ask<PatchAnswer>(`patches/${segment(id)}`, {}, signal),
  });
  return (
    <>
      {error && <Failure error={error} retry={() => void refetch()} />}
      {!data && !error && <Waiting label="Loading the patch" lines={10} />}
      {data && <Review answer={data} />}
    </>
  );
}

function Review({ answer }: { answer: PatchAnswer }) {
  const { patch, bearings } = answer;
  const { path, model } = useThreadPlace();
  // A lone patch has its name and state on top of the page already.
  const alone = model.thread.patches.length === 1 && patch.title === model.thread.title;
  const [layout, setLayout] = useParam('diff', 'unified');
  const talk = useMemo(() => groupComments(answer), [answer]);
  useKeys('Patch', [
    { keys: 's', label: 'unified, or side by side', run: () => setLayout(layout === 'split' ? 'unified' : 'split') },
    { keys: 'Shift+N', label: 'next comment', run: () => toComment(1) },
    { keys: 'Shift+P', label: 'comment before', run: () => toComment(-1) },
  ]);
  const added = answer.files.reduce((sum, file) => sum + file.added, 0);
  const removed = answer.files.reduce((sum, file) => sum + file.removed, 0);
  return (
    <div className={css['review']} data-key={patch.messageId}>
      <p className={css['line']}>
        {!alone && <Badge state={patch.state} version={answer.headline.supersededBy[0]?.version} />}
        <span>
          {patch.isCover ? 'cover letter' : `patch ${patch.number} of ${patch.total}`} · {versionName(patch.version)}
          {bearings.patch && bearings.patch.seriesTitle !== patch.title && (
            <>
              {' of '}
              <Link to={seriesPath(patch.seriesId)}>{bearings.patch.seriesTitle}</Link>
            </>
          )}
        </span>
        {bearings.patch?.wentIn && (
          <Link to={messagePath('all', bearings.patch.wentIn.messageId, 'patch')}>
            the version that went in: v{bearings.patch.wentIn.version} →
          </Link>
        )}
        {patch.commit && <span>commit {patch.commit.slice(0, 12)}</span>}
      </p>
      {!alone && <h2 className={css['title']}>{patch.title}</h2>}
      <Revisions answer={answer} />
      {answer.message && <Reason message={answer.message} talk={talk.byMessageLine} />}
      <Trailers trailers={answer.trailers} />
      <DiffsBelow diffs={answer.diffsBelow} />
      {talk.whole.length > 0 && (
        <section className={css['whole']} aria-label="On the patch as a whole">
          <h3 className="eyebrow">On the patch as a whole</h3>
          <CommentTalk comments={talk.whole} />
        </section>
      )}
      {answer.files.length > 0 && (
        <p className={css['sum']}>
          {count(answer.files.length, 'file')} · <span className={css['added']}>+{added}</span>{' '}
          <span className={css['removed']}>−{removed}</span>
          {answer.points.total > 0 && ` · ${count(answer.points.total, 'point')} raised, ${answer.points.open} open`}
          <span className={css['layout']} role="group" aria-label="Layout of the diff">
            {(['unified', 'split'] as const).map((name) => (
              <button key={name} type="button" aria-pressed={layout === name} onClick={() => setLayout(name)}>
                {name === 'split' ? 'side by side' : name}
              </button>
            ))}
          </span>
        </p>
      )}
      {answer.files.map((file) => (
        <FileDiff
          key={`${file.part ?? 0}:${file.lines[0]}`}
          file={file}
          talk={talk.byLine}
          split={layout === 'split'}
        />
      ))}
      {talk.lost.length > 0 && (
        <section className={css['whole']} aria-label="On lines that are not in this diff">
          <h3 className="eyebrow">On lines that are not in this diff</h3>
          <CommentTalk comments={talk.lost} />
        </section>
      )}
      <p className={css['foot']}>
        <Link to={path(patch.messageId, { view: 'messages' })}>As a message</Link>
        <a href={answer.links.raw} target="_blank" rel="noreferrer">
          Raw
        </a>
        {answer.links.b4 && <code className="code">{answer.links.b4}</code>}
      </p>
    </div>
  );
}

/** The commit message, with what people said on its passages. */
function Reason({ message, talk }: { message: NonNullable<PatchAnswer['message']>; talk: Map<number, Comment[]> }) {
  const lines = message.text.split('\n').map((text, index) => ({ line: message.lines[0] + index, text }));
  const after = (from: number, to: number) => {
    const comments: Comment[] = [];
    for (let line = from; line < to; line++) comments.push(...(talk.get(line) ?? []));
    return comments.length > 0 ? (
      <div className={css['aside']}>
        <CommentTalk comments={comments} />
      </div>
    ) : null;
  };
  return <Prose lines={lines} after={after} />;
}

function Revisions({ answer: { revisions, patch } }: { answer: PatchAnswer }) {
  const box = useRef<HTMLElement>(null);
  useEffect(() => {
    const tab = box.current?.querySelector<HTMLElement>('[aria-current]');
    if (box.current && tab) box.current.scrollLeft = tab.offsetLeft - box.current.offsetLeft - 60;
  }, [patch.messageId]);
  if (revisions.length < 2) return null;
  const here = revisions.find(({ messageId }) => messageId === patch.messageId)?.seriesTitle;
  return (
    <nav ref={box} className={css['revisions']} aria-label="Revisions of this patch">
      {revisions.map((revision, index) => (
        <Link
          key={revision.messageId}
          to={messagePath('all', revision.messageId, 'patch')}
          aria-current={revision.messageId === patch.messageId ? 'page' : undefined}
          title={[revision.title, revision.seriesTitle, revision.reason].filter(Boolean).join(' · ')}
        >
          {versionName(revision.version, revision.isRfc)}
          <small>
            {shortDate(revision.date)}
            {revision.change && revision.change !== 'same' && ` · ${revision.change}`}
          </small>
          {revision.seriesTitle !== revisions[index - 1]?.seriesTitle && revision.seriesTitle !== here && (
            <small className={css['ofSeries']}>{revision.seriesTitle}</small>
          )}
        </Link>
      ))}
    </nav>
  );
}

/** Diffs that people answered with: to be folded in, or patches of their own. */
function DiffsBelow({ diffs }: { diffs: PatchAnswer['diffsBelow'] }) {
  const { path } = useThreadPlace();
  if (diffs.length === 0) return null;
  return (
    <p className={css['below']}>
      {diffs.length === 1 ? 'Answered with a diff by ' : 'Answered with diffs by '}
      {diffs.map((diff, index) => (
        <span key={diff.messageId}>
          {index > 0 && ', '}
          <Link to={path(diff.messageId, { view: diff.title === null ? 'messages' : 'patch' })}>
            {nameOf(diff.from)}
            {diff.title !== null && `: ${diff.title}`}
          </Link>
        </span>
      ))}
    </p>
  );
}

function Trailers({ trailers }: { trailers: readonly TrailerGiven[] }) {
  const { path, model } = useThreadPlace();
  if (trailers.length === 0) return null;
  return (
    <ul className={css['trailers']}>
      {trailers.map((trailer) => {
        const key = model.keyOf(trailer.messageId);
        return (
          <li key={`${trailer.messageId}:${trailer.line}`}>
            <b>{trailer.name}</b> {trailer.person ? nameOf(trailer.person) : trailer.value}{' '}
            {trailer.given !== 'in-patch' && (
              <span className={css['given']}>
                {key ? (
                  <Link to={path(key, { view: 'messages', lines: [trailer.line, trailer.line + 1] })}>in reply</Link>
                ) : (
                  'in reply'
                )}
                {trailer.given === 'on-cover' && ' to the cover letter'}
              </span>
            )}
            {SPOKEN[trailer.how] && (
              <span className={css['condition']} title={trailer.said ?? undefined}>
                {SPOKEN[trailer.how]}
              </span>
            )}
            {trailer.conditional && (
              <span className={css['condition']} title={trailer.said ?? undefined}>
                {' '}
                with a condition
              </span>
            )}
            {trailer.changedSince && <span className={css['condition']}> · the patch changed since</span>}
            {!trailer.verified && trailer.given !== 'in-patch' && (
              <span className={css['condition']}> · from another address</span>
            )}
          </li>
        );
      })}
    </ul>
  );
}

const SPOKEN: Partial<Record<TrailerGiven['how'], string>> = {
  'in-words': ' in words',
  promised: ' promised',
  withdrawn: ' taken back',
};

function toComment(by: number): void {
  const talks = [...document.querySelectorAll<HTMLElement>('main [data-comment]')];
  const tops = talks.map((talk) => talk.getBoundingClientRect().top);
  const index = by > 0 ? tops.findIndex((top) => top > 190) : tops.findLastIndex((top) => top < 120);
  talks[index]?.scrollIntoView({ block: 'center', behavior: 'instant' });
}
