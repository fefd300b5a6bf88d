import type { FactStore } from '../../data/facts.ts';
import type { RepositoryCommit } from '../../data/records/index.ts';
import { openRepository, type RepositoryState, releasesOf } from '../read/repository.ts';

/**
 * Reads what is new in a code repository and takes out what is no longer in it; `now` in Unix seconds. Returns how many commits
 * were new. Its state is stored last: a run that was broken off is done again.
 */
export async function readRepository(facts: FactStore, path: string, now: number): Promise<number> {
  const source = `repository:${path}`;
  const before = await facts.findSource(source);
  const oldest = await facts.oldestMail();
  const repository = await openRepository(
    path,
    (before?.state ?? null) as RepositoryState | null,
    oldest === null ? null : oldest - SLACK_SECONDS,
  );
  const id = await facts.startSource({ path: source, kind: 'repository', list: null, readAt: now });
  await facts.removeCommits(id, repository.anew ? 'all' : repository.vanished);
  let stored = 0;
  let batch: RepositoryCommit[] = [];
  for await (const commit of repository.commits) {
    batch.push(commit);
    if (batch.length < BATCH) continue;
    stored += await facts.storeCommits(id, batch);
    batch = [];
  }
  stored += await facts.storeCommits(id, batch);
  await facts.storeReleases(id, await releasesOf(repository.git, await facts.unreleasedCommits(id)));
  await facts.saveState(id, repository.state);
  return stored;
}

/** A commit may carry an older date than the mail that brought it. */
const SLACK_SECONDS = 30 * 86_400;
const BATCH = 2000;
