import { describe, expect, it } from 'vitest';
import type { Message, WorkCorrections } from '../../../../data/records/index.ts';
import { linkWorks } from '../../../../ingest/analyze/series/works.ts';
import { chances, shuffled } from '../../../support/orders.ts';
import { archive, message, patchText, PEOPLE, telling, type Change } from '../../../support/patches.ts';

const DAY = 24 * 60;

/** A patch whose diff is made of these words, five lines each, in one file. */
function patch(
  key: string,
  subject: string,
  day: number,
  words: string[],
  more: { path?: string; parent?: string; from?: Message['from']; notes?: string; message?: string } = {},
): Message {
  const change: Change = { path: more.path ?? 'src/main.c', lines: words.flatMap((word) => telling(word, 5)) };
  const text = patchText([change], {
    ...(more.notes && { notes: more.notes }),
    ...(more.message && { message: more.message }),
  });
  return message(key, {
    subject,
    text,
    at: day * DAY,
    ...(more.parent && { parent: more.parent }),
    ...(more.from && { from: more.from }),
  });
}

const link = (messages: Message[], corrections?: WorkCorrections) => {
  const { skeletons, facts } = archive(messages);
  return linkWorks(skeletons, facts, corrections);
};
/** Keys of each work with more than one member. */
const works = (messages: Message[], corrections?: WorkCorrections) =>
  link(messages, corrections)
    .works.map(({ members }) => members)
    .filter(({ length }) => length > 1);

const FILLER = Array.from({ length: 12 }, (_, n) =>
  patch(`filler${n}`, `[PATCH] area${n}: unlike the others ${n}`, n, [`filler${n}`], {
    path: `src/f${n}.c`,
    from: PEOPLE.carol,
  }),
);

describe('two postings are one work', () => {
  it('with the same title and author and a diff that is alike', () => {
    expect(
      works([
        ...FILLER,
        patch('a', '[PATCH] net: fix the leak', 0, ['one', 'two']),
        patch('b', '[PATCH v2] net: fix the leak', 3, ['one', 'three']),
      ]),
    ).toEqual([['a', 'b']]);
  });

  it('renamed, with the same diff', () => {
    const found = link([
      ...FILLER,
      patch('a', '[PATCH] net: fix the leak', 0, ['one', 'two']),
      patch('b', '[PATCH v2] net: free buffers on error', 3, ['one', 'two']),
    ]);
    expect(found.patches.find(({ key }) => key === 'b')!.links).toMatchObject([
      { to: 'a', reason: expect.stringContaining('the same diff') as string },
    ]);
  });

  it('sent on by somebody else', () => {
    expect(
      works([
        ...FILLER,
        patch('a', '[PATCH] net: fix the leak', 0, ['one', 'two']),
        patch('b', '[PATCH v2] net: fix the leak', 3, ['one', 'two'], { from: PEOPLE.bob }),
      ]),
    ).toEqual([['a', 'b']]);
  });

  it('renamed and changed, where the rest of the series vouches for it', () => {
    const found = works([
      ...FILLER,
      patch('a1', '[PATCH 1/2] net: first', 0, ['one']),
      patch('a2', '[PATCH 2/2] net: second', 0.001, ['two', 'three'], { parent: 'a1', path: 'src/other.c' }),
      patch('b1', '[PATCH v2 1/2] net: first', 3, ['one']),
      patch('b2', '[PATCH v2 2/2] net: quite another name', 3.001, ['two', 'four'], {
        parent: 'b1',
        path: 'src/other.c',
      }),
    ]);
    expect(found).toEqual([
      ['a1', 'b1'],
      ['a2', 'b2'],
    ]);
  });

  it('from RFC to first version', () => {
    expect(
      works([
        ...FILLER,
        patch('a', '[RFC PATCH] net: new thing', 0, ['one', 'two']),
        patch('b', '[PATCH] net: new thing', 30, ['one', 'two', 'three']),
      ]),
    ).toEqual([['a', 'b']]);
  });

  it('two years later under a higher number, though its diff was written anew', () => {
    expect(
      works([
        ...FILLER,
        patch('a', '[PATCH v5] net: read frames in one go', 0, ['one', 'two']),
        patch('b', '[PATCH v7] net: read frames in one go', 600, ['three', 'four']),
      ]),
    ).toEqual([['a', 'b']]);
  });

  it('sent again', () => {
    expect(
      works([
        ...FILLER,
        patch('a', '[PATCH] net: fix', 0, ['one']),
        patch('b', '[PATCH RESEND] net: fix', 20, ['one']),
      ]),
    ).toEqual([['a', 'b']]);
  });
});

