import type { Block } from '../../../data/records/block.ts';
import type { QuoteAnalysis, Thread } from '../../../data/records/thread.ts';
import { inferAuthors, type GhostWords } from './authors.ts';
import { emitBlocks } from './blocks.ts';
import { isForeign, makeDocument, type QuoteDocument } from './document.ts';
import { collectGhosts } from './ghosts.ts';
import { traceQuotes, type Candidates } from './trace.ts';

/**
 * Cuts every message of a thread into blocks and ties each quote to the lines where its words first stood.
 *
 * Every line has an origin. A new line is its own; a quoted one inherits the origin of the line that it repeats in its
 * parent's whole text, so that hidden levels, lines that occur twice and marks that lie do no harm. What the parent
 * lacks is sought in its attachments, in other ancestors, then in earlier messages of the thread. What is found nowhere
 * gets an author from attribution lines and heads, never a source. The result depends on the messages alone, not on
 * their order. Linear in the thread's text, with named caps on what is aligned word by word.
 */
export function linkQuotes(thread: Thread): QuoteAnalysis {
  const messages = inOrder(thread);
  const docs: QuoteDocument[] = messages.map((message, index) => makeDocument(index, message, undefined, message.text));
  const byKey = new Map(docs.map((doc) => [doc.message.key, doc]));
  const parentOf = new Map(thread.nodes.map((node) => [node.key, node.parent]));
  const library = new Library(docs, byKey, parentOf);
  for (let index = 0; index < messages.length; index += 1)
    traceQuotes(docs[index]!, docs, library.candidates(docs[index]!));
  const texts = docs.slice(0, messages.length);
  const words: GhostWords = inferAuthors(thread, texts, docs, parentOf);
  const blocks = new Map<string, Block[]>();
  for (const doc of texts) blocks.set(doc.message.key, emitBlocks(doc, docs));
  return { blocks, ghosts: collectGhosts(thread, words) };
}

/** Messages by (dateUsed, key), yet each behind its parent: a clock that is wrong makes no child of its answer. */
function inOrder(thread: Thread): Thread['messages'] {
  const sorted = [...thread.messages].sort(
    (a, b) => a.dateUsed - b.dateUsed || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0),
  );
  const byKey = new Map(sorted.map((message) => [message.key, message]));
  const placed = new Set<string>();
  const ordered: Thread['messages'] = [];
  for (const message of sorted) {
    if (placed.has(message.key)) continue;
    if (message.parent === null || placed.has(message.parent) || !byKey.has(message.parent)) {
      placed.add(message.key);
      ordered.push(message);
      continue;
    }
    const chain: Thread['messages'] = [];
    for (
      let at: typeof message | undefined = message;
      at !== undefined && !placed.has(at.key);
      at = at.parent === null ? undefined : byKey.get(at.parent)
    ) {
      placed.add(at.key);
      chain.push(at);
    }
    ordered.push(...chain.reverse());
  }
  return ordered;
}

/** The texts of a thread that quotes can come from, looked up as they are asked for. */
class Library {
  docs: QuoteDocument[];
  byKey: Map<string, QuoteDocument>;
  parentOf: Map<string, string | null>;
  attached = new Map<string, QuoteDocument[]>();
  /** New lines by hash: packed document and line numbers of the first, and apart from it those of the few that stand again. */
  index = new Map<number, number>();
  again = new Map<number, number[]>();
  indexed = 0;

  constructor(docs: QuoteDocument[], byKey: Map<string, QuoteDocument>, parentOf: Map<string, string | null>) {
    this.docs = docs;
    this.byKey = byKey;
    this.parentOf = parentOf;
  }

