import { describe, expect, it } from 'vitest';
import { renderMarkdown } from '../../../server/present/summary/markdown.ts';
import { renderText } from '../../../server/present/summary/plain-text.ts';
import { summaryAnswer } from '../../../server/http/routes/summaries.ts';
import { ingestMails, memoryArchive } from '../../support/archive.ts';
import { ALICE, BOB, CAROL, dateAfter, mail } from '../../support/mail.ts';

const DIFF = (line: string) =>
  `diff --git a/src/gate.c b/src/gate.c\nindex 1111111..2222222 100644\n--- a/src/gate.c\n+++ b/src/gate.c\n@@ -1,2 +1,3 @@ int gate(void)\n int a;\n+${line}\n int b;\n`;
const TITLE = 'sluice: close the gate before the tide comes';
const DAY = 24 * 60;

/** The summary of a thread of made-up mails; the first one begins it. */
async function summaryOf(mails: Buffer[], length: 'short' | 'normal' | 'full' = 'normal') {
  const archive = memoryArchive();
  await ingestMails(archive, mails);
  const context = { archive, isSample: false, me: [], webAddresses: {}, shell: null };
  const summary = await summaryAnswer(context, 'one@example.org', length);
  archive.close();
  return summary;
}

const PATCH = mail({
  id: 'one@example.org',
  subject: `[PATCH] ${TITLE}`,
  body: `The gate stays open for too long.\n\nSigned-off-by: Alice Example <alice@example.org>\n---\n${DIFF('close();')}`,
});

