import type { Archive } from '../../data/database.ts';
import type { RepositoryCommit } from '../../data/records/index.ts';
import {
  oldestMail,
  removeCommits,
  saveRepositoryState,
  storeCommits,
  storeReleases,
  unreleasedCommits,
} from '../../data/write/commits.ts';
import { findSource, startSource } from '../../data/write/sources.ts';
import { openRepository, type RepositoryState, releasesOf } from '../read/repository.ts';

/**
 * Reads what is new in a code repository and takes out what is no longer in it; `now` in Unix seconds. Returns how many commits
 * were new. Its state is stored last: a run that was broken off is done again.
 */
export async function readRepository(archive: Archive, path: string, now: number): Promise<number> {
  const source = `repository:${path}`;
  const before = await findSource(archive, source);
  const oldest = await oldestMail(archive);
  const repository = await openRepository(
    path,
    (before?.state ?? null) as RepositoryState | null,
    oldest === null ? null : oldest - SLACK_SECONDS,
  );
  const id = await startSource(archive, { path: source, kind: 'repository', list: null, readAt: now });
  await removeCommits(archive, id, repository.anew ? 'all' : repository.vanished);
  let stored = 0;
  let batch: RepositoryCommit[] = [];
  for await (const commit of repository.commits) {
    batch.push(commit);
    if (batch.length < BATCH) continue;
    stored += await storeCommits(archive, id, batch);
    batch = [];
  }
  stored += await storeCommits(archive, id, batch);
  await storeReleases(archive, id, await releasesOf(repository.git, await unreleasedCommits(archive, id)));
  await saveRepositoryState(archive, id, repository.state);
  return stored;
}

/** A commit may carry an older date than the mail that brought it. */
const SLACK_SECONDS = 30 * 86_400;
const BATCH = 2000;
