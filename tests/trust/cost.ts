/** What it costs to read mail: the work of an ingest without its database. */
import type { RawMail } from '../../data/records/index.ts';
import type { AnalyzedThread, StoredThread } from '../../data/write/threads.ts';
import { factsOf } from '../../ingest/pipeline/mail-facts.ts';
import { analyzeThread } from '../../ingest/pipeline/threads.ts';
import { sniff } from '../../ingest/read/sniff.ts';

export interface Cost {
  thread: AnalyzedThread;
  /** Of this process's own work: other processes of a busy machine do not count. */
  milliseconds: number;
}

/** Reads and analyzes mails as one thread, as an ingest does. */
export function readThrough(mails: readonly Buffer[], salvaged = false): Cost {
  const before = spent();
  const seen = new Map<string, number>();
  const stored: StoredThread = {
    id: 1,
    messages: mails.map((bytes, i) => {
      sniff(bytes.subarray(0, 65_536));
      const mail: RawMail = { bytes, salvaged, list: null, archivedAt: null, envelopeDate: null, place: 'here' };
      const { facts } = factsOf(mail);
      const rank = (seen.get(facts.messageId) ?? 0) + 1;
      seen.set(facts.messageId, rank);
      return {
        id: i + 1,
        key: rank === 1 ? facts.messageId : `${facts.messageId}#${rank}`,
        messageId: facts.messageId,
        lists: ['demo'],
        date: facts.date,
        dateUsed: facts.dateUsed,
        references: facts.references,
        salvaged,
        defects: facts.defects,
        bytes,
        bot: facts.bot,
        from: { name: facts.fromName, email: facts.fromEmail },
        subject: facts.subject,
      };
    }),
  };
  const thread = analyzeThread(stored);
  return { thread, milliseconds: spent() - before };
}

/** Milliseconds that this process has worked. */
function spent(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
