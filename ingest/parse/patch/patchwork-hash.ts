import { createHash } from 'node:crypto';

/**
 * SHA-1 by which Patchwork knows a diff again: over its `+`, `-` and context lines, names of files under `a/` and `b/`, hunks by
 * their counts alone. Null where there is nothing to hash.
 */
export function patchworkHash(diff: string): Buffer | null {
  const hash = createHash('sha1');
  let any = false;
  for (const line of diff.split('\n')) {
    const told = hashedLine(line);
    if (told === null) continue;
    any = true;
    hash.update(`${told}\n`);
  }
  return any ? hash.digest() : null;
}

function hashedLine(line: string): string | null {
  const name = /^(---|\+\+\+) (\S+)/.exec(line);
  if (name) return `${name[1]} ${name[1] === '---' ? 'a' : 'b'}/${name[2]!.split('/').slice(1).join('/')}`;
  const hunk = /^@@ -\d+(?:,(\d+))? \+\d+(?:,(\d+))? @@/.exec(line);
  if (hunk) return `@@ -${Number(hunk[1] ?? 1)} +${Number(hunk[2] ?? 1)} @@`;
  return /^[-+ ]/.test(line) ? line : null;
}
