// git as referee of diffs and patch mails.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { dumpSample } from './archive.mjs';

export const program = 'git';
export const title = 'git (patch-id, mailinfo)';

export function tests(context) {
  const rows = dumpSample(context);
  const texts = new Map(rows.filter((row) => row.type === 'message').map((row) => [row.key, row]));
  const patches = rows.filter((row) => row.type === 'patch' && !row.isCover && texts.has(row.messageId));
  const inline = patches.filter((row) => texts.get(row.messageId).text.includes('\ndiff --git '));
  return [
    ['there are patches to compare', () => assert.ok(inline.length > 25, `${inline.length} patches`)],
    [
      'patch ids equal those of git patch-id --stable',
      () => {
        for (const { messageId, patchId } of inline) {
          const [theirs] = git(['patch-id', '--stable'], texts.get(messageId).text).split(' ');
          assert.equal(patchId, theirs, messageId);
        }
      },
    ],
    [
      'titles equal those of git mailinfo',
      () => {
        for (const { messageId, title: ours } of inline) {
          const { subject, text } = texts.get(messageId);
          if (!subject.includes('PATCH')) continue;
          const info = git(
            ['mailinfo', '/dev/null', '/dev/null'],
            `From: A <a@example.org>\nSubject: ${subject}\n\n${text}`,
          );
          assert.equal(ours, /^Subject: (.*)$/m.exec(info)[1], messageId);
        }
      },
    ],
  ];
}

const git = (args, input) => execFileSync('git', args, { input, encoding: 'utf8', stdio: ['pipe', 'pipe', 'ignore'] });
