import { Type } from 'typebox';
import { type PointsAnswer, PointStatus } from '../../contract/index.ts';
import { messageIdOf } from '../../http/ids.ts';
import { renderPoints } from '../../present/text/points.ts';
import { tool, ToolError, within } from '../tool.ts';

export const pointsTool = tool({
  name: 'points',
  title: 'What was asked, and what closed it',
  description:
    'Questions, requests, objections, doubts and test reports of a thread, each with its words, who asked whom, how it stands (open, answered, agreed, done, declined, withdrawn, overtaken, moved) and what closed it. Open ones come first. What was not found may still be there.',
  input: Type.Object({
    id: Type.String({
      minLength: 1,
      maxLength: 1000,
      description: 'Message-ID of any message of the thread, or a lore link',
    }),
    status: Type.Optional(PointStatus),
    about: Type.Optional(
      Type.String({ maxLength: 1000, description: 'only those about this patch, cover letter or request to pull' }),
    ),
  }),
  async run(ask, { id, status, about }) {
    const query = new URLSearchParams({ ...(status && { status }), ...(about && { about: messageIdOf(about) }) });
    const answer = await ask<PointsAnswer>(`/api/v1/threads/${encodeURIComponent(messageIdOf(id))}/points?${query}`);
    if (!answer) throw new ToolError(`“${id}” is no message that is known here. Try search.`);
    return within(renderPoints(answer), 'ask for one status alone, or for one patch by about');
  },
});
