import type { GhostRecord } from '../../../data/records/index.ts';
import type { Quote, SummaryAnswer } from '../../contract/index.ts';
import { titleOf } from '../brief/title.ts';
import { overlaps, type Telling } from './parts.ts';
import { countWords, fold } from './words.ts';

/**
 * What a thread is about, in its opener's own words: the cover letter of its newest series, else its first patch, else its first
 * message; where that is missing, what quotes kept of it. Sections with subjects of their own follow with theirs.
 */
export function aboutOf(telling: Telling): SummaryAnswer['about'] {
  const { thread, budget } = telling;
  const opening = openerOf(telling) ?? keptOpening(telling);
  const found = opening ? [{ title: null, quote: opening }] : [];
  const sections = thread.sections.flatMap(({ root, title, why }) => {
    const quote = why === 'subject' ? openingWords(telling, root, Math.ceil(budget.about * 0.7)) : null;
    return quote ? [{ title, quote }] : [];
  });
  if (found.length + sections.length > 0) return [...found, ...sections.slice(0, MOST_SECTIONS)];
  const first = thread.messages.find(({ bot }) => !bot) ?? thread.messages[0];
  const quote = first ? openingWords(telling, first.key, budget.about) : null;
  return quote ? [{ title: titleOf(first!.subject), quote }] : [];
}

function openerOf(telling: Telling): Quote | null {
  const { thread, budget } = telling;
  const newest = thread.series.findLast(({ record }) => record.cover !== null && telling.words.has(record.cover));
  const root = thread.messages.find(({ key }) => key === thread.summary.root);
  const patch = thread.patches.find(({ record }) => !record.ghost)?.record.key;
  for (const key of [newest?.record.cover, root?.key, patch]) {
    const quote = key && telling.words.has(key) ? openingWords(telling, key, budget.about) : null;
    if (quote) return quote;
  }
  return null;
}

/** The first prose of a message within a number of words; lists of titles, diffstats and changelogs are none. */
function openingWords({ words, facts }: Telling, key: string, budget: number): Quote | null {
  const changes = (facts.get(key)?.changelog ?? []).flatMap(({ entries }) =>
    entries.flatMap(({ lines }) => (lines[1] - lines[0] > LONGEST_ENTRY ? [] : [lines])),
  );
  const prose = words
    .sentencesOf(key)
    .filter(
      ({ kind, lines, text }) =>
        (kind === 'text' || kind === 'changelog') &&
        !changes.some((one) => overlaps(one, lines)) &&
        !HEADING.test(text) &&
        !LINK.test(text),
    );
  let left = budget;
  const chosen = [];
  for (const sentence of prose) {
    const size = countWords(sentence.text);
    if (chosen.length > 0 && size > left) break;
    chosen.push(sentence);
    left -= size;
  }
  return words.sentences(key, chosen);
}

/** The words of a missing root that others' quotes kept. */
function keptOpening({ thread, budget }: Telling): Quote | null {
  const ghost = thread.ghosts.find(({ key }) => key === thread.summary.root) ?? thread.ghosts[0];
  if (!ghost || ghost.parent !== null) return null;
  const piece = ghost.recovered.find(({ text }) => countWords(text) > 5);
  return piece ? keptQuote(ghost, piece, budget.about) : null;
}

function keptQuote(ghost: GhostRecord, piece: GhostRecord['recovered'][number], budget: number): Quote {
  // Whole paragraphs alone: what a quote kept has no sentences marked.
  const text = piece.text.replace(/^\s*(From|Subject|Date): .*\n+/, '');
  const lines: string[] = [];
  let left = budget;
  for (const paragraph of text.split(/\n\s*\n/)) {
    if (lines.length > 0 && countWords(paragraph) > left) break;
    lines.push(fold(paragraph));
    left -= countWords(paragraph);
  }
  return {
    messageId: ghost.key,
    lines: piece.lines,
    text: lines.filter((line) => line !== '').join('\n'),
    verbatim: false,
    person: ghost.author?.name || ghost.author?.email || 'unknown',
    role: 'author',
    date: null,
    keptBy: piece.from,
  };
}

/** A line that only names what stands below it. */
const HEADING = /^(full |previous )?(changes|changelog|history|v\d+)\b[^?!]{0,60}[:.]$/i;
const LINK = /^(\[\d+\]:?\s*)?(https?:\S+\s*)?$/;
/** Lines: an entry that runs on has taken in what stands below the changelog. */
const LONGEST_ENTRY = 8;
const MOST_SECTIONS = 6;
