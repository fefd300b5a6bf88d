import { readdirSync, readFileSync, existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseMail } from '../../../ingest/parse/mail.ts';
import { golden } from '../../support/golden.ts';

const MAILS = resolve(import.meta.dirname, '../../fixtures/mails');
const folders = readdirSync(MAILS);

describe('golden mails', () => {
  it('has folders', () => expect(folders.length).toBeGreaterThan(3));
  for (const folder of folders) {
    const files = readdirSync(join(MAILS, folder));
    const mails = files.filter((name) => name.endsWith('.eml'));
    describe(folder, () => {
      it('has mails, and no golden file without its mail', () => {
        expect(mails.length).toBeGreaterThan(0);
        const orphans = files.filter(
          (name) =>
            /(?<!\.actual)\.json$/.test(name) && !existsSync(join(MAILS, folder, name.replace(/\.json$/, '.eml'))),
        );
        expect(orphans).toEqual([]);
      });
      for (const name of mails) {
        it(name.replace('.eml', '').replaceAll('-', ' '), () => {
          const mail = parseMail(readFileSync(join(MAILS, folder, name)));
          golden(join(MAILS, folder, name.replace('.eml', '.json')), mail);
        });
      }
    });
  }
});
