import type { Archive } from '../database.ts';

/**
 * Packs names of small letters, digits and underscores, in order: each begins with a capital that tells how many characters it
 * shares with the one before (A none). Half of the bytes remain, and it is read at a few nanoseconds a character.
 */
export function packNames(names: readonly string[]): string {
  let before = '';
  return names
    .map((name) => {
      let shared = 0;
      while (shared < MOST_SHARED && shared < before.length && name[shared] === before[shared]) shared += 1;
      before = name;
      return String.fromCharCode(CAPITAL_A + shared) + name.slice(shared);
    })
    .join('');
}

/** The names that {@link packNames} packed. */
export function unpackNames(packed: string): string[] {
  const names: string[] = [];
  let before = '';
  for (let at = 0; at < packed.length;) {
    let end = at + 1;
    while (end < packed.length && !isCapital(packed.charCodeAt(end))) end += 1;
    before = before.slice(0, packed.charCodeAt(at) - CAPITAL_A) + packed.slice(at + 1, end);
    names.push(before);
    at = end;
  }
  return names;
}

/** Names that hold a text of three or more characters, in the order in which they were stored, at most so many. */
export function namesHolding(archive: Archive, text: string, most: number): string[] {
  const trigrams = new Set<string>();
  for (let n = 0; n + 3 <= text.length; n += 1) trigrams.add(text.slice(n, n + 3));
  const expression = [...trigrams]
    .map((trigram) => `"${trigram.replace(/"/g, '""').replace(/\0/g, ' ')}"`)
    .join(' AND ');
  const found = new Set<string>();
  for (const { packed } of archive.prepare<{ packed: string }>(BLOCKS).iterate(expression) as Iterable<{
    packed: string;
  }>) {
    for (const name of unpackNames(packed)) if (name.includes(text)) found.add(name);
    if (found.size >= most) break;
  }
  return [...found].slice(0, most);
}

/** Stores names that are not stored yet. Runs inside the caller's transaction. */
export function addNames(archive: Archive, names: readonly string[]): void {
  const sorted = [...names].sort();
  const block = archive.prepare('INSERT INTO search_name (packed) VALUES (?)');
  const part = archive.prepare('INSERT INTO search_name_part (rowid, name) VALUES (?, ?)');
  for (let from = 0; from < sorted.length; from += NAMES_OF_BLOCK) {
    const names = sorted.slice(from, from + NAMES_OF_BLOCK);
    part.run(block.run(packNames(names)).lastInsertRowid, names.join(' '));
  }
}

/** Keeps of all names those that pass a test. Runs inside the caller's transaction. */
export function sweepNames(archive: Archive, isKept: (name: string) => boolean): void {
  const blocks = archive.prepare<{ packed: string }>('SELECT packed FROM search_name').all();
  const kept = new Set(blocks.flatMap(({ packed }) => unpackNames(packed)).filter(isKept));
  archive.sqlite.exec(
    "DELETE FROM search_name; INSERT INTO search_name_part (search_name_part) VALUES ('delete-all');",
  );
  addNames(archive, [...kept]);
}

const isCapital = (code: number) => code >= CAPITAL_A && code <= CAPITAL_Z;

const BLOCKS = `
  SELECT search_name.packed FROM search_name_part CROSS JOIN search_name ON search_name.id = search_name_part.rowid
  WHERE search_name_part MATCH ? ORDER BY search_name_part.rowid`;
const CAPITAL_A = 65;
const CAPITAL_Z = 90;
const MOST_SHARED = 25;
/** More make the index smaller and unpack more for one name. */
const NAMES_OF_BLOCK = 64;
