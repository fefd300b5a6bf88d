import type { Archive } from '../../data/database.ts';
import type { EventLog } from '../../data/postgres/events.ts';
import { applyEvents, beginFollowing, followedSeq } from '../../data/write/follow.ts';
import type { IngestOptions } from './options.ts';
import { analyze } from './run.ts';

/**
 * Brings an archive up to what the log of facts says now, and analyses it. Safe to interrupt: each event is stored whole with its
 * number. Returns how many events were new, null where the archive has mail that came another way.
 */
export async function followFacts(
  archive: Archive,
  log: EventLog,
  options: Pick<IngestOptions, 'onProgress' | 'shouldStop' | 'windows'> = {},
): Promise<number | null> {
  if (!beginFollowing(archive, log.salt)) return null;
  let stored = 0;
  while (!options.shouldStop?.()) {
    const events = await log.after(followedSeq(archive) ?? 0, EVENTS_AT_ONCE);
    if (events.length === 0) break;
    applyEvents(archive, events);
    stored += events.length;
  }
  if (stored > 0) await analyze(archive, options);
  return stored;
}

/** An event holds some hundred mails. */
const EVENTS_AT_ONCE = 8;
