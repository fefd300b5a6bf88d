import type { CommitMatch, Mailbox, RepositoryCommit } from '../../../../data/records/index.ts';
import { titleKey } from '../../../parse/patch/subject.ts';
import { samePerson } from '../../../../data/rules/person.ts';

/** A posted patch as commits are matched against it. */
export interface PostedPatch {
  key: string;
  messageId?: string;
  title: string;
  author: Mailbox | null;
  patchId: string | null;
  /** Unix seconds. */
  date: number;
}

/**
 * Finds the commit in which each patch landed: the commit whose `Link:` or `Message-ID:` trailer names the mail, else the one
 * with the same `git patch-id --stable`, else one of the same title and author within a year after the posting. Of several
 * versions with one title, the newest before the commit is the one that landed, unless another one matched exactly. One
 * match a patch, sorted by key. Pure; no repository is read here.
 */
export function matchCommits(patches: readonly PostedPatch[], commits: readonly RepositoryCommit[]): CommitMatch[] {
  const byLink = new Map<string, RepositoryCommit[]>();
  const byPatchId = new Map<string, RepositoryCommit[]>();
  const byTitle = new Map<string, RepositoryCommit[]>();
  // What the default branch holds comes before what another branch tries out.
  const inOrder = [...commits].sort(
    (a, b) =>
      Number(a.branch !== null) - Number(b.branch !== null) || a.date - b.date || (a.commit < b.commit ? -1 : 1),
  );
  for (const commit of inOrder) {
    for (const id of commit.linkIds) push(byLink, id, commit);
    if (commit.patchId !== null) push(byPatchId, commit.patchId, commit);
    push(byTitle, titleKey(commit.title), commit);
  }
  const found = new Map<string, CommitMatch>();
  const linked = new Set<string>();
  const exact = new Set<string>();
  for (const patch of patches) {
    const link = (byLink.get(patch.messageId ?? patch.key) ?? []).find(
      (commit) =>
        titleKey(commit.title) === titleKey(patch.title) ||
        // A link may lead to a talk or to another patch; one by the same author that stands alone names where it came from.
        (commit.linkIds.length === 1 && (patch.author === null || samePerson(patch.author, commit.author))) ||
        commit.patchId === patch.patchId,
    );
    if (link) {
      found.set(patch.key, { key: patch.key, commit: link, by: 'link', confidence: 0.99 });
      linked.add(link.commit);
      exact.add(link.commit);
    }
  }
  // A commit that names a mail landed from that mail, not from another version with the same diff.
  const unlinked = patches.filter((patch) => !found.has(patch.key));
  for (const [commit, posted] of newestBefore(unlinked, (patch) =>
    patch.patchId === null ? [] : (byPatchId.get(patch.patchId) ?? []),
  )) {
    if (linked.has(commit.commit)) continue;
    found.set(posted.key, { key: posted.key, commit, by: 'patch-id', confidence: 0.98 });
    exact.add(commit.commit);
  }
  // What was pushed first and posted then.
  for (const patch of [...unlinked].sort((a, b) => a.date - b.date || (a.key < b.key ? -1 : 1))) {
    if (found.has(patch.key) || patch.patchId === null) continue;
    const early = (byPatchId.get(patch.patchId) ?? []).find(
      ({ commit, date }) => !exact.has(commit) && date < patch.date && date > patch.date - PUSHED_BEFORE,
    );
    if (!early) continue;
    found.set(patch.key, { key: patch.key, commit: early, by: 'patch-id', confidence: 0.9 });
    exact.add(early.commit);
  }
  const rest = unlinked.filter((patch) => !found.has(patch.key));
  const fits = (patch: PostedPatch) =>
    (byTitle.get(titleKey(patch.title)) ?? []).filter(
      (commit) =>
        !exact.has(commit.commit) &&
        commit.date <= patch.date + YEAR &&
        (patch.author === null || samePerson(patch.author, commit.author)),
    );
  for (const [commit, posted] of newestBefore(rest, fits)) {
    found.set(posted.key, { key: posted.key, commit, by: 'title-and-author', confidence: 0.9 });
  }
  return [...found.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
}

/** For each commit the newest patch posted before it, of those for which `fits` gives it; the first commit for each patch. */
function newestBefore(
  patches: readonly PostedPatch[],
  fits: (patch: PostedPatch) => RepositoryCommit[],
): [RepositoryCommit, PostedPatch][] {
  const best = new Map<string, [RepositoryCommit, PostedPatch]>();
  for (const patch of patches) {
    for (const commit of fits(patch)) {
      if (patch.date > commit.date + CLOCK_SLACK) continue;
      const known = best.get(commit.commit);
      if (!known || patch.date > known[1].date || (patch.date === known[1].date && patch.key > known[1].key))
        best.set(commit.commit, [commit, patch]);
      break;
    }
  }
  return [...best.values()];
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

const YEAR = 366 * 86400;
/** The same change, committed so long before it was posted: a pull request stood elsewhere, or it is posted for the record. */
const PUSHED_BEFORE = 60 * 86400;
/** Clocks of senders run fast now and then. */
const CLOCK_SLACK = 2 * 86400;
