import type { Headline } from '../records/index.ts';

/** A headline as a JSON array of its values: the names of the fields are two fifths of it, and every thread has one. */
export function packHeadline(headline: Headline): string {
  return JSON.stringify(FIELDS.map((field) => headline[field]));
}

/** The headline that {@link packHeadline} packed. */
export function unpackHeadline(packed: string): Headline {
  const values = JSON.parse(packed) as unknown[];
  return Object.fromEntries(FIELDS.map((field, n) => [field, values[n]])) as unknown as Headline;
}

/** Where a field stands, as a path of SQL's JSON functions. */
export const headlinePath = (field: keyof Headline) => `$[${FIELDS.indexOf(field)}]`;

/** Stored by place: another order needs a rebuild. */
const FIELDS = [
  'state',
  'counts',
  'title',
  'version',
  'isRfc',
  'patches',
  'reviewed',
  'sentence',
  'note',
  'by',
  'role',
  'date',
  'messageId',
  'lines',
  'basis',
  'turn',
  'supersededBy',
] as const satisfies readonly (keyof Headline)[];
// Refused by the compiler where a field of the record is missing above.
({}) as Record<Exclude<keyof Headline, (typeof FIELDS)[number]>, never> satisfies Record<never, never>;
