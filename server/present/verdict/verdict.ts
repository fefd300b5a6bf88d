import type { Evidence, StateChange, StoredPatch } from '../../../data/records/index.ts';
import { patchStateOf } from '../../../data/rules/states.ts';
import { besideMail } from '../../../ingest/analyze/outcomes/evidence/evidence.ts';
import type { Headline, OpenPoint, Quote, VerdictAnswer } from '../../contract/index.ts';
import { presentHeadline } from '../brief/outcome.ts';
import { nameOf } from '../brief/roles.ts';
import { silentIn } from '../brief/silent.ts';
import { quoteEvidence } from '../summary/evidence.ts';
import { excerpt } from '../summary/excerpt.ts';
import type { Telling } from '../summary/parts.ts';
import { holesOf } from '../thread/thread.ts';
import { markedQuote, type PlaceOf } from './marked.ts';
import { pathOfVerdict } from './path.ts';
import { whyItCounts, whatNobodyWrote } from './reasons.ts';

/** The verdict of a thread on one sheet: the words that decide, why they count, the path to them, what is open. Pure. */
export function presentVerdict(telling: Telling, placeOf: PlaceOf): VerdictAnswer {
  const { thread, words, versionOf } = telling;
  const headline = thread.summary.headline ? presentHeadline(thread.summary.headline, versionOf) : null;
  const found = headline ? decidingOf(thread.patches, headline) : null;
  const decides = found
    ? markedQuote(words, { key: found.evidence.messageId, ...found.evidence }, found.evidence.role, placeOf)
    : null;
  const open = openPoints(telling);
  return {
    threadId: thread.summary.root,
    headline,
    basis: headline?.basis ?? 'none',
    decides,
    counts: found && decides ? whyItCounts(telling, found.patch, found.evidence, found.change) : [],
    unsaid: whatNobodyWrote(telling, headline, found?.patch ?? null, holesOf(thread)),
    further: found ? Math.max(0, found.change.evidence.length - 1) : 0,
    path: pathOfVerdict(telling),
    lastWords: decides ? [] : lastWordsOf(telling),
    questions: thread.discussions.map((discussion) => {
      const told = discussion.history.flatMap(({ evidence }) => evidence).flatMap((one) => quoteOf(telling, one));
      return {
        title: discussion.title,
        state: discussion.state,
        asked: discussion.asked.map(({ name, email }) => name || email),
        silent: silentIn(thread, discussion).map(({ name, email }) => name || email),
        quote: told[0] ?? null,
        answers: told.slice(1, 1 + MOST_ANSWERS),
      };
    }),
    ...open,
  };
}

/** The words on which the thread's state rests: those of its headline first. Commits and corrections are nobody's words. */
function decidingOf(
  patches: readonly StoredPatch[],
  headline: Headline,
): { patch: StoredPatch; change: StateChange; evidence: Evidence } | null {
  const state = patchStateOf(headline.state);
  const all = patches.flatMap((patch) =>
    patch.outcome.history.flatMap((change) =>
      change.evidence
        .filter((evidence) => besideMail(evidence) === null)
        .map((evidence) => ({ patch, change, evidence })),
    ),
  );
  const named = all.filter(
    ({ evidence }) => evidence.messageId === headline.messageId && evidence.text === headline.sentence,
  );
  // That a newer version was posted is no sentence.
  if (state === 'superseded') return null;
  return (
    named.find(({ change }) => change.state === state) ??
    named[0] ??
    all.filter(({ change, patch }) => change.state === state && patch.outcome.state === state).at(-1) ??
    null
  );
}

/** The newest words of each who has the say here, or else of who spoke last. */
function lastWordsOf({ thread, words, roleOf }: Telling): Quote[] {
  const newest = thread.messages
    .filter(({ bot, kind }) => !bot && !(kind & POSTS))
    .sort((a, b) => b.dateUsed - a.dateUsed || (a.key < b.key ? 1 : -1));
  const hasSay = newest.filter(({ key }) => roleOf(key) === 'maintainer');
  const found: Quote[] = [];
  for (const message of [...hasSay, ...newest].slice(0, MOST_LOOKED_AT)) {
    if (found.length >= 2 || (found.length > 0 && roleOf(message.key) !== 'maintainer')) break;
    if (found.some(({ person }) => person === nameOf(message))) continue;
    const quote = excerpt(words, message.key, [0, Number.MAX_SAFE_INTEGER], { budget: 40, end: true });
    if (quote && !quote.verbatim) found.push(quote);
  }
  return found;
}

function quoteOf(telling: Telling, evidence: Evidence): Quote[] {
  const quote = quoteEvidence(telling, evidence);
  return quote ? [quote] : [];
}

function openPoints({ points, words, thread }: Telling): { open: OpenPoint[]; settled: number } {
  const titles = new Map(thread.patches.map(({ record }) => [record.key, record.title]));
  const open = points
    .filter(({ status }) => status === 'open')
    .flatMap((point): OpenPoint[] => {
      const key = point.raisedBy[0];
      const quote =
        key !== undefined && words.has(key) ? excerpt(words, key, point.lines, { budget: 30, end: false }) : null;
      return quote
        ? [
            {
              quote,
              on: point.about,
              file: point.file,
              status: point.status,
              why: point.why,
              patch: titles.get(point.about) ?? null,
            },
          ]
        : [];
    })
    .sort((a, b) => ((a.quote.date ?? '') > (b.quote.date ?? '') ? -1 : 1));
  return { open: open.slice(0, MOST_POINTS), settled: points.filter(({ status }) => status !== 'open').length };
}

/** Bits of `kind`: a patch, a cover letter. */
const POSTS = 3;
const MOST_ANSWERS = 3;
const MOST_POINTS = 60;
const MOST_LOOKED_AT = 40;