  candidates(doc: QuoteDocument): Candidates {
    const parentKey = this.parentOf.get(doc.message.key) ?? doc.message.parent;
    const parent = parentKey === null || parentKey === undefined ? undefined : this.byKey.get(parentKey);
    let line: QuoteDocument[] | null = null;
    const ancestors = (): QuoteDocument[] => (line ??= this.ancestorsOf(doc));
    let rank: Map<QuoteDocument, number> | null = null;
    return {
      parent: parent ?? null,
      attachments: () => [
        ...(parent ? this.attachmentsOf(parent) : []),
        ...ancestors()
          .slice(0, MAX_ANCESTORS)
          .flatMap((one) => this.attachmentsOf(one)),
      ],
      ancestors: () =>
        ancestors()
          .filter((one) => one !== parent)
          .slice(0, MAX_ANCESTORS),
      others: () => {
        const near = new Set(ancestors());
        return this.docs
          .slice(Math.max(0, doc.index - MAX_OTHERS), doc.index)
          .filter((one) => !near.has(one))
          .reverse();
      },
      holders: (hash, size) => {
        rank ??= new Map(ancestors().map((one, n) => [one, n]));
        return this.holders(doc, hash, size, rank);
      },
    };
  }

  /** Ancestors that the archive holds, nearest first. */
  ancestorsOf(doc: QuoteDocument): QuoteDocument[] {
    const found: QuoteDocument[] = [];
    const seen = new Set<string>([doc.message.key]);
    for (
      let key = this.parentOf.get(doc.message.key) ?? doc.message.parent;
      key !== null && key !== undefined && !seen.has(key) && seen.size < MAX_CHAIN;
      key = this.parentOf.get(key) ?? null
    ) {
      seen.add(key);
      const one = this.byKey.get(key);
      if (one !== undefined) found.push(one);
    }
    return found;
  }

  attachmentsOf(doc: QuoteDocument): QuoteDocument[] {
    const known = this.attached.get(doc.message.key);
    if (known) return known;
    const found = doc.message.attachments
      .filter((attachment) => attachment.text !== '' && attachment.text.length <= MAX_ATTACHMENT)
      .map((attachment) => {
        const made = makeDocument(this.docs.length, doc.message, attachment.index, attachment.text);
        this.docs.push(made);
        return made;
      });
    this.attached.set(doc.message.key, found);
    return found;
  }

  /** Earlier documents that hold a line as new words: ancestors first, then the latest. */
  holders(doc: QuoteDocument, hash: number, size: number, rank: Map<QuoteDocument, number>): QuoteDocument[] {
    if (size < MIN_INDEXED) return [];
    this.indexUpTo(doc.index);
    const first = this.index.get(hash);
    if (first === undefined) return [];
    const found: QuoteDocument[] = [];
    const add = (packed: number): void => {
      const holder = this.docs[Math.floor(packed / PACK)]!;
      if (holder.index < doc.index && holder.lines.sizes[packed % PACK] === size && !found.includes(holder))
        found.push(holder);
    };
    add(first);
    this.again.get(hash)?.forEach(add);
    return found.sort((a, b) => (rank.get(a) ?? Infinity) - (rank.get(b) ?? Infinity) || b.index - a.index);
  }

  indexUpTo(end: number): void {
    for (; this.indexed < end; this.indexed += 1) {
      const doc = this.docs[this.indexed]!;
      const { count, hashes, sizes } = doc.lines;
      for (let line = 0; line < count; line += 1) {
        if (sizes[line]! < MIN_INDEXED || isForeign(doc, line)) continue;
        const hash = hashes[line]!;
        const packed = this.indexed * PACK + line;
        if (!this.index.has(hash)) {
          this.index.set(hash, packed);
          continue;
        }
        const again = this.again.get(hash);
        if (!again) this.again.set(hash, [packed]);
        else if (again.length + 1 < MAX_HELD) again.push(packed);
      }
    }
  }
}

/** Ancestors whose text is searched word by word. */
const MAX_ANCESTORS = 8;
/** Other earlier messages whose text is searched word by word. */
const MAX_OTHERS = 6;
/** A chain of replies longer than this is not followed to its root. */
const MAX_CHAIN = 5000;
/** Characters of an attachment that is still read for quotes. */
const MAX_ATTACHMENT = 2_000_000;
/** A shorter line is no evidence. */
const MIN_INDEXED = 12;
/** Places kept for one line: more make it a commonplace. */
const MAX_HELD = 12;
/** Lines in one text stay below this. */
const PACK = 2 ** 26;
