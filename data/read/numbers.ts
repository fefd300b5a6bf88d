import type { Archive } from '../database.ts';
import type { NumberRow } from '../records/index.ts';

/** All numbers of the archive, for another one that is to have the same: lists, then their messages, addresses, events. */
export function* numberRows(archive: Archive): Generator<NumberRow> {
  for (const [type, sql] of Object.entries(ROWS))
    for (const row of archive.prepare<object>(sql).iterate() as Iterable<object>) yield { type, ...row } as NumberRow;
}

const ROWS = {
  list: 'SELECT project, name, made, last, told FROM numbering ORDER BY project',
  message: `
    SELECT article.project, article.number, message_id.text AS messageId, article.arrived
    FROM article JOIN message_id ON message_id.id = article.message_id ORDER BY article.project, article.number`,
  address: 'SELECT email, number FROM address_number ORDER BY email',
  event: 'SELECT time, category, subject, detail, before, after FROM event ORDER BY id',
};
