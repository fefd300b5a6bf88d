import { commentsOn, signalsOf } from '../../../data/read/patchwork/comments.ts';
import { listNumbered } from '../../../data/read/patchwork/list.ts';
import {
  loadNumbered,
  loadNumberedSeries,
  membersOf,
  outcomeOf,
  relatedOf,
  seriesRecordOf,
} from '../../../data/read/patchwork/patches.ts';
import { loadBytes, loadBytesByKey } from '../../../data/read/messages.ts';
import { loadPatchFacts, versionsNamedBy } from '../../../data/read/patches.ts';
import type { NumberedComment, NumberedPatch } from '../../../data/records/index.ts';
import { parseMail } from '../../../ingest/parse/mail.ts';
import type { Answer, Ask } from '../ask.ts';
import { readReport, type Report, worstOf } from '../checks.ts';
import type * as pw from '../contract.ts';
import { PwNotFound } from '../errors.ts';
import { filterOf, orderOf } from '../filters.ts';
import { pageAsked, pageLinks } from '../paging.ts';
import {
  headersOf,
  type PatchParts,
  presentCheck,
  presentCover,
  presentEmbeddedSeries,
  presentPatch,
  presentPatchDetail,
} from '../present.ts';

/** `patches/` */
export function patchesAnswer(ask: Ask): Answer {
  const { ids, links } = pageOf(ask, 'patch', 'id');
  return { json: presentPatches(loadNumbered(ask.archive, ids), ask), links };
}

/** `patches/N/` */
export function patchAnswer(ask: Ask, id: string): Answer {
  const patch = numbered(ask, id, false);
  const mail = loadBytesByKey(ask.archive, [patch.key]).get(patch.key)!;
  const part = loadPatchFacts(ask.archive, [patch.key]).get(patch.key)?.part;
  const [parts] = partsOf([patch], ask);
  return {
    json: presentPatchDetail(patch, parts!, { mail: parseMail(mail.bytes, { salvaged: mail.salvaged }), part }, ask),
  };
}

/** `covers/` */
export function coversAnswer(ask: Ask): Answer {
  const { ids, links } = pageOf(ask, 'cover', 'id');
  const covers = loadNumbered(ask.archive, ids);
  const series = seriesOf(covers, ask);
  return { json: covers.map((cover) => presentCover(cover, series.get(cover.series) ?? null, ask)), links };
}

/** `covers/N/` */
export function coverAnswer(ask: Ask, id: string): Answer {
  const cover = numbered(ask, id, true);
  const { bytes, salvaged } = loadBytesByKey(ask.archive, [cover.key]).get(cover.key)!;
  const mail = parseMail(bytes, { salvaged });
  const series = seriesOf([cover], ask).get(cover.series) ?? null;
  return { json: { ...presentCover(cover, series, ask), headers: headersOf(mail), content: mail.text } };
}

/** `patches/N/checks/` */
export function checksAnswer(ask: Ask, id: string): Answer {
  const patch = numbered(ask, id, false);
  const order = ask.query.get('order') ?? 'id';
  const context = ask.query.get('context');
  const state = ask.query.get('state');
  const user = ask.query.get('user');
  const found = (reportsOn([patch], ask).get(patch.id) ?? [])
    .map(({ comment, report }) => presentCheck(comment, report, patch, ask))
    .filter(
      (check) =>
        (context === null || check.context === context) &&
        (state === null || check.state === state) &&
        (user === null || user === String(check.user.id) || user === check.user.username),
    )
    .sort((a, b) =>
      order.includes('date') ? (a.date < b.date ? -1 : a.date > b.date ? 1 : a.id - b.id) : a.id - b.id,
    );
  if (order.startsWith('-')) found.reverse();
  const asked = pageAsked(ask.query);
  const links = pageLinks(ask.address, ask.query, asked, found.length);
  return { json: found.slice((asked.page - 1) * asked.size, asked.page * asked.size), links };
}

/** `patches/N/checks/M/` */
export function checkAnswer(ask: Ask, id: string, check: string): Answer {
  const patch = numbered(ask, id, false);
  const found = reportsOn([patch], ask)
    .get(patch.id)
    ?.find(({ comment }) => String(comment.id) === check);
  if (!found) throw new PwNotFound();
  return { json: presentCheck(found.comment, found.report, patch, ask) };
}

