import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openWriter } from '../../../data/database.ts';
import { examine } from '../../../data/read/doctor.ts';
import { buildProgram as commandLine } from '../../../server/cli/program.ts';
import { ingestPaths, withFolder } from '../../support/archive.ts';
import { mail, mbox } from '../../support/mail.ts';

/** What `doctor` says of a database after `harm` was done to it, and its exit code. */
async function doctorAfter(harm: (run: (sql: string) => void) => void) {
  return withFolder(async (folder) => {
    const [box, db] = [join(folder, 'a.mbox'), join(folder, 'a.sqlite')];
    writeFileSync(box, mbox([mail({ id: 'a@example.org' }), mail({ id: 'b@example.org' })]));
    const archive = openWriter(db);
    await ingestPaths(archive, [box], 'shoals');
    harm((sql) => archive.sqlite.exec(sql));
    const { state } = await examine(archive);
    archive.close();
    const before = process.exitCode;
    process.exitCode = undefined;
    await commandLine().parseAsync(['doctor', '--db', db, '--json'], { from: 'user' });
    const code = process.exitCode;
    process.exitCode = before;
    return { state, code };
  });
}

describe('doctor', () => {
  it('calls a database whole where nothing is wrong', async () => {
    expect(await doctorAfter(() => undefined)).toEqual({ state: 'whole', code: 0 });
  });

  it('calls it unfinished after an interrupted run, which the next one makes good', async () => {
    expect(await doctorAfter((run) => run('UPDATE thread SET dirty = 1'))).toEqual({ state: 'unfinished', code: 3 });
  });

  it('calls it damaged where something is lost', async () => {
    expect(await doctorAfter((run) => run('DELETE FROM carried'))).toEqual({ state: 'damaged', code: 1 });
  });
});
