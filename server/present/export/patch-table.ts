import type { StoredPatch } from '../../../data/records/index.ts';
import { instantOrNull } from '../brief/time.ts';

/** One patch of a list with what became of it, as a row of a table. */
export interface PatchTableRow {
  messageId: string;
  threadId: string;
  seriesId: string;
  workId: string;
  date: string | null;
  author: string;
  email: string;
  title: string;
  version: number;
  number: number;
  total: number;
  newest: boolean;
  state: string;
  basis: string;
  since: string | null;
  /** The deciding sentence, who said it and where. */
  sentence: string;
  by: string;
  evidence: string;
  tree: string;
  commit: string;
  supersededBy: string;
}

export function patchTableRow({ record, outcome, threadId, newest }: StoredPatch): PatchTableRow {
  const change = outcome.history.findLast(({ state }) => state === outcome.state);
  const evidence = change?.evidence.at(-1);
  return {
    messageId: record.messageId,
    threadId,
    seriesId: record.seriesId,
    workId: record.workId,
    date: record.ghost ? null : instantOrNull(record.dateUsed),
    author: record.author?.name ?? '',
    email: record.author?.email ?? '',
    title: record.title,
    version: record.version,
    number: record.number,
    total: record.total,
    newest,
    state: outcome.state,
    basis: outcome.basis,
    since: instantOrNull(change?.date ?? null),
    sentence: evidence?.text ?? '',
    by: evidence ? evidence.by.name || evidence.by.email : '',
    evidence: evidence?.messageId ?? '',
    tree: evidence?.tree ?? '',
    commit: outcome.commit ?? '',
    supersededBy: outcome.supersededBy.join(' '),
  };
}

/** Column names as a line of CSV (RFC 4180). */
export const PATCH_TABLE_COLUMNS: readonly (keyof PatchTableRow)[] = [
  'messageId',
  'threadId',
  'seriesId',
  'workId',
  'date',
  'author',
  'email',
  'title',
  'version',
  'number',
  'total',
  'newest',
  'state',
  'basis',
  'since',
  'sentence',
  'by',
  'evidence',
  'tree',
  'commit',
  'supersededBy',
];

/** A row as a line of CSV. What a spreadsheet would run as a formula is kept from it by an apostrophe. */
export function csvLine(values: readonly (string | number | boolean | null)[]): string {
  return `${values.map(csvField).join(',')}\r\n`;
}

function csvField(value: string | number | boolean | null): string {
  if (typeof value !== 'string') return value === null ? '' : String(value);
  const safe = /^[=+@\t\r-]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
