import { describe, expect, it } from 'vitest';
import { splitPatchMail } from '../../../../ingest/parse/patch/commit-message.ts';

const split = (...lines: string[]) => splitPatchMail(lines, lines.length);

describe('a patch mail', () => {
  it('has a message above and notes below the rule', () => {
    expect(split('Why.', '', 'Signed-off-by: A', '---', 'v2: better', ' x.c | 2 +-')).toMatchObject({
      from: null,
      message: [0, 3],
      notes: [4, 6],
    });
  });

  it('names its author in the first line where somebody else sends it', () => {
    expect(split('', 'From: Carol Example <carol@example.org>', '', 'Why.', '---')).toMatchObject({
      from: { name: 'Carol Example', email: 'carol@example.org' },
      message: [2, 4],
    });
  });

  it('has subject and author of its own under scissors', () => {
    expect(
      split(
        'I would do it so:',
        '',
        '-- >8 --',
        'From: Bob <bob@example.org>',
        'Subject: [PATCH] net: fix',
        '',
        'Why.',
        '---',
        'notes',
      ),
    ).toMatchObject({
      scissors: true,
      subject: '[PATCH] net: fix',
      from: { email: 'bob@example.org' },
      message: [5, 7],
    });
  });

  it('is not cut by rules and signatures', () => {
    expect(split('a', '-----', '- - - - -', '-- ', 'b')).toMatchObject({ scissors: false, message: [0, 5] });
  });

  it('takes a folded subject whole', () => {
    expect(split('Subject: [PATCH] net: a title', ' that goes on', '', 'x')).toMatchObject({
      subject: '[PATCH] net: a title that goes on',
    });
  });
});
