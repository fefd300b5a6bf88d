import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import type { Headline } from '../../../server/contract/outcome.ts';
import type { PatchAnswer } from '../../../server/contract/patch.ts';
import type { SeriesAnswer } from '../../../server/contract/series.ts';
import type { Discussion } from '../../../server/contract/thread.ts';
import { OutcomeCard } from '../verdict/outcome-card.tsx';
import { ask, segment } from '../../lib/api.ts';
import { count, nameOf, shortDate, versionName } from '../../lib/format.ts';
import { messagePath, seriesPath } from '../../lib/links.ts';
import { useThreadPlace } from '../model/thread-context.ts';
import { Badge } from '../../ui/badge.tsx';
import { CoverageGrid } from '../../ui/coverage-grid.tsx';
import { Fold } from '../../ui/fold.tsx';
import css from './thread-side.module.css';
import { isReview } from '../../../data/rules/tags.ts';

/** Beside the words: the outcome with its evidence, what was asked of whom, tags, open points, revisions. */
export function ThreadSide({ patch }: { patch: string | null }) {
  const { model, view, target } = useThreadPlace();
  const { thread } = model;
  const [open, setOpen] = useState(false);
  const brief = thread.patches.find(({ messageId }) => messageId === patch);
  const cover =
    thread.patches.find(({ isCover, seriesId }) => isCover && seriesId === brief?.seriesId) ??
    thread.patches.find(({ isCover }) => isCover);
  // On a patch's own page its outcome stands there; elsewhere the cover letter speaks for all.
  const subject = view === 'patch' ? brief : (cover ?? brief);
  const { data: record } = useQuery({
    queryKey: ['patch', subject?.messageId],
    queryFn: ({ signal }) => ask<PatchAnswer>(`patches/${segment(subject!.messageId)}`, {}, signal),
    enabled: !!subject,
  });
  const headline = (view === 'patch' ? brief?.headline : null) ?? thread.headline ?? subject?.headline ?? null;
  const section = model.byKey.get(target)?.section ?? null;
  const discussions = [...thread.discussions].sort(
    (a, b) => Number(b.section === section) - Number(a.section === section),
  );
  if (!headline && discussions.length === 0 && !thread.holes && !subject) return null;
  return (
    <div className={css['side']} data-open={open}>
      <button type="button" className={css['brief']} aria-expanded={open} onClick={() => setOpen(!open)}>
        <span className={css['briefWords']}>
          {headline ? briefly(headline) : discussions[0] ? `Asked: ${discussions[0].title}` : 'About this thread'}
        </span>
        <span aria-hidden>{open ? '▾' : '▸'}</span>
      </button>
      {headline && (
        <OutcomeCard
          headline={headline}
          history={record?.patch.history ?? []}
          conflicts={record?.patch.conflicts ?? []}
          likely={subject?.ghost ? null : (record?.likely ?? null)}
          holes={thread.holes}
          subject={subject?.messageId ?? null}
          list={model.list}
        />
      )}
      {discussions.map((discussion) => (
        <DiscussionCard key={discussion.section} discussion={discussion} list={model.list} />
      ))}
      {!headline && thread.discussions.length === 0 && thread.holes && <p className={css['holes']}>{thread.holes}</p>}
      {subject && <SeriesParts id={subject.seriesId} list={model.list} />}
    </div>
  );
}

/** The outcome in one line, for narrow windows: the sentence, or that there is none. */
function briefly(headline: Headline): string {
  if (headline.state.endsWith('superseded') && headline.supersededBy[0]?.version) {
    return `v${headline.supersededBy[0].version} took its place`;
  }
  if (headline.note) return headline.note;
  return headline.sentence ? `“${headline.sentence}” ${nameOf(headline.by)}` : 'No sentence decides it';
}

function DiscussionCard({ discussion, list }: { discussion: Discussion; list: string }) {
  const said = new Set<string>();
  const steps = discussion.history
    .flatMap((change) => change.evidence.map((evidence) => ({ evidence, date: evidence.date ?? change.date })))
    .filter(({ evidence: { messageId, lines } }) => {
      const place = `${messageId}:${lines[0]}`;
      return !said.has(place) && said.add(place);
    });
  const step = ({ evidence, date }: (typeof steps)[number]) => (
    <li key={`${evidence.messageId}:${evidence.lines[0]}`}>
      <blockquote>
        <Link to={messagePath(list, evidence.messageId, 'messages', evidence.lines)}>{evidence.text}</Link>
      </blockquote>
      <span className="small quiet">
        {nameOf(evidence.by)} · {shortDate(date)}
      </span>
    </li>
  );
  return (
    <section className={css['card']}>
      <h2 className="eyebrow">What was asked</h2>
      <p className={css['topic']}>{discussion.title}</p>
      <p>
        <Badge state={discussion.state} />
      </p>
      <p className="small quiet">Asked: {discussion.asked.map(nameOf).join(', ') || 'nobody by name'}</p>
      {discussion.silent.length > 0 && (
        <p className="small quiet">No answer by {discussion.silent.map(nameOf).join(', ')} was found here.</p>
      )}
      <ol className={css['answers']}>{steps.slice(0, FEW).map(step)}</ol>
      {steps.length > FEW && (
        <Fold look="word" summary={count(steps.length - FEW, 'further sentence')}>
          <ol className={css['answers']}>{steps.slice(FEW).map(step)}</ol>
        </Fold>
      )}
    </section>
  );
}

function SeriesParts({ id, list }: { id: string; list: string }) {
  const { data } = useQuery({
    queryKey: ['series', id],
    queryFn: ({ signal }) => ask<SeriesAnswer>(`series/${segment(id)}`, {}, signal),
  });
  if (!data) return null;
  const patches = data.coverage.filter(({ number }) => number > 0);
  const open = data.points.filter(({ status }) => status === 'open').length;
  const reviewed = patches.filter(({ tags }) => tags.some(({ name, how }) => isReview(name) && how !== 'lost')).length;
  return (
    <div className={css['extra']}>
      {patches.length > 0 && patches.some(({ tags }) => tags.length > 0) && (
        <section>
          <h2 className="eyebrow">Reviewed</h2>
          <CoverageGrid coverage={patches} list={list} />
          <p className="small quiet">
            {reviewed} of {count(patches.length, 'patch', 'patches')} carry a review or an ack
          </p>
        </section>
      )}
      {data.points.length > 0 && (
        <section>
          <h2 className="eyebrow">Review points</h2>
          <p className="small quiet">
            <Link to={`${seriesPath(id)}#points`}>{count(data.points.length, 'point')}</Link> raised,{' '}
            {open === 0 ? 'none open' : `${open} still open`}
          </p>
        </section>
      )}
      {data.revisions.length > 1 && (
        <section>
          <h2 className="eyebrow">Revisions</h2>
          <ol className={css['revisions']}>
            {data.revisions.map((revision) => (
              <li key={revision.seriesId} aria-current={revision.seriesId === id ? 'true' : undefined}>
                <Link to={messagePath(list, revision.cover ?? revision.patches[0] ?? revision.seriesId)}>
                  {versionName(revision.version, revision.isRfc)}
                </Link>
                <span>
                  {shortDate(revision.date)}
                  {revision.title !== data.series.title && <small>{revision.title}</small>}
                </span>
                <span>{count(revision.total, 'patch', 'patches')}</span>
              </li>
            ))}
          </ol>
          <p className="small">
            <Link to={seriesPath(id)}>Compare revisions</Link>
          </p>
        </section>
      )}
    </div>
  );
}

/** Sentences that a card shows before it folds. */
const FEW = 5;
