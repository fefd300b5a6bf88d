import type { SummaryAnswer, SummaryNewest, SummaryPatch, SummaryPoint } from '../../contract/index.ts';
import type { Inline, Part } from './document-parts.ts';
import { standing } from './document-standing.ts';
import { DISCUSSIONS, longDay, plural, textPart, versionName } from './phrases.ts';
import { turningParts } from './turning.ts';
import { statePhrase } from '../../../data/rules/states.ts';

/** A summary as a document, in the order in which a reader needs it. */
export function documentOf(summary: SummaryAnswer): Part[] {
  // A page: what it came to and the turning points. Where none were found, the page tells the rest in short.
  if (summary.turning.length > 0)
    return [
      { kind: 'title', text: summary.title },
      ...heading(summary),
      ...inShort(summary),
      ...turningParts(summary),
      ...sources(summary),
    ];
  return [
    { kind: 'title', text: summary.title },
    ...heading(summary),
    ...inShort(summary),
    ...about(summary),
    ...standing(summary),
    ...path(summary),
    ...exchanges(summary),
    ...objections(summary),
    ...openPoints(summary),
    ...later(summary),
    ...reviews(summary),
    ...people(summary),
    ...conversation(summary),
    ...sources(summary),
  ];
}

function heading(summary: SummaryAnswer): Part[] {
  const { messages, people, programs, lists, started, last, links, archiveBegins, holes } = summary;
  const who = `${plural(people, 'person', 'people')}${programs > 0 ? ` and ${plural(programs, 'program')}` : ''}`;
  const span =
    started.slice(0, 10) === last.slice(0, 10) ? longDay(started) : `${longDay(started)} to ${longDay(last)}`;
  const parts: Part[] = [
    {
      kind: 'text',
      words: [
        'A mailing-list thread, summed up from its mails: ',
        `${plural(messages, 'message')} by ${who}, ${span}${lists.length > 0 ? `, on ${lists.join(', ')}` : ''}. `,
        ...(links.lore ? [{ link: links.lore, text: links.lore } as const] : []),
      ],
    },
  ];
  if (holes !== null)
    parts.push({
      kind: 'text',
      words: [
        { strong: 'Not all of it is here:' },
        ` ${holes}.${archiveBegins ? ` The archive begins on ${longDay(archiveBegins)}.` : ''} What is said to be missing, open or unanswered may stand in what is not here.`,
      ],
    });
  return parts;
}

/** The end of it in two lines, for those who read no further. */
function inShort({ standing: { newest, patches, discussions }, lastWord }: SummaryAnswer): Part[] {
  const parts: Part[] = [];
  const total = newest.reduce((sum, { count }) => sum + count, 0);
  const line: Inline[] = total > 0 ? newestLine(newest, total) : absentLine(patches);
  const asked = new Map<string, number>();
  for (const { state } of discussions) asked.set(state, (asked.get(state) ?? 0) + 1);
  const told = [...asked].map(([state, count]) => [DISCUSSIONS[state] ?? state, count] as const);
  if (discussions.length === 1) line.push(` The one question or proposal found: ${told[0]![0]}.`);
  else if (told.length > 0)
    line.push(
      ` Of ${discussions.length} questions and proposals found: ${told.map(([word, count]) => `${count} ${word}`).join(', ')}.`,
    );
  if (line.length > 0) parts.push(textPart([{ strong: 'In short:' }, ...line]));
  if (lastWord)
    parts.push(
      textPart([
        { strong: 'The last word here' },
        ` is ${lastWord.person}’s${lastWord.date ? `, ${longDay(lastWord.date)}` : ''}: “${lastWord.text.replaceAll('\n', ' ')}”`,
        { cite: lastWord.messageId },
      ]),
    );
  return parts;
}

/** Patches that are named and absent. */
function absentLine(patches: SummaryPatch[]): Inline[] {
  const [first] = patches;
  if (!first) return [];
  const states = [...new Set(patches.map(({ state }) => statePhrase(state)))];
  return [` “${first.title}”, of which the archive lacks the patches, stands as ${states.join(', ')}.`];
}

/** What became of the works in their newest versions, those of one state together: “all 4 are accepted (3 in v3, 1 in v3.1)”. */
function newestLine(newest: SummaryNewest[], total: number): Inline[] {
  const states = [...new Set(newest.map(({ state }) => state))];
  const words: Inline[] =
    total === 1
      ? [' the patch posted here is']
      : [` of the ${total} patches posted here, each in its newest version in this archive,`];
  for (const [n, state] of states.entries()) {
    const group = newest.filter((one) => one.state === state);
    const count = group.reduce((sum, one) => sum + one.count, 0);
    const joint = n === 0 ? ' ' : n === states.length - 1 ? ' and ' : ', ';
    const number = total === 1 ? '' : `${count === total ? 'all' : count} ${count === 1 ? 'is' : 'are'} `;
    words.push(`${joint}${number}${state === 'new' ? 'without an answer' : statePhrase(state)} (`);
    for (const [at, { count: some, version, date, here, messageId }] of group.entries())
      words.push(
        `${at > 0 ? ', ' : ''}${group.length > 1 ? `${some} in ` : ''}${versionName(version)}${here ? '' : ` of ${longDay(date)}`}`,
        { cite: messageId },
      );
    words.push(')');
  }
  return [...words, '.'];
}

