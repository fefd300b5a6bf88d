import type { ShortlogEntry } from '../../data/records/patch.ts';
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
  const place = /(?:^|\s)((?:git|https?|ssh|file):\/\/\S+|[\w.-]+@?[\w.-]+:\S+|\/\S+)(?:\s+(\S+))?/.exec(
    `${lines[at]!.replace(/^.*repository at:?/i, '')} ${lines[next] ?? ''}`,
  );
  if (!place) return null;
  const commit = (form: RegExp) => form.exec(text)?.[1] ?? null;
  return {
    url: place[1]!,
    ref: place[2] ?? null,
    base: commit(/^The following changes since commit ([0-9a-f]{7,40})/im),
    head: commit(/^for you to fetch changes up to ([0-9a-f]{7,40})/im),
    shortlog: parseShortlog(lines, [next, lines.length]),
  };
}
