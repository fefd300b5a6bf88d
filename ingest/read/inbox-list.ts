/** Which list a public-inbox repository archives. */
import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Git } from './git.ts';

/**
 * The list's short name: from public-inbox's own settings beside the epochs (`inbox.config.example`, which
 * public-inbox-clone leaves there), the repository's origin, its description where that is one word, else the path
 * (`<list>/git/0.git`, `<list>.git`). Null where none of them says.
 */
export async function listOf(git: Git): Promise<string | null> {
  const folder = inboxFolder(git.path);
  return (
    sectionName(await textOf(join(folder, 'inbox.config.example'))) ??
    nameInUrl((await git.run('config', '--local', '--get', 'remote.origin.url')).output) ??
    oneWord(await textOf(join(git.path, 'description'))) ??
    cleanName(basename(folder))
  );
}

/** `…/linux-rdma/0`, `…/linux-rdma/git/0.git`, `…/linux-rdma.git` and `…/linux-rdma.0` are linux-rdma. */
export function nameInUrl(url: string): string | null {
  const path = url.trim().replace(/^[a-z+]+:\/\/[^/]*/i, '');
  const parts = path.split('/').filter((part) => part !== '');
  while (parts.length > 1 && /^(?:\d+(?:\.git)?|git|\.git)$/.test(parts.at(-1) ?? '')) parts.pop();
  return cleanName(parts.at(-1) ?? '');
}

/** The folder that stands for the inbox: above `git/`, above an epoch, above `.git`, else the repository itself. */
export function inboxFolder(path: string): string {
  const parent = dirname(path);
  if (basename(path) === '.git') return inboxFolder(parent);
  if (!/^\d+(?:\.git)?$/.test(basename(path))) return path;
  return basename(parent) === 'git' ? dirname(parent) : parent;
}

function sectionName(config: string): string | null {
  return /^\s*\[publicinbox "([^"\n]+)"\]/m.exec(config)?.[1] ?? null;
}

function oneWord(description: string): string | null {
  const text = description.trim();
  return /^[a-z0-9][a-z0-9._+-]*$/.test(text) ? text : null;
}

function cleanName(name: string): string | null {
  const clean = name.replace(/\.git$/, '').replace(/\.\d+$/, '');
  return /^[\w][\w.+@-]*$/.test(clean) && !/^(?:\d+|git)$/.test(clean) ? clean : null;
}

async function textOf(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch {
    return '';
  }
}
