import { describe, expect, it } from 'vitest';
import { type DumpRow, dumpedMessages, ingestMails, ingestPaths, memoryArchive } from '../support/archive.ts';
import { corpus, sayCorporaAbsent } from '../support/corpora.ts';
import { dateAfter, mail } from '../support/mail.ts';

const edgeCases = corpus('edge-cases.mbox.gz');

describe('dates that cannot be', () => {
  it('sort where they belong and are shown as sent, with a defect', async () => {
    const archive = memoryArchive();
    if (edgeCases === null) sayCorporaAbsent('dates');
    else {
      await ingestPaths(archive, [edgeCases]);
      const messages = await dumpedMessages(archive);
      expectMoved(messages.get('20850618155720.24857-1-Amy.Shih@advantech.com.tw'), '2085-06-18', '2019-09-02');
      expectMoved(messages.get('VM-261523umMKKECBlG0000b0db@VM-261523'), '1899-12-30', '2023-05-25');
      expectMoved(messages.get('20221010030904.2883557-2-chenzhongjin@huawei.com'), '2022-10-10', '2022-09-30');
      const days = [...messages.values()].map((row) => row.dateUsed!.slice(0, 4));
      expect(days).toEqual([...days].sort());
      expect(days[0]! >= '2002' && days.at(-1)! <= '2026').toBe(true);
    }
    archive.close();
  });

  it('are found by their neighbours where nothing else tells, whichever way', async () => {
    const archive = memoryArchive();
    await ingestMails(archive, [
      mail({ id: 'a@example.org', date: dateAfter(10) }),
      mail({ id: 'b@example.org', references: ['a@example.org'], date: 'Thu, 31 Feb 2085 25:61:00' }),
      mail({ id: 'c@example.org', headers: { Date: null } }),
      mail({ id: 'd@example.org', references: ['c@example.org'], date: dateAfter(30) }),
    ]);
    const messages = await dumpedMessages(archive);
    expect(messages.get('b@example.org')).toMatchObject({ date: null, dateUsed: '2026-01-05T10:10:01Z' });
    expect(messages.get('c@example.org')).toMatchObject({ date: null, dateUsed: '2026-01-05T10:29:59Z' });
    for (const key of ['b@example.org', 'c@example.org']) {
      expect(messages.get(key)!.defects).toContain('date-from-neighbours');
    }
    archive.close();
  });
});

function expectMoved(row: DumpRow | undefined, sent: string, used: string): void {
  expect(row?.date?.slice(0, 10)).toBe(sent);
  expect(row?.dateUsed?.slice(0, 10)).toBe(used);
  expect(row?.defects).toContain('date-implausible');
}
