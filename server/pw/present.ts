import type {
  JudgedPatch,
  JudgedSeries,
  NumberedComment,
  NumberedPatch,
  NumberedSeries,
  ParsedMail,
  ProjectRecord,
  SubmitterRecord,
} from '../../data/records/index.ts';
import { diffText } from '../../ingest/parse/patch/diff-text.ts';
import { loreLink, type WebAddresses } from '../present/brief/links.ts';
import { headlineOfPatch, type VersionOf } from '../present/brief/outcome.ts';
import type { Report } from './checks.ts';
import type * as pw from './contract.ts';
import type { PwLinks } from './links.ts';
import { patchName, splitSubject } from './names.ts';
import { slugOf } from './states.ts';
import { naive } from './times.ts';

/** What every resource needs to name others. */
export interface Naming {
  to: PwLinks;
  projects: ReadonlyMap<number, ProjectRecord>;
  webAddresses: WebAddresses;
}

export function presentPerson({ number, name, email }: SubmitterRecord, { to }: Naming): pw.PwPerson {
  return { id: number, url: to.person(number), name: name || null, email };
}

/** Nobody has an account here: programs that report are users, so that their checks name somebody. */
export function presentUser({ number, name, email }: SubmitterRecord, { to }: Naming): pw.PwUser {
  return { id: number, url: to.user(number), username: name || email, first_name: name, last_name: '', email };
}

export function presentProject({ project, name, address, listId }: ProjectRecord, naming: Naming): pw.PwProject {
  const archive = (naming.webAddresses[name] ?? `https://lore.kernel.org/${name}`).replace(/\/+$/, '');
  return {
    id: project,
    url: naming.to.project(project),
    name,
    link_name: name,
    list_id: listId ?? name,
    list_email: address ?? '',
    web_url: '',
    scm_url: '',
    webscm_url: '',
    list_archive_url: `${archive}/`,
    list_archive_url_format: `${archive}/{}/`,
    commit_url_format: '',
    maintainers: [],
    subject_match: '',
  };
}

/** A patch or cover letter as other resources name it. */
export function presentEmbedded(patch: NumberedPatch, naming: Naming): pw.PwEmbedded {
  const { to } = naming;
  const list = listOf(patch.project, naming);
  return {
    id: patch.id,
    url: patch.isCover ? to.cover(patch.id) : to.patch(patch.id),
    web_url: patch.isCover ? to.coverPage(list, patch.messageId) : to.patchPage(list, patch.messageId),
    msgid: `<${patch.messageId}>`,
    list_archive_url: loreLink(patch.messageId, [list], naming.webAddresses),
    date: naive(patch.dateUsed),
    name: patchName(patch.subject, list),
    mbox: to.mbox(patch.isCover ? 'cover' : 'patch', patch.id),
  };
}

export function presentEmbeddedSeries(
  series: NumberedSeries,
  { record }: JudgedSeries,
  naming: Naming,
): pw.PwEmbeddedSeries {
  return {
    id: series.id,
    url: naming.to.series(series.id),
    web_url: naming.to.seriesPage(listOf(series.project, naming), series.id),
    date: naive(series.dateUsed),
    name: record.title || '(no subject)',
    version: Math.max(Math.trunc(record.version), 1),
    mbox: naming.to.mbox('series', series.id),
  };
}

/** What patches and cover letters have in common. */
function presentCommon(patch: NumberedPatch, series: pw.PwEmbeddedSeries | null, naming: Naming): pw.PwCover {
  const { url, ...brief } = presentEmbedded(patch, naming);
  return {
    ...brief,
    url,
    project: presentProject(naming.projects.get(patch.project)!, naming),
    submitter: presentPerson(patch.submitter, naming),
    series: series ? [series] : [],
    comments: `${url}comments/`,
  };
}

export { presentCommon as presentCover };

/** What a patch's resource is made of beside itself. */
export interface PatchParts {
  series: pw.PwEmbeddedSeries | null;
  outcome: JudgedPatch;
  versionOf: VersionOf;
  check: pw.PwCheckState;
  related: NumberedPatch[];
}

