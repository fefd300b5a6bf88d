import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  allOf,
  anyOf,
  arrayPostings,
  type Direction,
  Fuel,
  noneOf,
  OutOfFuel,
  type Postings,
  testPostings,
} from '../../../data/read/postings.ts';

const rows = fc
  .uniqueArray(fc.integer({ min: -50, max: 50 }), { maxLength: 40 })
  .map((list) => list.sort((a, b) => a - b));
const direction = fc.constantFrom<Direction>(-1, 1);
const walk = (postings: Postings, way: Direction): number[] => {
  const found: number[] = [];
  for (let row = postings.seek(-way * 1000); row !== null; row = postings.seek(row + way)) found.push(row);
  return found;
};
const full = () => new Fuel(10_000, 1_000_000);
const array = (list: number[], way: Direction) => arrayPostings(Float64Array.from(list), way);
const inOrder = (list: number[], way: Direction) => [...list].sort((a, b) => way * (a - b));

describe('walking rows', () => {
  it('all, any and none of some lists are what sets say, in both directions', () => {
    fc.assert(
      fc.property(rows, rows, rows, direction, (a, b, c, way) => {
        const [pa, pb, pc] = [a, b, c].map((list) => array(list, way)) as [Postings, Postings, Postings];
        const fuel = full();
        expect(walk(allOf([pa, pb, pc], fuel), way)).toEqual(
          inOrder(
            a.filter((row) => b.includes(row) && c.includes(row)),
            way,
          ),
        );
        expect(walk(anyOf([pa, pb, pc], way, fuel), way)).toEqual(inOrder([...new Set([...a, ...b, ...c])], way));
        expect(walk(noneOf(pa, pb, way, fuel), way)).toEqual(
          inOrder(
            a.filter((row) => !b.includes(row)),
            way,
          ),
        );
        const nested = noneOf(anyOf([pa, allOf([pb, pc], fuel)], way, fuel), pc, way, fuel);
        expect(walk(nested, way)).toEqual(
          inOrder(
            a.filter((row) => !c.includes(row)),
            way,
          ),
        );
      }),
    );
  });

  it('any row can be asked for at any time', () => {
    fc.assert(
      fc.property(
        rows,
        rows,
        direction,
        fc.array(fc.integer({ min: -60, max: 60 }), { maxLength: 20 }),
        (a, b, way, asked) => {
          const both = allOf([array(a, way), array(b, way)], full());
          for (const row of asked) {
            const expected =
              inOrder(
                a.filter((one) => b.includes(one) && way * (one - row) >= 0),
                way,
              )[0] ?? null;
            expect(both.seek(row)).toBe(expected);
          }
        },
      ),
    );
  });

  it('ends when the fuel does, and tells up to where nothing fits', () => {
    const all = array(
      Array.from({ length: 1000 }, (_, n) => n),
      -1,
    );
    const fuel = new Fuel(10_000, 100);
    const none = testPostings(all, -1, fuel, () => false, true);
    expect(() => none.seek(2000)).toThrow(OutOfFuel);
    expect(fuel.reached).toBeLessThan(950);
    expect(fuel.reached).toBeGreaterThan(800);
    const late = new Fuel(
      5,
      1e9,
      (
        (time) => () =>
          (time += 1)
      )(0),
    );
    expect(() => testPostings(all, -1, late, () => false).seek(2000)).toThrow(OutOfFuel);
  });
});
