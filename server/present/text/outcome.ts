import type { Evidence, NameMatch, PatchAnswer } from '../../contract/index.ts';
import { isDecided } from '../../../data/rules/states.ts';

/** The outcome of a patch with its history: each step with the sentence that made it, who said it, and where. */
export function renderPatchOutcome(answer: PatchAnswer): string {
  const { patch, headline, likely, revisions, links, from } = answer;
  const number = patch.total > 1 ? ` ${patch.number}/${patch.total}` : '';
  const lines = [
    patch.title,
    `v${patch.version}${number}${from ? ` by ${from.name || from.email}` : ''} <${patch.messageId}>`,
    '',
    `${patch.state}${BASIS[patch.basis] ?? ''}`,
  ];
  if (patch.state === 'superseded')
    for (const { messageId, version } of headline.supersededBy)
      lines.push(`  by ${version === null ? 'a later version' : `v${version}`} <${messageId}>`);
  if (patch.commit !== null)
    lines.push(`  commit ${patch.commit}${patch.commitBasis === 'repository' ? ' (found in the repository)' : ''}`);
  if (likely !== null && !isDecided(patch.state)) lines.push(`  not stated, only concluded: ${likely}`);
  const { turn } = patch;
  if (turn && turn.whose !== 'nobody' && !isDecided(patch.state))
    lines.push(
      `  ${turn.who ? `${turn.who.name || turn.who.email}'s` : `the ${turn.whose}'s`} turn since ${turn.since.slice(0, 10)}${turn.why ? `: ${turn.why}` : ''}`,
    );
  if (patch.history.length > 0) lines.push('', 'How it came to that:');
  for (const { date, state, evidence } of patch.history) {
    lines.push(`  ${date.slice(0, 10)} ${state}`);
    for (const one of evidence) lines.push(...renderEvidence(one));
  }
  if (patch.conflicts.length > 0) {
    lines.push('', 'The archive says both:');
    for (const side of patch.conflicts) for (const one of side.slice(0, 1)) lines.push(...renderEvidence(one));
  }
  if (revisions.length > 1) {
    lines.push('', 'Versions:');
    for (const one of revisions)
      lines.push(`  v${one.version} ${one.date.slice(0, 10)} ${one.state} <${one.messageId}>`);
  }
  if (links.lore) lines.push('', links.lore);
  return lines.join('\n');
}

/** Other works that a name may mean. */
export function renderOtherNames(names: NameMatch[]): string {
  if (names.length === 0) return '';
  return `Also named like that:\n${names.map(({ patch, reason }) => `  ${patch.title} (v${patch.version}, ${patch.headline.state}; ${reason}) <${patch.messageId}>`).join('\n')}`;
}

/** A sentence that decides, in quote signs, with who said it and where. */
export function renderEvidence({ text, by, role, messageId, mode, where, tree, commit, note }: Evidence): string[] {
  if (note !== undefined) return [`    ${note}`, ...(commit ? [`      “${commit.title}”`] : [])];
  const how = [
    mode === 'done' ? '' : mode,
    where === 'elsewhere' ? 'in another thread' : '',
    tree === null ? '' : `tree ${tree}`,
  ];
  const notes = how.filter(Boolean).join(', ');
  return [`    “${text}”${notes ? ` (${notes})` : ''}`, `      ${by.name || by.email}, ${role} <${messageId}>`];
}

const BASIS: Record<string, string> = {
  inferred: ' (follows from what was posted; nobody says so)',
  none: ' (no decision found in this archive)',
};
