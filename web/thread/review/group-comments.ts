/** Which comments stand under which line of a patch. Pure. */
import type { Comment, PatchAnswer } from '../../../server/contract/patch.ts';

export interface Talk {
  /** Comments and their answers, by `part:line` of the patch mail: the last line that they quote. */
  byLine: Map<string, Comment[]>;
  /** On the commit message, by the last line of it that they quote. */
  byMessageLine: Map<number, Comment[]>;
  /** On the patch as a whole. */
  whole: Comment[];
  /** On lines of the mail that no hunk shows. */
  lost: Comment[];
}

/** Sorts comments to their lines; an answer goes where the comment goes that it answers. Nothing is left out but empty words. */
export function groupComments({ comments, files, message }: Pick<PatchAnswer, 'comments' | 'files' | 'message'>): Talk {
  const shown = new Set<string>();
  for (const file of files)
    for (const hunk of file.hunks) for (const row of hunk.rows) shown.add(`${file.part ?? 0}:${row.line}`);
  const home = new Map<string, Comment[]>();
  const talk: Talk = { byLine: new Map(), byMessageLine: new Map(), whole: [], lost: [] };
  const answered = new Set(comments.map(({ parent }) => parent));
  for (const comment of comments) {
    if (saysNothing(comment.text) && !answered.has(comment.id)) continue;
    const parent = comment.parent ? home.get(comment.parent) : undefined;
    const place = parent ?? placeOf(comment, shown, message?.lines ?? null, talk);
    place.push(comment);
    home.set(comment.id, place);
  }
  return talk;
}

/** Nothing but blanks, or a greeting on its own line. */
function saysNothing(text: string): boolean {
  return /^\s*((hi|hello|hey|dear)\b[^\n]{0,40}[,!.]?\s*)?$/i.test(text);
}

function placeOf(
  comment: Comment,
  shown: Set<string>,
  message: readonly [number, number] | null,
  talk: Talk,
): Comment[] {
  if (!comment.on) return talk.whole;
  const part = comment.on.part ?? 0;
  for (let line = comment.on.lines[1] - 1; line >= comment.on.lines[0]; line--) {
    const at = `${part}:${line}`;
    if (!shown.has(at)) continue;
    let place = talk.byLine.get(at);
    if (!place) talk.byLine.set(at, (place = []));
    return place;
  }
  const last = comment.on.lines[1] - 1;
  if (part === 0 && message && last >= message[0] && last < message[1]) {
    let place = talk.byMessageLine.get(last);
    if (!place) talk.byMessageLine.set(last, (place = []));
    return place;
  }
  return comment.on.file ? talk.lost : talk.whole;
}
