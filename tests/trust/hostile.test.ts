import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readThrough } from './cost.ts';
import { hostileCases } from './hostile-mails.ts';
import { leastCost } from '../support/cost.ts';

describe('hostile mail', () => {
  // One after the other; the first pays for compiling.
  const cases = hostileCases();
  readThrough(cases[0]!.mails());

  it.each(cases.map((each) => [each.name, each] as const))('costs bounded time: %s', (_, { mails }) => {
    const raw = mails();
    const limit = raw.length === 1 ? MESSAGE_MS : Math.max(THREAD_MS, raw.length * THREAD_MESSAGE_MS);
    const read = () => {
      const { thread } = readThrough(raw);
      expect(thread.messages.length).toBe(raw.length);
      for (const message of thread.messages) expect(message.blocks.length).toBeGreaterThan(0);
    };
    expect(leastCost(read, limit)).toBeLessThan(limit);
  });

  it('costs bounded memory: each message alone is read with a heap of 100 MB', () => {
    const program = [
      "import { hostileCases } from './hostile-mails.ts';",
      "import { readThrough } from './cost.ts';",
      'let count = 0;',
      'for (const { mails } of hostileCases()) { const raw = mails(); if (raw.length === 1) { readThrough(raw); count += 1; } }',
      'console.log(count);',
    ].join('\n');
    const count = execFileSync(
      process.execPath,
      [`--max-old-space-size=${HEAP_MB}`, '--import', 'tsx', '--input-type=module', '--eval', program],
      { cwd: join(import.meta.dirname), encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] },
    );
    expect(Number(count)).toBe(cases.filter(({ mails }) => mails().length === 1).length);
  }, 120_000);
});

/**
 * A message alone: 200 ms are aimed at (`npm run fuzz` holds to it), a second is promised. Collecting what earlier cases left counts
 * too, by half as much again from run to run, so a test near the aim would fail by chance; growth.test.ts holds the shape.
 */
const MESSAGE_MS = 1000;
/** A few messages that quote each other whole. */
const THREAD_MS = 2000;
const THREAD_MESSAGE_MS = 4;
const HEAP_MB = 100;
