import { describe, expect, it } from 'vitest';
import { groupPeople, type SeenMailbox } from '../../../../ingest/analyze/people/people.ts';
import { parseMailmap } from '../../../../ingest/parse/headers/mailmap.ts';

const seen = (name: string, email: string, count = 1, bot = false): SeenMailbox => ({ name, email, count, bot });
const shape = (rows: SeenMailbox[], mailmap = '') =>
  groupPeople(rows, parseMailmap(mailmap)).map(
    ({ name, addresses }) => `${name}: ${addresses.map(({ email }) => email).join(' ')}`,
  );

describe('groupPeople', () => {
  it('ties the addresses of one full name together, however it is written', () => {
    expect(
      shape([
        seen('Alice Arden', 'alice@example.org', 5),
        seen('Arden, Alice', 'a.arden@example.com', 2),
        seen('alice', 'alice@example.org'),
      ]),
    ).toEqual(['Alice Arden: alice@example.org a.arden@example.com alice@example.org']);
  });
  it('never ties generic names and lone first names', () => {
    expect(
      shape([
        seen('Linux Kernel', 'a@example.org'),
        seen('Linux Kernel', 'b@example.org'),
        seen('Bob', 'c@example.org'),
        seen('Bob', 'd@example.org'),
      ]),
    ).toHaveLength(4);
  });
  it('keeps bearers of a short common name apart unless address or host agree', () => {
    expect(shape([seen('Li Wei', 'liwei@example.org'), seen('Li Wei', 'weili@example.com')])).toHaveLength(2);
    expect(shape([seen('Li Wei', 'liwei@a.example.org'), seen('Li Wei', 'wei@b.example.org')])).toHaveLength(1);
    expect(shape([seen('Li Wei', 'liwei@example.org'), seen('Li Wei', 'liwei@example.com')])).toHaveLength(1);
  });
  it('believes the name where many people write from one address', () => {
    const list = 'list@example.org';
    expect(
      shape([
        seen('Alice Arden', list),
        seen('Bob Birch', list),
        seen('Carol Cedar', list),
        seen('Alice Arden', 'alice@example.org', 3),
      ]),
    ).toEqual([
      'Alice Arden: alice@example.org list@example.org',
      'Bob Birch: list@example.org',
      'Carol Cedar: list@example.org',
    ]);
  });
  it('keeps programs apart from people of the same name', () => {
    expect(
      groupPeople([seen('Carol Cedar', 'carol@example.org', 1, true), seen('Carol Cedar', 'carol@example.com')])
        .map(({ bot }) => bot)
        .sort(),
    ).toEqual([false, true]);
  });
  it('does what a mailmap says', () => {
    expect(
      shape(
        [seen('Nick', 'n1@example.org', 9), seen('Someone Else', 'n2@example.org')],
        '# who is who\nNora Nord <nora@example.org> <n1@example.org>\nNora Nord <nora@example.org> Someone Else <n2@example.org>\n',
      ),
    ).toEqual(['Nora Nord: n1@example.org n2@example.org']);
  });
  it('does not depend on the order', () => {
    const rows = [
      seen('Alice Arden', 'a@example.org', 2),
      seen('Alice B Arden', 'a@example.org', 2),
      seen('', 'a@example.org'),
      seen('Bob Birch', 'b@example.org'),
      seen('Bob Birch', 'bb@example.org'),
    ];
    expect(groupPeople(rows.toReversed())).toEqual(groupPeople(rows));
  });
  it('shows the address where nobody gave a name', () => {
    expect(shape([seen('', 'quiet@example.org')])).toEqual(['quiet@example.org: quiet@example.org']);
  });
});

describe('parseMailmap', () => {
  it('reads the four forms that git knows, and skips the rest', () => {
    expect(
      parseMailmap(
        'Proper <a@x>\n<p@x> <b@x>\nProper <p@x> <c@x> # why\nProper <p@x> Written <D@x>\nnonsense\n<only@x>\n',
      ),
    ).toEqual([
      { name: 'Proper', email: null, writtenName: null, writtenEmail: 'a@x' },
      { name: null, email: 'p@x', writtenName: null, writtenEmail: 'b@x' },
      { name: 'Proper', email: 'p@x', writtenName: null, writtenEmail: 'c@x' },
      { name: 'Proper', email: 'p@x', writtenName: 'Written', writtenEmail: 'd@x' },
    ]);
  });
});
