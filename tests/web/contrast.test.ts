import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const css = readFileSync(new URL('../../web/styles/tokens.css', import.meta.url), 'utf8');
const tokens = new Map(
  [...css.matchAll(/--([\w-]+): light-dark\((#\w+), (#\w+)\)/g)].map((match) => [
    match[1]!,
    [match[2]!, match[3]!] as const,
  ]),
);

/** Text on its ground, as the screens use it. */
const PAIRS: [string, string[]][] = [
  ['ink', ['paper', 'paper-raised', 'paper-sunk', 'accent-soft', 'add', 'del', 'mark']],
  ['ink-soft', ['paper', 'paper-raised', 'paper-sunk', 'accent-soft', 'idle-soft']],
  ['ink-faint', ['paper', 'paper-raised', 'paper-sunk', 'accent-soft']],
  ['accent', ['paper', 'paper-raised', 'accent-soft']],
  ['good', ['paper', 'paper-raised', 'good-soft']],
  ['warn', ['paper', 'paper-raised', 'warn-soft']],
  ['bad', ['paper', 'paper-raised', 'bad-soft']],
  ['idle', ['paper', 'idle-soft']],
  ['add-ink', ['paper', 'add']],
  ['del-ink', ['paper', 'del']],
  ...Array.from({ length: 8 }, (_, index): [string, string[]] => [
    `p${index + 1}`,
    ['paper', 'paper-raised', 'paper-sunk'],
  ]),
];

describe.each(['light', 'dark'] as const)('contrast, %s', (theme) => {
  const colour = (name: string) => tokens.get(name)![theme === 'light' ? 0 : 1];
  it.each(PAIRS)('%s is readable on its grounds', (ink, grounds) => {
    for (const ground of grounds)
      expect.soft(contrast(colour(ink), colour(ground)), `${ink} on ${ground}`).toBeGreaterThanOrEqual(4.6);
  });
});

function contrast(a: string, b: string): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

/** Relative luminance, WCAG 2.2. */
function luminance(hex: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const value = parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
