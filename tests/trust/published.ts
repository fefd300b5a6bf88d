/** Lists published as public-inbox does: epochs for the dumb protocol, and the manifest. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { archiving, commitAll, git } from '../support/inbox.ts';
import { type FaultyServer, serveFolder } from './faulty-server.ts';

/** Writes what a server needs beside the repositories of these epochs. */
export function publish(root: string, list: string, epochs: number[]): void {
  const manifest: Record<string, object> = {};
  for (const number of epochs) {
    const path = join(root, list, 'git', `${number}.git`);
    git(path, '--git-dir', path, 'update-server-info');
    manifest[`/${list}/git/${number}.git`] = {
      fingerprint: git(path, '--git-dir', path, 'rev-parse', 'HEAD').trim(),
      modified: 1,
    };
  }
  writeFileSync(join(root, list, 'manifest.js.gz'), gzipSync(JSON.stringify(manifest)));
}

/** Serves mails as a list of two epochs; `url` is the list's address. */
export async function publishedInbox(root: string, mails: Buffer[]): Promise<FaultyServer> {
  mkdirSync(join(root, 'demo', 'git'), { recursive: true });
  const half = mails.length >> 1;
  [mails.slice(0, half), mails.slice(half)].forEach((part, number) =>
    commitAll(
      join(root, 'demo', 'git', `${number}.git`),
      part.map((bytes, i) => archiving(bytes, i + 1)),
    ),
  );
  publish(root, 'demo', [0, 1]);
  const server = await serveFolder(root);
  return { ...server, url: `${server.url}/demo/` };
}
