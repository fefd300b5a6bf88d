import type { Archive } from '../../data/database.ts';
import { keyOf, keysLike, commitTitle, titleCount, titlesAfter, worksTitled } from '../../data/search/patch-names.ts';
import { findPatch, listRevisions } from '../../data/read/patches.ts';
import type { StoredPatch } from '../../data/records/index.ts';
import type { FoundName } from '../present/list/search.ts';
import { TitleIndex } from '../query/title-index.ts';

/** Works by a name as people type it: at most `limit`, the likeliest first. */
export async function findByName(archive: Archive, typed: string, limit: number): Promise<FoundName[]> {
  const hash = /^[0-9a-f]{7,40}$/.exec(typed.trim())?.[0];
  const title = hash ? commitTitle(archive, hash) : null;
  await warmNames(archive);
  const matches = indexes.get(archive)!.index.find(title ?? typed, 3 * limit);
  const best = matches[0]?.score ?? 0;
  const good = matches.filter(({ score }) => score >= LEAST && score >= best - SPREAD);
  const works = worksTitled(
    archive,
    good.map((match) => match.title),
  );
  const found = new Map<string, { score: number; reason: string; title: string }>();
  for (const match of good) {
    for (const work of works.get(match.title) ?? []) {
      if (found.size < limit && !found.has(work)) found.set(work, match);
    }
  }
  const patches = await patchesOf(archive, [...found.keys()]);
  return [...found].flatMap(([work, { score, reason, title: asTitled }]) => {
    const own = patches.get(work);
    if (!own) return [];
    const isFormer = newestOf(own).record.title !== asTitled;
    const why = title ? `the title of commit ${hash}` : reason;
    return [{ patches: own, score, reason: isFormer ? `${why}, of an earlier title: ${asTitled}` : why }];
  });
}

/** The works of messages named by their Message-IDs. */
export async function worksOfMessages(archive: Archive, keys: string[], reason: string): Promise<FoundName[]> {
  const found: FoundName[] = [];
  for (const key of keys) {
    const patch = findPatch(archive, key);
    if (patch) found.push({ patches: listRevisions(archive, [patch.record.workId]), score: 1, reason });
  }
  return found;
}

/** The messages that a text names by id: a Message-ID, one cut short with dots, or a link that holds one. Null where it is no id. */
export function messagesNamed(archive: Archive, text: string): { keys: string[]; id: string } | null {
  const typed = text.trim();
  const link = /^(?:https?:\/\/|mid:)\S+$/i.test(typed) ? idInLink(typed) : null;
  const bare = /^<?([^\s<>"()]+@[^\s<>"()]*)>?$/.exec(typed)?.[1] ?? null;
  const cut = /^<?([\w.+=%-]{5,})(?:\u2026|\.{3})(@?[\w.-]*)>?$/.exec(typed);
  if (cut) return { keys: keysLike(archive, cut[1]!, cut[2]!), id: typed };
  const id = link ?? bare;
  if (id === null) return null;
  const shortened = /^(.+?)(?:\u2026|\.{3})(@.*)$/.exec(id);
  if (shortened) return { keys: keysLike(archive, shortened[1]!, shortened[2]!), id };
  const key = keyOf(archive, id);
  // An address may look like an id: it is one only where a message has it.
  if (key === null && link === null) return null;
  return { keys: key === null ? [] : [key], id };
}

/**
 * Brings the titles in memory up to date, some at a time, so that nobody else waits for it. Titles are only ever added, but for a
 * rebuild.
 */
export async function warmNames(archive: Archive): Promise<void> {
  const { count, last } = titleCount(archive);
  let kept = indexes.get(archive);
  if (!kept || kept.index.size > count || kept.last > last) {
    kept = { index: new TitleIndex(), last: 0 };
    indexes.set(archive, kept);
  }
  while (kept.last < last) {
    const titles = titlesAfter(archive, kept.last, PIECE);
    if (titles.length === 0) return;
    for (const { id, title } of titles) {
      kept.index.add(title);
      kept.last = id;
    }
    await new Promise((resume) => setImmediate(resume));
  }
}

async function patchesOf(archive: Archive, works: string[]): Promise<Map<string, StoredPatch[]>> {
  const grouped = new Map<string, StoredPatch[]>();
  for (const patch of listRevisions(archive, works)) {
    const held = grouped.get(patch.record.workId);
    if (held) held.push(patch);
    else grouped.set(patch.record.workId, [patch]);
  }
  return grouped;
}

const newestOf = (patches: StoredPatch[]) =>
  patches.reduce((best, patch) =>
    patch.record.version > best.record.version ||
    (patch.record.version === best.record.version && patch.record.dateUsed > best.record.dateUsed)
      ? patch
      : best,
  );

/** The last part of a link that holds an @, percent-escapes undone; lore's `#r…` and `T/` are passed over. */
function idInLink(link: string): string | null {
  for (const part of link.replace(/^mid:/i, '/').split(/[#?]/)[0]!.split('/').reverse()) {
    const plain = unescape(part);
    if (plain.includes('@')) return plain.replace(/^<|>$/g, '');
  }
  return null;
}

function unescape(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

const indexes = new WeakMap<Archive, { index: TitleIndex; last: number }>();
/** A few hundredths of a second's work. */
const PIECE = 1000;
/** Titles that fit worse are no answer, nor are those far behind the best. */
const LEAST = 0.42;
const SPREAD = 0.3;
