import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Archive } from '../../../../../data/database.ts';
import type { Evidence } from '../../../../../data/records/index.ts';
import { sqliteFacts } from '../../../../../data/write/facts.ts';
import { storeSettings } from '../../../../../ingest/pipeline/settings.ts';
import { dumpText, ingestMails, memoryArchive } from '../../../../support/archive.ts';
import { BOB, dateAfter, mail } from '../../../../support/mail.ts';

const POSTED = mail({
  id: 'p@example.org',
  subject: '[PATCH] widget: add frob',
  body: 'Add it.\n\n---\ndiff --git a/a.h b/a.h\n--- a/a.h\n+++ b/a.h\n@@ -1 +1,2 @@\n int a;\n+int frob(void);\n',
});
const APPLIED = mail({
  id: 'r@example.org',
  from: BOB,
  subject: 'Re: [PATCH] widget: add frob',
  date: dateAfter(60),
  references: ['p@example.org'],
  body: 'Applied, thanks.\n',
});

interface Row {
  type: string;
  state: string;
  basis: string;
  history: { state: string; date: string; evidence: (Evidence & { note?: string })[] }[];
}

describe('an outcome that somebody corrects', () => {
  let archive: Archive;
  beforeEach(() => {
    archive = memoryArchive();
  });
  afterEach(() => archive.close());
  const patch = async () =>
    (await dumpText(archive))
      .split('\n')
      .map((line) => JSON.parse(line) as Row)
      .find(({ type }) => type === 'patch')!;
  const correct = (...outcomes: object[]) =>
    storeSettings(sqliteFacts(archive), { corrections: JSON.stringify({ outcomes }) });

  it('has the new state, and says who changed it, from what, and why', async () => {
    await correct({
      messageId: 'p@example.org',
      state: 'rejected',
      why: 'bob took it back on the phone',
      by: 'Carol',
      date: '2026-01-09',
    });
    await ingestMails(archive, [POSTED, APPLIED]);
    const { state, basis, history } = await patch();
    expect({ state, basis }).toEqual({ state: 'rejected', basis: 'stated' });
    expect(history.map((change) => change.state)).toEqual(['new', 'accepted', 'rejected']);
    expect(history.at(-1)).toMatchObject({
      date: '2026-01-09T00:00:00Z',
      evidence: [
        {
          messageId: 'p@example.org',
          lines: [0, 0],
          text: 'bob took it back on the phone',
          signal: 'correction',
          corrected: { from: 'accepted' },
          note: 'corrected by hand by Carol, was accepted: bob took it back on the phone',
        },
      ],
    });
  });

  it('is what the mails say again once the correction is gone; a message that is not here changes nothing', async () => {
    await ingestMails(archive, [POSTED, APPLIED]);
    await correct({ messageId: 'p@example.org', state: 'rejected', why: 'so' });
    await ingestMails(archive, []);
    expect((await patch()).state).toBe('rejected');
    await correct({ messageId: 'absent@example.org', state: 'rejected', why: 'so' });
    await ingestMails(archive, []);
    expect((await patch()).state).toBe('accepted');
  });
});
