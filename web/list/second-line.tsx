import type { ReactNode } from 'react';
import { patchStateOf } from '../../data/rules/states.ts';
import { leadingTag } from '../../data/rules/tags.ts';
import type { ThreadRow } from '../../server/contract/list.ts';
import { daysBetween, fixedCommit, inShort, nameOf } from '../lib/format.ts';

/** The second line of a row: the deciding sentence, else whose turn it is, else who had the last word. */
export function secondLine(row: ThreadRow): ReactNode {
  const headline = row.headline;
  const turn =
    headline?.turn && headline.turn.whose !== 'nobody'
      ? turnWords(headline.turn.whose, nameOrNull(headline.turn.who))
      : null;
  // A newer version's first words are no verdict on this one.
  if (headline?.state === 'superseded') {
    return (
      <>
        {nameOf(row.from)}
        {row.lastFrom && row.lastFrom !== nameOf(row.from) ? `, last word ${row.lastFrom}` : ''}
        {row.ghosts > 0 ? ` · ${row.ghosts} missing` : ''}
      </>
    );
  }
  if (headline?.note) return headline.note;
  if (headline?.sentence && !headline.state.endsWith('superseded')) {
    return (
      <>
        <Words sentence={headline.sentence} /> {nameOf(headline.by)}
        {headline.role === 'maintainer' && ', maintainer'}
        {turn && ` · ${turn}`}
      </>
    );
  }
  if (row.messages === 1 || row.unanswered) {
    return (
      <>
        {nameOf(row.from)}
        {row.rootMissing
          ? ' · begins before this archive'
          : row.patches > 0 && row.bots < row.messages && patchStateOf(headline?.state ?? 'new') === 'new'
            ? ' · nobody answered'
            : ''}
      </>
    );
  }
  const days = daysBetween(row.started, row.last);
  return (
    <>
      {nameOf(row.from)}
      {row.lastFrom && row.lastFrom !== row.from.name ? `, last word ${row.lastFrom}` : ''}
      {turn ? ` · ${turn}` : ''}
      {!turn && days > 30 ? ` · over ${days} days` : ''}
      {row.ghosts > 0 ? ` · ${row.ghosts} missing` : ''}
    </>
  );
}

/**
 * The sentence; of a trailer its name alone, since who gave it stands beside it. A later patch's `Fixes:` repeats this title after a
 * commit: the commit is what it tells.
 */
function Words({ sentence }: { sentence: string }) {
  const tag = leadingTag(sentence);
  if (tag) return <>{tag}</>;
  const commit = fixedCommit(sentence);
  return commit ? <>in a tree as {commit}, mended later by</> : <q>{inShort(sentence)}</q>;
}

function turnWords(whose: string, who: string | null): string {
  if (who) return `${who}’s turn`;
  return whose === 'author' ? 'author’s turn' : `${whose}’s turn`;
}

const nameOrNull = (mailbox: { name: string; email: string } | null): string | null =>
  mailbox ? nameOf(mailbox) : null;