describe('two postings are two works', () => {
  it('under a recurring title with other changes', () => {
    const recurring = Array.from({ length: 4 }, (_, n) =>
      patch(`t${n}`, '[PATCH] MAINTAINERS: update entries', n * 40, [`update${n}`], { path: 'MAINTAINERS' }),
    );
    expect(works([...FILLER, ...recurring])).toEqual([]);
  });

  it('posted as a cover letter of one title every week, with other patches', () => {
    const week = (n: number) => [
      patch(`p${n}`, `[PATCH 1/1] area${n}: mend what week ${n} broke`, n * 7, [`week${n}`], {
        path: `src/w${n}.c`,
        parent: `c${n}`,
      }),
      message(`c${n}`, { subject: '[PATCH 0/1] Display patches for the week', text: 'Here.\n', at: n * 7 * DAY - 1 }),
    ];
    expect(works([...FILLER, ...week(1), ...week(2), ...week(3)])).toEqual([]);
  });

  it('a patch that somebody else carries ties the patches, and not the series', () => {
    const series = (name: string, from: Message['from'], day: number, words: string[]) =>
      words.map((word, n) =>
        patch(`${name}${n}`, `[PATCH ${n + 1}/${words.length}] ${word}: change how ${word} works`, day, [word], {
          path: `src/${word}.c`,
          from,
          ...(n > 0 && { parent: `${name}0` }),
        }),
      );
    const found = link([
      ...FILLER,
      ...series('a', PEOPLE.alice, 0, ['shared', 'alpha', 'beta', 'gamma']),
      ...series('b', PEOPLE.bob, 9, ['shared', 'other', 'third']),
    ]);
    expect(found.works.filter(({ members }) => members.length > 1).map(({ members }) => members)).toEqual([
      ['a0', 'b0'],
    ]);
    expect(found.series.find(({ seriesId }) => seriesId === 'b0')!.previous).toEqual([]);
  });

  it('made from one template on one day', () => {
    const twins = ['dup01', 'dup02', 'dup03'].map((name, n) =>
      message(name, {
        subject: `[PATCH] ${name}: convert to the new API`,
        text: patchText([{ path: `tests/${name}.c`, lines: [...telling('template', 4), ...telling(name, 6)] }]),
        at: n * 2,
      }),
    );
    expect(works([...FILLER, ...twins])).toEqual([]);
  });

  it('where a stable tree takes a copy', () => {
    expect(
      works([
        ...FILLER,
        patch('a', '[PATCH] net: fix', 0, ['one']),
        patch('b', '[PATCH 6.1 12/345] net: fix', 20, ['one']),
      ]),
    ).toEqual([]);
  });

  it('where a hand says so, and one where it says that', () => {
    const messages = [
      ...FILLER,
      patch('a', '[PATCH] net: fix', 0, ['one']),
      patch('b', '[PATCH v2] net: fix', 3, ['one']),
      patch('c', '[PATCH] other: thing', 5, ['nine'], { from: PEOPLE.bob }),
    ];
    expect(works(messages, { different: [['b', 'a']] })).toEqual([]);
    expect(works(messages, { same: [['c', 'a']], different: [['a', 'b']] })).toEqual([['a', 'c']]);
  });
});

