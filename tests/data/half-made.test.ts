import { copyFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { expect, it } from 'vitest';
import { ArchiveError, openReader, openWriter } from '../../data/database.ts';
import { scratchFolder } from '../trust/scratch.ts';

it('a database whose making was killed is told as empty to readers, and an ingest goes on with it', () => {
  const folder = scratchFolder();
  try {
    const path = join(folder, 'made.sqlite');
    const making = new Sqlite(path);
    making.pragma('cache_size = 1');
    making.exec('CREATE TABLE first (x)');
    // More than the cache holds, so that pages and their journal are on the disk before the end of the transaction.
    making.exec(
      "BEGIN; INSERT INTO first SELECT hex(randomblob(500)) FROM json_each('[' || rtrim(replace(hex(zeroblob(500)), '0', '1,'), ',') || ']')",
    );
    const killed = join(folder, 'killed.sqlite');
    copyFileSync(path, killed);
    copyFileSync(`${path}-journal`, `${killed}-journal`);
    making.close();
    expect(() => openReader(killed)).toThrow(ArchiveError);
    expect(() => openReader(killed)).toThrow(/is an empty database.*lorescope ingest SOURCE --db/);
    openWriter(killed).close();
    openReader(killed).close();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
