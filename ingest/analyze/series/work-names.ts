import type { WorkLinks } from '../../../data/records/index.ts';

/**
 * Gives works the names that they have already, where an earlier part of the archive knows some of their patches: a work is named
 * by its first patch, and that may stand before what is looked at now.
 * @param known names of works by key of a patch
 */
export function renameWorks(links: WorkLinks, known: ReadonlyMap<string, string>): WorkLinks {
  if (known.size === 0) return links;
  const names = new Map<string, string>();
  for (const { key, workId } of links.patches) {
    const name = known.get(key);
    if (name !== undefined && !names.has(workId)) names.set(workId, name);
  }
  const nameOf = (workId: string) => names.get(workId) ?? workId;
  return {
    patches: links.patches.map((patch) => ({ ...patch, workId: nameOf(patch.workId) })),
    series: links.series.map((series) => ({ ...series, workIds: [...new Set(series.workIds.map(nameOf))] })),
    works: links.works.map((work) => ({ ...work, workId: nameOf(work.workId) })),
  };
}
