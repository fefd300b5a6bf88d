/** Finds the mail in a folder: files, Maildirs, public-inbox trees, and folders of these. */
import type { Stats } from 'node:fs';
import { lstat, readdir, realpath, stat } from 'node:fs/promises';
import { basename, join, relative, sep } from 'node:path';
import type { MailFile } from './file.ts';
import { inboxFolder } from './inbox-list.ts';

/** Something to read. */
export type Item = { type: 'file'; bytes: number; file: MailFile } | { type: 'repository'; file: MailFile };

/** What a folder is by itself. */
export type FolderKind = 'repository' | 'inbox' | 'maildir' | 'folder';

/**
 * What the folder is, and its items, sorted by path. A link that leads out of the folder is not followed, since whoever wrote into the
 * folder would choose which files of this machine are published; such links stand in `outside`.
 */
export async function exploreFolder(root: string): Promise<{ kind: FolderKind; items: Item[]; outside: string[] }> {
  const items: Item[] = [];
  const look = new Look(await realpath(root));
  const visited = new Set<string>();
  const pending = [''];
  let kind: FolderKind | null = null;
  for (let key = pending.pop(); key !== undefined; key = pending.pop()) {
    const real = await realpath(join(root, key));
    if (visited.has(real)) continue;
    visited.add(real);
    const found = await lookInto(root, key, look);
    kind ??= found.kind;
    items.push(...found.items);
    pending.push(...found.folders.reverse());
  }
  return { kind: kind ?? 'folder', items: inOrder(items), outside: look.outside.sort() };
}

/** Looks at files of a folder, and at nothing beyond it. */
class Look {
  readonly outside: string[] = [];
  readonly #root: string;

  constructor(root: string) {
    this.#root = root;
  }

  /** Null for what is not there, and for a link out of the folder. */
  async at(path: string): Promise<Stats | null> {
    try {
      const info = await lstat(path);
      if (!info.isSymbolicLink()) return info;
      const real = await realpath(path);
      if (real === this.#root || real.startsWith(this.#root + sep)) return await stat(path);
      this.outside.push(path);
      return null;
    } catch {
      return null;
    }
  }
}

/** By path; epochs by their number, since a removal in `10.git` may speak of a message in `2.git`. */
function inOrder(items: Item[]): Item[] {
  const keyed = items.map((item) => ({
    item,
    key: item.file.key.replace(/(?<!\d)\d+(?=\.git$)/, (n) => n.padStart(9, '0')),
  }));
  return keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)).map(({ item }) => item);
}

async function lookInto(
  root: string,
  key: string,
  look: Look,
): Promise<{ kind: FolderKind; items: Item[]; folders: string[] }> {
  const path = join(root, key);
  const names = (await readdir(path)).sort();
  const repository = repositoryIn(path, names);
  if (repository) return { kind: 'repository', items: [repositoryItem(root, repository)], folders: [] };
  const epochs = await epochsIn(path, names);
  if (epochs.length > 0) {
    return { kind: 'inbox', items: epochs.map((epoch) => repositoryItem(root, epoch)), folders: [] };
  }
  if (names.includes('cur') && names.includes('new')) return lookIntoMaildir(root, key, names, look);
  const items: Item[] = [];
  const folders: string[] = [];
  for (const name of names) {
    if (name.startsWith('.')) continue;
    const inner = join(key, name);
    const info = await look.at(join(root, inner));
    if (info?.isDirectory()) folders.push(inner);
    else if (info?.isFile()) items.push(fileItem(join(root, inner), inner, inner, info.size, false));
  }
  return { kind: 'folder', items, folders };
}

/**
 * Files of `cur` and `new`; `tmp` holds what is still being delivered (maildir(5)). A mail that moves from one to the
 * other or changes its flags (`:2,S`) keeps its key. Folders of Maildir++ begin with a dot.
 */
async function lookIntoMaildir(root: string, key: string, names: string[], look: Look) {
  const items: Item[] = [];
  for (const folder of ['cur', 'new']) {
    if (!(await look.at(join(root, key, folder)))?.isDirectory()) continue;
    for (const name of (await readdir(join(root, key, folder))).sort()) {
      const path = join(root, key, folder, name);
      const info = await look.at(path);
      if (name.startsWith('.') || !info?.isFile()) continue;
      const unique = join(key, name.replace(/[:;!]2,[A-Za-z]*$/, ''));
      items.push(fileItem(path, unique, join(key, folder, name), info.size, true));
    }
  }
  const folders: string[] = [];
  for (const name of names) {
    if (!/^\.[^.]/.test(name)) continue;
    if (!(await look.at(join(root, key, name)))?.isDirectory()) continue;
    const inside = await readdir(join(root, key, name)).catch((): string[] => []);
    if (inside.includes('cur')) folders.push(join(key, name));
  }
  return { kind: 'maildir' as const, items, folders };
}

/** The repository that a folder is (bare), or holds (`.git`), by the files that git itself looks for. */
function repositoryIn(path: string, names: string[]): string | null {
  if (['HEAD', 'objects', 'refs'].every((name) => names.includes(name))) return path;
  return names.includes('.git') ? join(path, '.git') : null;
}

/** Epochs of a v2 inbox in their order: `git/0.git`, `git/1.git`, …, or without the `git/` between. */
async function epochsIn(path: string, names: string[]): Promise<string[]> {
  const inner = names.includes('git') ? await readdir(join(path, 'git')).catch(() => []) : [];
  const folder = inner.some(isEpoch) ? join(path, 'git') : path;
  const epochs = (folder === path ? names : inner).filter(isEpoch);
  return epochs.sort((a, b) => parseInt(a, 10) - parseInt(b, 10)).map((name) => join(folder, name));
}

function isEpoch(name: string): boolean {
  return /^\d{1,5}\.git$/.test(name);
}

function fileItem(path: string, key: string, name: string, bytes: number, isDelivered: boolean): Item {
  return { type: 'file', bytes, file: { path, key, name, isDelivered } };
}

function repositoryItem(root: string, path: string): Item {
  const key = relative(root, path);
  // Every inbox has a 0.git: an epoch that was named by itself is called by its inbox too.
  const name = key === '' ? join(basename(inboxFolder(path)), basename(path)) : join(basename(root), key);
  return { type: 'repository', file: { path, key, name, isDelivered: false } };
}
