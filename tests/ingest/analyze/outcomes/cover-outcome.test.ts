import { describe, expect, it } from 'vitest';
import type { PatchOutcome, PatchRecord, PatchState, Turn } from '../../../../data/records/index.ts';
import { asCover } from '../../../../ingest/analyze/outcomes/cover-outcome.ts';
import type { OutcomeIndex } from '../../../../ingest/analyze/outcomes/context/outcome-index.ts';

const outcome = (key: string, state: PatchState, turn: Turn | null, likely = ''): PatchOutcome => ({
  key,
  state,
  basis: 'none',
  confidence: 1,
  landedProbability: 0.5,
  likely,
  supersededBy: [],
  commit: null,
  commitBasis: null,
  turn,
  lastWord: null,
  conflicts: [],
  history: [{ state, date: 100, confidence: 1, evidence: [] }],
});
const turn = (whose: Turn['whose'], since: number, why: string): Turn => ({ whose, who: null, since, why });
const SILENT = turn('reviewer', 100, 'nobody has answered yet');

/** The cover's outcome over patches that came to `members`. */
function cover(members: PatchOutcome[]): PatchOutcome {
  const record = { key: 'cover@example.org', supersededBy: [] as string[] } as PatchRecord;
  const index = {
    seriesOf: new Map([[record.key, {}]]),
    members: () => members.map(({ key }) => ({ key })),
  } as unknown as OutcomeIndex;
  const patches = new Map(members.map((member) => [member.key, member]));
  return asCover(record, outcome(record.key, 'new', SILENT), patches, index);
}

describe('asCover', () => {
  it('gives the turn to the author since the first patch that waits for the author', () => {
    const waits = (key: string, since: number) =>
      outcome(key, 'under-review', turn('author', since, 'review comments wait for an answer'));
    const found = cover([
      outcome('1@example.org', 'new', SILENT),
      outcome('2@example.org', 'new', SILENT),
      outcome('3@example.org', 'new', SILENT),
      waits('4@example.org', 300),
      waits('5@example.org', 200),
    ]);
    expect(found.turn).toMatchObject({ whose: 'author', since: 200 });
  });

  it('leaves it with the reviewers where no patch was answered', () => {
    expect(cover([outcome('1@example.org', 'new', SILENT)]).turn).toEqual(SILENT);
  });

  it('says of how many patches nothing is decided where some are', () => {
    const likely = 'its author posts here often; no decision found in this archive';
    const found = cover([
      outcome('1@example.org', 'new', SILENT, likely),
      outcome('2@example.org', 'new', SILENT, likely),
      outcome('3@example.org', 'accepted', turn('nobody', 200, 'it was taken')),
    ]);
    expect(found.likely).toBe('its author posts here often; no decision on 2 of 3 patches found in this archive');
  });
});
