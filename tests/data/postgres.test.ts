import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { factsStatus, openEventLog } from '../../data/postgres/events.ts';
import { sqliteFacts } from '../../data/write/facts.ts';
import { followFacts } from '../../ingest/pipeline/follow.ts';
import { readFacts } from '../../ingest/pipeline/read-facts.ts';
import { analyze, ingest } from '../../ingest/pipeline/run.ts';
import { dumpText, memoryArchive } from '../support/archive.ts';
import { connect, initFacts, isPostgres } from '../../data/postgres/connection.ts';
import { openPostgresFacts } from '../../data/postgres/facts.ts';
import type { RepositoryCommit } from '../../data/records/index.ts';
import { describeFacts } from './facts-contract.ts';

/** A database that may be emptied; `npm run test:cluster` starts one and names it. */
const ADDRESS = process.env.LORESCOPE_TEST_POSTGRES;

describe('facts in PostgreSQL', () => {
  it('are known by their address', () => {
    expect(isPostgres('postgres://user@host,other:5433/archive')).toBe(true);
    expect(isPostgres('/var/lib/archive.sqlite')).toBe(false);
  });

  it('say in a sentence that nobody answers', async () => {
    await expect(openPostgresFacts('postgres://nobody@127.0.0.1:1/nothing')).rejects.toThrow(
      /^PostgreSQL can't be reached/,
    );
  });
});

if (ADDRESS === undefined) {
  console.log('Facts in PostgreSQL are tried on a server by npm run test:cluster.');
} else {
  describeFacts('PostgreSQL', async () => {
    const sql = await connect(ADDRESS, 'write');
    await sql`DROP SCHEMA IF EXISTS lorescope CASCADE`;
    await initFacts(ADDRESS);
    const facts = await openPostgresFacts(ADDRESS, { patience: 5000 });
    return {
      facts,
      mails: async () => {
        const rows = await sql<{ id: Buffer }[]>`SELECT message_id AS id FROM mail`;
        return rows.map(({ id }) => id.toString()).sort();
      },
      lists: async () => {
        const rows = await sql<{ name: string; id: Buffer }[]>`
          SELECT DISTINCT list.name, mail.message_id AS id FROM carried JOIN list ON list.id = carried.list_id
          JOIN mail ON mail.id = carried.mail_id`;
        const lists: Record<string, string[]> = {};
        for (const { name, id } of rows) (lists[name] ??= []).push(id.toString());
        for (const ids of Object.values(lists)) ids.sort();
        return lists;
      },
      commits: async () => {
        const rows = await sql<{ fact: Buffer; branch: string | null; release: string | null }[]>`
          SELECT fact, branch, release FROM repository_commit ORDER BY hash`;
        return rows.map(({ fact, branch, release }) => ({
          ...(JSON.parse(fact.toString()) as RepositoryCommit),
          branch,
          release,
        }));
      },
      close: async () => {
        await facts.close();
        await sql.end({ timeout: 5 });
      },
    };
  });

  describe('a node that follows', () => {
    it('comes to the same dump as an ingest of its own, after removals too, and forgets what is forgotten', async () => {
      const sql = await connect(ADDRESS, 'write');
      await sql`DROP SCHEMA IF EXISTS lorescope CASCADE`;
      await sql.end({ timeout: 5 });
      await initFacts(ADDRESS);
      const shared = await openPostgresFacts(ADDRESS, { patience: 5000 });
      const log = await openEventLog(ADDRESS);
      const plain = memoryArchive();
      const node = memoryArchive();
      const late = memoryArchive();
      const sources = ['shoreline', 'tidepool-devel'].map((name) =>
        join(import.meta.dirname, `../../data/sample/${name}.mbox`),
      );
      const options = { list: null, since: null, until: null, now: 1_800_000_000 };
      try {
        await ingest(plain, sources, options);
        await readFacts(shared, sources, options);
        expect(await followFacts(node, log)).toBeGreaterThan(2);
        expect(await dumpText(node)).toBe(await dumpText(plain));
        expect(await followFacts(node, log)).toBe(0);
        expect((await factsStatus(ADDRESS)).gaps).toBe(0);
        const gone = (await dumpText(plain))
          .split('\n')
          .map((line) => JSON.parse(line) as { type: string; messageId?: string });
        const { messageId } = gone.find(({ type }) => type === 'message')!;
        await shared.forget(messageId!);
        await sqliteFacts(plain).forget(messageId!);
        await analyze(plain, {});
        await followFacts(node, log);
        expect(await dumpText(node)).toBe(await dumpText(plain));
        expect(await followFacts(late, log)).toBeGreaterThan(2);
        expect(await dumpText(late)).toBe(await dumpText(plain));
        expect(await followFacts(plain, log)).toBe(null);
      } finally {
        for (const archive of [plain, node, late]) archive.close();
        await log.close();
        await shared.close();
      }
    }, 60_000);
  });
}