describe('what a summary tells', () => {
  it('marks code that is left out between two sentences, and words that announce it', async () => {
    const summary = await summaryOf([
      PATCH,
      mail({
        id: 'two@example.org',
        from: BOB,
        subject: `Re: [PATCH] ${TITLE}`,
        references: ['one@example.org'],
        date: dateAfter(60),
        body: `> The gate stays open for too long.\n\nI think it should rather become something like this:\n\n\tif (tide_is_near(basin))\n\t\tclose_gate(basin->gate, NOW);\n\twait_for_tide(basin);\n\nwhere it is clear who waits for whom.\n`,
      }),
    ]);
    const said = summary.exchanges.flatMap(({ turns }) => turns.map(({ quote }) => quote.text)).join('\n');
    expect(said).toContain('something like this: […]');
    expect(said).not.toMatch(/like this:\s+where/);
  });

  it('keeps the lines of a list, the first few of a long one', async () => {
    const names = ['gate', 'tide', 'basin', 'lock', 'pump'].map((name) => `sluice-teach-the-${name}-to-wait.patch`);
    const summary = await summaryOf([
      PATCH,
      mail({
        id: 'two@example.org',
        from: BOB,
        subject: `Re: [PATCH] ${TITLE}`,
        references: ['one@example.org'],
        date: dateAfter(60),
        body: `> The gate stays open for too long.\n\nIt collides with all of these, which I would have to take out again:\n\n${names.join('\n')}\n`,
      }),
    ]);
    const said = summary.exchanges.flatMap(({ turns }) => turns.map(({ quote }) => quote.text)).join('\n');
    expect(said).toContain(`${names.slice(0, 3).join('\n')} […]`);
    expect(said).not.toContain(names[4]);
  });

  it('quotes no entry of a list without the sentence that says of what', async () => {
    const summary = await summaryOf([
      PATCH,
      mail({
        id: 'two@example.org',
        from: BOB,
        subject: `Re: [PATCH] ${TITLE}`,
        references: ['one@example.org'],
        date: dateAfter(60),
        body: `> The gate stays open for too long.\n\nI did a first round for the sluice tree, please all look at what it holds now:\n\n1111111aaaa1 sluice: teach the lock to wait\n\nI checked that these are best left to the other tree:\n\n2222222bbbb2 ${TITLE}\n`,
      }),
    ]);
    const quotes = summary.exchanges.flatMap(({ turns }) => turns.map(({ quote }) => quote.text));
    const telling = quotes.filter((text) => text.includes('2222222bbbb2'));
    expect(quotes.length).toBeGreaterThan(0);
    for (const text of telling) expect(text).toMatch(/best left to the other tree:[\s\S]*2222222bbbb2/);
  });

  it('tells on top what became of the newest versions, wherever they were posted', async () => {
    const summary = await summaryOf([
      PATCH,
      mail({
        id: 'v2@example.org',
        subject: `[PATCH v2] ${TITLE}`,
        date: dateAfter(3 * DAY),
        body: `The gate stays open for too long.\n\nSigned-off-by: Alice Example <alice@example.org>\n---\n${DIFF('close_now();')}`,
      }),
    ]);
    expect(summary.standing.newest).toEqual([
      expect.objectContaining({ count: 1, version: 2, messageId: 'v2@example.org', here: false }),
    ]);
    expect(renderText(summary)).toMatch(/In short: the patch posted here is .*\(v2 of 8 January 2026/s);
  });

  it('tells what later threads say of it, in their new words alone', async () => {
    const summary = await summaryOf([
      PATCH,
      mail({
        id: 'later@example.org',
        from: CAROL,
        subject: 'Flooded basement',
        date: dateAfter(9 * DAY),
        body: `Since "${TITLE}" went in, my basement is under water.\n`,
      }),
      mail({
        id: 'quoting@example.org',
        from: BOB,
        subject: 'Re: Flooded basement',
        references: ['later@example.org'],
        date: dateAfter(10 * DAY),
        body: `> Since "${TITLE}" went in, my basement is under water.\n\nMine too.\n`,
      }),
      mail({
        id: 'before@example.org',
        subject: 'Plans',
        date: 'Thu, 1 Jan 2026 10:00:00 +0000',
        body: `I will post ${TITLE}.\n`,
      }),
    ]);
    expect(summary.later).toEqual([
      expect.objectContaining({
        subject: 'Flooded basement',
        names: TITLE,
        quote: expect.objectContaining({ messageId: 'later@example.org', person: 'Carol Example' }),
      }),
    ]);
    expect(summary.sources).toContainEqual(
      expect.objectContaining({ messageId: 'later@example.org', thread: 'elsewhere' }),
    );
  });

  it('takes “no” to a question of fact for an answer, not for an objection', async () => {
    const summary = await summaryOf([
      mail({ id: 'one@example.org', subject: 'Basin', body: 'Bob, does the basin depend on the tide?\n' }),
      mail({
        id: 'two@example.org',
        from: BOB,
        subject: 'Re: Basin',
        references: ['one@example.org'],
        date: dateAfter(5),
        body: '> Bob, does the basin depend on the tide?\n\nNot really, it has a pump of its own.\n',
      }),
    ]);
    expect(summary.objections).toEqual([]);
  });

  it('writes Markdown in which what stands out is closed as it must be', async () => {
    const summary = await summaryOf([PATCH]);
    for (const line of renderMarkdown(summary).split('\n')) expect(line).not.toMatch(/\*\*[^*\s][^*]*\s\*\*(?!\S)/);
    expect(renderMarkdown(summary)).toContain('**5 January 2026, v1:**');
  });

  it.each([ALICE, BOB])('counts the patches whose state rests on the words of %s', async (who) => {
    const summary = await summaryOf([
      PATCH,
      mail({
        id: 'two@example.org',
        from: who,
        subject: `Re: [PATCH] ${TITLE}`,
        references: ['one@example.org'],
        date: dateAfter(60),
        body: '> The gate stays open for too long.\n\nApplied to sluice-next, thanks.\n',
      }),
    ]);
    const { state } = summary.standing.patches[0]!;
    const decided = summary.participants.reduce((sum, one) => sum + one.decided, 0);
    expect(decided).toBe(state === 'accepted' ? 1 : 0);
  });
});
