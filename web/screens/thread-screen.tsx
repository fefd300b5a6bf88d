import { lazy, Suspense, useCallback, useEffect, useMemo, useState } from 'react';
import { useLocation, useNavigate, useParams } from 'react-router';
import { PatchList } from '../thread/review/patch-list.tsx';
import { ThreadHead } from '../thread/head/thread-head.tsx';
import { ThreadWays } from '../thread/head/thread-ways.tsx';
import { useVerdict } from '../thread/verdict/use-verdict.ts';
import { PullSheet } from '../thread/verdict/pull-sheet.tsx';
import { VerdictLine } from '../thread/verdict/verdict-line.tsx';
import { VerdictSheet } from '../thread/verdict/verdict-sheet.tsx';
import { ThreadMap } from '../thread/map/thread-map.tsx';
import { Conversation, Messages, People, Timeline } from '../thread/views.ts';
import { ThreadSide } from '../thread/side/thread-side.tsx';
import { listPath, messagePath, seriesPath, whyPath, type View } from '../lib/links.ts';
import { markRead, readMark, toggleStar, useMarks } from '../lib/read-marks.ts';
import { useKeys } from '../lib/keyboard.ts';
import { useMessageActions } from '../thread/model/message-actions.ts';
import { ThreadContext, type ThreadPlace } from '../thread/model/thread-context.ts';
import { useThread } from '../thread/model/thread-query.ts';
import { toNextDecision, useThreadScroll } from '../thread/model/thread-scroll.ts';
import { defaultView, isView, primaryPatch } from '../thread/model/thread-views.ts';
import { useTitle } from '../lib/title.ts';
import { useLineTarget, useParam } from '../lib/url-state.ts';
import { Failure, Waiting } from '../ui/states.tsx';
import page from '../ui/page.module.css';
import css from './thread-screen.module.css';

const PatchReview = lazy(() => import('../thread/review/patch-review.tsx'));
const MessageDetails = lazy(() => import('../thread/messages/message-details.tsx'));

/** One thread: its verdict on one sheet, below it the ways to look at it; at the side where it stands and who wrote. */
export default function ThreadScreen() {
  const { list: named = '', id = '' } = useParams();
  const [from] = useParam('from');
  const { model, error, complete, retry } = useThread(id, named || 'all');
  if (error) {
    return (
      <div className={page['page']}>
        <Failure page error={error} retry={retry} />
        {/^https:\/\//.test(from) && (
          <p>
            The link led to{' '}
            <a href={from} rel="noreferrer noopener" target="_blank">
              {from}
            </a>
            .
          </p>
        )}
      </div>
    );
  }
  if (!model) {
    return (
      <div className={page['page']}>
        <Waiting label="Loading the thread" lines={14} />
      </div>
    );
  }
  const list = named && named !== 'all' ? named : (model.thread.lists[0] ?? 'all');
  return <LoadedThread key={model.thread.threadId} model={model} list={list} id={id} complete={complete} />;
}

