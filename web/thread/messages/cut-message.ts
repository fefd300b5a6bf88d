/** Cuts a message into runs of own words and runs of quotes. Pure. */
import type { Block } from '../../../server/contract/block.ts';

export interface Part {
  kind: 'own' | 'quote';
  lines: [number, number];
  blocks: Block[];
}

/**
 * Runs of blocks. A quote run holds the quotes of any depth, the lines that say who wrote them, and marks of cuts between;
 * an own run everything else. Signatures and footers after the last own words go with what follows them.
 */
export function cutMessage(blocks: readonly Block[], rows: readonly string[]): Part[] {
  const parts: Part[] = [];
  for (const block of blocks) {
    if (isBlank(block, rows)) {
      const last = parts.at(-1);
      if (last) last.lines[1] = block.lines[1];
      continue;
    }
    const kind = kindOf(block, parts.at(-1));
    const last = parts.at(-1);
    if (last?.kind === kind) {
      last.blocks.push(block);
      last.lines[1] = block.lines[1];
    } else {
      parts.push({ kind, lines: [...block.lines], blocks: [block] });
    }
  }
  return parts;
}

function kindOf(block: Block, before: Part | undefined): Part['kind'] {
  if (block.kind === 'quote' || block.kind === 'attribution') return 'quote';
  if (block.kind === 'snip') return before?.kind ?? 'own';
  if (block.kind === 'headers' || block.kind === 'forwarded')
    return block.depth > 0 || block.match !== null ? 'quote' : 'own';
  return block.depth > 0 ? 'quote' : 'own';
}

function isBlank(block: Block, rows: readonly string[]): boolean {
  for (let line = block.lines[0]; line < block.lines[1]; line++) if (rows[line]?.trim()) return false;
  return true;
}
