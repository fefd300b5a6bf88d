import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseAttribution } from '../../../../ingest/parse/blocks/attribution.ts';
import { leastCost } from '../../../support/cost.ts';

interface Row {
  text: string;
  expected: { name: string; email: string; date: string | null } | null;
}

const table = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../../fixtures/tables/attributions.json'), 'utf8'),
) as Row[];

describe('parseAttribution', () => {
  it.each(table.map(({ text, expected }): [string, Row['expected']] => [text, expected]))(
    'reads %s',
    (text, expected) => {
      expect(parseAttribution(text)).toEqual(expected);
    },
  );

  it('reads one that was wrapped, its lines joined', () => {
    expect(parseAttribution('On Mon, Jan 5, 2026 at 10:00 AM Alice Arden\n<alice@example.org>\nwrote:')).toMatchObject({
      name: 'Alice Arden',
      email: 'alice@example.org',
    });
  });

  it('takes no time for lines made to be slow', () => {
    const texts = [
      'a '.repeat(299),
      'On '.repeat(199),
      `${'<'.repeat(590)}:`,
      `${'1:'.repeat(290)} wrote:`,
      `${'wrote '.repeat(99)}:`,
    ];
    expect(leastCost(() => texts.forEach(parseAttribution), 200)).toBeLessThan(200);
  });
});
