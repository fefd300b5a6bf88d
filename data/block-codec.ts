import type { Block, BlockKind, Edit, Mailbox, Match } from './records/index.ts';

/**
 * Packs the blocks of one message as a JSON array of short rows: half of a plain JSON's size, and read at the same speed.
 * A row: kind, end line, then for quotes depth, match, author (index), source id (index), source lines, part, edits, attributed (index).
 * Start lines are not stored: blocks cover the text without gap. Own words have the sender as author.
 */
export function packBlocks(blocks: Block[], from: Mailbox): string {
  const names: (string | Mailbox)[] = [];
  const known = new Map<string, number>();
  const index = (value: string | Mailbox | null | undefined): number => {
    if (value == null) return -1;
    const text = typeof value === 'string' ? value : JSON.stringify([value.name, value.email]);
    let place = known.get(text);
    if (place === undefined) {
      place = names.push(value) - 1;
      known.set(text, place);
    }
    return place;
  };
  const same = (author: Mailbox | null) => author !== null && author.name === from.name && author.email === from.email;
  const rows = blocks.map((block): Row => {
    const kind = KINDS.indexOf(block.kind);
    const author = same(block.author) ? -2 : index(block.author);
    if (block.match === null && block.depth === 0 && author === -2 && !block.source) return [kind, block.lines[1]];
    const source = block.source;
    return [
      kind,
      block.lines[1],
      block.depth,
      block.match === null ? -1 : MATCHES.indexOf(block.match),
      author,
      index(source?.messageId),
      ...(source ? [source.lines[0], source.lines[1]] : []),
      ...(source?.part !== undefined || block.edits || block.attributedTo
        ? [
            {
              ...(source?.part !== undefined && { p: source.part }),
              ...(block.edits && { e: block.edits }),
              ...(block.attributedTo && { t: block.attributedTo }),
            },
          ]
        : []),
    ];
  });
  return JSON.stringify([names.map((name) => (typeof name === 'string' ? name : [name.name, name.email])), rows]);
}

/** The blocks that {@link packBlocks} packed; `from` is the message's sender, as it was then. */
export function unpackBlocks(packed: string, from: Mailbox): Block[] {
  const [names, rows] = JSON.parse(packed) as [(string | [string, string])[], Row[]];
  const mailbox = (place: number): Mailbox | null => {
    if (place === -2) return from;
    const value = names[place];
    return Array.isArray(value) ? { name: value[0], email: value[1] } : null;
  };
  let start = 0;
  return rows.map((row): Block => {
    const [kind, end, depth = 0, match = -1, author = -2, source = -1] = row as number[];
    const lines: [number, number] = [start, end!];
    start = end!;
    const last = row.at(-1);
    const more: More = typeof last === 'object' ? last : {};
    const id = names[source];
    return {
      kind: KINDS[kind!]!,
      lines,
      depth,
      author: mailbox(author),
      source:
        typeof id === 'string'
          ? {
              messageId: id,
              lines: [row[6] as number, row[7] as number],
              ...(more.p !== undefined && { part: more.p }),
            }
          : null,
      match: match < 0 ? null : MATCHES[match]!,
      ...(more.e && { edits: more.e }),
      ...(more.t && { attributedTo: more.t }),
    };
  });
}

interface More {
  p?: number;
  e?: Edit[];
  t?: Mailbox;
}
type Row = (number | More)[];

/** Stored by place: append, never reorder. */
const KINDS: BlockKind[] = [
  'text',
  'quote',
  'attribution',
  'headers',
  'greeting',
  'closing',
  'signature',
  'footer',
  'separator',
  'snip',
  'trailers',
  'changelog',
  'diffstat',
  'diff',
  'code',
  'forwarded',
];
const MATCHES: Match[] = ['exact', 'rewrapped', 'edited', 'inferred', 'none'];