function about({ about: told }: SummaryAnswer): Part[] {
  if (told.length === 0) return [];
  return [
    { kind: 'heading', level: 2, text: 'What it is about' },
    ...told.flatMap(({ title, quote }): Part[] => [
      ...(title === null ? [] : [{ kind: 'heading', level: 3, text: title } as const]),
      { kind: 'quote', quote, depth: 0 },
    ]),
  ];
}

function path({ revisions }: SummaryAnswer): Part[] {
  if (revisions.length === 0) return [];
  return [
    { kind: 'heading', level: 2, text: 'How it got there' },
    ...earlierMissing(revisions),
    ...revisions.flatMap((one): Part[] => {
      const name = `${one.isRfc ? 'RFC ' : ''}${versionName(one.version)}`;
      const size =
        one.patches < one.total ? `${one.patches} of ${one.total} patches here` : plural(one.total, 'patch', 'patches');
      return [
        {
          kind: 'text',
          words: [
            { strong: `${longDay(one.date)}, ${name}:` },
            ` ${one.title}`,
            { cite: one.messageId },
            ` (${size}; ${statePhrase(one.state)}${one.here ? ', this thread' : ''})${one.changes.length > 0 ? '. Its author on what changed:' : ''}`,
          ],
        },
        ...changesOf(one),
      ];
    }),
  ];
}

/** A first posting that is no first version: what came before is not here. */
function earlierMissing([first]: SummaryAnswer['revisions']): Part[] {
  if (!first || first.version < 2) return [];
  const before = Math.ceil(first.version) - 1;
  return [textPart([`Not in this archive: v1${before > 1 ? `${before > 2 ? ' to' : ' and'} v${before}` : ''}.`], true)];
}

/** The author's changelog of one version. */
function changesOf({ changes, moreChanges }: SummaryAnswer['revisions'][number]): Part[] {
  if (changes.length === 0) return [];
  const items = changes.map((quote): Inline[] => [
    `“${quote.text.replace(/^[-*•+o]\s+/, '')}”`,
    { cite: quote.messageId },
  ]);
  if (moreChanges > 0) items.push([`and ${plural(moreChanges, 'more line', 'more lines')} of the changelog.`]);
  return [{ kind: 'items', items }];
}

function exchanges({ exchanges: told }: SummaryAnswer): Part[] {
  if (told.length === 0) return [];
  return [
    { kind: 'heading', level: 2, text: 'The main exchanges' },
    ...told.flatMap(({ title, turns }, n): Part[] => {
      const depths: number[] = [];
      return [
        { kind: 'heading', level: 3, text: `${n + 1}. ${title ?? names(turns.map(({ quote }) => quote.person))}` },
        ...turns.map(({ quote, answers }, at): Part => {
          depths[at] = answers === null ? 0 : (depths[answers] ?? 0) + 1;
          return { kind: 'quote', quote, depth: depths[at]! };
        }),
      ];
    }),
  ];
}

function objections({ objections: told }: SummaryAnswer): Part[] {
  if (told.length === 0) return [];
  return [
    { kind: 'heading', level: 2, text: 'Objections and requests, and what was said to them' },
    ...told.flatMap(({ quote, answers, replies }): Part[] => [
      { kind: 'quote', quote, depth: 0 },
      ...answers.map((answer): Part => ({ kind: 'quote', quote: answer, depth: 1 })),
      ...(answers.length === 0 ? [unanswered(replies)] : []),
    ]),
  ];
}

/** No answer to these words; who replied to their message all the same may have meant them. */
function unanswered(replies: SummaryPoint['replies']): Part {
  if (replies.length === 0) return textPart(['No reply to this message was found here.'], true);
  return textPart(
    [
      'No answer to these very words was found here; replies to the message came from ',
      ...replies.flatMap(({ person, messageId }, n): Inline[] => [
        `${n > 0 ? ', ' : ''}${person}`,
        { cite: messageId },
      ]),
      '.',
    ],
    true,
  );
}

