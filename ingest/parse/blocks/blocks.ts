import type { Block, BlockKind } from '../../../data/records/block.ts';
import type { Mailbox } from '../../../data/records/mail.ts';
import { freeWrappedEnds, introducedBy, markAttributions, type ReadAttribution } from './attribution-lines.ts';
import { markSalutations } from './closing.ts';
import { markCode } from './code-blocks.ts';
import { markFooters } from './footer-lines.ts';
import type { ForwardHead } from './forward-head.ts';
import { markForwards } from './forwarded.ts';
import { inkBehind, isBlankLine, lineAt, scanLines, type Lines } from '../text/lines.ts';
import { diffEnd } from '../patch/patch-body.ts';
import { markPatchParts } from '../patch/patch-parts.ts';
import { quoteDepths } from './quote-marks.ts';
import { markSignatures } from './signature.ts';
import { markSnipsAndRules } from './snip.ts';

/** What the caller knows of a text: that its subject says patch, and who wrote it. */
export interface SegmentHints {
  isPatch?: boolean;
  /** Its subject is a reply's or a forward's. */
  isReply?: boolean;
  sender?: Mailbox;
}

/** The kind and quote depth of each line, and the attributions found on the way. */
export interface LineKinds {
  kinds: BlockKind[];
  depths: Uint8Array;
  attributions: ReadAttribution[];
}

/**
 * Cuts a text into blocks: kinds and depths, without authors and sources. Blocks ascend and cover
 * `[0, number of lines)` once; an empty text has one line and one block. Linear in the text, and never throws.
 */
export function segmentText(text: string, hints: SegmentHints = {}): Block[] {
  const lines = scanLines(text);
  const { kinds, depths } = segmentLines(lines, hints);
  const blocks: Block[] = [];
  let from = 0;
  for (let line = 1; line <= lines.count; line += 1) {
    if (line < lines.count && kinds[line] === kinds[from] && depths[line] === depths[from]) continue;
    const kind = kinds[from]!;
    const match = kind === 'quote' || kind === 'forwarded' ? 'none' : null;
    blocks.push({ kind, lines: [from, line], depth: depths[from]!, author: null, source: null, match });
    from = line;
  }
  return blocks;
}

/** The same for a text that was scanned already, line by line. */
export function segmentLines(lines: Lines, hints: SegmentHints = {}): LineKinds {
  const kinds = new Array<BlockKind | undefined>(lines.count).fill(undefined);
  const set = (from: number, to: number, kind: BlockKind): void => {
    for (let line = from; line < to; line += 1) kinds[line] = kind;
  };
  const taken = new Uint8Array(lines.count);
  const hasDiff = markDiffs(lines, taken, set);
  const depths = quoteDepths(lines, taken, (line) => introducedBy(lines, line) !== null, hints.sender ?? null);
  freeWrappedEnds(lines, depths);
  for (let line = 0; line < lines.count; line += 1) if (depths[line]! > 0) kinds[line] = 'quote';
  const free = (line: number): boolean => kinds[line] === undefined;

  const patch = hasDiff || hints.isPatch === true;
  // A patch mail may hold From:, Date: and Subject: of the patch's author, whose words follow; git writes no Sent, and no reply begins so.
  const isHead = (head: ForwardHead): boolean =>
    head.ruled || !patch || (hints.isPatch !== true && (head.sent || hints.isReply === true));
  markForwards(lines, kinds, depths, isHead);
  const attributions = markAttributions(lines, kinds);
  markFooters(lines, free, (from, to) => set(from, to, 'footer'));
  markSignatures(lines, kinds);
  markPatchParts(lines, kinds, patch);
  markSnipsAndRules(lines, kinds);
  markCode(lines, kinds);
  markSalutations(lines, kinds, hints.sender ?? null);
  fillBlanks(lines, kinds, depths);
  return { kinds: kinds as BlockKind[], depths, attributions };
}

function markDiffs(lines: Lines, taken: Uint8Array, set: (from: number, to: number, kind: BlockKind) => void): boolean {
  let found = false;
  for (let line = 0; line < lines.count; line += 1) {
    const end = diffEnd(lines, line);
    if (end < 0) continue;
    // Version control systems name the file above the rule: "Modified: a/file.c".
    let from = line;
    while (from > 0 && line - from < 3 && taken[from - 1] === 0 && NAMES_FILE.test(lineAt(lines, from - 1))) from -= 1;
    set(from, end, 'diff');
    taken.fill(1, from, end);
    found = true;
    line = end - 1;
  }
  return found;
}

/** What is left are own words; blank lines belong to the block around them or before. */
function fillBlanks(lines: Lines, kinds: (BlockKind | undefined)[], depths: Uint8Array): void {
  for (let line = 0; line < lines.count; line += 1)
    if (kinds[line] === undefined && !isBlankLine(lines, line)) kinds[line] = 'text';
  const first = inkBehind(lines, 0);
  for (let line = 0; line < lines.count; line += 1) {
    if (!isBlankLine(lines, line) || kinds[line] === 'diff') continue;
    const from = line === 0 ? Math.min(first, lines.count - 1) : line - 1;
    kinds[line] = kinds[from] ?? 'text';
    depths[line] = kinds[from] === undefined ? 0 : depths[from]!;
  }
}

const NAMES_FILE = /^(?:Modified|Added|Deleted|Removed|Copied|Index|URL|Property changes on|Updated): \S/;
