import type { Archive } from '../data/database.ts';
import type { RepositoryCommit } from '../data/records/index.ts';
import { oldestMail, storeCommits, storeReleases, unreleasedCommits } from '../data/write/commits.ts';
import { findSource, startSource } from '../data/write/sources.ts';
import { openRepository, type RepositoryState, releasesOf } from './read/repository.ts';

/** Reads the new commits of a code repository; `now` in Unix seconds. Returns how many there were. */
export async function readRepository(archive: Archive, path: string, now: number): Promise<number> {
  const source = `repository:${path}`;
  const before = await findSource(archive, source);
  const oldest = await oldestMail(archive);
  const repository = await openRepository(
    path,
    before?.state as RepositoryState | null,
    oldest === null ? null : oldest - SLACK_SECONDS,
  );
  const id = await startSource(archive, { path: source, kind: 'repository', list: null, readAt: now });
  let stored = 0;
  let batch: RepositoryCommit[] = [];
  for await (const commit of repository.commits) {
    batch.push(commit);
    if (batch.length < BATCH) continue;
    stored += await storeCommits(archive, id, batch, null);
    batch = [];
  }
  stored += await storeCommits(archive, id, batch, repository.state);
  await storeReleases(archive, await releasesOf(repository.path, await unreleasedCommits(archive, id)));
  return stored;
}

/** A commit may carry an older date than the mail that brought it. */
const SLACK_SECONDS = 30 * 86_400;
const BATCH = 2000;
