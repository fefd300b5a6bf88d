/** A backup made and put back while the archive is served and written. */
import { copyFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Disturbance, recover, type Setting } from './disturbed.ts';
import { startServer, stopServer } from './load.ts';

/**
 * As docs/deploy/README.md tells it: a backup while `serve` serves and `ingest` writes; later everything is stopped, the backup takes the
 * database's place, and the next ingest brings what is missing.
 */
export async function restoreWhileBusy(setting: Setting): Promise<Disturbance> {
  const { program, files, folder } = setting;
  const db = join(folder, 'restored.sqlite');
  const losses: string[] = [];
  await program.run(['ingest', ...files.slice(0, 1), '--db', db]);
  for (let i = 0; i < TIMES; i += 1) {
    const copy = join(folder, `backup-${i}.sqlite`);
    const server = await startServer(program, db);
    const [backup] = await Promise.all([
      program.run(['backup', copy, '--db', db]),
      program.run(['ingest', ...files, '--db', db]),
      fetch(`${server.url}/api/v1/lists`).then((answer) => answer.text()),
    ]);
    if (backup.code !== 0) losses.push(`backup ended with ${backup.code}: ${backup.errors}`);
    const { code } = await stopServer(server);
    if (code !== 0) losses.push(`serve ended with ${code}`);
    for (const end of ['-wal', '-shm']) rmSync(`${db}${end}`, { force: true });
    copyFileSync(copy, db);
    losses.push(...(await recover(setting, db)));
  }
  return { name: 'backup and restore in use', tried: TIMES, losses };
}

const TIMES = 3;
