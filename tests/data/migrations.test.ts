import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openWriter } from '../../data/database.ts';
import { MIGRATIONS } from '../../data/migrations/index.ts';
import { findMail } from '../../data/write/mails.ts';
import { scratchFolder } from '../trust/scratch.ts';

/** Tables with their columns, and indexes. */
function shape(path: string): unknown {
  const archive = openWriter(path);
  const tables = archive
    .prepare<{ sql: string }>(
      "SELECT sql FROM sqlite_master WHERE tbl_name IN ('repository_commit', 'mail', 'carried', 'article', 'numbering', 'address_number', 'event') AND sql IS NOT NULL ORDER BY name",
    )
    .all();
  const version = archive.sqlite.pragma('user_version', { simple: true });
  const states = archive.prepare<{ path: string; state: string }>('SELECT path, state FROM source ORDER BY path').all();
  archive.close();
  return { tables: tables.map(({ sql }) => sql.replace(/--.*|"/g, '').replace(/\s+/g, ' ')), version, states };
}

describe('an archive of an older program', () => {
  it('keeps its mails, who carried them and what ties them', () => {
    const folder = scratchFolder();
    const path = join(folder, 'old.sqlite');
    const archive = openWriter(path);
    archive.sqlite.exec(
      `INSERT INTO list (id, name) VALUES (1, 'demo');
       INSERT INTO source (id, path, kind, state, read_at) VALUES (1, 'a', 'mbox', '{}', 0);
       INSERT INTO message_id (id, text, thread) VALUES (7, 'one@example.org', 3);
       INSERT INTO raw_group (id, codec, packed) VALUES (5, 2, x'00');
       INSERT INTO mail (id, sha256, message_id, core, footer, text_size, raw_size, raw_group, raw_at, subject, from_name, from_email,
                         date_used, refs, defects, bot, flags)
       VALUES (9, x'${'ab'.repeat(32)}', 7, x'${'cd'.repeat(16)}', 0, 1, 2, 5, 0, 's', 'n', 'e', 4, '[]', '[]', 0, 0);
       INSERT INTO carried (mail_id, list_id, source_id) VALUES (9, 1, 1);
       CREATE INDEX carried_list ON carried(list_id);`,
    );
    archive.sqlite.pragma('user_version = 4');
    archive.close();
    const migrated = openWriter(path);
    const sha256 = Buffer.from('ab'.repeat(32), 'hex');
    expect(migrated.sqlite.pragma('foreign_keys', { simple: true })).toBe(1);
    expect(migrated.sqlite.pragma('foreign_key_check')).toEqual([]);
    expect(migrated.prepare('SELECT mail_id FROM carried').all()).toEqual([{ mail_id: 9 }]);
    expect(findMail(migrated, sha256)).toEqual({ id: 9, message_id: 7 });
    expect(migrated.prepare('SELECT core, raw_group FROM mail').get()).toEqual({
      core: Buffer.from('cd'.repeat(8), 'hex'),
      raw_group: 5,
    });
    expect(migrated.prepare('SELECT project, number, message_id FROM article').all()).toEqual([
      { project: 1, number: 1, message_id: 7 },
    ]);
    expect(migrated.prepare('SELECT name, last, told FROM numbering').all()).toEqual([
      { name: 'demo', last: 1, told: 1 },
    ]);
    expect(migrated.prepare("SELECT 1 FROM sqlite_master WHERE name = 'carried_list'").get()).toBeUndefined();
    migrated.close();
    rmSync(folder, { recursive: true, force: true });
  });

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
