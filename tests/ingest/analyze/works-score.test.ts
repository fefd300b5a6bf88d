import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Message } from '../../../data/records/index.ts';
import { threadMessages } from '../../../ingest/analyze/threads/threading.ts';
import { linkWorks } from '../../../ingest/analyze/series/works.ts';
import { parseMail } from '../../../ingest/parse/mail.ts';
import { corpus, sayCorporaAbsent, SHARED } from '../../support/corpora.ts';
import { archive, message, patchText, telling } from '../../support/patches.ts';

const MBOX = corpus('ltp-2024.mbox.gz');
const TRUTH = join(SHARED, 'truth/works-ltp.jsonl.gz');

/** The messages of an mboxrd file as analysis sees them, each id once. */
function readMbox(path: string): Message[] {
  const text = gunzipSync(readFileSync(path)).toString('latin1');
  const messages = new Map<string, Message>();
  for (const raw of text.split(/(?:^|\n)From mboxrd@z Thu Jan {2}1 00:00:00 1970\n/).slice(1)) {
    const mail = parseMail(Buffer.from(raw.replace(/^>(>*From )/gm, '$1'), 'latin1'));
    if (mail.messageId === null || messages.has(mail.messageId)) continue;
    const parent = mail.inReplyTo[0];
    messages.set(mail.messageId, {
      ...message(mail.messageId, { subject: mail.subject, text: mail.text, from: mail.from }),
      attachments: mail.attachments,
      references: parent === undefined ? mail.references : [...mail.references.filter((id) => id !== parent), parent],
      dateUsed: mail.date ?? mail.received ?? 0,
      bot: mail.bot,
    });
  }
  const nodes = new Map(threadMessages([...messages.values()]).map((node) => [node.key, node]));
  for (const one of messages.values()) one.parent = nodes.get(one.key)!.parent;
  return [...messages.values()];
}

/** Pairs within the groups. */
const pairs = (groups: Map<string, number>) => [...groups.values()].reduce((sum, n) => sum + (n * (n - 1)) / 2, 0);
const count = (keys: string[]) => {
  const sizes = new Map<string, number>();
  for (const key of keys) sizes.set(key, (sizes.get(key) ?? 0) + 1);
  return sizes;
};
/** Fowlkes–Mallows index over labelled mails: [truth, ours] each. */
function fowlkesMallows(labels: [string, string][]): number {
  const both = pairs(count(labels.map(([truth, ours]) => `${truth} ${ours}`)));
  return both / Math.sqrt(pairs(count(labels.map(([truth]) => truth))) * pairs(count(labels.map(([, ours]) => ours))));
}

describe('works of a real list', () => {
  if (MBOX === null || !existsSync(TRUTH)) {
    sayCorporaAbsent('works-score');
    it('are found in a made-up list', () => {
      const messages = [1, 2, 3].flatMap((version) =>
        ['alpha', 'beta'].map((word, n) =>
          message(`${word}${version}`, {
            subject: `[PATCH v${version}] ${word}: the ${word} thing`,
            text: patchText([{ path: `src/${word}.c`, lines: telling(word, 4 + version) }]),
            at: version * 9000 + n,
          }),
        ),
      );
      const { skeletons, facts } = archive(messages);
      const { patches } = linkWorks(skeletons, facts);
      expect(fowlkesMallows(patches.map(({ key, workId }) => [key.slice(0, -1), workId]))).toBe(1);
    });
    return;
  }
  it('are those of the labels: title and author alone reach .958 here', { timeout: 120_000 }, () => {
    const { skeletons, facts } = archive(readMbox(MBOX));
    const ours = new Map(linkWorks(skeletons, facts).patches.map(({ messageId, workId }) => [messageId, workId]));
    const rows = gunzipSync(readFileSync(TRUTH)).toString().trim().split('\n');
    const labels = rows.flatMap((row) => {
      const { cluster, members } = JSON.parse(row) as { cluster: string; members: { message_id: string }[] };
      return members.map(({ message_id }): [string, string] => [
        cluster,
        ours.get(message_id) ?? `missing ${message_id}`,
      ]);
    });
    expect(labels.filter(([, work]) => work.startsWith('missing'))).toEqual([]);
    expect(fowlkesMallows(labels)).toBeGreaterThan(0.96);
  });
});
