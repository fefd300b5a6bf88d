import type { Quote, SummaryAnswer, ThreadAnswer } from '../../../server/contract/index.ts';

const fold = (text: string) => text.replace(/\s+/g, ' ').trim();

/** Every quote of a summary, wherever it stands. */
export function quotesOf(summary: SummaryAnswer): Quote[] {
  return [
    ...summary.about.map(({ quote }) => quote),
    ...summary.standing.newest.flatMap(({ evidence }) => evidence ?? []),
    ...summary.standing.patches.flatMap(({ evidence, conflicts }) => [
      ...evidence.map(({ quote }) => quote),
      ...conflicts,
    ]),
    ...summary.standing.discussions.flatMap(({ evidence }) => evidence),
    ...(summary.lastWord ? [summary.lastWord] : []),
    ...summary.later.map(({ quote }) => quote),
    ...summary.revisions.flatMap(({ changes }) => changes),
    ...summary.exchanges.flatMap(({ turns }) => turns.map(({ quote }) => quote)),
    ...[...summary.objections, ...summary.open].flatMap(({ quote, answers }) => [quote, ...answers]),
    ...summary.reviews.map(({ quote }) => quote),
    ...summary.conversation.map(({ quote }) => quote),
  ];
}

/**
 * What is wrong with a quote, held against the thread that holds its message: words that do not stand on its lines, lines that
 * are somebody else's, another name. Empty for a true quote. It knows nothing of how quotes are made.
 */
export function faultsOf(quote: Quote, thread: ThreadAnswer): string[] {
  const about = `${quote.messageId} “${quote.text.slice(0, 60)}”`;
  if (quote.keptBy !== null) return faultsOfKept(quote, thread, about);
  const row = thread.rows.find(({ key }) => key === quote.messageId);
  const body = thread.bodies.find(({ key }) => key === quote.messageId);
  if (!row || row.ghost || !body) return [`${about}: no such message`];
  if (row.person !== quote.person) return [`${about}: said by ${row.person}, not by ${quote.person}`];
  const text =
    quote.part === undefined ? body.text : (body.attachments.find(({ index }) => index === quote.part)?.text ?? '');
  const lines = text.split('\n');
  const own = lines.map(
    (_, line) =>
      quote.part !== undefined ||
      body.blocks.some(
        ({ lines: [from, to], depth, kind }) =>
          from <= line &&
          line < to &&
          depth === 0 &&
          kind !== 'quote' &&
          kind !== 'forwarded' &&
          kind !== 'attribution',
      ),
  );
  const said = fold(lines.filter((_, n) => own[n] && quote.lines[0] <= n && n < quote.lines[1]).join(' '));
  // Each piece between cuts stands there, in order.
  let at = 0;
  for (const piece of quote.text.split(/\s*\[…\]\s*/).flatMap((part) => part.split('\n'))) {
    const words = fold(piece);
    if (words === '') continue;
    const found = said.indexOf(words, at);
    if (found < 0) return [`${about}: “${words.slice(0, 80)}” does not stand on lines ${quote.lines.join('-')}`];
    at = found + words.length;
  }
  return [];
}

/** Words of a missing message stand quoted in the one that kept them. */
function faultsOfKept(quote: Quote, thread: ThreadAnswer, about: string): string[] {
  const body = thread.bodies.find(({ key }) => key === quote.keptBy);
  if (!body) return [`${about}: kept by no message of the thread`];
  const quoted = fold(
    body.text
      .split('\n')
      .slice(...quote.lines)
      .map((line) => line.replace(/^[>\s|]+/, ''))
      .join(' '),
  );
  return quote.text
    .split(/\n+/)
    .map(fold)
    .filter((line) => line !== '' && !quoted.includes(line))
    .map((line) => `${about}: “${line}” does not stand in the quote`);
}
