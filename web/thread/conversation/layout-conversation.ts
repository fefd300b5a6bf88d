/** Lays the passages of a conversation out: what is folded, who speaks on, how far each stands in, which rails run beside it. Pure. */
import type { MessageRow } from '../../../server/contract/message.ts';
import type { Passage } from '../../../server/contract/thread.ts';
import { nameOf } from '../../lib/format.ts';
import { withoutMarks, type TextLine } from '../../lib/reading.ts';
import type { ThreadModel } from '../model/thread-model.ts';

export interface LaidPassage {
  kind: 'passage';
  id: string;
  key: string;
  row: MessageRow;
  lines: [number, number];
  passage: Passage;
  /** Column in which it stands, 0 at the left. */
  column: number;
  /** Colours of those whose words it stands under, from the left. */
  rails: string[];
  /** The same speaker goes on in the same mail, straight after. */
  goesOn: boolean;
  /** It is not the first passage of its mail: answers stand between. */
  again: boolean;
  /** What it answers is not right above: the passage to name. */
  recall: Passage | null;
  /** The quote that it answers, where the archive lacks the mail in which these words first stood. */
  missing: { author: string | null; lines: TextLine[] } | null;
  folded: boolean;
  /** Lines of it that somebody answered, as far back as is needed to understand the answers. */
  keep: [number, number] | null;
  /** The answer below points at words with `^^^`: the lines above it keep their columns. */
  pointedAt: boolean;
  /** Space above, in pixels. */
  gap: number;
  /** The title of a section that begins here. */
  section: string | null;
}

export interface LaidBots {
  kind: 'bots';
  id: string;
  key: string;
  rows: MessageRow[];
  passages: Passage[];
  column: number;
  rails: string[];
  gap: number;
  folded: true;
  lines: [number, number];
}

export type Laid = LaidPassage | LaidBots;

/** The passages in reading order, with what the eye needs to follow them. */
export function layoutConversation(model: ThreadModel, foldLines: number): Laid[] {
  const { conversation, sections } = model.thread;
  const answeredKeys = new Set(conversation.filter(({ answered }) => answered).map(({ key }) => key));
  const titles = new Map(sections.map(({ root, title }) => [root, title]));
  const spoken = new Set<string>();
  for (const passage of conversation)
    if (!isBlank(model, passage) && !isCourtesy(model, passage)) spoken.add(passage.key);
  const hasMore = (passage: Passage) => spoken.has(passage.key);
  const seen = new Set<string>();
  const rails: string[][] = [];
  const laid: Laid[] = [];
  let before: Laid | null = null;
  let beforeIndex = -1;

  conversation.forEach((passage, index) => {
    const row = model.byKey.get(passage.key);
    if (!row || row.ghost) {
      rails.push([]);
      return;
    }
    const startsSection = titles.has(passage.key);
    const above =
      passage.parent === null || startsSection
        ? []
        : [...(rails[passage.parent] ?? []), colourAt(model, conversation[passage.parent])];
    rails.push(above);
    const column = Math.min(above.length, COLUMNS);
    if (isBlank(model, passage) || (isCourtesy(model, passage) && hasMore(passage))) return;

    if (row.bot && !passage.answered) {
      if (before?.kind === 'bots' && before.column === column) {
        if (!before.rows.includes(row)) before.rows.push(row);
        before.passages.push(passage);
        return;
      }
      before = {
        kind: 'bots', id: `bots-${index}`, key: passage.key, rows: [row], passages: [passage], column, rails: above.slice(0, column), gap: 16, folded: true, lines: passage.lines,
      }; // prettier-ignore
      beforeIndex = index;
      laid.push(before);
      return;
    }
    const goesOn: boolean =
      before?.kind === 'passage' &&
      before.key === passage.key &&
      before.column === column &&
      before.passage.parent === passage.parent;
    const isFirstOfMail = !seen.has(passage.key);
    seen.add(passage.key);
    const size = passage.lines[1] - passage.lines[0];
    before = {
      kind: 'passage',
      id: `${passage.key}:${passage.lines[0]}`,
      key: passage.key,
      row,
      lines: passage.lines,
      passage,
      column,
      rails: above.slice(0, column),
      goesOn,
      again: !isFirstOfMail,
      recall:
        passage.parent !== null &&
        !goesOn &&
        // A patch stands under its cover letter; it answers nothing.
        !(row.kind.patch && !row.kind.reply) &&
        ((startsSection && isFirstOfMail) ||
          ((index - passage.parent > NEAR || above.length > COLUMNS) && beforeIndex !== passage.parent))
          ? (conversation[passage.parent] ?? null)
          : null,
      missing: goesOn || passage.answers ? null : missingQuote(model, passage),
      keep: passage.answered ? answeredLines(model, conversation, index) : null,
      pointedAt: pointsUp(model, conversation[index + 1], index),
      folded: size > foldLines && !passage.answered && answeredKeys.has(passage.key),
      gap: goesOn ? 8 : column === 0 ? 28 : 16,
      section: isFirstOfMail ? (titles.get(passage.key) ?? null) : null,
    };
    beforeIndex = index;
    laid.push(before);
  });
  return laid;
}

