import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readPatchFacts } from '../../../ingest/analyze/patches/patch-facts.ts';
import { parseChangelog } from '../../../ingest/parse/blocks/changelog.ts';
import { splitPatchMail } from '../../../ingest/parse/patch/commit-message.ts';
import { parseDiffs } from '../../../ingest/parse/patch/diff.ts';
import { hunkRows } from '../../../ingest/parse/patch/hunks.ts';
import { parsePullRequest } from '../../../ingest/parse/patch/pull-request.ts';
import { parseTrailers } from '../../../ingest/parse/patch/trailers.ts';
import { message } from '../../support/patches.ts';
import { leastCost } from '../../support/cost.ts';

/** Lines that patch mails are made of, in any order, broken and whole. */
const LINE = fc.oneof(
  fc.constantFrom(
    'diff --git a/x b/x',
    'diff --git a/x',
    'index 1111111..2222222',
    '--- a/x',
    '+++ b/x',
    '--- /dev/null',
    '+++ /dev/null',
    '@@ -1,3 +1,3 @@ f()',
    '@@ -0,0 +1,999999999 @@',
    '@@ -1 +1 @@',
    ' context',
    '-gone',
    '+come',
    '',
    '-- ',
    '--',
    '---',
    '\\ No newline at end of file',
    'GIT binary patch',
    'literal 12',
    'zcmeAS@',
    'Binary files a/x and b/x differ',
    'rename from x',
    'rename to y',
    'Index: x',
    '='.repeat(67),
    '-- >8 --',
    'From: A <a@example.org>',
    'Subject: [PATCH] x',
    'v2:',
    'Changes since v1:',
    '- entry',
    'Signed-off-by: A <a@example.org>',
    'Fixes: 0123456789ab ("x',
    'are available in the Git repository at:',
    'A Example (2):',
    '  title',
    'https://lore.kernel.org/r/%40%40%40@x',
  ),
  fc.string({ maxLength: 40 }),
);
const LINES = fc.array(LINE, { maxLength: 60 });

describe('whatever a mail holds', () => {
  it('nothing throws, and files and hunks stand inside the text, in order, apart', () => {
    fc.assert(
      fc.property(LINES, (lines) => {
        const files = parseDiffs(lines).flatMap((diff) => diff.files);
        let end = 0;
        for (const file of files) {
          expect(file.lines[0]).toBeGreaterThanOrEqual(end);
          end = file.lines[0];
          for (const hunk of file.hunks) {
            expect(hunk.lines[0]).toBeGreaterThanOrEqual(end);
            const rows = hunkRows(lines, hunk);
            expect(rows.filter(({ old }) => old !== null).length).toBeLessThanOrEqual(hunk.oldLines);
            expect(rows.filter(({ new: now }) => now !== null).length).toBeLessThanOrEqual(hunk.newLines);
            end = hunk.lines[1];
          }
          expect(file.lines[1]).toBeGreaterThanOrEqual(end);
          end = file.lines[1];
        }
        expect(end).toBeLessThanOrEqual(lines.length);
        parseChangelog(lines, [0, lines.length]);
        parseTrailers(lines);
        splitPatchMail(lines, lines.length);
        parsePullRequest(lines.join('\n'));
        readPatchFacts(message('m', { subject: '[PATCH 1/2] x', text: lines.join('\n') }));
      }),
      { numRuns: 300 },
    );
  });

  it('takes a time that grows with its length alone', () => {
    const long = [
      ' '.repeat(200_000),
      `From: ${' '.repeat(200_000)}`,
      `--- ${' '.repeat(200_000)}x`,
      `https://lore.kernel.org/${'%40'.repeat(60_000)}`,
      `Reviewed-by: ${'a'.repeat(100_000)}@`,
      `${'v2 '.repeat(50_000)}:`,
      'a.'.repeat(100_000),
      '-'.repeat(200_000),
      '[PATCH '.repeat(20_000),
    ];
    for (const line of long) {
      const text = `${line}\n--- a/x\n+++ b/x ${line}\n@@ -1 +1 @@\n-a\n+b\n${line}\nare available in the Git repository at:\n${line}\n`;
      const mail = message('m', { subject: `[PATCH 1/2] ${line}`, text });
      expect(
        leastCost(() => readPatchFacts(mail), 2000),
        line.slice(0, 30),
      ).toBeLessThan(2000);
    }
  });
});
