/** Turns traced lines into blocks. */
import type { Block, BlockKind } from '../../../data/records/block.ts';
import type { Mailbox } from '../../../data/records/mail.ts';
import { isEmptyLine } from '../../parse/text/lines.ts';
import { EDITED, EXACT, isForeign, isOrphan, type QuoteDocument } from './document.ts';
import { elisions, leaders, type Hole } from './holes.ts';
import { samePerson } from '../../../data/rules/person.ts';

/**
 * The blocks of one text: a new one wherever kind, depth, source, author or match changes and wherever the source jumps,
 * so that each block's `source.lines` is the smallest range that covers it. Blank and mark-only lines follow their
 * neighbours; an elision stands for the lines of the source that it leaves out.
 */
export function emitBlocks(doc: QuoteDocument, docs: QuoteDocument[]): Block[] {
  const lead = leaders(doc, docs);
  const holes = elisions(doc, docs, lead);
  const blocks: Block[] = [];
  let open: Open | null = null;
  let named: Mailbox | null = null;
  const attributions = new Map(doc.attributions.map((read) => [read.to - 1, read.who]));
  for (let line = 0; line < doc.lines.count; line += 1) {
    const row = lead[line]!;
    if (open !== null && row <= line && goesOn(doc, line, row, open, holes)) {
      open.block.lines[1] = line + 1;
      continue;
    }
    const next = state(doc, docs, row, holes.get(row) ?? null);
    if (open !== null && row < line && row >= open.block.lines[0]) {
      // An empty line of the block that is open.
      open.block.lines[1] = line + 1;
    } else if (open !== null && joins(open, next, docs)) {
      open.block.lines[1] = line + 1;
      grow(open, next);
    } else {
      open = start(line, next, docs);
      blocks.push(open.block);
      if (
        next.kind === 'quote' &&
        next.depth === 1 &&
        named !== null &&
        open.block.source !== null &&
        open.block.author !== null &&
        !samePerson(named, open.block.author)
      ) {
        open.block.attributedTo = named;
      }
    }
    const who = attributions.get(line);
    if (who !== undefined && doc.kinds[line] === 'attribution')
      named = who.name !== '' || who.email !== '' ? { name: who.name, email: who.email } : null;
    const edits = row === line && next.match === EDITED ? doc.edits.get(line) : undefined;
    if (edits !== undefined) (open.block.edits ??= []).push(...edits);
  }
  nameHeads(blocks, doc);
  return blocks;
}

/** The short way for most lines: own words that go on, empty lines of the open block, an exact quote whose source goes on by one line. */
function goesOn(
  doc: QuoteDocument,
  line: number,
  row: number,
  { block, state }: Open,
  holes: Map<number, Hole>,
): boolean {
  if (row < line) return row >= block.lines[0];
  if (state.kind !== doc.kinds[line] || state.depth !== doc.depths[line] || state.elided || holes.has(line))
    return false;
  if (!isForeign(doc, line)) return state.kind !== 'attribution' && state.source < 0 && state.match === -1;
  if (
    block.source === null ||
    state.source !== doc.originDoc[line] ||
    state.match !== EXACT ||
    doc.matches[line] !== EXACT
  )
    return false;
  if (doc.originFrom[line] !== block.source.lines[1] || doc.originTo[line] !== block.source.lines[1] + 1) return false;
  block.source.lines[1] += 1;
  state.from = doc.originFrom[line]!;
  state.to = doc.originTo[line]!;
  return true;
}

/** What a line says of its block. */
interface State {
  kind: BlockKind;
  depth: number;
  /** Document of the source, -1 where there is none. */
  source: number;
  from: number;
  to: number;
  match: number;
  author: Mailbox | null;
  elided: boolean;
}

interface Open {
  block: Block;
  state: State;
}

