import type { Message, Signal } from '../../../data/records/index.ts';
import type { OwnLine } from './own-words.ts';

/**
 * The titles that a pull request's shortlog lists under their authors, each a signal with its line: who asks for the pull has
 * them in their tree.
 */
export function readPulled(message: Message, own: readonly OwnLine[]): Signal[] {
  const found: Signal[] = [];
  let author: string | null = null;
  for (const { text, line } of own) {
    const head = AUTHOR.exec(text);
    if (head) {
      author = head[1]!.trim();
      continue;
    }
    const title = author === null ? null : TITLE.exec(text)?.[1]!.trim();
    if (title === undefined || title === null) {
      if (text.trim() !== '') author = null;
      continue;
    }
    if (found.length >= MOST_TITLES || /^Merge (?:branch|tag|remote)/.test(title)) continue;
    found.push({
      key: message.key,
      lines: [line, line + 1],
      text: `${author!}: ${title}`.slice(0, 400),
      by: message.from,
      signal: 'pull-request',
      says: 'pull',
      mode: 'done',
      aboutTitles: [title],
      author: author!,
    });
  }
  return found;
}

/** `Alice Example (3):` as git-shortlog(1) writes it. */
const AUTHOR = /^\s{0,2}(\S[^():]{1,80}) \(\d+\):\s*$/;
const TITLE = /^(?:\s{6}|\t)\s*(\S.{3,300})$/;
const MOST_TITLES = 300;