function openPoints({ open: all, points: counts, standing: { discussions } }: SummaryAnswer): Part[] {
  // A question that stands above with what came of it is not told twice.
  const told = new Set(
    discussions.flatMap(({ evidence }) => evidence.map(({ messageId, text }) => `${messageId}\n${text}`)),
  );
  const open = all.filter(({ quote }) => !told.has(`${quote.messageId}\n${quote.text}`));
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  if (all.length === 0 && total === 0) return [];
  const parts: Part[] = [{ kind: 'heading', level: 2, text: 'Open points and questions' }];
  if (total > 0)
    parts.push({
      kind: 'text',
      words: [
        `${plural(total, 'point')} found: ${Object.entries(counts)
          .map(([status, count]) => `${count} ${POINTS[status] ?? status}`)
          .join(', ')}.`,
      ],
    });
  for (const { quote, file, replies } of open)
    parts.push({ kind: 'quote', quote, depth: 0, ...(file !== null && { before: `on ${file}` }) }, unanswered(replies));
  if (open.length === 0 && all.length > 0)
    parts.push(textPart(['What is open stands above, under “Where it stands”.']));
  if (all.length === 0) parts.push({ kind: 'text', words: ['No open question or request was found by us.'] });
  return parts;
}

function later({ later: told }: SummaryAnswer): Part[] {
  if (told.length === 0) return [];
  return [
    { kind: 'heading', level: 2, text: 'What later threads say' },
    ...told.map(({ quote, subject }): Part => ({ kind: 'quote', quote, depth: 0, before: `in “${subject}”` })),
  ];
}

function reviews({ reviews: told }: SummaryAnswer): Part[] {
  if (told.length === 0) return [];
  const byPatch = new Map<string, typeof told>();
  for (const one of told) byPatch.set(one.on, [...(byPatch.get(one.on) ?? []), one]);
  return [
    { kind: 'heading', level: 2, text: 'Reviews and trailers' },
    {
      kind: 'items',
      items: [...byPatch.values()].map((group): Inline[] => [
        { strong: group[0]!.title || 'On a message that is not here' },
        { cite: group[0]!.on },
        ': ',
        ...group.flatMap(({ quote, conditional, ofAnother }, n): Inline[] => [
          `${n > 0 ? '; ' : ''}${quote.text}${conditional ? ' (on a condition)' : ''}${ofAnother ? ` (given in the name of somebody else by ${quote.person})` : ''}`,
          { cite: quote.messageId },
        ]),
      ]),
    },
  ];
}

function people({ participants }: SummaryAnswer): Part[] {
  return [
    { kind: 'heading', level: 2, text: 'People' },
    {
      kind: 'items',
      items: participants.map(({ person, role, bot, messages, newLines, decided, first }): Inline[] => [
        { strong: person },
        `, ${bot ? 'a program' : (ROLES[role] ?? role)}: ${plural(messages, 'message')}, ${plural(newLines, 'new line')}${decided > 0 ? `; the state of ${plural(decided, 'patch', 'patches')} rests on these words` : ''}`,
        { cite: first },
      ]),
    },
  ];
}

function conversation({ conversation: told }: SummaryAnswer): Part[] {
  if (told.length === 0) return [];
  return [
    { kind: 'heading', level: 2, text: 'The whole conversation' },
    { kind: 'text', words: ['Everything that was newly written, each passage below the one that it answers.'] },
    ...told.map(({ quote, depth }): Part => ({ kind: 'quote', quote, depth })),
  ];
}

function sources({ sources: rows, threadSha256, analysisVersion, messages, standing }: SummaryAnswer): Part[] {
  const beside = standing.patches.some(({ commit, corrections }) => commit !== null || corrections.length > 0);
  return [
    { kind: 'heading', level: 2, text: 'Sources' },
    { kind: 'sources', rows },
    {
      kind: 'text',
      small: true,
      words: [
        `Made by Lorescope, analysis version ${analysisVersion}, from mail${beside ? ' and, where it says so, from what stands beside it' : ' alone'}. Quotes are words that their sender newly wrote; “[…]” stands where words were left out. SHA-256 is of the message as it was read. All ${plural(messages, 'message')} of the thread together: ${threadSha256} (SHA-256 of the sorted lines “<sha256>  <Message-ID>”).`,
      ],
    },
  ];
}

function names(people: string[]): string {
  const each = [...new Set(people)];
  return each.length < 2 ? (each[0] ?? '') : `${each.slice(0, -1).join(', ')} and ${each.at(-1)}`;
}

const ROLES: Record<string, string> = {
  author: 'author',
  maintainer: 'maintainer',
  reviewer: 'reviewer',
  other: 'took part',
  bot: 'a program',
};
const POINTS: Record<string, string> = {
  overtaken: 'overtaken by a later version',
  moved: 'moved to another patch',
  done: 'changed in a later version',
};
