import { Type } from 'typebox';
import type { PatchAnswer } from '../../contract/index.ts';
import { messageIdOf } from '../../http/ids.ts';
import { tool, ToolError, within } from '../tool.ts';

export const patchTool = tool({
  name: 'patch',
  title: 'Read a patch with its review',
  description:
    'A patch: commit message, files, tags, versions, and the review comments under the lines that they are about. With diff: true its diff too.',
  input: Type.Object({
    id: Type.String({ minLength: 1, maxLength: 1000, description: 'Message-ID of the patch, or a lore link' }),
    diff: Type.Optional(Type.Boolean()),
  }),
  async run(ask, { id, diff }) {
    const answer = await ask<PatchAnswer>(`/api/v1/patches/${encodeURIComponent(messageIdOf(id))}`);
    if (!answer) throw new ToolError(`“${id}” is no patch that is known here. Try search with is:patch.`);
    const { patch, from, message, files, trailers, revisions, comments, points } = answer;
    const lines = [
      `${patch.title}`,
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
    if (revisions.length > 1)
      lines.push(
        '',
        `Versions: ${revisions.map((one) => `v${one.version} ${one.state} <${one.messageId}>`).join(', ')}`,
      );
    lines.push(
      '',
      `Review points: ${points.total}, open ${points.open}, changed ${points.done}, answered ${points.answered}`,
    );
    for (const comment of comments) {
      const place = comment.on ? ` on ${comment.on.file ?? 'the message'}` : '';
      const indent = '  '.repeat(Math.min(comment.depth + 1, 8));
      lines.push(
        '',
        `${indent}${comment.person}, ${comment.date.slice(0, 10)}${place}${comment.status ? ` [${comment.status}${comment.why ? `: ${comment.why}` : ''}]` : ''} <${comment.messageId}>`,
        ...comment.text
          .trim()
          .split('\n')
          .map((line) => `${indent}| ${line}`),
      );
    }
    if (diff) {
      lines.push('', 'Diff:');
      for (const file of files) {
        lines.push(`--- ${file.oldPath ?? '/dev/null'}`, `+++ ${file.newPath ?? '/dev/null'}`);
        for (const hunk of file.hunks)
          lines.push(
            `@@ -${hunk.oldStart},${hunk.oldLines} +${hunk.newStart},${hunk.newLines} @@ ${hunk.heading}`,
            ...hunk.rows.map((row) => `${row.kind}${row.text}`),
          );
      }
    }
    return within(lines.join('\n'), 'the rest stands in the patch mail itself');
  },
});
