import type { PullAnswer } from '../../contract/index.ts';
import { isDecided } from '../../../data/rules/states.ts';
import { renderEvidence } from './outcome.ts';
import { renderPoint } from './points.ts';

/** A request to pull as plain text: what it asks for, what became of it and by which words, its commits, what was asked about it. */
export function renderPull({ pull, points }: PullAnswer): string {
  const { title, from, date, messageId, tree, state, history, lastWord, supersededBy, turn, commits } = pull;
  const lines = [
    title,
    `request to pull by ${from.name || from.email}, ${date.slice(0, 10)} <${messageId}>`,
    ...(tree === null ? [] : [`  ${tree}`]),
    '',
    `${state}${history.length > 1 || isDecided(state) ? '' : ' (no decision found in this archive)'}`,
    ...(supersededBy === null ? [] : [`  by <${supersededBy}>`]),
  ];
  if (turn && turn.whose !== 'nobody' && !isDecided(state))
    lines.push(`  the ${turn.whose}'s turn since ${turn.since.slice(0, 10)}${turn.why ? `: ${turn.why}` : ''}`);
  for (const { date: day, state: step, evidence } of history) {
    lines.push(`  ${day.slice(0, 10)} ${step}`);
    for (const one of evidence) lines.push(...renderEvidence(one));
  }
  if (lastWord && lastWord.says !== 'none')
    lines.push(`  last word: ${lastWord.by.name || lastWord.by.email} (${lastWord.says}) <${lastWord.messageId}>`);
  if (commits.length > 0) {
    lines.push('', `${commits.length} commits:`);
    for (const { title: commit, author, patch } of commits)
      lines.push(`  ${commit}${author ? `, ${author}` : ''}${patch === null ? '' : ` <${patch}>`}`);
  }
  for (const point of points) lines.push('', ...renderPoint(point));
  return lines.join('\n');
}
