import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { factsOf } from '../../ingest/pipeline/mail-facts.ts';
import { openSource } from '../../ingest/read/source.ts';
import { dumpText, dumpedMessages, ingestPaths, memoryArchive, withFolder } from '../support/archive.ts';
import { corpus, itWith, sayCorporaAbsent } from '../support/corpora.ts';
import { mail } from '../support/mail.ts';

const small = corpus('small-v2.tar');
const epoch = corpus('linux-nvdimm-v2.tar');

describe('public-inbox v2 from disk', () => {
  itWith(
    small !== null,
    'small-v2: two epochs, two removals and a second archiving come out right; a second run reads nothing',
    async () => {
      await withFolder(async (folder) => {
        execFileSync('tar', ['xf', small!, '-C', folder]);
        const archive = memoryArchive();
        const first = await ingestPaths(archive, [join(folder, 'small')]);
        // 139 + 142 commits, two of them removals; one message is archived twice.
        expect(first).toMatchObject({ read: 279, new: 278, known: 1, removed: 2, problems: [] });
        const messages = await dumpedMessages(archive);
        expect(messages.size).toBe(276);
        expect(messages.has('20210730085245.3069812-2-ruansy.fnst@fujitsu.com')).toBe(false);
        expect(messages.has('20210810235855.GO3601443@magnolia')).toBe(false);
        expect(messages.has('162766356450.3223041.1183118139023841447.stgit@dwillia2-desk3.amr.corp.intel.com')).toBe(
          true,
        );
        const before = await dumpText(archive);
        expect(await ingestPaths(archive, [join(folder, 'small')])).toMatchObject({ read: 0, new: 0 });
        expect(await dumpText(archive)).toBe(before);
        archive.close();
      });
    },
  );

  itWith(
    epoch !== null,
    'linux-nvdimm-v2: a whole epoch of 10,959 commits',
    async () => {
      await withFolder(async (folder) => {
        execFileSync('tar', ['xf', epoch!, '-C', folder]);
        const source = await openSource(join(folder, 'linux-nvdimm'), { list: null }, null);
        const ids = new Set<string>();
        let read = 0;
        for await (const event of source.events) {
          expect(event.type).not.toBe('problem');
          if (event.type !== 'mail') continue;
          const { facts } = factsOf(event.mail);
          expect(facts.lists[0]!.name).toBe('linux-nvdimm');
          expect(facts.dateUsed).toBeGreaterThan(Date.UTC(2010) / 1000);
          ids.add(facts.messageId);
          read += 1;
        }
        expect(read).toBe(10_959);
        // corpora/README.md counts 10,817 ids; that leaves out what 137 mails write without angle brackets.
        expect(ids.size).toBe(10_955);
      });
    },
    600_000,
  );

  it('a made-up inbox: only new commits on the next run, a removal takes a message out again', async () => {
    if (small === null) sayCorporaAbsent('public-inbox');
    await withFolder(async (folder) => {
      const bare = join(folder, 'demo/git/0.git');
      const work = join(folder, 'work');
      mkdirSync(join(folder, 'demo/git'), { recursive: true });
      const git = (...args: string[]) =>
        execFileSync('git', ['-c', 'user.name=Inbox', '-c', 'user.email=inbox@example.org', ...args], {
          stdio: 'pipe',
        });
      git('init', '-q', '--bare', '-b', 'master', bare);
      git('clone', '-q', bare, work);
      const commit = (file: 'm' | 'd', id: string) => {
        git('-C', work, 'rm', '-q', '--ignore-unmatch', 'm', 'd');
        writeFileSync(join(work, file), mail({ id }));
        git('-C', work, 'add', file);
        git('-C', work, 'commit', '-q', '-m', id);
        git('-C', work, 'push', '-q', 'origin', 'HEAD:master');
      };
      commit('m', 'one@example.org');
      commit('m', 'two@example.org');
      const archive = memoryArchive();
      expect(await ingestPaths(archive, [join(folder, 'demo')])).toMatchObject({ read: 2, new: 2 });
      commit('d', 'one@example.org');
      commit('m', 'three@example.org');
      expect(await ingestPaths(archive, [join(folder, 'demo')])).toMatchObject({ read: 1, new: 1, removed: 1 });
      expect([...(await dumpedMessages(archive)).keys()].sort()).toEqual(['three@example.org', 'two@example.org']);
      archive.close();
    });
  });
});
