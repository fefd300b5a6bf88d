import type { Mailbox } from '../../../data/records/index.ts';

/** One entry of a MAINTAINERS file. */
export interface MaintainersEntry {
  title: string;
  maintainers: Mailbox[];
  reviewers: Mailbox[];
  lists: string[];
  /** Patterns of F: lines. */
  files: string[];
  status: string | null;
}

/**
 * Reads a MAINTAINERS file in the form of the Linux kernel: a title line, then lines `M:`, `R:`, `L:`, `S:`, `F:`. The
 * explanation at the top, which uses the same letters in a list, is left out. Never throws; unknown letters are skipped.
 */
export function parseMaintainers(text: string): MaintainersEntry[] {
  const entries: MaintainersEntry[] = [];
  let title: string | null = null;
  let open: MaintainersEntry | null = null;
  for (const raw of text.split('\n', MAX_LINES)) {
    const line = raw.replace(/\r$/, '');
    const field = /^([A-Z]):\s+(\S.*?)\s*$/.exec(line);
    if (field) {
      if (title === null) continue;
      if (open === null) {
        open = { title, maintainers: [], reviewers: [], lists: [], files: [], status: null };
        entries.push(open);
      }
      addField(open, field[1]!, field[2]!);
      continue;
    }
    open = null;
    title = /^[^\s.=-].*\S/.exec(line) && !/^[=-]{3,}/.test(line) ? line.trim() : null;
  }
  return entries.filter(
    (entry) => entry.maintainers.length + entry.reviewers.length + entry.lists.length + entry.files.length > 0,
  );
}

function addField(entry: MaintainersEntry, letter: string, value: string): void {
  if (letter === 'M' || letter === 'R') {
    const match = /^"?([^"<]*?)"?\s*<([^<>\s]+@[^<>\s]+)>/.exec(value) ?? /^()(\S+@\S+)$/.exec(value);
    if (match)
      entry[letter === 'M' ? 'maintainers' : 'reviewers'].push({
        name: match[1]!.trim(),
        email: match[2]!.toLowerCase(),
      });
  } else if (letter === 'L') entry.lists.push(value.split(/\s/)[0]!);
  else if (letter === 'F') entry.files.push(value);
  else if (letter === 'S') entry.status = value;
}

/** The kernel's file has 27,000 lines. */
const MAX_LINES = 500_000;