function state(doc: QuoteDocument, docs: QuoteDocument[], line: number, hole: Hole | null): State {
  const kind = doc.kinds[line]!;
  const depth = doc.depths[line]!;
  if (hole !== null)
    return {
      kind,
      depth,
      source: hole.doc,
      from: hole.from,
      to: hole.to,
      match: hole.match,
      author: hole.doc >= 0 ? docs[hole.doc]!.message.from : hole.author,
      elided: true,
    };
  if (!isForeign(doc, line))
    return { kind, depth, source: -1, from: -1, to: -1, match: -1, author: doc.message.from, elided: false };
  if (isOrphan(docs, doc, line)) {
    const author = doc.inferred.get(line) ?? docs[doc.originDoc[line]!]!.inferred.get(doc.originFrom[line]!) ?? null;
    return { kind, depth, source: -1, from: -1, to: -1, match: author === null ? -3 : -2, author, elided: false };
  }
  const source = doc.originDoc[line]!;
  return {
    kind,
    depth,
    source,
    from: doc.originFrom[line]!,
    to: doc.originTo[line]!,
    match: doc.matches[line]!,
    author: docs[source]!.message.from,
    elided: false,
  };
}

/** True where a line goes on in the open block. */
function joins({ block, state }: Open, next: State, docs: QuoteDocument[]): boolean {
  if (
    state.kind !== next.kind ||
    state.depth !== next.depth ||
    state.source !== next.source ||
    state.match !== next.match ||
    state.elided !== next.elided
  )
    return false;
  if (!sameMailbox(state.author, next.author)) return false;
  if (next.source < 0) return true;
  const [from, to] = block.source!.lines;
  if (next.from < to) return next.from >= from && next.from >= to - MAX_OVERLAP;
  const { lines } = docs[next.source]!;
  for (let line = to; line < next.from; line += 1) if (!isEmptyLine(lines, line)) return false;
  return true;
}

function grow({ block, state }: Open, next: State): void {
  state.from = next.from;
  state.to = next.to;
  if (block.source === null) return;
  if (next.from < block.source.lines[0]) block.source.lines[0] = next.from;
  if (next.to > block.source.lines[1]) block.source.lines[1] = next.to;
}

function start(line: number, state: State, docs: QuoteDocument[]): Open {
  const doc = state.source >= 0 ? docs[state.source]! : null;
  const block: Block = {
    kind: state.kind,
    lines: [line, line + 1],
    depth: state.depth,
    author: state.author,
    source:
      doc === null
        ? null
        : {
            messageId: doc.message.key,
            lines: [state.from, state.to],
            ...(doc.part === undefined ? {} : { part: doc.part }),
          },
    match:
      state.match >= 0 ? MATCHES[state.match]! : state.match === -2 ? 'inferred' : state.match === -3 ? 'none' : null,
  };
  return { block, state };
}

/** Outlook's head stands for the mail whose words follow: it gets that mail as source, where it is proved. */
function nameHeads(blocks: Block[], doc: QuoteDocument): void {
  blocks.forEach((block, n) => {
    if (block.kind !== 'headers') return;
    const below: Block[] = [];
    for (let k = n + 1; k < blocks.length && blocks[k]!.kind !== 'headers'; k += 1)
      if (blocks[k]!.kind === 'forwarded' || blocks[k]!.kind === 'quote') below.push(blocks[k]!);
    const first = below.find(
      (one) => one.source !== null && (one.kind === 'forwarded' || one.depth <= block.depth + 1),
    );
    if (!first || (blocks[n + 1]?.kind !== 'forwarded' && blocks[n + 1]?.kind !== 'quote')) return;
    const named = first.author;
    if (named === null || samePerson(named, doc.message.from) !== true) block.author = named;
    let [from, to] = first.source!.lines;
    for (const one of below) {
      if (one.source?.messageId !== first.source!.messageId || one.source.part !== first.source!.part) continue;
      from = Math.min(from, one.source.lines[0]);
      to = Math.max(to, one.source.lines[1]);
    }
    block.author = named;
    block.source = { ...first.source!, lines: [from, to] };
  });
}

const sameMailbox = (a: Mailbox | null, b: Mailbox | null): boolean =>
  a === b || (a !== null && b !== null && a.name === b.name && a.email === b.email);

const MATCHES = ['exact', 'rewrapped', 'edited'] as const;
/** Lines of one source that two neighbours may share where words were rewrapped. */
const MAX_OVERLAP = 3;
