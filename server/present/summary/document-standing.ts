import type { Quote, SummaryAnswer, SummaryNewest, SummaryPatch } from '../../contract/index.ts';
import type { Inline, Part } from './document-parts.ts';
import { DISCUSSIONS, longDay, plural, textPart, versionName } from './phrases.ts';
import { statePhrase } from '../../../data/rules/states.ts';

/** Where it stands: patches of which the same is said told together, then the questions that were put to somebody. */
export function standing({ length, standing: { newest, patches, discussions } }: SummaryAnswer): Part[] {
  const parts: Part[] = [{ kind: 'heading', level: 2, text: 'Where it stands' }];
  for (const series of runsOf(patches, ({ seriesId }) => seriesId)) {
    if (series.length > 1) parts.push(textPart([{ strong: seriesLine(series) }]));
    for (const alike of runsOf(series, whatIsSaid)) parts.push(...tellPatches(alike, length));
  }
  parts.push(...elsewhere(newest));
  for (const { title, state, asked, silent, evidence } of discussions
    .filter(({ isMain, state }) => isMain || isWaiting(state))
    .slice(0, MOST_DISCUSSIONS)) {
    parts.push({
      kind: 'text',
      words: [
        { strong: asked.length > 0 ? `A question to ${asked.join(', ')}` : 'A question' },
        ` (“${title}”): ${DISCUSSIONS[state] ?? state}.${silent.length > 0 ? ` No answer by ${silent.join(', ')} was found here.` : ''}`,
      ],
    });
    evidence.forEach((quote, n) => parts.push({ kind: 'quote', quote, depth: n === 0 ? 0 : 1 }));
  }
  if (parts.length === 1)
    parts.push({
      kind: 'text',
      words: ['No patch is posted here; no question or proposal was found by us.'],
    });
  return parts;
}

/** A question put on the way is told where it waits; what came of the others stands among the points. */
const isWaiting = (state: string) => state === 'open' || state === 'unanswered';

/** What the newest versions rest on that were posted in other threads. */
function elsewhere(newest: SummaryNewest[]): Part[] {
  return newest.flatMap(({ state, count, version, date, messageId, here, evidence, commit }): Part[] => {
    if (here || (evidence === null && commit === null)) return [];
    return [
      textPart([
        { strong: `${plural(count, 'patch', 'patches')} in ${versionName(version)} of ${longDay(date)}` },
        { cite: messageId },
        `: ${statePhrase(state)}.${commit === null ? '' : ` Found in the repository that was read: ${commit}.`}`,
      ]),
      ...(evidence ? [{ kind: 'quote' as const, quote: evidence, depth: 1, before: 'in another thread' }] : []),
    ];
  });
}

/** Neighbours of one name. */
function runsOf<T>(all: T[], nameOf: (one: T) => string): T[][] {
  const runs: T[][] = [];
  for (const one of all) {
    const last = runs.at(-1);
    if (last && nameOf(last[0]!) === nameOf(one)) last.push(one);
    else runs.push([one]);
  }
  return runs;
}

/** Patches of which the same is said are told together. That a new version was posted needs no sentence. */
function whatIsSaid(patch: SummaryPatch): string {
  const { state, evidence, corrections, supersededBy, conflicts, likely, turn, ghost } = patch;
  // One mail that names each patch on a line of its own says the same of all.
  const quotes =
    state === 'superseded'
      ? supersededBy.map(({ version }) => version)
      : [...new Set(evidence.map(({ quote, mode }) => `${quote.messageId} ${mode}`))];
  return JSON.stringify([state, quotes, corrections, conflicts.map(({ text }) => text), likely, turn, ghost]);
}

function seriesLine(patches: SummaryPatch[]): string {
  const counts = new Map<string, number>();
  for (const { state } of patches) counts.set(state, (counts.get(state) ?? 0) + 1);
  const told = [...counts]
    .sort((a, b) => b[1] - a[1])
    .map(([state, count]) => `${count} ${state === 'new' ? 'without an answer' : statePhrase(state)}`);
  return `${versionName(patches[0]!.version)}, ${plural(patches.length, 'patch', 'patches')}: ${told.join(', ')}`;
}

