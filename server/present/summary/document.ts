import type { Quote, SummaryAnswer, SummaryPatch, SummaryPoint } from '../../contract/index.ts';

/** A piece of running text: words, words that stand out, a link, or the number of a source. */
export type Inline = string | { strong: string } | { link: string; text: string } | { cite: string };

/** A part of a summary on paper; each format draws them in its own way. */
export type Part =
  | { kind: 'title'; text: string }
  | { kind: 'heading'; level: 2 | 3; text: string }
  | { kind: 'text'; words: Inline[]; small?: boolean }
  | { kind: 'items'; items: Inline[][] }
  /** `depth` indents what answers something. */
  | { kind: 'quote'; quote: Quote; depth: number; before?: string }
  | { kind: 'sources'; rows: SummaryAnswer['sources'] };

/** A summary as a document, in the order in which a reader needs it. */
export function documentOf(summary: SummaryAnswer): Part[] {
  return [
    { kind: 'title', text: summary.title },
    ...heading(summary),
    ...about(summary),
    ...standing(summary),
    ...path(summary),
    ...exchanges(summary),
    ...objections(summary),
    ...openPoints(summary),
    ...reviews(summary),
    ...people(summary),
    ...conversation(summary),
    ...sources(summary),
  ];
}

/** `12 July 2019`. */
export function longDay(date: string): string {
  const [year, month, day] = date.slice(0, 10).split('-');
  return `${Number(day)} ${MONTHS[Number(month) - 1]} ${year}`;
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
        `${plural(messages, 'message')} by ${who}, ${span}${lists.length > 0 ? `, on ${lists.join(', ')}` : ''}. `,
        ...(links.lore ? [{ link: links.lore, text: links.lore } as const] : []),
      ],
    },
  ];
  if (holes !== null)
    parts.push({
      kind: 'text',
      words: [
        { strong: 'Not all of it is here: ' },
        `${holes}.${archiveBegins ? ` The archive begins on ${longDay(archiveBegins)}.` : ''} What is said to be missing, open or unanswered may stand in what is not here.`,
      ],
    });
  return parts;
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

