import type { StoredPatch } from '../../../data/records/index.ts';
import type { PatchBrief } from '../../contract/index.ts';
import { headlineOfPatch } from './outcome.ts';
import { instantOrNull } from './time.ts';

/** A patch as rows and cards show it; `versionOf` tells the version of a patch that replaced it. */
export function briefPatch(patch: StoredPatch, versionOf: (key: string) => number | null): PatchBrief {
  const { record } = patch;
  return {
    messageId: record.messageId,
    threadId: patch.threadId,
    seriesId: record.seriesId,
    workId: record.workId,
    title: record.title,
    version: record.version,
    number: record.number,
    total: record.total,
    isCover: record.isCover,
    ghost: record.ghost,
    from: record.ghost ? null : record.from,
    date: record.ghost ? null : instantOrNull(record.dateUsed),
    newest: patch.newest,
    headline: headlineOfPatch(patch, versionOf),
  };
}
