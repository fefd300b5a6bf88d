import type { Archive } from '../../data/database.ts';
import { sqliteFacts } from '../../data/write/facts.ts';
import { loadCommits } from '../../data/write/commits.ts';
import { memoryArchive } from '../support/archive.ts';
import { describeFacts } from './facts-contract.ts';

describeFacts('an archive', async () => {
  const archive = memoryArchive();
  return {
    facts: sqliteFacts(archive),
    mails: async () => texts(archive, MAILS),
    lists: async () => {
      const names = texts(
        archive,
        'SELECT DISTINCT list.name AS text FROM list JOIN carried ON carried.list_id = list.id',
      );
      return Object.fromEntries(names.sort().map((name) => [name, texts(archive, CARRIED, name)]));
    },
    commits: async () => loadCommits(archive),
    close: async () => archive.close(),
  };
});

const texts = (archive: Archive, sql: string, ...values: unknown[]) =>
  archive
    .prepare<{ text: string }>(sql)
    .all(...values)
    .map(({ text }) => text)
    .sort();

const MAILS = 'SELECT message_id.text FROM mail JOIN message_id ON message_id.id = mail.message_id';
const CARRIED = `
  SELECT DISTINCT message_id.text FROM carried JOIN list ON list.id = carried.list_id JOIN mail ON mail.id = carried.mail_id
  JOIN message_id ON message_id.id = mail.message_id WHERE list.name = ?`;
