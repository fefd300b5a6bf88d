import type { RepositoryCommit } from '../../data/records/index.ts';

/** What `git log --format` prints of one commit: fields between NULs, \x01 at the end. No commit message can hold a NUL. */
export const RECORD_FORMAT = ['%H', '%ct', '%an', '%ae', '%s', '%B'].join('%x00') + '%x01';
export const RECORD_END = '\u0001';

/** Reads one record, given as bytes of UTF-8, one a character. Null where it is broken. */
export function parseCommit(record: string): Omit<RepositoryCommit, 'patchId' | 'branch'> | null {
  const [commit, date, name, email, title, message] = Buffer.from(record, 'latin1').toString('utf8').split('\u0000');
  if (!commit || message === undefined) return null;
  return {
    commit,
    title: title ?? '',
    author: { name: name ?? '', email: email ?? '' },
    date: Number(date),
    linkIds: linkedIds(message),
    release: null,
  };
}

/**
 * Message-IDs of the mails from which a commit was made, as `Link:` and `Message-ID:` trailers name them: in angle brackets,
 * bare, or at the end of an archive's address. Each once.
 */
function linkedIds(message: string): string[] {
  const ids: string[] = [];
  for (const [, value = ''] of message.matchAll(/^(?:Link|Message-I[Dd]|Patchwork-Link):[ \t]*(\S[^\n]{0,500})$/gm)) {
    const id =
      /<([^<>\s]+@[^<>\s]+)>/.exec(value)?.[1] ??
      /\/([^/\s]+(?:@|%40)[^/\s#?]+)(?:\/[^\s@]*)?(?:[#?]\S*)?(?:\s|$)/.exec(value)?.[1] ??
      /^([^\s<>/]+@[^\s<>/]+)$/.exec(value)?.[1];
    if (id) ids.push(decode(id));
  }
  return [...new Set(ids)];
}

function decode(id: string): string {
  try {
    return decodeURIComponent(id);
  } catch {
    return id;
  }
}