/** Patches of which the same is said: their titles, then what is said. */
function tellPatches(patches: SummaryPatch[], length: SummaryAnswer['length']): Part[] {
  const [first] = patches as [SummaryPatch];
  const { state, corrections, conflicts, likely, turn } = first;
  if (state === 'superseded' && patches.length > FEW && length !== 'full')
    return [supersededPatches(patches), ...toldBefore(patches)];
  const after: Inline[] = [];
  const quotes = state === 'superseded' ? [] : distinctEvidence(patches);
  if (corrections.length > 0) after.push(`Not by mail: ${corrections.join('; ')}. `);
  else if (patches.some(({ commit }) => commit !== null)) after.push(...commitsOf(patches));
  else if (quotes.length === 0 && state !== 'new' && state !== 'superseded')
    after.push('No sentence in the archive says so in so many words; it follows from what was posted. ');
  if (likely) after.push(`Not stated, only concluded: ${likely}. `);
  if (turn)
    after.push(
      `Concluded from that: ${TURNS[turn.whose]} since ${longDay(turn.since)}${turn.why ? ` (${turn.why})` : ''}.`,
    );
  return [
    patches.length === 1
      ? textPart([...nameOf(first), ...(after.length > 0 ? [' ', ...after] : [])])
      : { kind: 'items', items: patches.map(nameOf) },
    ...(patches.length > 1 && after.length > 0 ? [textPart(after)] : []),
    ...quotes.map(({ quote, mode, where }): Part => {
      const notes = [MODES[mode] ?? '', where === 'elsewhere' ? 'in another thread' : ''].filter(Boolean);
      return { kind: 'quote', quote, depth: 1, ...(notes.length > 0 && { before: notes.join(', ') }) };
    }),
    ...toldBefore(patches),
    ...(conflicts.length > 1
      ? [textPart(['The archive says both:']), ...conflicts.map((quote): Part => ({ kind: 'quote', quote, depth: 1 }))]
      : []),
  ];
}

/** What had been decided of these patches before a later version took their place, each sentence once. */
function toldBefore(patches: SummaryPatch[]): Part[] {
  const seen = new Set<string>();
  return patches
    .flatMap(({ before }) => before)
    .filter(({ quote }) => {
      const name = `${quote.messageId}\n${quote.text}`;
      return !seen.has(name) && seen.add(name);
    })
    .slice(0, MOST_QUOTES)
    .map(({ state, quote, mode }): Part => {
      const how = MODES[mode];
      return { kind: 'quote', quote, depth: 1, before: `before that ${statePhrase(state)}${how ? `, ${how}` : ''}` };
    });
}

/** All that is said of these patches, each sentence once, in the order in which it was said. */
function distinctEvidence(patches: SummaryPatch[]): SummaryPatch['evidence'] {
  const seen = new Set<string>();
  const distinct = patches
    .flatMap(({ evidence }) => evidence)
    .filter(({ quote }) => {
      const name = `${quote.messageId}\n${quote.text}`;
      if (seen.has(name)) return false;
      seen.add(name);
      return true;
    });
  const byTime = (a: Quote, b: Quote) => (a.date ?? '').localeCompare(b.date ?? '') || a.lines[0] - b.lines[0];
  return distinct.sort((a, b) => byTime(a.quote, b.quote)).slice(0, MOST_QUOTES);
}

/** Many patches whose place others took: their numbers; the titles stand among the sources. */
function supersededPatches(patches: SummaryPatch[]): Part {
  const [first] = patches as [SummaryPatch];
  const last = patches.at(-1)!;
  const by = first.supersededBy[0];
  const isRun = patches.every(({ number }, n) => number === first.number + n);
  const range = isRun
    ? `Patches ${first.number} to ${last.number}`
    : `Patches ${patches.map(({ number }) => number).join(', ')}`;
  return textPart([
    { strong: range },
    { cite: first.messageId },
    ' to',
    { cite: last.messageId },
    `: superseded by ${by && by.version !== null ? versionName(by.version) : 'a later version'}`,
    ...(by ? [{ cite: by.messageId }] : []),
    '.',
  ]);
}

/** Commits of a repository that was read: not said in any mail. */
function commitsOf(patches: SummaryPatch[]): Inline[] {
  const found = patches.flatMap(({ commit }) => (commit ? [commit.what] : []));
  return [`Found in the repository that was read: ${found.slice(0, MOST_QUOTES).join('; ')}. `];
}

/** A patch with its state, and what took its place. */
function nameOf(patch: SummaryPatch): Inline[] {
  const number = patch.number > 0 && patch.total > 1 ? `${patch.number}/${patch.total} ` : '';
  const words: Inline[] = [
    { strong: `${number}${patch.title}` },
    { cite: patch.messageId },
    `: ${statePhrase(patch.state)}`,
  ];
  if (patch.supersededBy.length > 0 && patch.state === 'superseded')
    words.push(
      ' by ',
      ...patch.supersededBy.flatMap((one, n): Inline[] => [
        `${n > 0 ? ', ' : ''}${one.version === null ? 'a later version' : versionName(one.version)}`,
        { cite: one.messageId },
      ]),
    );
  return [...words, patch.ghost ? ' (the patch itself is not in the archive).' : '.'];
}

const MODES: Record<string, string> = {
  announced: 'announced, not yet done',
  reported: 'reported',
  retracted: 'taken back',
  conditional: 'on a condition',
};
const TURNS: Record<string, string> = {
  author: 'it has been the author’s turn',
  reviewer: 'it has been a reviewer’s turn',
  maintainer: 'it has been the maintainer’s turn',
  nobody: 'it has been nobody’s turn',
};
/** A thread with more questions is told by its ledger. */
const MOST_DISCUSSIONS = 12;
/** So many superseded patches are told one by one. */
const FEW = 3;
/** Sentences about patches that are told together. */
const MOST_QUOTES = 6;