function LoadedThread({
  model,
  list,
  id,
  complete,
}: {
  model: ThreadPlace['model'];
  list: string;
  id: string;
  complete: boolean;
}) {
  const { thread } = model;
  const navigate = useNavigate();
  const { search } = useLocation();
  const [written] = useParam('view');
  const targetLines = useLineTarget();
  const target = model.keyOf(id) ?? model.keyOf(thread.target) ?? model.messages[0]?.key ?? id;
  const view: View = isView(written) ? written : defaultView(model, target, targetLines);
  const [details, setDetails] = useState<string | null>(null);
  const [mapOpen, setMapOpen] = useState(false);
  const starred = !!useMarks().stars[thread.threadId];
  useTitle(thread.title || thread.subject);

  const path = useCallback<ThreadPlace['path']>(
    (key, options = {}) => {
      const query = new URLSearchParams(search);
      query.set('view', options.view ?? view);
      return `${messagePath(list, key)}?${query.toString()}${
        options.lines
          ? messagePath(list, key, undefined, options.lines)
              .split('#')
              .slice(1)
              .map((hash) => `#${hash}`)
              .join('')
          : ''
      }`;
    },
    [list, search, view],
  );
  const go = useCallback<ThreadPlace['go']>(
    (key, options = {}) =>
      void navigate(path(key, options), { replace: options.replace ?? false, preventScrollReset: true }),
    [navigate, path],
  );
  const [readUntil] = useState(() => readMark(thread.threadId)?.until ?? null);
  const place = useMemo<ThreadPlace>(
    () => ({ model, view, target, targetLines, readUntil, go, path, showDetails: setDetails }),
    [model, view, target, targetLines, readUntil, go, path],
  );
  const current = useThreadScroll(place, complete);
  const verdict = useVerdict(thread.threadId);
  useMessageActions(place, current.key);
  useEffect(() => {
    const timer = setTimeout(() => markRead(thread.threadId, thread.last, thread.messages), 4000);
    return () => clearTimeout(timer);
  }, [thread.threadId, thread.last, thread.messages]);

  const patch = primaryPatch(model, target);
  const hasPatchList = thread.patches.length > 1;
  const work = thread.patches.find(({ messageId }) => messageId === patch)?.seriesId ?? thread.series.at(-1)?.seriesId;
  const parentOf = model.byKey.get(current.key)?.parent;
  const firstAnswer = model.children.get(current.key)?.[0];
  const siblings = parentOf ? (model.children.get(parentOf) ?? []) : [];
  const sibling = siblings[siblings.indexOf(current.key) + 1];
  useKeys('Thread', [
    { keys: '1', label: 'read: each passage with its answers', run: () => go(current.key, { view: 'conversation' }) },
    { keys: '2', label: 'by date', run: () => go(current.key, { view: 'messages' }) },
    ...(patch ? [{ keys: '3', label: 'patch', run: () => go(patch, { view: 'patch' }) }] : []),
    { keys: '4', label: 'people', run: () => go(current.key, { view: 'people' }) },
    { keys: '5', label: 'steps: postings, tags, decisions', run: () => go(current.key, { view: 'timeline' }) },
    { keys: 'h', label: 'why? the turning points', run: () => void navigate(whyPath(list, thread.threadId)) },
    { keys: '[', label: 'what this answers', run: () => parentOf && go(parentOf, { view }) },
    { keys: ']', label: 'its first answer', run: () => firstAnswer && go(firstAnswer, { view }) },
    { keys: '.', label: 'next answer to the same message', run: () => sibling && go(sibling, { view }) },
    { keys: 'u', label: 'up to the list', run: () => void navigate(listPath(list)) },
    { keys: 'i', label: 'headers, raw form, how to answer', run: () => setDetails(current.key) },
    ...(work
      ? [
          {
            keys: 'w',
            label: 'review points: what the next version must mend',
            run: () => void navigate(`${seriesPath(work)}#points`),
          },
        ]
      : []),
    {
      keys: 'd',
      label: 'the words that decided it',
      run: () => document.querySelector<HTMLElement>('[data-place], [data-verdict] blockquote a')?.click(),
    },
    {
      keys: 'e',
      label: 'summary of the thread, to read, print or keep',
      run: () => document.querySelector<HTMLElement>('a[data-summary]')?.click(),
    },
    { keys: 'm', label: 'who wrote, in order', run: () => setMapOpen((open) => !open) },
    {
      keys: 'x',
      label: 'star, or take the star away',
      run: () =>
        toggleStar(thread.threadId, {
          title: thread.title,
          path: messagePath(list, model.messages[0]?.key ?? id),
          list,
        }),
    },
  ]);

  const brief = thread.patches.find(({ messageId }) => messageId === patch);
  const quiet = view === 'patch' || view === 'timeline';
  return (
    <ThreadContext.Provider value={place}>
      <div className={`${css['cols']} ${view === 'patch' ? css['review'] : ''}`} data-view={view}>
        <div className={css['words']}>
          <ThreadHead starred={starred} />
          {!quiet && verdict && <VerdictSheet verdict={verdict} />}
          {!quiet && !verdict && thread.headline && <Waiting label="Loading the verdict" lines={6} />}
          {view === 'patch' && (brief ?? thread)?.headline && <VerdictLine headline={(brief ?? thread).headline!} />}
          {!quiet && thread.pulls.map((pull) => <PullSheet key={pull.messageId} brief={pull} />)}
          <ThreadWays patch={patch} current={current.key} />
          <Suspense fallback={<Waiting label="Loading" lines={8} />}>
            {view === 'conversation' && <Conversation />}
            {view === 'messages' && <Messages />}
            {view === 'patch' && patch && <PatchReview key={patch} id={patch} />}
            {view === 'patch' && !patch && <Messages />}
            {view === 'timeline' && <Timeline />}
            {view === 'people' && <People />}
          </Suspense>
          {!complete && <Waiting label="Loading the rest of the thread" lines={3} />}
        </div>
        <aside
          className={`${css['side']} ${mapOpen ? css['mapOpen'] : ''}`}
          aria-label="Where it stands, and who wrote"
        >
          {view !== 'patch' && <ThreadSide verdict={verdict} />}
          {view === 'patch' && patch && hasPatchList ? (
            <PatchList current={patch} />
          ) : (
            <ThreadMap current={current.key} onPick={() => setMapOpen(false)} />
          )}
        </aside>
      </div>
      <nav className={css['thumb']} aria-label="Within this thread" data-thumb="">
        <button type="button" onClick={toVerdict}>
          Verdict
        </button>
        <button type="button" aria-expanded={mapOpen} onClick={() => setMapOpen(!mapOpen)}>
          Who wrote
        </button>
        <button type="button" onClick={toNextDecision}>
          Next turn
        </button>
      </nav>
      <Suspense fallback={null}>{details && <MessageDetails id={details} onClose={() => setDetails(null)} />}</Suspense>
    </ThreadContext.Provider>
  );
}

function toVerdict(): void {
  window.scrollTo({ top: 0, behavior: 'instant' });
}
