import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';
import type { Judged } from '../records/index.ts';

/**
 * Writes what a series came to as JSON of short rows: each record that is known here as its shape's number and its values, a
 * fifth less to pack and to read than with the names of its fields. A record with other fields keeps their names.
 */
export function writeJudged(judged: Judged): string {
  return JSON.stringify(toRow(judged));
}

/** Packs what {@link writeJudged} wrote. */
export function packJudged(text: string): Buffer {
  return brotliCompressSync(text, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 2, [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT },
  });
}

/**
 * What {@link packJudged} packed. Throws where the stored value is damaged. Its parts are made when they are asked for: an answer about a
 * patch needs no record of its series.
 */
export function unpackJudged(packed: Buffer): Judged {
  const row = JSON.parse(brotliDecompressSync(packed).toString()) as unknown;
  if (!Array.isArray(row) || row[0] !== WHOLE) return toRecord(row) as Judged;
  let series: Judged['series'] | undefined;
  let patches: Judged['patches'] | undefined;
  return {
    get series() {
      return (series ??= toRecord(row[1]) as Judged['series']);
    },
    get patches() {
      return (patches ??= toRecord(row[2]) as Judged['patches']);
    },
  };
}

function toRow(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    const row: unknown[] = [LIST];
    for (const one of value) row.push(toRow(one));
    return row;
  }
  const record = value as Record<string, unknown>;
  const names = Object.keys(record);
  const shape = shapeOf(names);
  if (shape < 0) {
    const plain: Record<string, unknown> = {};
    for (const name of names) plain[name] = toRow(record[name]);
    return plain;
  }
  const row: unknown[] = [shape];
  for (const name of names) row.push(toRow(record[name]));
  return row;
}

function toRecord(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const record: Record<string, unknown> = {};
  if (!Array.isArray(value)) {
    for (const [name, one] of Object.entries(value)) record[name] = toRecord(one);
    return record;
  }
  const row = value as unknown[];
  if (row[0] === LIST) {
    const list: unknown[] = [];
    for (let n = 1; n < row.length; n += 1) list.push(toRecord(row[n]));
    return list;
  }
  const names = SHAPES[row[0] as number]!;
  for (let n = 0; n < names.length; n += 1) record[names[n]!] = toRecord(row[n + 1]);
  return record;
}

/** The number of the shape with exactly these fields in this order, else -1. */
function shapeOf(names: readonly string[]): number {
  for (const shape of BY_FIRST.get(names[0] ?? '') ?? []) {
    const known = SHAPES[shape]!;
    if (known.length === names.length && known.every((name, n) => name === names[n])) return shape;
  }
  return -1;
}

/** Stored by place: append, never reorder. The first stands for lists. */
const SHAPES: readonly (readonly string[])[] = [
  '',
  'series patches',
  'record outcome',
  'name email',
  'state date confidence evidence',
  'messageId lines text by role signal mode where tree answers',
  'lines text messageId by role signal mode where tree answers',
  'lines text signal messageId by role mode where tree answers',
  'messageId lines',
  'whose who since why',
  'to kind reason confidence',
  'key messageId threadId seriesId workId version number total isCover isResend isRfc isPull isBackport ghost title author from dateUsed files patchId supersededBy links',
  'key state basis confidence landedProbability likely supersededBy commit commitBasis turn conflicts history',
  'seriesId threadId workIds version cover patches total missing title from dateUsed isRfc isResend rerollOf previous supersededBy',
  'seriesId state counts supersededBy history',
  'key state basis confidence landedProbability likely supersededBy commit commitBasis turn lastWord conflicts history',
  'seriesId state counts supersededBy lastWord history',
  'messageId lines by says standing',
].map((names) => names.split(' '));
const LIST = 0;
const WHOLE = 1;
const BY_FIRST = new Map<string, number[]>();
for (const [shape, [first]] of SHAPES.entries())
  if (shape !== LIST) BY_FIRST.set(first!, [...(BY_FIRST.get(first!) ?? []), shape]);
