import type { Comment, DiffFile, PatchAnswer } from '../../contract/index.ts';

/** A patch as plain text: what it is, its tags, versions and comments; with `diff` the comments stand under their lines. */
export function renderPatch(answer: PatchAnswer, { diff }: { diff: boolean }): string {
  const { patch, from, message, files, trailers, diffsBelow, revisions, comments, points } = answer;
  const lines = [
    patch.title,
    `v${patch.version} ${patch.number}/${patch.total} by ${from?.name ?? 'somebody'}, ${answer.date?.slice(0, 10) ?? 'undated'}, ${patch.state} <${patch.messageId}>`,
    ...(message ? ['', message.text] : []),
    '',
    ...files.map(({ path, added, removed }) => `${path} +${added} -${removed}`),
  ];
  if (trailers.length > 0) lines.push('', 'Tags:');
  for (const { name, value, messageId, given, conditional, how } of trailers)
    lines.push(
      `  ${name}: ${value}${given === 'in-patch' ? '' : ` (${given}${conditional ? ', on a condition' : ''}${how === 'written' ? '' : `, ${how}`} <${messageId}>)`}`,
    );
  for (const below of diffsBelow)
    lines.push(
      `Answered with a diff by ${below.from.name}${below.title ? `: ${below.title}` : ''} <${below.messageId}>`,
    );
  if (revisions.length > 1) {
    lines.push('', 'Versions:');
    for (const one of revisions)
      lines.push(
        `  v${one.version} ${one.number}/${one.total} of ${one.seriesTitle}: ${one.state}${one.change ? `, ${one.change}` : ''} <${one.messageId}>`,
      );
  }
  lines.push(
    '',
    `Review points: ${points.total}, open ${points.open}, changed ${points.done}, answered ${points.answered}`,
  );
  const placed = diff ? commentsByLine(answer) : new Map<string, Comment[]>();
  const inside = new Set([...placed.values()].flat());
  for (const comment of comments) if (!inside.has(comment)) lines.push('', ...renderComment(comment));
  if (diff) lines.push('', 'Diff:', ...files.flatMap((file) => renderFile(file, placed)));
  return lines.join('\n');
}

function renderFile(file: DiffFile, placed: ReadonlyMap<string, Comment[]>): string[] {
  const lines = [`--- ${file.oldPath ?? '/dev/null'}`, `+++ ${file.newPath ?? '/dev/null'}`];
  for (const hunk of file.hunks) {
    lines.push(`@@ -${hunk.oldStart},${hunk.oldLines} +${hunk.newStart},${hunk.newLines} @@ ${hunk.heading}`.trimEnd());
    for (const row of hunk.rows) {
      lines.push(`${row.kind}${row.text}`);
      for (const comment of placed.get(`${file.part ?? 0}:${row.line}`) ?? []) lines.push(...renderComment(comment));
    }
  }
  return lines;
}

function renderComment(comment: Comment): string[] {
  const { person, date, on, status, why, messageId, text, depth } = comment;
  const place = on ? ` on ${on.file ?? 'the message'}` : '';
  const indent = '  '.repeat(Math.min(depth + 1, 8));
  return [
    `${indent}${person}, ${date.slice(0, 10)}${place}${status ? ` [${status}${why ? `: ${why}` : ''}]` : ''} <${messageId}>`,
    ...text
      .trim()
      .split('\n')
      .map((line) => `${indent}| ${line}`),
  ];
}

/** Comments by the last line of a diff that they are about, answers with them; `part:line` as the key. */
function commentsByLine({ comments, files }: PatchAnswer): Map<string, Comment[]> {
  const rows = new Set(
    files.flatMap((file) => file.hunks.flatMap(({ rows: own }) => own.map(({ line }) => `${file.part ?? 0}:${line}`))),
  );
  const homes = new Map<string, string>();
  const placed = new Map<string, Comment[]>();
  for (const comment of comments) {
    const home = comment.on?.file
      ? `${comment.on.part ?? 0}:${comment.on.lines[1] - 1}`
      : comment.parent !== null
        ? homes.get(comment.parent)
        : undefined;
    if (home === undefined || !rows.has(home)) continue;
    homes.set(comment.id, home);
    placed.set(home, [...(placed.get(home) ?? []), comment]);
  }
  return placed;
}
