import { describe, expect, it } from 'vitest';
import { type Candidate, type SalvagedMail, matchSalvaged } from '../../../../ingest/analyze/threads/salvage-match.ts';

const NOON = 1_767_614_400;
const QUOTE =
  '> The old knife is blunt, and nobody knows where the stone is.\n> I bought a new one; it lies on the shelf.\n';
const ANSWER = 'We should use the new one from now on, and give the old one to somebody who has a stone.\n';

function salvaged(parts: Partial<SalvagedMail> = {}): SalvagedMail {
  return {
    subject: 'Re: [PATCH] carve: sharpen',
    from: { name: 'Alice Example', email: '' },
    date: NOON,
    text: QUOTE + ANSWER,
    ...parts,
  };
}

function candidate(key: string, parts: Partial<SalvagedMail> = {}): Candidate {
  return { ...salvaged({ from: { name: 'Alice Example', email: 'alice@example.org' } }), ...parts, key };
}

describe('the true mail of a salvaged one', () => {
  it('has its title, its author and its words', () => {
    expect(matchSalvaged(salvaged(), [candidate('true@example.org')])).toBe('true@example.org');
  });

  it('is told by its words, not by its date: another answer by the same author may be nearer', () => {
    const near = candidate('near@example.org', {
      date: NOON,
      text: `${QUOTE}No, I would rather keep it, since it was a present of my grandfather.\n`,
    });
    const far = candidate('far@example.org', { date: NOON + 5 * 3600 });
    expect(matchSalvaged(salvaged(), [near, far])).toBe('far@example.org');
    expect(matchSalvaged(salvaged(), [near])).toBeNull();
  });

  it('may have other line ends, marks, tags, list tags and accents', () => {
    const folded = salvaged({
      subject: 're: [woodwork] [PATCH] carve: sharpen',
      from: { name: 'Álice Example', email: '' },
      text: (QUOTE + ANSWER).replace(/\s+/g, ' '),
    });
    const whole = candidate('true@example.org', { text: `On Mon, Bob <bob@example.org> wrote:\n${QUOTE}\n${ANSWER}` });
    expect(matchSalvaged(folded, [whole])).toBe('true@example.org');
  });

  it('is not the next version of the same patch, nor a repetition at another time that changes a word', () => {
    const patch = { subject: '[PATCH v2 1/3] carve: include <linux/knife.h>' };
    const lost = salvaged({ subject: '[PATCH v2 1/3] carve: include' });
    expect(matchSalvaged(lost, [candidate('true', patch)])).toBe('true');
    expect(
      matchSalvaged(lost, [candidate('next', { subject: '[PATCH v3 1/3] carve: include <linux/knife.h>' })]),
    ).toBeNull();
    expect(
      matchSalvaged(lost, [candidate('other', { subject: '[PATCH v2 2/3] carve: include <linux/knife.h>' })]),
    ).toBeNull();
    const again = { ...patch, date: NOON + 1234, text: (QUOTE + ANSWER).replace('old one', 'blunt one') };
    expect(matchSalvaged(lost, [candidate('again', again)])).toBeNull();
  });

  it('is none of another author, another title, or another week', () => {
    expect(
      matchSalvaged(salvaged(), [candidate('x', { from: { name: 'Bob Example', email: 'bob@example.org' } })]),
    ).toBeNull();
    expect(matchSalvaged(salvaged(), [candidate('x', { subject: 'Re: [PATCH] carve: paint' })])).toBeNull();
    expect(matchSalvaged(salvaged(), [candidate('x', { date: NOON + 3 * 86_400 })])).toBeNull();
  });

  it('is the same in every order of candidates', () => {
    const candidates = ['c', 'a', 'b'].map((key) => candidate(key));
    expect(matchSalvaged(salvaged(), candidates)).toBe('a');
    expect(matchSalvaged(salvaged(), [...candidates].reverse())).toBe('a');
  });
});
