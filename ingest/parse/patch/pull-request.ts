import type { ShortlogEntry } from '../../../data/records/patch.ts';
import { parseShortlog } from './cover-letter.ts';

/** What git-request-pull(1) writes. Commits as written there; null where a part is missing. */
export interface PullRequest {
  url: string;
  ref: string | null;
  base: string | null;
  head: string | null;
  /** What is asked for, titles by author. */
  shortlog: ShortlogEntry[];
}

/** Reads a pull request out of a text; null where none stands in it unquoted. */
export function parsePullRequest(text: string): PullRequest | null {
  if (!text.includes('vailable in the')) return null;
  const lines = text.split('\n');
  const at = lines.findIndex(
    (line) => /^(are |is )?available in the git repository at:?/i.test(line.trim()) && !line.startsWith('>'),
  );
  if (at < 0) return null;
  let next = at + 1;
  while (next < lines.length && next <= at + 3 && lines[next]!.trim() === '') next += 1;
  const said = `${lines[at]!.slice(0, LONGEST_LINE)} ${(lines[next] ?? '').slice(0, LONGEST_LINE)}`;
  const words = said
    .replace(/^.*repository at:?/i, '')
    .split(/\s+/)
    .filter((word) => word !== '');
  const place = words.findIndex((word) => /^((git|https?|ssh|file):\/\/|\/)\S|^[\w.@-]{1,100}:\S/.test(word));
  if (place < 0) return null;
  const commit = (form: RegExp) => form.exec(text)?.[1] ?? null;
  return {
    url: words[place]!,
    ref: words[place + 1] ?? null,
    base: commit(/^The following changes since commit ([0-9a-f]{7,40})/im),
    head: commit(/^for you to fetch changes up to ([0-9a-f]{7,40})/im),
    shortlog: parseShortlog(lines, [next, lines.length]),
  };
}

/** No address of a repository is longer. */
const LONGEST_LINE = 500;
