import { describe, expect, it } from 'vitest';
import type { Scope } from '../../../../data/records/index.ts';
import { readScope } from '../../../../ingest/analyze/signals/scope.ts';
import rows from '../../../fixtures/outcomes/scope.json' with { type: 'json' };

describe('which patches are meant', () => {
  it.each(rows as [string, Scope | null][])('%s', (sentence, scope) => {
    expect(readScope(sentence) ?? null).toEqual(scope);
  });
});