describe('a graph of revisions', () => {
  const one = (version: string, key: string, day: number, parts: [string, string[]][]) =>
    parts.map(([title, words], n) =>
      patch(`${key}${n + 1}`, `[PATCH${version} ${n + 1}/${parts.length}] ${title}`, day + n / 1000, words, {
        path: `src/${words[0]}.c`,
        ...(n > 0 && { parent: `${key}1` }),
      }),
    );

  it('splits: each part leads on, one of them bears the name', () => {
    const found = link([
      ...FILLER,
      ...one('', 'a', 0, [
        ['net: prepare', ['p']],
        ['net: do all of it', ['x', 'y', 'z']],
      ]),
      ...one(
        ' v2',
        'b',
        5,
        [
          ['net: prepare', ['p']],
          ['net: do all of it', ['x', 'y']],
          ['net: do the rest', ['z', 'new']],
        ].map(([title, words], n) => [title, n === 2 ? ['x', 'x', 'z'] : words] as [string, string[]]),
      ),
    ]);
    const part = found.patches.find(({ title }) => title === 'net: do the rest')!;
    expect(part.links).toMatchObject([{ to: 'a2', reason: expect.stringMatching(/^split from it/) as string }]);
    expect(part.workId).not.toBe('a2');
  });

  it('merges: a patch that goes is taken in by another', () => {
    const found = link([
      ...FILLER,
      ...one('', 'a', 0, [
        ['net: keep this', ['k', 'l']],
        ['net: and that small thing', ['m', 'n']],
      ]).map((patch) => ({ ...patch, text: patch.text.replaceAll('src/m.c', 'src/k.c') })),
      ...one(' v2', 'b', 5, [['net: keep this', ['k', 'l', 'm', 'n']]]),
    ]);
    expect(found.patches.find(({ key }) => key === 'b1')!.links).toMatchObject([
      { to: 'a1', kind: 'same' },
      { to: 'a2', kind: 'part', reason: expect.stringMatching(/^takes it in/) as string },
    ]);
  });

  it('knows what was written anew: another work, and yet it takes the place of the old one', () => {
    const words =
      'The buffer of the reader is freed twice where the writer goes away first, which shows as a crash in the tests.';
    const found = link([
      ...FILLER,
      patch('a', '[PATCH] net: take a reference on the buffer', 0, ['one'], { message: words }),
      patch('b', '[PATCH v2] net: take the lock around the buffer', 3, ['two'], { message: words }),
    ]);
    expect(found.patches.find(({ key }) => key === 'b')).toMatchObject({
      workId: 'b',
      links: [{ to: 'a', kind: 'successor' }],
    });
    expect(found.patches.find(({ key }) => key === 'a')!.supersededBy).toEqual(['b']);
  });

  it('forks: one series goes on as two, and each names the one before', () => {
    const parts: [string, string[]][] = ['a', 'b', 'c', 'd'].map((word) => [`net: part ${word} of the plan`, [word]]);
    const found = link([
      ...FILLER,
      ...one(' v4', 'm', 0, parts),
      ...one(' v5', 'n', 20, parts.slice(0, 2)),
      ...one(' v5', 'o', 90, parts.slice(2)),
      ...one(' v6', 'q', 100, parts.slice(2)),
    ]);
    const series = new Map(found.series.map((record) => [record.seriesId, record]));
    expect(series.get('m1')!.supersededBy).toEqual(['n1', 'o1']);
    expect(series.get('o1')!.previous).toEqual(['m1']);
    expect(series.get('q1')!.previous).toEqual(['o1']);
    expect(series.get('n1')!.supersededBy).toEqual([]);
  });

  it('leaves a patch out and takes it up again', () => {
    const parts: [string, string[]][] = ['a', 'b'].map((word) => [`net: part ${word} of the plan`, [word]]);
    const found = works([
      ...FILLER,
      ...one('', 'm', 0, parts),
      ...one(' v2', 'n', 5, parts.slice(0, 1)),
      ...one(' v3', 'o', 9, parts),
    ]);
    expect(found).toEqual([
      ['m1', 'n1', 'o1'],
      ['m2', 'o2'],
    ]);
  });
});

describe('linking', () => {
  const messages = [
    ...FILLER,
    ...Array.from({ length: 5 }, (_, v) =>
      ['x', 'y', 'z'].map((word, n) =>
        patch(
          `${word}${v}`,
          `[PATCH${v === 0 ? '' : ` v${v + 1}`} ${n + 1}/3] net: part ${word}`,
          v * 9 + n / 1000,
          [word, `${word}${v}`],
          { path: `src/${word}.c`, ...(n > 0 && { parent: `x${v}` }) },
        ),
      ),
    ).flat(),
    patch('tie1', '[PATCH] net: at once', 3, ['tie']),
    patch('tie2', '[PATCH] net: at once', 3, ['tie']),
  ];
  const expected = JSON.stringify(link(messages));

  it('gives the same whatever the order of reading', () => {
    const chance = chances(7);
    for (let round = 0; round < 20; round += 1) expect(JSON.stringify(link(shuffled(messages, chance)))).toBe(expected);
  });

  it('keeps one row for each posting and one name for each work', () => {
    const found = link(messages);
    expect(new Set(found.patches.map(({ key }) => key)).size).toBe(messages.length);
    expect(found.works.flatMap(({ members }) => members).sort()).toEqual(messages.map(({ key }) => key).sort());
  });
});