function standing({ standing: { patches, discussions } }: SummaryAnswer): Part[] {
  const parts: Part[] = [{ kind: 'heading', level: 2, text: 'Where it stands' }];
  for (const series of runsOf(patches, ({ seriesId }) => seriesId)) {
    if (series.length > 1) parts.push(textPart([{ strong: seriesLine(series) }]));
    for (const alike of runsOf(series, whatIsSaid)) parts.push(...tellPatches(alike));
  }
  for (const { title, state, asked, evidence } of discussions) {
    parts.push({
      kind: 'text',
      words: [
        { strong: title },
        `: ${DISCUSSIONS[state] ?? state}${asked.length > 0 ? `; asked: ${asked.join(', ')}` : ''}.`,
      ],
    });
    evidence.forEach((quote, n) => parts.push({ kind: 'quote', quote, depth: n === 0 ? 0 : 1 }));
  }
  if (parts.length === 1)
    parts.push({
      kind: 'text',
      words: ['No patch is posted here, and no question that was put to somebody by name was found.'],
    });
  return parts;
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
function whatIsSaid({ state, evidence, conflicts, likely, turn, ghost }: SummaryPatch): string {
  const quotes = state === 'superseded' ? [] : evidence.map(({ quote }) => `${quote.messageId} ${quote.text}`);
  return JSON.stringify([state, quotes, conflicts.map(({ text }) => text), likely, turn, ghost]);
}

function seriesLine(patches: SummaryPatch[]): string {
  const counts = new Map<string, number>();
  for (const { state } of patches) counts.set(state, (counts.get(state) ?? 0) + 1);
  const told = [...counts].sort((a, b) => b[1] - a[1]).map(([state, count]) => `${count} ${STATES[state] ?? state}`);
  return `${versionName(patches[0]!.version)}, ${plural(patches.length, 'patch', 'patches')}: ${told.join(', ')}`;
}

/** Patches of which the same is said: their titles, then what is said. */
function tellPatches(patches: SummaryPatch[]): Part[] {
  const [first] = patches as [SummaryPatch];
  const { state, evidence, conflicts, likely, turn } = first;
  const after: Inline[] = [];
  const quotes = state === 'superseded' ? [] : evidence;
  if (quotes.length === 0 && state !== 'new' && state !== 'superseded')
    after.push('No sentence in the archive says so in so many words; it follows from what was posted. ');
  if (likely) after.push(`Not stated, only concluded: ${likely}. `);
  if (turn)
    after.push(
      `Concluded from that: ${TURNS[turn.whose]} since ${longDay(turn.since)}${turn.why ? ` (${turn.why})` : ''}.`,
    );
  return [
    patches.length === 1
      ? textPart([...nameOf(first), ...after.map((word) => ` ${word as string}`)])
      : { kind: 'items', items: patches.map(nameOf) },
    ...(patches.length > 1 && after.length > 0 ? [textPart(after)] : []),
    ...quotes.map(({ quote, mode, where }): Part => {
      const notes = [MODES[mode] ?? '', where === 'elsewhere' ? 'in another thread' : ''].filter(Boolean);
      return { kind: 'quote', quote, depth: 1, ...(notes.length > 0 && { before: notes.join(', ') }) };
    }),
    ...(conflicts.length > 1
      ? [textPart(['The archive says both:']), ...conflicts.map((quote): Part => ({ kind: 'quote', quote, depth: 1 }))]
      : []),
  ];
}

/** A patch with its state, and what took its place. */
function nameOf(patch: SummaryPatch): Inline[] {
  const number = patch.number > 0 && patch.total > 1 ? `${patch.number}/${patch.total} ` : '';
  const words: Inline[] = [
    { strong: `${number}${patch.title}` },
    { cite: patch.messageId },
    `: ${STATES[patch.state] ?? patch.state}`,
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

function path({ revisions }: SummaryAnswer): Part[] {
  if (revisions.length === 0) return [];
  return [
    { kind: 'heading', level: 2, text: 'How it got there' },
    ...revisions.flatMap((one): Part[] => {
      const name = `${one.isRfc ? 'RFC ' : ''}${versionName(one.version)}`;
      const size =
        one.patches < one.total ? `${one.patches} of ${one.total} patches here` : plural(one.total, 'patch', 'patches');
      return [
        {
          kind: 'text',
          words: [
            { strong: `${longDay(one.date)}, ${name}: ` },
            one.title,
            { cite: one.messageId },
            ` (${size}; ${STATES[one.state] ?? one.state}${one.here ? ', this thread' : ''})${one.changes.length > 0 ? '. Its author on what changed:' : ''}`,
          ],
        },
        ...changesOf(one),
      ];
    }),
  ];
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
      'No answer to these very words was found here; to the message replied ',
      ...replies.flatMap(({ person, messageId }, n): Inline[] => [
        `${n > 0 ? ', ' : ''}${person}`,
        { cite: messageId },
      ]),
      '.',
    ],
    true,
  );
}

function openPoints({ open, points: counts }: SummaryAnswer): Part[] {
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  if (open.length === 0 && total === 0) return [];
  const parts: Part[] = [{ kind: 'heading', level: 2, text: 'Open points and questions' }];
  if (total > 0)
    parts.push({
      kind: 'text',
      words: [
        `${plural(total, 'review point')} on these patches: ${Object.entries(counts)
          .map(([status, count]) => `${count} ${POINTS[status] ?? status}`)
          .join(', ')}.`,
      ],
    });
  for (const { quote, file, replies } of open)
    parts.push({ kind: 'quote', quote, depth: 0, ...(file !== null && { before: `on ${file}` }) }, unanswered(replies));
  if (open.length === 0)
    parts.push({ kind: 'text', words: ['No question put to somebody stands without an answer here.'] });
  return parts;
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
      items: participants.map(({ person, role, bot, messages, newLines, first }): Inline[] => [
        { strong: person },
        `, ${bot ? 'a program' : (ROLES[role] ?? role)}: ${plural(messages, 'message')}, ${plural(newLines, 'new line')}`,
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

function sources({ sources: rows, threadSha256, analysisVersion, messages }: SummaryAnswer): Part[] {
  return [
    { kind: 'heading', level: 2, text: 'Sources' },
    { kind: 'sources', rows },
    {
      kind: 'text',
      small: true,
      words: [
        `Made by Lorescope, analysis version ${analysisVersion}, from mail alone. Quotes are words that their sender newly wrote; “[…]” stands where words were left out. SHA-256 is of the message as it was read. All ${plural(messages, 'message')} of the thread together: ${threadSha256} (SHA-256 of the sorted lines “<sha256>  <Message-ID>”).`,
      ],
    },
  ];
}

function textPart(words: Inline[], small = false): Part {
  return { kind: 'text', words, small };
}

function names(people: string[]): string {
  const each = [...new Set(people)];
  return each.length < 2 ? (each[0] ?? '') : `${each.slice(0, -1).join(', ')} and ${each.at(-1)}`;
}

function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

const versionName = (version: number): string => `v${version}`;

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
const STATES: Record<string, string> = {
  new: 'no answer found',
  'under-review': 'under review',
  'changes-requested': 'changes requested',
  'not-applicable': 'not applicable',
  rfc: 'posted for comments',
};
const ROLES: Record<string, string> = {
  author: 'author',
  maintainer: 'maintainer',
  reviewer: 'reviewer',
  other: 'took part',
  bot: 'a program',
};
const MODES: Record<string, string> = {
  announced: 'announced, not yet done',
  reported: 'reported',
  retracted: 'taken back',
  conditional: 'on a condition',
};
const DISCUSSIONS: Record<string, string> = {
  open: 'open',
  agreed: 'agreed',
  'agreed-with-condition': 'agreed, on a condition',
  refused: 'refused',
  unanswered: 'no answer found',
  done: 'done',
};
const TURNS: Record<string, string> = {
  author: 'it has been the author’s turn',
  reviewer: 'it has been a reviewer’s turn',
  maintainer: 'it has been the maintainer’s turn',
  nobody: 'it has been nobody’s turn',
};
const POINTS: Record<string, string> = {
  overtaken: 'overtaken by a later version',
  moved: 'moved to another patch',
  done: 'changed in a later version',
};
