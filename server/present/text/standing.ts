import type { Quote, SummaryAnswer, SummaryPatch } from '../../contract/index.ts';
import { isUndecided } from '../../../data/rules/states.ts';

/**
 * Where a thread stands: its patches and questions, each with the sentences that say so, and what became of the works in their
 * newest versions. Patches of which the same is said stand together.
 */
export function renderStanding({ title, standing, holes, threadId, links }: SummaryAnswer): string {
  const lines = [title, `thread <${threadId}>${holes ? `, ${holes}` : ''}`];
  for (const alike of runsOf(standing.patches)) lines.push('', ...renderPatches(alike, holes !== null));
  const elsewhere = standing.newest.filter(({ here }) => !here);
  if (elsewhere.length > 0) lines.push('', 'In their newest versions, posted elsewhere:');
  for (const { state, count, version, date, messageId, evidence, commit } of elsewhere) {
    lines.push(`  ${count} ${state}: v${version} of ${date.slice(0, 10)} <${messageId}>`);
    if (evidence) lines.push(...renderQuote(evidence));
    if (commit) lines.push(`    ${commit}`);
  }
  for (const { title: question, state, asked, silent, evidence } of standing.discussions) {
    const names = asked.map((name) => (silent.includes(name) ? `${name}: no answer found` : name));
    lines.push('', `${question}: ${state}${names.length > 0 ? ` (asked: ${names.join(', ')})` : ''}`);
    for (const quote of evidence) lines.push(...renderQuote(quote));
  }
  if (standing.patches.length + standing.discussions.length === 0)
    lines.push('', 'No patch is posted here, and no question put to somebody by name was found.');
  if (links.lore) lines.push('', links.lore);
  return lines.join('\n');
}

function runsOf(patches: SummaryPatch[]): SummaryPatch[][] {
  const runs: SummaryPatch[][] = [];
  for (const patch of patches) {
    const last = runs.at(-1);
    if (last && sayingOf(last[0]!) === sayingOf(patch)) last.push(patch);
    else runs.push([patch]);
  }
  return runs;
}

/** What is said of a patch, without its own name. */
function sayingOf({
  seriesId,
  state,
  supersededBy,
  evidence,
  before,
  corrections,
  conflicts,
  turn,
  ghost,
  commit,
}: SummaryPatch) {
  const words = (quotes: Quote[]) => quotes.map(({ messageId, text }) => [messageId, text]);
  return JSON.stringify([
    ...[seriesId, state, ghost, turn, corrections, commit, supersededBy.map(({ version }) => version)],
    ...[words(state === 'superseded' ? [] : evidence.map(({ quote }) => quote))],
    ...[words(before.map(({ quote }) => quote)), words(conflicts)],
  ]);
}

function renderPatches(patches: SummaryPatch[], hasHoles: boolean): string[] {
  const [{ state, evidence, before, corrections, conflicts, commit, turn, ghost }] = patches as [SummaryPatch];
  const lines = patches.map(({ version, number, total, title, messageId, supersededBy }) => {
    const place = total > 1 && number > 0 ? `${number}/${total} ` : '';
    const by = state === 'superseded' ? supersededBy.map((one) => ` -> ${newer(one)}`).join(',') : '';
    return `v${version} ${place}${title} <${messageId}>${by}`;
  });
  const lacks = ghost ? ' (the patch itself is not in this archive)' : '';
  lines.push(`  ${state}${lacks}${isUndecided(state) ? '; no decision found in this archive' : ''}`);
  if (isUndecided(state) && hasHoles) lines.push('    mails of this thread are missing; it may stand in those');
  if (state !== 'superseded')
    for (const { quote, mode, where } of evidence)
      lines.push(...renderQuote(quote, mode === 'done' ? '' : mode, where === 'elsewhere' ? 'in another thread' : ''));
  for (const { state: was, quote, mode } of before)
    lines.push(...renderQuote(quote, `before that ${was}`, mode === 'done' ? '' : mode));
  if (commit) lines.push(`    ${commit.what}`);
  for (const correction of corrections) lines.push(`    ${correction}`);
  if (conflicts.length > 1) lines.push('  the archive says both:', ...conflicts.flatMap((quote) => renderQuote(quote)));
  if (turn)
    lines.push(
      `    concluded: the ${turn.whose}'s turn since ${turn.since.slice(0, 10)}${turn.why ? `: ${turn.why}` : ''}`,
    );
  return lines;
}

const newer = ({ messageId, version }: { messageId: string; version: number | null }) =>
  `${version === null ? 'a later version' : `v${version}`} <${messageId}>`;

function renderQuote({ text, person, date, messageId }: Quote, ...notes: string[]): string[] {
  const how = notes.filter(Boolean).join(', ');
  return [
    `    “${text}”${how ? ` (${how})` : ''}`,
    `      ${person}, ${date?.slice(0, 10) ?? 'undated'} <${messageId}>`,
  ];
}
