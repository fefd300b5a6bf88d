import { ANALYSIS_VERSION, type Archive, dropDerived } from '../database.ts';
import { regroup } from './copies.ts';

/** Drops everything derived and groups all mails into messages again; every thread is dirty afterwards. Returns the number of messages. */
export function rebuildMessages(archive: Archive): number {
  dropDerived(archive);
  const ids = archive.prepare<{ id: number }>('SELECT DISTINCT message_id AS id FROM mail ORDER BY message_id').all();
  for (let from = 0; from < ids.length; from += BATCH) {
    archive.write(() =>
      regroup(
        archive,
        ids.slice(from, from + BATCH).map((row) => row.id),
      ),
    );
  }
  archive.setMeta('analysis_version', String(ANALYSIS_VERSION));
  return archive.prepare<{ n: number }>('SELECT count(*) AS n FROM message').get()!.n;
}

const BATCH = 5000;
