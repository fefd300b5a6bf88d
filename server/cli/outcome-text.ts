import type { Evidence, NameMatch, PatchAnswer, SummaryAnswer } from '../contract/index.ts';

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
  if (likely !== null && !SETTLED.has(patch.state)) lines.push(`  not stated, only concluded: ${likely}`);
  const { turn } = patch;
  if (turn && turn.whose !== 'nobody' && !SETTLED.has(patch.state))
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

/** Where a thread stands: its patches and questions, each with the sentences that say so. */
export function renderStanding({ title, standing, holes, threadId, links }: SummaryAnswer): string {
  const lines = [title, `thread <${threadId}>${holes ? `, ${holes}` : ''}`];
  for (const patch of standing.patches) {
    const number = patch.total > 1 && patch.number > 0 ? `${patch.number}/${patch.total} ` : '';
    const by =
      patch.state === 'superseded'
        ? patch.supersededBy
            .map((one) => ` by ${one.version === null ? 'a later version' : `v${one.version}`} <${one.messageId}>`)
            .join(',')
        : '';
    lines.push('', `v${patch.version} ${number}${patch.title} <${patch.messageId}>`, `  ${patch.state}${by}`);
    if (patch.state === 'superseded') continue;
    for (const { quote, mode, where } of patch.evidence) {
      const how = [mode === 'done' ? '' : mode, where === 'elsewhere' ? 'in another thread' : '']
        .filter(Boolean)
        .join(', ');
      lines.push(
        `    “${quote.text}”${how ? ` (${how})` : ''}`,
        `      ${quote.person}, ${quote.date?.slice(0, 10) ?? 'undated'} <${quote.messageId}>`,
      );
    }
    if (patch.commit) lines.push(`    ${patch.commit.what}`);
    for (const correction of patch.corrections) lines.push(`    ${correction}`);
    if (patch.turn)
      lines.push(
        `    concluded: the ${patch.turn.whose}'s turn since ${patch.turn.since.slice(0, 10)}${patch.turn.why ? `: ${patch.turn.why}` : ''}`,
      );
  }
  for (const { title: question, state, asked, evidence } of standing.discussions) {
    lines.push('', `${question}: ${state}${asked.length > 0 ? ` (asked: ${asked.join(', ')})` : ''}`);
    for (const quote of evidence)
      lines.push(
        `    “${quote.text}”`,
        `      ${quote.person}, ${quote.date?.slice(0, 10) ?? 'undated'} <${quote.messageId}>`,
      );
  }
  if (standing.patches.length + standing.discussions.length === 0)
    lines.push('', 'No patch is posted here, and no question put to somebody by name was found.');
  if (links.lore) lines.push('', links.lore);
  return lines.join('\n');
}

/** Other works that a name may mean. */
export function renderOtherNames(names: NameMatch[]): string {
  if (names.length === 0) return '';
  return `Also named like that:\n${names.map(({ patch, reason }) => `  ${patch.title} (v${patch.version}, ${patch.headline.state}; ${reason}) <${patch.messageId}>`).join('\n')}`;
}

function renderEvidence({ text, by, role, messageId, mode, where, tree, commit, note }: Evidence): string[] {
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
const SETTLED = new Set(['accepted', 'mainlined', 'superseded', 'rejected', 'dropped', 'withdrawn', 'not-applicable']);
