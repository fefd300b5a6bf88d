import type { Archive } from '../database.ts';
import type { RepositoryCommit } from '../records/index.ts';
import { bumpVersion, saveSourceState } from './mails.ts';

/** Stores commits of a code repository with the state from which its next run goes on; returns how many were new. */
export function storeCommits(
  archive: Archive,
  sourceId: number,
  commits: RepositoryCommit[],
  state: unknown,
): Promise<number> {
  return Promise.resolve(
    archive.write(() => {
      const insert = archive.prepare(
        `INSERT INTO repository_commit (hash, source_id, title, author_name, author_email, date, patch_id, link_ids, release)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (hash) DO NOTHING`,
      );
      let stored = 0;
      for (const { commit, title, author, date, patchId, linkIds, release } of commits) {
        stored += insert.run(
          commit,
          sourceId,
          title,
          author.name,
          author.email,
          date,
          patchId,
          JSON.stringify(linkIds),
          release ?? null,
        ).changes;
      }
      if (state !== null) saveSourceState(archive, sourceId, state);
      if (stored > 0) bumpVersion(archive);
      return stored;
    }),
  );
}

/** Commits of a repository of which no release is known yet. */
export function unreleasedCommits(archive: Archive, sourceId: number): Promise<string[]> {
  return Promise.resolve(
    archive
      .prepare<{ hash: string }>('SELECT hash FROM repository_commit WHERE source_id = ? AND release IS NULL')
      .all(sourceId)
      .map((row) => row.hash),
  );
}

/** Notes the first release of commits. */
export function storeReleases(archive: Archive, releases: Map<string, string>): Promise<void> {
  if (releases.size > 0) {
    archive.write(() => {
      const update = archive.prepare('UPDATE repository_commit SET release = ? WHERE hash = ?');
      for (const [commit, release] of releases) update.run(release, commit);
      bumpVersion(archive);
    });
  }
  return Promise.resolve();
}

/** All commits of all repositories that were read, by date and hash. */
export function loadCommits(archive: Archive): Promise<RepositoryCommit[]> {
  const rows = archive
    .prepare<{
      hash: string;
      title: string;
      author_name: string;
      author_email: string;
      date: number;
      patch_id: string | null;
      link_ids: string;
      release: string | null;
    }>('SELECT * FROM repository_commit ORDER BY date, hash')
    .all();
  return Promise.resolve(
    rows.map((row) => ({
      commit: row.hash,
      title: row.title,
      author: { name: row.author_name, email: row.author_email },
      date: row.date,
      patchId: row.patch_id,
      linkIds: JSON.parse(row.link_ids) as string[],
      release: row.release,
    })),
  );
}

/** Date of the oldest mail, Unix seconds; null for an empty archive. */
export function oldestMail(archive: Archive): Promise<number | null> {
  return Promise.resolve(
    archive
      .prepare<{ oldest: number | null }>('SELECT min(date_used) AS oldest FROM message WHERE date_used > 0')
      .get()!.oldest,
  );
}
