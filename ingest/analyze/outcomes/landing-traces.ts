import type { Evidence } from '../../../data/records/index.ts';
import type { Claim } from './evidence/claims.ts';
import { roleOf } from './evidence/evidence.ts';
import { postedWords } from './newer-version.ts';
import type { PatchContext } from './patch-context.ts';

/** Landings seen by their traces: named in a later `Fixes:`, built upon by somebody else's later patch. */
export function traceClaims({ record, index, fixes, built, authority }: PatchContext): Claim[] {
  const claims: Claim[] = [];
  const evidence = (key: string, words: Pick<Evidence, 'lines' | 'text' | 'signal' | 'shows'>): Evidence => {
    const skeleton = index.skeletons.get(key)!;
    return {
      ...words,
      messageId: skeleton.messageId,
      by: skeleton.from,
      role: roleOf(skeleton.person, record, skeleton.bot, index, authority, new Set()),
      mode: 'reported',
      where: skeleton.threadId === record.threadId ? 'here' : 'elsewhere',
      tree: null,
      answers: null,
    };
  };
  for (const { key, line, value } of (fixes.get(record.key) ?? []).slice(0, 3)) {
    const part = index.facts.get(key)?.patch?.part;
    const words = {
      lines: [line, line + 1] as [number, number],
      text: `Fixes: ${value}`,
      signal: 'fixes-trailer',
      shows: 'a later patch names it in Fixes:',
    };
    claims.push({
      state: 'accepted',
      date: index.skeletons.get(key)!.dateUsed,
      person: index.skeletons.get(key)!.person,
      confidence: 0.85,
      stated: true,
      evidence: [{ ...evidence(key, words), ...(part !== undefined && { part }) }],
      tree: null,
    });
  }
  const later = index.later(record);
  for (const pull of index.pulledIn(record).slice(0, 2)) {
    const posted = postedWords(pull.key, index);
    if (!posted || later.some((other) => other.dateUsed <= pull.dateUsed)) continue;
    claims.push({
      state: 'accepted',
      date: pull.dateUsed,
      person: index.skeletons.get(pull.key)!.person,
      confidence: 0.92,
      stated: true,
      evidence: [
        {
          ...evidence(pull.key, { ...posted, signal: 'pull-repost', shows: 'posted again in a pull request' }),
          mode: 'done',
        },
      ],
      tree: null,
    });
  }
  const upon = built.get(record.key);
  const posted = upon ? postedWords(upon.by, index) : null;
  if (upon && posted && upon.byOther && upon.lines >= 3 && record.supersededBy.length === 0) {
    claims.push({
      state: 'accepted',
      date: upon.date,
      person: '',
      confidence: 0.7,
      stated: false,
      evidence: [evidence(upon.by, { ...posted, signal: 'built-upon', shows: 'a later patch changes its lines' })],
      tree: null,
    });
  }
  return claims;
}