export function presentPatch(patch: NumberedPatch, parts: PatchParts, naming: Naming): pw.PwPatch {
  const common = presentCommon(patch, parts.series, naming);
  return {
    ...common,
    commit_ref: parts.outcome.outcome.commit,
    pull_url: null,
    state: slugOf(patch.state),
    archived: false,
    hash: patch.hash,
    delegate: null,
    check: parts.check,
    checks: `${common.url}checks/`,
    tags: {},
    related: parts.related.map((one) => presentEmbedded(one, naming)),
    lorescope: headlineOfPatch(parts.outcome, parts.versionOf),
  };
}

/** The whole of a patch: its headers, the words before the diff, the diff. `part` is the attachment that holds it. */
export function presentPatchDetail(
  patch: NumberedPatch,
  parts: PatchParts,
  { mail, part }: { mail: ParsedMail; part: number | undefined },
  naming: Naming,
): pw.PwPatchDetail {
  const diff = diffText(mail, part);
  const at = part === undefined ? mail.text.replaceAll('\r\n', '\n').indexOf(diff.slice(0, 200)) : -1;
  return {
    ...presentPatch(patch, parts, naming),
    headers: headersOf(mail),
    content: diff === '' || at < 0 ? mail.text : mail.text.replaceAll('\r\n', '\n').slice(0, at),
    diff,
    prefixes: splitSubject(patch.subject, listOf(patch.project, naming)).prefixes,
  };
}

export function presentSeries(
  series: NumberedSeries,
  judged: JudgedSeries,
  members: NumberedPatch[],
  previous: number[],
  naming: Naming,
): pw.PwSeries {
  const { record } = judged;
  const cover = members.find(({ isCover }) => isCover);
  const patches = members.filter(({ isCover }) => !isCover);
  const { id, url, web_url, date, name, version, mbox } = presentEmbeddedSeries(series, judged, naming);
  const received = new Set(patches.map(({ number }) => number)).size;
  return {
    ...{ id, url, web_url, name, date, version, mbox },
    project: presentProject(naming.projects.get(series.project)!, naming),
    submitter: presentPerson((cover ?? patches[0]!).submitter, naming),
    total: Math.max(record.total, received),
    received_total: received,
    received_all: received >= record.total,
    cover_letter: cover ? presentEmbedded(cover, naming) : null,
    patches: patches.map((one) => presentEmbedded(one, naming)),
    previous_series: previous.map((one) => naming.to.series(one)),
    dependencies: [],
    dependents: [],
  };
}

/** A reply. `on` is the patch or cover letter that it answers. */
export function presentComment(
  comment: NumberedComment,
  on: NumberedPatch,
  mail: ParsedMail,
  naming: Naming,
): pw.PwComment {
  const list = listOf(on.project, naming);
  const above = presentEmbedded(on, naming);
  return {
    id: comment.id,
    url: `${above.url}comments/${comment.id}/`,
    web_url: naming.to.patchPage(list, comment.messageId),
    msgid: `<${comment.messageId}>`,
    list_archive_url: loreLink(comment.messageId, [list], naming.webAddresses),
    date: naive(comment.dateUsed),
    subject: comment.subject,
    submitter: presentPerson(comment.submitter, naming),
    headers: headersOf(mail),
    content: mail.text,
    addressed: null,
  };
}

/** A program's report. `on` is the patch that it is shown under. */
export function presentCheck(comment: NumberedComment, report: Report, on: NumberedPatch, naming: Naming): pw.PwCheck {
  return {
    id: comment.id,
    url: `${naming.to.patch(on.id)}checks/${comment.id}/`,
    user: presentUser(comment.submitter, naming),
    date: naive(comment.dateUsed),
    state: report.state,
    target_url: report.targetUrl,
    context: report.context,
    description: report.description,
  };
}

/** Headers by name; those that come more than once as a list. */
export function headersOf({ headers }: ParsedMail): Record<string, string | string[]> {
  const found: Record<string, string | string[]> = Object.create(null) as Record<string, string | string[]>;
  for (const [name, value] of headers) {
    const known = found[name];
    found[name] = known === undefined ? value : [known, value].flat();
  }
  return found;
}

const listOf = (project: number, { projects }: Naming) => projects.get(project)?.name ?? 'all';
