import type { LastWord, PatchRecord } from '../../../data/records/index.ts';
import type { Authority } from './context/authority.ts';
import type { OutcomeIndex } from './context/outcome-index.ts';
import type { BuiltUpon } from './evidence/built-upon.ts';
import type { NamedByFixes } from './evidence/gather.ts';
import type { Gathered } from './landing/features.ts';
import type { Landing } from './landing/probability.ts';

/** One version with all that bears on it. */
export interface PatchContext {
  record: PatchRecord;
  gathered: Gathered;
  landing: Landing;
  index: OutcomeIndex;
  authority: Authority;
  fixes: ReadonlyMap<string, NamedByFixes[]>;
  built: ReadonlyMap<string, BuiltUpon>;
  lastWord: (record: PatchRecord) => LastWord | null;
}
