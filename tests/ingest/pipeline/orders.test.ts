import { describe, expect, it } from 'vitest';
import { dumpText, dumpedMessages, ingestMails, memoryArchive } from '../../support/archive.ts';
import { ALICE, BOB, CAROL, dateAfter, mail } from '../../support/mail.ts';
import { chances, forests, orders, shuffled, splits } from '../../support/orders.ts';

/** The dump after reading `runs` one after the other into a new archive. */
async function dumpAfter(runs: Buffer[][]): Promise<string> {
  const archive = memoryArchive();
  try {
    for (const run of runs) await ingestMails(archive, run);
    return await dumpText(archive);
  } finally {
    archive.close();
  }
}

/** Mails of a forest: each answers its parent and quotes it; equal dates for every second pair. */
function mailsOf(parents: (number | null)[]): Buffer[] {
  return parents.map((parent, n) =>
    mail({
      id: `m${n}@example.org`,
      from: [ALICE, BOB, CAROL][n % 3]!,
      subject: parent === null ? `Subject ${n}` : `Re: Subject of ${parent}`,
      references: parent === null ? [] : [`m${parent}@example.org`],
      date: dateAfter(Math.floor(n / 2)),
      body: parent === null ? `Words of ${n}.\n` : `Somebody wrote:\n> Words of ${parent}.\n\nWords of ${n}.\n`,
    }),
  );
}

const FOOTER_A =
  '_______________________________________________\na mailing list -- a@lists.example.org\nTo unsubscribe send an email to a-leave@lists.example.org\n';
const FOOTER_B =
  '_______________________________________________\nb mailing list\nb@lists.example.org\nhttps://lists.example.org/mailman/listinfo/b\n';

/** Four mails in which much can go wrong: copies of two lists, another mail under a reused id, a ghost, no date. */
const HARD = [
  mail({
    id: 'one@example.org',
    subject: 'On two lists',
    listId: 'a.lists.example.org',
    body: `Some words.\n${FOOTER_A}`,
  }),
  mail({
    id: 'one@example.org',
    subject: '[b] On two lists',
    listId: 'b.lists.example.org',
    body: `Some words.\n${FOOTER_B}`,
  }),
  mail({ id: 'one@example.org', from: BOB, subject: 'Something else', date: dateAfter(5), body: 'Other words.\n' }),
  mail({
    id: 'four@example.org',
    from: CAROL,
    subject: 'Re: On two lists',
    references: ['one@example.org', 'missing@example.org'],
    date: 'yesterday',
    body: 'On Monday, Bob Example wrote:\n> Lost words.\n> Some words.\n\nMy words.\n',
  }),
];

describe('the whole pipeline in every order and split', () => {
  it('dumps hard mails the same in every order and every split into runs', async () => {
    const first = await dumpAfter([HARD]);
    let checked = 0;
    for (const order of orders(HARD)) {
      for (const runs of splits(order)) {
        expect(await dumpAfter(runs)).toBe(first);
        checked += 1;
      }
    }
    expect(checked).toBe(24 * 8);
  });

  it('dumps each forest of four the same in sampled orders and splits', async () => {
    const chance = chances(4);
    for (const shape of forests(4)) {
      const mails = mailsOf(shape);
      const first = await dumpAfter([mails]);
      for (const order of shuffled(orders(mails), chance).slice(0, 4)) {
        for (const runs of shuffled(splits(order), chance).slice(0, 2)) expect(await dumpAfter(runs)).toBe(first);
      }
    }
  });

  it('keeps copies together and a reused Message-ID apart', async () => {
    const archive = memoryArchive();
    await ingestMails(archive, HARD);
    const messages = await dumpedMessages(archive);
    expect([...messages.keys()].sort()).toEqual(['four@example.org', 'one@example.org', 'one@example.org#2']);
    const both = [...messages.values()].find((row) => row.lists?.includes('b'))!;
    expect(both.lists).toEqual(['a', 'b']);
    expect(messages.get('one@example.org#2')!.parent).toBe('one@example.org');
    expect(messages.get('four@example.org')!.parent).toBe('missing@example.org');
    expect(messages.get('four@example.org')!.defects).toEqual(['date-from-neighbours', 'date-unparsable']);
    archive.close();
  });

  it('adds nothing when the same mails are read again', async () => {
    const archive = memoryArchive();
    const first = await ingestMails(archive, HARD);
    const before = await dumpText(archive);
    const second = await ingestMails(archive, HARD);
    expect(first.new).toBe(4);
    expect(second).toMatchObject({ read: 4, new: 0, known: 4 });
    expect(await dumpText(archive)).toBe(before);
    archive.close();
  });
});
