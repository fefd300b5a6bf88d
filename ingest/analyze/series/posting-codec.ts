import { packHashes, unpackHashes } from '../../parse/bytes/line-hash.ts';
import type { PostingLink } from './linking.ts';
import type { Posting } from './postings.ts';
import type { RecordedLink } from './revisions.ts';

/** A posting as the ledger stores it: JSON of its values in order, hashes packed. */
export function writePosting(posting: Posting): string {
  const flags = FLAGS.reduce((sum, name, n) => sum + (posting[name] ? 1 << n : 0), 0);
  const hashes = HASHES.map((name) => packHashes(posting[name], posting[name].length));
  return JSON.stringify([...FIELDS.map((name) => posting[name]), flags, ...hashes]);
}

/** The posting that {@link writePosting} wrote. */
export function readPosting(text: string): Posting {
  const values = JSON.parse(text) as unknown[];
  const flags = values[FIELDS.length] as number;
  return Object.fromEntries([
    ...FIELDS.map((name, n) => [name, values[n]] as const),
    ...FLAGS.map((name, n) => [name, (flags & (1 << n)) !== 0] as const),
    ...HASHES.map((name, n) => [name, unpackHashes(values[FIELDS.length + 1 + n] as string)] as const),
  ]) as unknown as Posting;
}

const FIELDS = [
  ...(['key', 'messageId', 'threadId', 'parent', 'dateUsed', 'sender', 'from', 'author', 'title', 'titleKey'] as const),
  ...(['version', 'number', 'total', 'files', 'patchId', 'changeId', 'formerTitle', 'linked'] as const),
];
const FLAGS = [...(['ghost', 'versionWritten', 'isCover', 'isRfc', 'isResend', 'isBackport', 'isPull'] as const)];
const HASHES = ['added', 'removed', 'words'] as const;

/** Links of a posting as they are stored. */
export function writeLinks(links: readonly PostingLink[]): string {
  return JSON.stringify(
    links.map(recordLink).map(({ to, kind, reason, confidence }) => [to.key, kind, reason, confidence]),
  );
}

/** What {@link writeLinks} wrote; `find` knows postings by key, and a link to one that it doesn't know is left out. */
export function readLinks(text: string, find: (key: string) => Posting | undefined): RecordedLink[] {
  const rows = JSON.parse(text) as [string, RecordedLink['kind'], string, number][];
  return rows.flatMap(([key, kind, reason, confidence]) => {
    const to = find(key);
    return to ? [{ to, kind, reason, confidence }] : [];
  });
}

/** Keys of the postings to which stored links lead. */
export function linkedKeys(text: string | null): string[] {
  return text === null ? [] : (JSON.parse(text) as [string][]).map(([key]) => key);
}

/** A link as records tell it. */
export function recordLink({ to, verdict, same }: PostingLink): RecordedLink {
  return {
    to,
    kind: same ? 'same' : verdict.bond === 'successor' ? 'successor' : 'part',
    reason: verdict.reason,
    confidence: verdict.bond !== 'same' ? 0.6 : verdict.isSure ? 0.97 : 0.85,
  };
}
