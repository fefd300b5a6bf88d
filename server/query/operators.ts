import type { RowsPlan, SearchColumn } from '../../data/records/index.ts';
import { PATCH_STATES, STATE_GROUPS } from '../../data/rules/states.ts';

/** One operator of the language: `name:value`. */
export interface Operator {
  name: string;
  /** What it asks, for people: "the subject has …". */
  meaning: string;
  /** An example value. */
  example: string;
  /** Text: in these columns. */
  columns?: readonly SearchColumn[];
  /** Words are looked up in their inflections too, as lore's index does for prose. */
  isProse?: boolean;
  /** Exact keys: several in a row are alternatives, as in lore. */
  isKey?: boolean;
  /** Blob ids and the like: the beginning is enough from so many characters on. */
  prefixFrom?: number;
  /** Known by analysis. */
  rows?: RowsPlan['what'];
  /** Everything else is compiled by name. */
  special?: 'date' | 'received' | 'kind' | 'mark' | 'said' | 'state' | 'waiting' | 'version';
  /** The values that it takes, where there are few. */
  values?: readonly string[];
}

/** Parts of a diff. */
const DIFF: readonly SearchColumn[] = ['file', 'removed', 'added', 'heading', 'context', 'pre', 'post'];
/** What is not quoted: lore counts the lines of a message's own diff among them. */
const UNQUOTED: readonly SearchColumn[] = ['own', 'other', ...DIFF];
const BODY: readonly SearchColumn[] = [...UNQUOTED, 'quoted'];

/** Where a word without an operator is looked for; lore's choice: not in To and Cc. */
export const EVERYWHERE: readonly SearchColumn[] = ['msgid', 'subject', 'sender', 'attachment', ...BODY];

/** In the order in which they are suggested. */
export const OPERATORS: readonly Operator[] = [
  { name: 's', meaning: 'the subject has', example: 'hmm', columns: ['subject'], isProse: true },
  { name: 'f', meaning: 'the sender has', example: 'alice', columns: ['sender'] },
  { name: 'd', meaning: 'dated', example: '2.weeks.ago..', special: 'date' },
  { name: 'l', meaning: 'on list', example: 'linux-mm', rows: 'list' },
  { name: 'b', meaning: 'the text has', example: '"use after free"', columns: BODY, isProse: true },
  { name: 'nq', meaning: 'what is not quoted has', example: '"looks good"', columns: UNQUOTED, isProse: true },
  { name: 'q', meaning: 'quoted words have', example: 'leak', columns: ['quoted'], isProse: true },
  { name: 'bs', meaning: 'subject or text has', example: 'leak', columns: ['subject', ...BODY], isProse: true },
  { name: 't', meaning: 'To has', example: 'bob@example.org', columns: ['recipients'] },
  { name: 'c', meaning: 'Cc has', example: 'bob@example.org', columns: ['copied'] },
  { name: 'tc', meaning: 'To or Cc has', example: 'bob', columns: ['recipients', 'copied'] },
  { name: 'a', meaning: 'sender, To or Cc has', example: 'bob', columns: ['sender', 'recipients', 'copied'] },
  { name: 'tcf', meaning: 'sender, To or Cc has', example: 'bob', columns: ['sender', 'recipients', 'copied'] },
  { name: 'n', meaning: 'the name of an attachment has', example: 'dmesg', columns: ['attachment'] },
  { name: 'dfn', meaning: 'the diff touches a file named', example: 'mm/hmm.c', columns: ['file'] },
  { name: 'dfa', meaning: 'the diff removes', example: 'kmalloc', columns: ['removed'], isProse: true },
  { name: 'dfb', meaning: 'the diff adds', example: 'kvmalloc', columns: ['added'], isProse: true },
  { name: 'dfhh', meaning: 'a hunk stands within', example: 'hmm_range_fault', columns: ['heading'], isProse: true },
  { name: 'dfctx', meaning: 'lines around a change have', example: 'mutex_lock', columns: ['context'], isProse: true },
  {
    name: 'dfpre',
    meaning: 'the diff starts from blob',
    example: '1da177e4c3f4',
    columns: ['pre'],
    prefixFrom: 7,
    isKey: true,
  },
  {
    name: 'dfpost',
    meaning: 'the diff leads to blob',
    example: '1da177e4c3f4',
    columns: ['post'],
    prefixFrom: 7,
    isKey: true,
  },
  {
    name: 'dfblob',
    meaning: 'the diff names blob',
    example: '1da177e4c3f4',
    columns: ['pre', 'post'],
    prefixFrom: 7,
    isKey: true,
  },
  { name: 'patchid', meaning: 'git patch-id is', example: '4ec1…', special: 'mark', isKey: true },
  { name: 'changeid', meaning: 'Change-Id is', example: '20260105-tide-v1-0-0a1b', special: 'mark', isKey: true },
  { name: 'forpatchid', meaning: 'X-For-Patch-ID is', example: '4ec1…', special: 'mark', isKey: true },
  { name: 'm', meaning: 'the Message-ID has', example: 'CAPcyv', columns: ['msgid'], prefixFrom: 3 },
  { name: 'mid', meaning: 'the Message-ID is', example: '20260105.1@example.org', rows: 'message', isKey: true },
  { name: 'lid', meaning: 'on the list with List-Id', example: 'linux-mm.kvack.org', rows: 'list', isKey: true },
  { name: 'references', meaning: 'refers to', example: '20260105.1@example.org', rows: 'references', isKey: true },
  { name: 'dt', meaning: 'dated', example: '20260105100000..', special: 'date' },
  { name: 'rt', meaning: 'received', example: 'last.week..', special: 'received' },
  {
    name: 'state',
    meaning: 'a patch that is',
    example: 'accepted',
    special: 'state',
    values: [...PATCH_STATES, ...Object.keys(STATE_GROUPS)],
  },
  { name: 'by', meaning: 'a patch decided by', example: 'alice', rows: 'decided-by' },
  {
    name: 'said',
    meaning: 'newly written words have',
    example: '"will apply"',
    columns: ['own'],
    isProse: true,
    special: 'said',
  },
  { name: 'person', meaning: 'written by', example: 'alice', rows: 'person' },
  { name: 'version', meaning: 'a patch of version', example: '>1', special: 'version' },
  { name: 'series', meaning: 'a patch of the series', example: '"compound page maps"', rows: 'series' },
  {
    name: 'is',
    meaning: 'is',
    example: 'unanswered',
    special: 'kind',
    values: ['patch', 'cover', 'reply', 'pull', 'unanswered', 'newest', 'first', 'rfc', 'resend', 'bot', 'salvaged'],
  },
  { name: 'has', meaning: 'has', example: 'diff', special: 'kind', values: ['diff', 'attachment', 'review', 'reply'] },
  {
    name: 'waiting',
    meaning: 'a patch that waits',
    example: '>14d',
    special: 'waiting',
    values: ['>14d', 'author', 'reviewer', 'maintainer'],
  },
  { name: 'thread', meaning: 'in the thread of', example: '20260105.1@example.org', rows: 'thread', isKey: true },
];

/** The operator of a name, undefined where there is none. */
export function findOperator(name: string): Operator | undefined {
  return BY_NAME.get(name);
}

const BY_NAME = new Map(OPERATORS.map((operator) => [operator.name, operator]));
