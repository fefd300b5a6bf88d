/** Messages that are named and absent, with the words that quotes have kept of them. */
import type { RecoveredText } from '../../../data/records/block.ts';
import type { Ghost, Thread } from '../../../data/records/thread.ts';
import { bodyAt, isEmptyLine, type Lines } from '../../parse/text/lines.ts';
import type { GhostWords } from './authors.ts';

/** One entry a ghost, in the order of the thread's nodes; words that several quotes kept are given once, from the first. */
export function collectGhosts(thread: Thread, words: GhostWords): Ghost[] {
  return thread.nodes
    .filter((node) => node.ghost)
    .map((node) => {
      const known = words.get(node.key);
      return {
        messageId: node.key,
        threadId: thread.threadId,
        parent: node.parent,
        author: known?.author ?? null,
        recovered: known ? recover(known.kept) : [],
      };
    });
}

function recover(
  kept: {
    doc: GhostWords extends Map<string, infer T> ? (T extends { kept: { doc: infer D }[] } ? D : never) : never;
    line: number;
  }[],
): RecoveredText[] {
  const recovered: RecoveredText[] = [];
  const seen = new Set<number>();
  let open: { doc: (typeof kept)[number]['doc']; from: number; to: number } | null = null;
  const close = (): void => {
    if (open === null) return;
    const { doc, from, to } = open;
    const texts: string[] = [];
    for (let line = from; line < to; line += 1) texts.push(bodyAt(doc.lines, line));
    recovered.push({ text: texts.join('\n'), from: doc.message.key, lines: [from, to] });
    open = null;
  };
  for (const { doc, line } of kept) {
    const hash = doc.lines.hashes[line]!;
    const known = seen.has(hash) && doc.lines.sizes[line]! >= MIN_KNOWN;
    seen.add(hash);
    if (known) {
      close();
      continue;
    }
    if (open !== null && open.doc === doc && onlyEmpty(doc, open.to, line)) open.to = line + 1;
    else {
      close();
      open = { doc, from: line, to: line + 1 };
    }
  }
  close();
  return recovered;
}

function onlyEmpty({ lines }: { lines: Lines }, from: number, to: number): boolean {
  for (let line = from; line < to; line += 1) if (!isEmptyLine(lines, line)) return false;
  return true;
}

/** Characters; a shorter line may stand in a mail twice. */
const MIN_KNOWN = 16;
