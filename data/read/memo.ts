import { type Archive, archiveVersion } from '../database.ts';

/** Keeps an answer that costs a scan until the archive changes. `name` tells answers apart. */
export function memo<T>(archive: Archive, name: string, compute: () => T): T {
  const version = archiveVersion(archive);
  let kept = answers.get(archive);
  if (!kept || kept.version !== version) {
    kept = { version, values: new Map() };
    answers.set(archive, kept);
  }
  if (!kept.values.has(name)) {
    // A reader that asks for ever new names must not fill the memory.
    if (kept.values.size >= MAX_KEPT) kept.values.clear();
    kept.values.set(name, compute());
  }
  return kept.values.get(name) as T;
}

const answers = new WeakMap<Archive, { version: string; values: Map<string, unknown> }>();
const MAX_KEPT = 500;
