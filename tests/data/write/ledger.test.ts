import { describe, expect, it } from 'vitest';
import { postingById, storePosting } from '../../../data/write/ledger.ts';
import { memoryArchive } from '../../support/archive.ts';

describe('postings of the ledger', () => {
  it('change twice within one week, as mails join an archive in any order', () => {
    const archive = memoryArchive();
    const posting = { id: 1, key: 'p@example.org', thread: 1, dateUsed: 1_767_600_000 };
    for (const packed of ['first', 'second', 'third'])
      archive.write(() => storePosting(archive, { ...posting, packed }));
    expect(postingById(archive, 1)?.packed).toBe('third');
    archive.close();
  });
});
