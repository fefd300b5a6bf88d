import { type Archive, bumpVersion } from '../database.ts';
import type { RepositoryCommit } from '../records/index.ts';
import { saveSourceState } from './mails.ts';

/** Stores commits of a code repository, anew where they are known; returns how many were new. */
export function storeCommits(archive: Archive, sourceId: number, commits: RepositoryCommit[]): number {
  return archive.write(() => {
    const known = archive.prepare<{ branch: string | null }>(
      'SELECT branch FROM repository_commit WHERE hash = ? AND source_id = ?',
    );
    const insert = archive.prepare(
      `INSERT INTO repository_commit
           (hash, source_id, title, author_name, author_email, date, patch_id, link_ids, branch, release)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (hash, source_id) DO UPDATE SET branch = excluded.branch`,
    );
    let stored = 0;
    let changed = false;
    for (const { commit, title, author, date, patchId, linkIds, branch, release } of commits) {
      const before = known.get(commit, sourceId);
      if (before?.branch === branch) continue;
      changed = true;
      if (!before) stored += 1;
      insert.run(
        ...[commit, sourceId, title, author.name, author.email, date, patchId],
        ...[JSON.stringify(linkIds), branch, release],
      );
    }
    if (changed) bumpVersion(archive);
    return stored;
  });
}

/** Takes out commits that a repository no longer holds; `all` of it before it is read anew. */
export function removeCommits(archive: Archive, sourceId: number, commits: readonly string[] | 'all'): void {
  archive.write(() => {
    const all = archive.prepare('DELETE FROM repository_commit WHERE source_id = ?');
    const one = archive.prepare('DELETE FROM repository_commit WHERE source_id = ? AND hash = ?');
    let removed = 0;
    if (commits === 'all') removed = all.run(sourceId).changes;
    else for (const commit of commits) removed += one.run(sourceId, commit).changes;
    if (removed > 0) bumpVersion(archive);
  });
}

/** Notes how far a repository was read. */
export function saveRepositoryState(archive: Archive, sourceId: number, state: unknown): void {
  archive.write(() => saveSourceState(archive, sourceId, state));
}

/** Commits of a repository of which no release is known yet. */
export function unreleasedCommits(archive: Archive, sourceId: number): string[] {
  return archive
    .prepare<{ hash: string }>('SELECT hash FROM repository_commit WHERE source_id = ? AND release IS NULL')
    .all(sourceId)
    .map((row) => row.hash);
}

/** Notes the first release of commits of a repository. */
export function storeReleases(archive: Archive, sourceId: number, releases: Map<string, string>): void {
  if (releases.size > 0) {
    archive.write(() => {
      const update = archive.prepare('UPDATE repository_commit SET release = ? WHERE hash = ? AND source_id = ?');
      for (const [commit, release] of releases) update.run(release, commit, sourceId);
      bumpVersion(archive);
    });
  }
}

/**
 * All commits of all repositories that were read, by date and hash. One that several hold stands once, as the repository sees it
 * in which it came furthest: into a release, into the default branch.
 */
export function loadCommits(archive: Archive): RepositoryCommit[] {
  const rows = archive
    .prepare<{
      hash: string;
      title: string;
      author_name: string;
      author_email: string;
      date: number;
      patch_id: string | null;
      link_ids: string;
      branch: string | null;
      release: string | null;
    }>(
      `SELECT hash, title, author_name, author_email, date, min(patch_id) AS patch_id, min(link_ids) AS link_ids,
         CASE WHEN count(branch) = count(*) THEN min(branch) END AS branch, min(release) AS release
       FROM repository_commit GROUP BY hash ORDER BY date, hash`,
    )
    .all();
  return rows.map((row) => ({
    commit: row.hash,
    title: row.title,
    author: { name: row.author_name, email: row.author_email },
    date: row.date,
    patchId: row.patch_id,
    linkIds: JSON.parse(row.link_ids) as string[],
    branch: row.release === null ? row.branch : null,
    release: row.release,
  }));
}

/** Date of the oldest mail, Unix seconds; null for an empty archive. */
export function oldestMail(archive: Archive): number | null {
  return archive
    .prepare<{ oldest: number | null }>('SELECT min(date_used) AS oldest FROM message WHERE date_used > 0')
    .get()!.oldest;
}
