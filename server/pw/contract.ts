import { type Static, type TSchema, Type } from 'typebox';
import { Headline } from '../contract/index.ts';

/** Patchwork's REST resources as its clients read them (1.0 to 1.3), each answered with the fields of the newest version. */

const Nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);
/** UTC without a zone: clients reckon with naive clocks. */
const Naive = Type.String({ pattern: String.raw`^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{6})?$` });
const Url = Type.String({ pattern: '^https?://' });
const MessageId = Type.String({ pattern: '^<[^<>]+>$' });
const closed = { additionalProperties: false } as const;

export const PwPerson = Type.Object(
  { id: Type.Integer(), url: Url, name: Nullable(Type.String()), email: Type.String() },
  closed,
);
export type PwPerson = Static<typeof PwPerson>;

export const PwUser = Type.Object(
  {
    ...{ id: Type.Integer(), url: Url, username: Type.String(), first_name: Type.String(), last_name: Type.String() },
    email: Type.String(),
  },
  closed,
);
export type PwUser = Static<typeof PwUser>;

export const PwProject = Type.Object(
  {
    ...{ id: Type.Integer(), url: Url, name: Type.String(), link_name: Type.String(), list_id: Type.String() },
    ...{ list_email: Type.String(), web_url: Type.String(), scm_url: Type.String(), webscm_url: Type.String() },
    ...{ list_archive_url: Type.String(), list_archive_url_format: Type.String(), commit_url_format: Type.String() },
    ...{ maintainers: Type.Array(PwUser), subject_match: Type.String() },
  },
  closed,
);
export type PwProject = Static<typeof PwProject>;

const embedded = {
  ...{ id: Type.Integer(), url: Url, web_url: Url, msgid: MessageId, list_archive_url: Nullable(Url), date: Naive },
  ...{ name: Type.String({ minLength: 1 }), mbox: Url },
};
/** A patch or cover letter inside another resource. */
export const PwEmbedded = Type.Object(embedded, closed);
export type PwEmbedded = Static<typeof PwEmbedded>;

export const PwEmbeddedSeries = Type.Object(
  {
    ...{ id: Type.Integer(), url: Url, web_url: Url, date: Naive, name: Type.String({ minLength: 1 }) },
    ...{ version: Type.Integer(), mbox: Url },
  },
  closed,
);
export type PwEmbeddedSeries = Static<typeof PwEmbeddedSeries>;

export const PwCheckState = Type.Union([
  Type.Literal('pending'),
  Type.Literal('success'),
  Type.Literal('warning'),
  Type.Literal('fail'),
]);
export type PwCheckState = Static<typeof PwCheckState>;

const common = {
  ...embedded,
  ...{ project: PwProject, submitter: PwPerson, series: Type.Array(PwEmbeddedSeries), comments: Url },
};
const patch = {
  ...common,
  ...{ commit_ref: Nullable(Type.String()), pull_url: Nullable(Url), state: Type.String(), archived: Type.Boolean() },
  ...{ hash: Nullable(Type.String()), delegate: Nullable(PwUser), check: PwCheckState, checks: Url },
  tags: Type.Record(Type.String(), Type.Integer()),
  related: Type.Array(PwEmbedded),
  /** What Lorescope knows beside: the outcome with its evidence. */
  lorescope: Headline,
};
const whole = {
  headers: Type.Record(Type.String(), Type.Union([Type.String(), Type.Array(Type.String())])),
  content: Type.String(),
};
export const PwPatch = Type.Object(patch, closed);
export type PwPatch = Static<typeof PwPatch>;
export const PwPatchDetail = Type.Object(
  { ...patch, ...whole, diff: Type.String(), prefixes: Type.Array(Type.String()) },
  closed,
);
export type PwPatchDetail = Static<typeof PwPatchDetail>;
export const PwCover = Type.Object(common, closed);
export type PwCover = Static<typeof PwCover>;
export const PwCoverDetail = Type.Object({ ...common, ...whole }, closed);
export type PwCoverDetail = Static<typeof PwCoverDetail>;

export const PwSeries = Type.Object(
  {
    ...{
      id: Type.Integer(),
      url: Url,
      web_url: Url,
      project: PwProject,
      name: Type.String({ minLength: 1 }),
      date: Naive,
    },
    ...{ submitter: PwPerson, version: Type.Integer(), total: Type.Integer(), received_total: Type.Integer() },
    ...{ received_all: Type.Boolean(), mbox: Url, cover_letter: Nullable(PwEmbedded), patches: Type.Array(PwEmbedded) },
    ...{ previous_series: Type.Array(Url), dependencies: Type.Array(Url), dependents: Type.Array(Url) },
  },
  closed,
);
export type PwSeries = Static<typeof PwSeries>;

export const PwComment = Type.Object(
  {
    ...{ id: Type.Integer(), url: Url, web_url: Url, msgid: MessageId, list_archive_url: Nullable(Url), date: Naive },
    ...{ subject: Type.String(), submitter: PwPerson, ...whole, addressed: Type.Null() },
  },
  closed,
);
export type PwComment = Static<typeof PwComment>;

export const PwCheck = Type.Object(
  {
    ...{ id: Type.Integer(), url: Url, user: PwUser, date: Naive, state: PwCheckState, target_url: Nullable(Url) },
    ...{ context: Type.String({ pattern: String.raw`^[-\w]+$` }), description: Nullable(Type.String()) },
  },
  closed,
);
export type PwCheck = Static<typeof PwCheck>;

export const PwEvent = Type.Object(
  {
    ...{ id: Type.Integer(), category: Type.String(), project: PwProject, date: Naive, actor: Type.Null() },
    payload: Type.Record(Type.String(), Type.Unknown()),
  },
  closed,
);
export type PwEvent = Static<typeof PwEvent>;

/** Everything that can't be answered. */
export const PwError = Type.Object({ detail: Type.String() }, closed);
