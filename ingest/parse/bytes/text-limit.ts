import type { Defects } from './defects.ts';

/**
 * The text as far as it is read: at most {@link MAX_TEXT_LINES} lines and {@link MAX_TEXT} characters; a longer one is cut behind a whole
 * line where it can be. The mail's bytes stay whole.
 */
export function boundText(text: string, defects: Defects): string {
  const end = Math.min(endOfLines(text), text.length);
  if (end <= MAX_TEXT && end === text.length) return text;
  defects.add('text-too-long');
  if (end <= MAX_TEXT) return text.slice(0, end);
  const cut = text.lastIndexOf('\n', MAX_TEXT);
  return text.slice(0, cut > MAX_TEXT / 2 ? cut : MAX_TEXT);
}

/** Offset where the last line that is read ends. */
function endOfLines(text: string): number {
  // So short a text cannot have so many lines.
  if (text.length < MAX_TEXT_LINES) return text.length;
  let at = -1;
  for (let line = 0; line < MAX_TEXT_LINES; line += 1) {
    at = text.indexOf('\n', at + 1);
    if (at < 0) return text.length;
  }
  return at;
}

/** The longest mail seen on a list has some 34,000 lines, a patch; each line costs a few microseconds. */
export const MAX_TEXT_LINES = 40_000;
/** Twice what the most generous list servers let through. */
export const MAX_TEXT = 2 << 20;
