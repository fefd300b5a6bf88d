import { type Archive, bumpVersion } from '../database.ts';
import type { FactStore } from '../facts.ts';
import {
  oldestMail,
  removeCommits,
  saveRepositoryState,
  storeCommits,
  storeReleases,
  unreleasedCommits,
} from './commits.ts';
import { forget } from './forget.ts';
import { aliasList, dropList, renameList } from './lists.ts';
import { storeBatch } from './mails.ts';
import { findSource, sourcesOfLists, startSource, storeProblem, withdraw } from './sources.ts';

/** Facts in an archive's own SQLite file. What it does is done when the call returns; what fails rejects. */
export function sqliteFacts(archive: Archive): FactStore {
  return {
    findSource: async (path) => findSource(archive, path),
    sourcesOfLists: async (lists) => sourcesOfLists(archive, lists),
    startSource: async (source) => startSource(archive, source),
    saveState: async (source, state) => saveRepositoryState(archive, source, state),
    storeProblem: async (source, problem) => storeProblem(archive, source, problem),
    storeBatch: async (source, batch, state) => storeBatch(archive, source, batch, state),
    withdraw: async (source, removed) => withdraw(archive, source, removed),
    forget: async (messageId) => forget(archive, messageId),
    renameList: async (from, to) => renameList(archive, from, to),
    aliasList: async (name, alias) => aliasList(archive, name, alias),
    dropList: async (name) => dropList(archive, name),
    oldestMail: async () => oldestMail(archive),
    storeCommits: async (source, commits) => storeCommits(archive, source, commits),
    removeCommits: async (source, commits) => removeCommits(archive, source, commits),
    unreleasedCommits: async (source) => unreleasedCommits(archive, source),
    storeReleases: async (source, releases) => storeReleases(archive, source, releases),
    setting: async (name) => archive.meta(name),
    storeSetting: async (name, text) => storeSetting(archive, name, text),
  };
}

/** Keeps the text of a settings file; what is judged by it is judged anew. */
function storeSetting(archive: Archive, name: string, text: string): void {
  if (archive.meta(name) === text) return;
  archive.write(() => {
    archive.setMeta(name, text);
    bumpVersion(archive);
  });
}