/** True where a passage answers the one at `index` with marks below its words. */
function pointsUp(model: ThreadModel, next: Passage | undefined, index: number): boolean {
  if (next?.parent !== index) return false;
  const rows = model.words(next.key)?.rows.slice(...next.lines) ?? [];
  return /^[\s^~-]*\^[\s^~-]*$/.test(rows.find((row) => row.trim() !== '') ?? '');
}

/** The lines of a passage that its answers quote: at most the last few, since an answer stands below the end of what it quotes. */
function answeredLines(model: ThreadModel, conversation: readonly Passage[], index: number): [number, number] | null {
  const passage = conversation[index]!;
  let [from, to] = [passage.lines[1], passage.lines[0]];
  for (let at = index + 1; at < conversation.length && conversation[at]!.depth > passage.depth; at++) {
    const { parent, answers } = conversation[at]!;
    if (parent !== index || !answers || answers.part || model.keyOf(answers.messageId) !== passage.key) continue;
    from = Math.min(from, Math.max(answers.lines[0], passage.lines[0]));
    to = Math.max(to, Math.min(answers.lines[1], passage.lines[1]));
  }
  return from < to ? [Math.max(from, to - KEPT), to] : null;
}

/** True where a passage is a greeting, a closing or a signature and nothing else: the message itself keeps it. */
function isCourtesy(model: ThreadModel, passage: Passage): boolean {
  const words = model.words(passage.key);
  if (!words || passage.answered) return false;
  return words.blocks
    .filter(({ lines: [from, to] }) => from < passage.lines[1] && to > passage.lines[0])
    .every(({ kind }) => COURTESY.has(kind));
}

/** The quote right above a passage, if its source is not here: its last lines, and who is said to have written them. */
function missingQuote(model: ThreadModel, passage: Passage): LaidPassage['missing'] {
  const words = model.words(passage.key);
  const above = words?.blocks.findLastIndex(({ lines }) => lines[1] <= passage.lines[0]) ?? -1;
  const block = words?.blocks[above];
  if (!words || !block || block.source || (block.kind !== 'quote' && block.kind !== 'forwarded')) return null;
  const lines: TextLine[] = [];
  for (let line = block.lines[0]; line < block.lines[1]; line++) {
    lines.push({ line, text: withoutMarks(words.rows[line] ?? '', block.depth) });
  }
  const filled = lines.filter(({ text }) => text.trim() !== '').slice(-CONTEXT);
  return filled.length === 0 ? null : { author: block.author ? nameOf(block.author) : null, lines: filled };
}

function colourAt(model: ThreadModel, passage: Passage | undefined): string {
  const row = passage ? model.byKey.get(passage.key) : undefined;
  return row && !row.ghost ? model.colour(row.person) : 'p0';
}

/** True where a passage holds nothing to read. Words that have not arrived count as something. */
function isBlank(model: ThreadModel, passage: Passage): boolean {
  const words = model.words(passage.key);
  if (!words) return false;
  for (let line = passage.lines[0]; line < passage.lines[1]; line++) if (words.rows[line]?.trim()) return false;
  return true;
}

const COURTESY = new Set(['greeting', 'closing', 'signature', 'footer', 'separator', 'attribution', 'quote', 'snip']);
/** Deeper answers stay in the last column and name what they answer: a line of prose needs its measure. */
const COLUMNS = 6;
/** Lines of an answered passage that stay open. */
const KEPT = 30;
/** Lines of a missing mail that make an answer understood. */
const CONTEXT = 6;
/** An answer this many passages below its passage names it again. */
const NEAR = 4;
