import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openWriter } from '../../data/database.ts';
import { MIGRATIONS } from '../../data/migrations/index.ts';
import { scratchFolder } from '../trust/scratch.ts';

/** Tables and their columns. */
function shape(path: string): unknown {
  const archive = openWriter(path);
  const tables = archive
    .prepare<{ sql: string }>("SELECT sql FROM sqlite_master WHERE name = 'repository_commit'")
    .all();
  const version = archive.sqlite.pragma('user_version', { simple: true });
  const states = archive.prepare<{ path: string; state: string }>('SELECT path, state FROM source ORDER BY path').all();
  archive.close();
  return { tables: tables.map(({ sql }) => sql.replace(/--.*/g, '').replace(/\s+/g, ' ')), version, states };
}

describe('an archive of an older program', () => {
  it('has the tables of a new one afterwards, and reads its repositories again', () => {
    const folder = scratchFolder();
    const path = join(folder, 'old.sqlite');
    const archive = openWriter(path);
    archive.sqlite.exec(
      `DROP INDEX mail_raw_group;
       DROP TABLE raw_group;
       ALTER TABLE mail DROP COLUMN raw_group;
       ALTER TABLE mail DROP COLUMN raw_at;
       CREATE TABLE mail_raw (mail_id INTEGER PRIMARY KEY, raw BLOB NOT NULL);
       DROP TABLE repository_commit;
       CREATE TABLE repository_commit (hash TEXT PRIMARY KEY, source_id INTEGER NOT NULL, title TEXT NOT NULL) WITHOUT ROWID;
       INSERT INTO source (path, kind, state, read_at) VALUES ('a', 'mbox', '{}', 0), ('b', 'repository', '{"tips":[]}', 0);`,
    );
    archive.sqlite.pragma('user_version = 1');
    archive.close();
    const fresh = shape(join(folder, 'new.sqlite')) as { tables: string[] };
    expect(shape(path)).toEqual({
      tables: fresh.tables,
      version: MIGRATIONS.length + 1,
      states: [
        { path: 'a', state: '{}' },
        { path: 'b', state: 'null' },
      ],
    });
    rmSync(folder, { recursive: true, force: true });
  });
});
