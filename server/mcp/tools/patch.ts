import { Type } from 'typebox';
import type { PatchAnswer } from '../../contract/index.ts';
import { messageIdOf } from '../../http/ids.ts';
import { renderPatch } from '../../present/text/patch.ts';
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
    return within(renderPatch(answer, { diff: diff ?? false }), 'the rest stands in the patch mail itself');
  },
});
