import { describe, expect, it } from 'vitest';
import type { ThreadNode, ThreadSkeleton } from '../../../data/records/index.ts';
import { threadMessages } from '../../../ingest/analyze/threads/threading.ts';
import { chances, forests, orders, shuffled } from '../../support/orders.ts';

/** Messages of a forest; each names its whole chain of ancestors as References. */
function skeletonsOf(parents: (number | null)[], dateOf: (n: number) => number): ThreadSkeleton[] {
  const chains: string[][] = [];
  return parents.map((parent, n) => {
    chains[n] = parent === null ? [] : [...chains[parent]!, idOf(parent)];
    return { key: idOf(n), messageId: idOf(n), references: chains[n]!, dateUsed: dateOf(n) };
  });
}

const idOf = (n: number) => `m${n}@example.org`;

function parentsOf(nodes: ThreadNode[]): Record<string, string | null> {
  return Object.fromEntries(nodes.map(({ key, parent }) => [key, parent]));
}

/** Parents stand before their children, each one deeper, and nothing stands between a node and its subtree. */
function expectReadingOrder(nodes: ThreadNode[]): void {
  const path: string[] = [];
  for (const { key, parent, depth } of nodes) {
    path.length = depth;
    expect(path[depth - 1] ?? null).toBe(parent);
    path[depth] = key;
  }
}

describe('threads in every order', () => {
  it('builds each forest of four messages as their References say, whatever order they come in', () => {
    let checked = 0;
    for (const shape of forests(4)) {
      const skeletons = skeletonsOf(shape, (n) => 1000 + n);
      const expected = Object.fromEntries(shape.map((parent, n) => [idOf(n), parent === null ? null : idOf(parent)]));
      const first = threadMessages(skeletons);
      expect(parentsOf(first)).toEqual(expected);
      expectReadingOrder(first);
      for (const order of orders(skeletons)) {
        expect(threadMessages(order)).toEqual(first);
        checked += 1;
      }
    }
    expect(checked).toBe(24 * 24);
  });

  it('is the same in every order when dates are equal or run backwards', () => {
    for (const dateOf of [() => 1000, (n: number) => 1000 - n]) {
      for (const shape of forests(4)) {
        const skeletons = skeletonsOf(shape, dateOf);
        const first = threadMessages(skeletons);
        for (const order of orders(skeletons)) expect(threadMessages(order)).toEqual(first);
      }
    }
  });

  it('keeps the others in place when any one message of a forest of four is missing: a ghost stands in', () => {
    for (const shape of forests(4)) {
      const all = skeletonsOf(shape, (n) => 1000 + n);
      for (const missing of shape.keys()) {
        const rest = all.filter((_, n) => n !== missing);
        const first = threadMessages(rest);
        for (const order of orders(rest)) expect(threadMessages(order)).toEqual(first);
        const parents = parentsOf(first);
        for (const [n, parent] of shape.entries()) {
          if (n !== missing) expect(parents[idOf(n)]).toBe(parent === null ? null : idOf(parent));
        }
        const named = shape.some((parent) => parent === missing);
        expect(first.filter((node) => node.ghost).map((node) => node.key)).toEqual(named ? [idOf(missing)] : []);
        expectReadingOrder(first);
      }
    }
  });

  it('is the same in every order when References are cut short, wrong or run in circles', () => {
    const chance = chances(2026);
    for (let round = 0; round < 300; round += 1) {
      const size = 5 + Math.floor(chance() * 2);
      const skeletons = Array.from({ length: size }, (_, n) => ({
        key: idOf(n),
        messageId: idOf(n),
        references: [
          ...new Set(Array.from({ length: Math.floor(chance() * 4) }, () => idOf(Math.floor(chance() * (size + 2))))),
        ].filter((id) => id !== idOf(n)),
        dateUsed: 1000 + Math.floor(chance() * 4),
      }));
      const first = threadMessages(skeletons);
      expectReadingOrder(first);
      expect(first.filter((node) => !node.ghost)).toHaveLength(size);
      expect(new Set(first.map((node) => node.key)).size).toBe(first.length);
      for (let draw = 0; draw < 20; draw += 1) expect(threadMessages(shuffled(skeletons, chance))).toEqual(first);
    }
  });

  it('takes sampled forests of six messages in sampled orders', () => {
    const chance = chances(7);
    for (const shape of shuffled(forests(6), chance).slice(0, 60)) {
      const skeletons = skeletonsOf(shape, (n) => 1000 + (n % 3));
      const first = threadMessages(skeletons);
      for (const order of shuffled(orders(skeletons), chance).slice(0, 40))
        expect(threadMessages(order)).toEqual(first);
    }
  });

  it('hangs another mail under a reused Message-ID below the first, in every order', () => {
    const skeletons: ThreadSkeleton[] = [
      { key: 'a@example.org', messageId: 'a@example.org', references: [], dateUsed: 5 },
      { key: 'a@example.org#2', messageId: 'a@example.org', references: ['z@example.org'], dateUsed: 4 },
      { key: 'b@example.org', messageId: 'b@example.org', references: ['a@example.org'], dateUsed: 6 },
    ];
    for (const order of orders(skeletons)) {
      const parents = parentsOf(threadMessages(order));
      expect(parents['a@example.org#2']).toBe('a@example.org');
      expect(parents['b@example.org']).toBe('a@example.org');
    }
  });

  it('threads a chain of 20,000 messages and 20,000 answers to one mail without recursion or quadratic work', () => {
    const chain = Array.from({ length: 20_000 }, (_, n) => ({
      key: idOf(n),
      messageId: idOf(n),
      references: n === 0 ? [] : [idOf(n - 1)],
      dateUsed: n,
    }));
    expect(threadMessages(chain).at(-1)).toEqual({
      key: idOf(19_999),
      parent: idOf(19_998),
      ghost: false,
      depth: 19_999,
    });
    const fan = chain.map((message, n) => ({ ...message, references: n === 0 ? [] : [idOf(0)] }));
    expect(threadMessages(fan).at(-1)!.depth).toBe(1);
  });
});
