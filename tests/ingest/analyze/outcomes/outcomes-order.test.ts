import { describe, expect, it } from 'vitest';
import { judgeMails } from '../../../support/judge.ts';
import { CAROL } from '../../../support/mail.ts';
import { chances, orders, shuffled } from '../../../support/orders.ts';
import { cover, DAY, patch, reply } from '../../../support/posted.ts';

describe('the order of reading', () => {
  const mails = [
    cover('c@example.org', '[PATCH 0/2] widget: frobs', 0),
    patch('s1@example.org', '[PATCH 1/2] widget: first frob', 1, { references: ['c@example.org'] }),
    patch('s2@example.org', '[PATCH 2/2] widget: second frob', 2, { references: ['c@example.org'] }),
    reply('r1@example.org', 'c@example.org', DAY, 'Applied 1, please respin 2.\n', {
      subject: 'Re: [PATCH 0/2] widget: frobs',
    }),
    reply('r2@example.org', 's2@example.org', DAY, 'NAK.\n', {
      subject: 'Re: [PATCH 2/2] widget: second frob',
      from: CAROL,
    }),
  ];
  it('does not matter', () => {
    const text = (some: Buffer[]) => {
      const { patches, series, sections, discussions } = judgeMails(some).judgement;
      return JSON.stringify({ patches, series, sections, discussions });
    };
    const expected = text(mails);
    for (const order of orders(mails).filter((_, n) => n % 11 === 0)) expect(text(order)).toBe(expected);
    const chance = chances(7);
    for (let n = 0; n < 5; n += 1) expect(text(shuffled(mails, chance))).toBe(expected);
  });
});
