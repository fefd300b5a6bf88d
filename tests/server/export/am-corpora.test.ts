import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseMail } from '../../../ingest/parse/mail.ts';
import { parseSubject } from '../../../ingest/parse/patch/subject.ts';
import { openSource } from '../../../ingest/read/source.ts';
import { amMail } from '../../../server/present/export/am-mail.ts';
import { withFolder } from '../../support/archive.ts';
import { corpus, sayCorporaAbsent } from '../../support/corpora.ts';
import { mail, mbox } from '../../support/mail.ts';

/** Patches of each corpus: some by default, all of them with LORESCOPE_WHOLE=1. */
const MOST = process.env['LORESCOPE_WHOLE'] === '1' ? Infinity : 8;

/** The patch that git takes out of a mail, as its id; null where git finds none that it can read. */
function patchOf(folder: string, bytes: Buffer): string | null {
  const git = (args: string[], input: Buffer) =>
    execFileSync('git', args, {
      input,
      stdio: ['pipe', 'pipe', 'pipe'],
      cwd: folder,
      env: { PATH: process.env['PATH'], HOME: folder, GIT_CONFIG_NOSYSTEM: '1' },
    });
  try {
    git(['mailinfo', '-u', 'message', 'patch'], bytes);
    const patch = readFileSync(join(folder, 'patch'));
    git(['apply', '--numstat'], patch);
    return git(['patch-id', '--verbatim'], patch).toString().slice(0, 40) || null;
  } catch {
    return null;
  }
}

/** Mails whose patch git takes raw: how many there are, and those whose export gives it another one, or none. */
async function exported(path: string): Promise<{ taken: number; lost: string[] }> {
  return withFolder(async (folder) => {
    const found = { taken: 0, lost: [] as string[] };
    for await (const event of (await openSource(path, {}, null)).events) {
      if (event.type !== 'mail') continue;
      const read = parseMail(event.mail.bytes);
      const { isPatch, isReply, number } = parseSubject(read.subject);
      if (!isPatch || isReply || number === 0 || !read.text.includes('\ndiff --git ')) continue;
      const raw = patchOf(folder, event.mail.bytes);
      if (raw === null) continue;
      found.taken += 1;
      if (patchOf(folder, amMail(read, read.messageId ?? 'none@example.org', [])) !== raw)
        found.lost.push(event.mail.place);
      if (found.taken >= MOST) break;
    }
    return found;
  });
}

describe('what git takes raw, it takes exported', () => {
  const DIFF =
    'diff --git a/wheel.c b/wheel.c\n--- a/wheel.c\n+++ b/wheel.c\n@@ -1,3 +1,3 @@\n one\n-two\n+TWÖ\n three\n-- \n2.47.3\n';

  it('made-up patches', async () => {
    await withFolder(async (folder) => {
      const path = join(folder, 'a.mbox');
      const body = `Why.\n---\n${DIFF}`;
      const base64 = { 'Content-Transfer-Encoding': 'base64' };
      writeFileSync(
        path,
        mbox([
          mail({ id: 'a@example.org', subject: '[PATCH] wheel: turn', body }),
          mail({
            id: 'b@example.org',
            subject: '[PATCH] wheel: turn',
            headers: base64,
            body: Buffer.from(body).toString('base64'),
          }),
        ]),
      );
      expect(await exported(path)).toEqual({ taken: 2, lost: [] });
    });
  });

  const folder = corpus('.');
  const names =
    folder === null
      ? []
      : readdirSync(folder).filter((name) => name.endsWith('.mbox.gz') && name !== 'edge-cases.mbox.gz');
  if (names.length === 0) sayCorporaAbsent('server/export');
  it('patches of real lists', async () => {
    for (const name of names) expect([name, (await exported(corpus(name)!)).lost]).toEqual([name, []]);
  }, 3_600_000);
});
