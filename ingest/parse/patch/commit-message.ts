import type { LineRange } from '../../../data/records/block.ts';
import type { Mailbox } from '../../../data/records/mail.ts';
import { parsePerson } from './trailers.ts';

/** The parts of a patch mail, as git-am(1) cuts it. Ranges of lines, half-open; empty where a part is missing. */
export interface PatchMail {
  /** `From:` as first line of the body: the author where somebody else sends. */
  from: Mailbox | null;
  /** `Subject:` in the body, or under scissors. */
  subject: string | null;
  /** True where the patch stands under a scissors line (`-- >8 --`). */
  scissors: boolean;
  /** The commit message. */
  message: LineRange;
  /** What stands between `---` and the diff: notes, changelog, diffstat. */
  notes: LineRange;
}

/** Cuts a patch mail; `diffStart` is the line on which its diff begins (the number of lines where there is none). */
export function splitPatchMail(lines: readonly string[], diffStart: number): PatchMail {
  let start = 0;
  let scissors = false;
  for (let at = 0; at < diffStart; at += 1) {
    const line = lines[at]!;
    if (line.length < LONGEST_SCISSORS && SCISSORS.test(line)) {
      start = at + 1;
      scissors = true;
    }
  }
  let from: Mailbox | null = null;
  let subject: string | null = null;
  let at = start;
  while (at < diffStart && lines[at]!.trim() === '') at += 1;
  if (at < diffStart && FORMAT_PATCH.test(lines[at]!.slice(0, 100))) at += 1;
  for (; at < diffStart && lines[at]!.length < LONGEST_HEAD; at += 1) {
    const head =
      /^(From|Subject|Date|Author|To|Cc|Message-ID|In-Reply-To|MIME-Version|Content-Type|Content-Transfer-Encoding): ?(.*)$/i.exec(
        lines[at]!,
      );
    if (!head) break;
    const name = head[1]!.toLowerCase();
    let value = head[2]!;
    while (at + 1 < diffStart && /^[ \t]+\S/.test(lines[at + 1]!)) {
      at += 1;
      value += ` ${lines[at]!.trim()}`;
    }
    if ((name === 'from' || name === 'author') && from === null) from = parsePerson(value);
    else if (name === 'subject') subject = value;
  }
  if (from === null && subject === null) {
    at = start;
  }
  let cut = at;
  while (cut < diffStart && !/^---\s*$/.test(lines[cut]!)) cut += 1;
  return { from, subject, scissors, message: [at, cut], notes: [Math.min(cut + 1, diffStart), diffStart] };
}

/** git's scissors: mostly `-`, with a `>8`, `8<` or "cut here" among them. */
const SCISSORS = /^\s*(?=[-\s]*-)[-\s]*(?:>8|8<|>%|%<)[-\s]*(?:(?:[\w ']{1,40}|>8|8<|>%|%<)[-\s]*)?$/;
/** The line with which git-format-patch begins its files. */
const FORMAT_PATCH = /^From [0-9a-f]{40,64} /;
const LONGEST_SCISSORS = 100;
const LONGEST_HEAD = 2000;
