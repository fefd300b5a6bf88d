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
    ...points(
      'Objections and requests, and what was said to them',
      summary,
      summary.objections,
      'no answer in this thread',
    ),
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
  for (const group of grouped(patches)) {
    const series = group.patches.length > 1;
    if (series) parts.push({ kind: 'text', words: [{ strong: seriesLine(group.patches) }] });
    for (const patch of group.patches) parts.push(...tellPatch(patch));
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

/** Patches of which the same is said of several in a row are told once. */
function grouped(patches: SummaryPatch[]): { patches: SummaryPatch[] }[] {
  const groups: { name: string; patches: SummaryPatch[] }[] = [];
  for (const patch of patches) {
    const name = `${patch.version} ${patch.total} ${patch.messageId.replace(/^[^.]*/, '').slice(-40)}`;
    const last = groups.at(-1);
    if (last && last.name.split(' ')[0] === name.split(' ')[0] && last.patches[0]!.total === patch.total)
      last.patches.push(patch);
    else groups.push({ name, patches: [patch] });
  }
  return groups;
}

function seriesLine(patches: SummaryPatch[]): string {
  const counts = new Map<string, number>();
  for (const { state } of patches) counts.set(state, (counts.get(state) ?? 0) + 1);
  const told = [...counts].sort((a, b) => b[1] - a[1]).map(([state, count]) => `${count} ${STATES[state] ?? state}`);
  return `${versionName(patches[0]!.version)}, ${plural(patches.length, 'patch', 'patches')}: ${told.join(', ')}`;
}

function tellPatch(patch: SummaryPatch): Part[] {
  const number = patch.total > 1 || patch.number !== 1 ? `${patch.number}/${patch.total} ` : '';
  const words: Inline[] = [
    { strong: `${number}${patch.title}` },
    { cite: patch.messageId },
    `: ${STATES[patch.state] ?? patch.state}`,
  ];
  if (patch.ghost) words.push(' (the patch itself is not in the archive)');
  if (patch.supersededBy.length > 0 && patch.state === 'superseded')
    words.push(
      ' by ',
      ...patch.supersededBy.flatMap((one, n): Inline[] => [
        `${n > 0 ? ', ' : ''}${one.version === null ? 'a later version' : versionName(one.version)}`,
        { cite: one.messageId },
      ]),
    );
  words.push('.');
  if (patch.evidence.length === 0 && patch.state !== 'new')
    words.push(' No sentence in the archive says so in so many words; it follows from what was posted.');
  if (patch.likely) words.push(` Not stated, only concluded: ${patch.likely}.`);
  if (patch.turn)
    words.push(
      ` ${TURNS[patch.turn.whose]} since ${longDay(patch.turn.since)}${patch.turn.why ? `: ${patch.turn.why}` : ''}.`,
    );
  return [
    { kind: 'text', words },
    ...patch.evidence.map(({ quote, mode, where }): Part => {
      const notes = [MODES[mode] ?? '', where === 'elsewhere' ? 'in another thread' : ''].filter(Boolean);
      return { kind: 'quote', quote, depth: 1, ...(notes.length > 0 && { before: notes.join(', ') }) };
    }),
    ...(patch.conflicts.length > 1
      ? [
          textPart(['The archive says both:']),
          ...patch.conflicts.map((quote): Part => ({ kind: 'quote', quote, depth: 1 })),
        ]
      : []),
  ];
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

function points(title: string, _: SummaryAnswer, told: SummaryPoint[], none: string): Part[] {
  if (told.length === 0) return [];
  return [
    { kind: 'heading', level: 2, text: title },
    ...told.flatMap(({ quote, answers }): Part[] => [
      { kind: 'quote', quote, depth: 0 },
      ...answers.map((answer): Part => ({ kind: 'quote', quote: answer, depth: 1 })),
      ...(answers.length === 0 ? [textPart([`(${none})`], true)] : []),
    ]),
  ];
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
  for (const { quote, file } of open)
    parts.push({ kind: 'quote', quote, depth: 0, ...(file !== null && { before: `on ${file}` }) });
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
  reported: 'reported by somebody else',
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
  author: 'It is the author’s turn',
  reviewer: 'It is a reviewer’s turn',
  maintainer: 'It is the maintainer’s turn',
  nobody: 'It is nobody’s turn',
};
const POINTS: Record<string, string> = {
  overtaken: 'overtaken by a later version',
  moved: 'moved to another patch',
  done: 'changed in a later version',
};