/** Patches as lists of them show them. */
export function presentPatches(patches: NumberedPatch[], ask: Ask): pw.PwPatch[] {
  const parts = partsOf(patches, ask);
  return patches.map((patch, n) => presentPatch(patch, parts[n]!, ask));
}

/** A patch (or cover letter) by its number. Throws not found. */
export function numbered({ archive }: Ask, id: string, isCover: boolean): NumberedPatch {
  const [patch] = loadNumbered(archive, [Number(id)]);
  if (patch?.isCover !== isCover) throw new PwNotFound();
  return patch;
}

/** Numbers of the page that is asked for, and its links. */
export function pageOf(ask: Ask, kind: 'patch' | 'cover' | 'series', usual: string): { ids: number[]; links: string } {
  const filter = filterOf(ask, kind);
  const asked = pageAsked(ask.query);
  const { ids, total } = filter
    ? listNumbered(ask.archive, filter, orderOf(ask.query, usual), (asked.page - 1) * asked.size, asked.size)
    : { ids: [], total: 0 };
  return { ids, links: pageLinks(ask.address, ask.query, asked, total) };
}

/** The series of some patches or covers, by its number. */
export function seriesOf(patches: readonly NumberedPatch[], ask: Ask): Map<number, pw.PwEmbeddedSeries> {
  const numbers = [...new Set(patches.map(({ series }) => series))];
  return new Map(
    loadNumberedSeries(ask.archive, numbers).map((series) => [
      series.id,
      presentEmbeddedSeries(series, seriesRecordOf(ask.archive, series), ask),
    ]),
  );
}

/** A report with the mail that makes it. */
export interface ReportMade {
  comment: NumberedComment;
  report: Report;
}

/** What programs reported on some patches, or on the cover letters of their series: a series is tested as a whole. */
export function reportsOn(patches: readonly NumberedPatch[], { archive }: Ask): Map<number, ReportMade[]> {
  const members = membersOf(archive, [...new Set(patches.map(({ series }) => series))]);
  const covers = loadNumbered(
    archive,
    [...members.values()].flatMap(([first]) => first ?? []),
  ).filter((one) => one.isCover);
  const comments = commentsOn(archive, [...patches, ...covers], true);
  const all = [...comments.values()].flat();
  if (all.length === 0) return new Map();
  const bytes = loadBytes(
    archive,
    all.map(({ message }) => message),
  );
  const threads = new Map(patches.map(({ thread }) => [thread, signalsOf(archive, thread)]));
  const reports = new Map<number, ReportMade[]>();
  for (const [on, made] of comments) {
    const thread = [...patches, ...covers].find(({ id }) => id === on)!.thread;
    reports.set(
      on,
      made.flatMap((comment) => {
        const raw = bytes.get(comment.message);
        const report = raw && readReport(parseMail(raw), threads.get(thread)?.get(comment.message) ?? []);
        return report ? [{ comment, report }] : [];
      }),
    );
  }
  const coverOf = new Map(covers.map(({ series, id }) => [series, id]));
  return new Map(
    patches.map(({ id, series }) => [
      id,
      [...(reports.get(id) ?? []), ...(reports.get(coverOf.get(series) ?? 0) ?? [])],
    ]),
  );
}

function partsOf(patches: NumberedPatch[], ask: Ask): PatchParts[] {
  const { archive } = ask;
  const series = seriesOf(patches, ask);
  const outcomes = patches.map((patch) => outcomeOf(archive, patch));
  const versionOf = versionsNamedBy(archive, [], outcomes);
  const reports = reportsOn(patches, ask);
  const related = relatedOf(archive, patches);
  const others = new Map(loadNumbered(archive, [...new Set([...related.values()].flat())]).map((one) => [one.id, one]));
  return patches.map((patch, n) => ({
    series: series.get(patch.series) ?? null,
    outcome: outcomes[n]!,
    versionOf,
    check: worstOf((reports.get(patch.id) ?? []).map(({ report }) => report.state)),
    related: (related.get(patch.id) ?? []).flatMap((id) => others.get(id) ?? []),
  }));
}
