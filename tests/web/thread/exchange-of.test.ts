import { describe, expect, it } from 'vitest';
import { exchangeOf, partnersOf } from '../../../web/thread/people/exchange-of.ts';
import { passage, threadOf } from '../support.ts';

const model = threadOf(
  [
    { key: 'a', person: 'Alice', text: 'One.\nTwo.' },
    { key: 'b', person: 'Bob', text: 'Why?', parent: 'a' },
    { key: 'a2', person: 'Alice', text: 'So.', parent: 'b' },
    { key: 'c', person: 'Carol', text: 'No.', parent: 'a' },
    { key: 'robot', person: 'Robot', text: 'Built.', parent: 'a', bot: true },
  ],
  [
    passage('a', [0, 1], null, { answered: true }),
    passage('b', [0, 1], 0, { answered: true }),
    passage('a2', [0, 1], 1),
    passage('a', [1, 2], null, { answered: true }),
    passage('c', [0, 1], 3),
    passage('robot', [0, 1], 3),
  ],
);

describe('the exchange between two people', () => {
  it('holds what each said and what the other answered, and nobody else', () => {
    const turns = exchangeOf(model, 'Alice', 'Bob');
    expect(turns.map(({ key, goesOn }) => [key, goesOn])).toEqual([
      ['a', false],
      ['b', true],
      ['a2', true],
    ]);
    expect(exchangeOf(model, 'Bob', 'Alice')).toEqual(turns);
    expect(exchangeOf(model, 'Bob', 'Carol')).toEqual([]);
  });

  it('is offered with those who spoke to each other, programs left out', () => {
    expect(partnersOf(model, 'Alice')).toEqual([
      { person: 'Bob', passages: 2 },
      { person: 'Carol', passages: 1 },
    ]);
    expect(partnersOf(model, 'Carol')).toEqual([{ person: 'Alice', passages: 1 }]);
  });
});
