import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { openSource } from '../ingest/read/source.ts';

/** The mails of a source, one after the other. */
export async function* mailsIn(path: string): AsyncGenerator<Buffer> {
  const { events } = await openSource(path, {}, null);
  for await (const event of events) if (event.type === 'mail') yield event.mail.bytes;
}

/** Writes mails as one epoch of a public-inbox v2 archive, a commit each: `folder/git/0.git`. Returns how many. */
export async function writeEpoch(source: string, folder: string): Promise<number> {
  const path = join(folder, 'git', '0.git');
  mkdirSync(join(folder, 'git'), { recursive: true });
  await once(spawn('git', ['init', '--quiet', '--bare', '--initial-branch=master', path], { stdio: 'ignore' }), 'exit');
  const importer = spawn('git', ['--git-dir', path, 'fast-import', '--quiet'], {
    stdio: ['pipe', 'ignore', 'inherit'],
  });
  const ended = once(importer, 'exit');
  let count = 0;
  for await (const mail of mailsIn(source)) {
    count += 1;
    const head = `commit refs/heads/master\ncommitter inbox <inbox@example.org> ${1_600_000_000 + count} +0000\ndata 1\nx\nM 100644 inline m\ndata ${mail.length}\n`;
    if (!importer.stdin.write(Buffer.concat([Buffer.from(head), mail, NEWLINE]))) await once(importer.stdin, 'drain');
  }
  importer.stdin.end();
  await ended;
  return count;
}

const NEWLINE = Buffer.from('\n');
