import { describe, expect, it } from 'vitest';
import type { RawMail } from '../../data/records/index.ts';
import type { StoredThread } from '../../data/write/threads.ts';
import { factsOf } from '../../ingest/pipeline.ts';
import { analyzeThread } from '../../ingest/pipeline-threads.ts';
import { sniff } from '../../ingest/read/sniff.ts';
import { type HostileCase, hostileCases } from './hostile-mails.ts';

/** Milliseconds of this process's own work: other processes of a busy machine do not count. */
function spent(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** Reads and analyzes a thread as an ingest does; milliseconds of a message. */
function costOf({ mails }: HostileCase): { messages: number; milliseconds: number } {
  const raw = mails();
  const before = spent();
  const seen = new Map<string, number>();
  const stored: StoredThread = {
    id: 1,
    messages: raw.map((bytes, i) => {
      sniff(bytes.subarray(0, 65_536));
      const mail: RawMail = { bytes, salvaged: false, list: null, archivedAt: null, place: 'here' };
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
        salvaged: false,
        defects: facts.defects,
        bytes,
        bot: facts.bot,
        from: { name: facts.fromName, email: facts.fromEmail },
        subject: facts.subject,
      };
    }),
  };
  const thread = analyzeThread(stored);
  expect(thread.messages.length).toBe(raw.length);
  for (const message of thread.messages) expect(message.blocks.length).toBeGreaterThan(0);
  return { messages: raw.length, milliseconds: spent() - before };
}

describe('hostile mail', () => {
  // One after the other; the first pays for compiling.
  const cases = hostileCases();
  costOf(cases[0]!);

  it.each(cases.map((each) => [each.name, each] as const))('costs bounded time: %s', (_, each) => {
    const { messages, milliseconds } = costOf(each);
    // Bound of one message, or of the thread as a whole: quadratic paths take many times as long.
    expect(milliseconds).toBeLessThan(Math.max(MESSAGE_MS, messages * THREAD_MESSAGE_MS));
  });
});

/** A message alone: 200 ms are aimed at; ten times that on a slow machine still tells a square from a line. */
const MESSAGE_MS = 2000;
const THREAD_MESSAGE_MS = 4;
