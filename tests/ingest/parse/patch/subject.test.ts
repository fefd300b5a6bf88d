import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SubjectInfo } from '../../../../data/records/patch.ts';
import { formerTitle, parseSubject, titleKey } from '../../../../ingest/parse/patch/subject.ts';
import { leastCost } from '../../../support/cost.ts';

const rows = JSON.parse(readFileSync(new URL('../../../fixtures/tables/subject.json', import.meta.url), 'utf8')) as {
  name: string;
  input: string;
  expected: Partial<SubjectInfo>;
}[];

const PLAIN: Omit<SubjectInfo, 'title'> = {
  isReply: false,
  isForward: false,
  isPatch: false,
  isPull: false,
  isRfc: false,
  isResend: false,
  isBackport: false,
  version: 1,
  versionWritten: false,
  number: null,
  total: null,
  tags: [],
};

describe('a subject', () => {
  it.each(rows)('$name: $input', ({ input, expected }) => {
    expect(parseSubject(input)).toEqual({ ...PLAIN, ...expected });
  });

  it('is read without a throw, whatever it holds', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 300 }), (subject) => {
        expect(typeof parseSubject(subject).title).toBe('string');
      }),
    );
  });

  it('takes no longer for brackets without end', () => {
    const subject = '['.repeat(100_000) + 're: '.repeat(10_000) + 'PATCH '.repeat(10_000);
    expect(leastCost(() => parseSubject(subject), 500)).toBeLessThan(500);
  });
});

describe('an old title', () => {
  it('is read from behind "was", cleaned of its prefixes', () => {
    expect(formerTitle('[PATCH v2] net: do it well (was: [PATCH] net: do it)')).toBe('net: do it');
    expect(formerTitle('Re: the plan [was: the old plan]')).toBe('the old plan');
    expect(formerTitle('[PATCH] net: it was broken')).toBeNull();
  });
});

describe('the key of a title', () => {
  it('is blind to case, marks and white space', () => {
    expect(titleKey('mm/hmm: Fix "bad" merge.')).toBe(titleKey('mm/hmm: fix bad   merge'));
    expect(titleKey('mm: fix')).not.toBe(titleKey('mm: unfix'));
  });
});
