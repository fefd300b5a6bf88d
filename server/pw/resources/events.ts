import { commentsOn } from '../../../data/read/patchwork/comments.ts';
import { type EventRecord, listEvents } from '../../../data/read/patchwork/events.ts';
import { loadNumbered, loadNumberedSeries, projectOf, seriesRecordOf } from '../../../data/read/patchwork/patches.ts';
import type { NumberedPatch } from '../../../data/records/index.ts';
import type { Answer, Ask } from '../ask.ts';
import type * as pw from '../contract.ts';
import { microAsked, numbersAsked, projectsAsked } from '../filters.ts';
import { pageAsked, pageLinks } from '../paging.ts';
import { presentCheck, presentEmbedded, presentEmbeddedSeries, presentPerson, presentProject } from '../present.ts';
import { slugOf } from '../states.ts';
import { naiveMicro } from '../times.ts';
import { reportsOn } from './patches.ts';

/** `events/`, newest first unless asked otherwise. */
export function eventsAnswer(ask: Ask): Answer {
  const { query } = ask;
  const projects = projectsAsked(ask);
  const since = microAsked(query, 'since');
  const before = microAsked(query, 'before');
  const subjects = ['patch', 'series', 'cover'].map((name) => numbersAsked(query, name, () => null));
  const asked = pageAsked(query);
  const isNone = projects === 'none' || since === 'none' || before === 'none' || subjects.includes('none');
  const named = subjects.flatMap((one) => (one === 'none' || one === null ? [] : one));
  const descending = (query.get('order') ?? '-date').startsWith('-');
  const { events, total } = isNone
    ? { events: [], total: 0 }
    : listEvents(
        ask.archive,
        {
          ...{ category: query.get('category') || null, projects, since, before },
          subjects: named.length > 0 ? named : null,
        },
        descending,
        (asked.page - 1) * asked.size,
        asked.size,
      );
  return { json: presentEvents(events, ask), links: pageLinks(ask.address, query, asked, total) };
}

/** Events with what they are about as it is now; one whose patch is gone has only its numbers. */
export function presentEvents(events: readonly EventRecord[], ask: Ask): pw.PwEvent[] {
  const { archive } = ask;
  const numbers = [...new Set(events.map(({ subject }) => subject))];
  const patches = new Map(loadNumbered(archive, numbers).map((one) => [one.id, one]));
  const series = new Map(loadNumberedSeries(archive, numbers).map((one) => [one.id, one]));
  return events.flatMap((event): pw.PwEvent[] => {
    const project = ask.projects.get(projectOf(event.subject));
    if (!project) return [];
    const whole = series.get(event.subject);
    const patch = patches.get(event.subject);
    const payload = event.category.startsWith('series-')
      ? { series: whole ? presentEmbeddedSeries(whole, seriesRecordOf(archive, whole), ask) : { id: event.subject } }
      : patch
        ? payloadOf(event, patch, ask)
        : { [event.category.startsWith('cover-') ? 'cover' : 'patch']: { id: event.subject } };
    return [
      {
        id: event.id,
        category: event.category,
        project: presentProject(project, ask),
        date: naiveMicro(event.time),
        actor: null,
        payload,
      },
    ];
  });
}

function payloadOf(
  { category, detail, before, after }: EventRecord,
  patch: NumberedPatch,
  ask: Ask,
): Record<string, unknown> {
  const about = { [patch.isCover ? 'cover' : 'patch']: presentEmbedded(patch, ask) };
  if (category === 'patch-state-changed')
    return { ...about, previous_state: slugOf(before ?? ''), current_state: slugOf(after ?? '') };
  if (detail === null) return about;
  if (category === 'check-created') {
    const made = reportsOn([patch], ask)
      .get(patch.id)
      ?.find(({ comment }) => comment.id === detail);
    return { ...about, check: made ? presentCheck(made.comment, made.report, patch, ask) : { id: detail } };
  }
  const comment = commentsOn(ask.archive, [patch])
    .get(patch.id)
    ?.find(({ id }) => id === detail);
  const { url } = presentEmbedded(patch, ask);
  return {
    ...about,
    comment: {
      id: detail,
      url: `${url}comments/${detail}/`,
      ...(comment && { msgid: `<${comment.messageId}>`, submitter: presentPerson(comment.submitter, ask) }),
    },
  };
}
