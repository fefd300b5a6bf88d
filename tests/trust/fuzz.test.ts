import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { mail } from '../support/mail.ts';
import { Coverage } from './coverage.ts';
import { type Finding, FINDINGS, fuzz, seeds, tryOut } from './fuzzing.ts';
import { harm } from './injuries.ts';
import { chance } from './program.ts';
import { ingestVariants } from './variants.ts';

describe('fuzzing', () => {
  it('finds nothing in ten seconds that throws or loses a neighbour', () => {
    const { variants, findings } = fuzz(10, chance(Math.floor(Date.now() / 86_400_000)));
    expect(findings.map(({ what }) => what)).toEqual([]);
    expect(variants).toBeGreaterThan(50);
  }, 120_000);

  it('finds again nothing of what it found before', () => {
    const names = existsSync(FINDINGS) ? readdirSync(FINDINGS).filter((name) => name.endsWith('.eml')) : [];
    const findings: Finding[] = [];
    for (const name of names) {
      const milliseconds = tryOut(readFileSync(join(FINDINGS, name)), chance(1), findings);
      expect(milliseconds, name).toBeLessThan(1000);
    }
    expect(findings.map(({ what }) => what)).toEqual([]);
  });

  it('would say what throws', () => {
    const findings: Finding[] = [];
    const broken = Object.defineProperty(mail(), 'subarray', {
      value: () => {
        throw new TypeError('on purpose');
      },
    });
    tryOut(broken, chance(1), findings);
    expect(findings.map(({ what }) => what.split(':')[0])).toContain('split');
  });

  it('sees code that it has not seen, once', () => {
    const coverage = new Coverage();
    const findings: Finding[] = [];
    tryOut(mail(), chance(1), findings);
    coverage.take();
    tryOut(mail(), chance(1), findings);
    const same = coverage.take();
    tryOut(mail({ headers: { 'Content-Type': 'text/html' }, body: '<ul><li>x</ul>' }), chance(1), findings);
    const other = coverage.take();
    coverage.close();
    expect(same).toBeLessThan(10);
    expect(other).toBeGreaterThan(10);
  });

  it('harms in the same way with the same seed', () => {
    const from = seeds();
    const harmed = (seed: number) => harm(from[3]!, from, chance(seed)).toString('latin1');
    expect(harmed(7)).toBe(harmed(7));
    expect(harmed(7)).not.toBe(harmed(8));
  });

  it('loses no neighbour among 250 variants that are ingested', async () => {
    const { variants, corpora, losses } = await ingestVariants(250, chance(5));
    expect(losses).toEqual([]);
    expect([variants, corpora.length > 0]).toEqual([250, true]);
  }, 240_000);
});
