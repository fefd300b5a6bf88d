import { Type } from 'typebox';
import type { SummaryAnswer } from '../../contract/index.ts';
import { messageIdOf } from '../../http/ids.ts';
import { renderText } from '../../present/summary/plain-text.ts';
import { tool, ToolError, within } from '../tool.ts';

export const summaryTool = tool({
  name: 'summary',
  title: 'Summarize a thread',
  description:
    'What a thread is about, where it stands, how it got there, the main exchanges, objections, open questions, reviews and people: quotes only, each with its message. Begin here; read the thread for more.',
  input: Type.Object({
    id: Type.String({ minLength: 1, maxLength: 1000, description: 'Message-ID of any message of it, or a lore link' }),
    length: Type.Optional(Type.Union([Type.Literal('short'), Type.Literal('normal')])),
  }),
  async run(ask, { id, length }) {
    const path = `/api/v1/threads/${encodeURIComponent(messageIdOf(id))}/summary?length=${length ?? 'short'}`;
    const summary = await ask<SummaryAnswer>(path);
    if (!summary) throw new ToolError(`No message “${id}” is in this archive, and none here names it. Try search.`);
    // Sources by number are enough with their ids; hashes are for those who check the summary itself.
    const text = renderText(summary).replace(/^ {4}(sha256 [0-9a-f]{64}|https?:\S+)\n/gm, '');
    return within(text, 'ask for length=short, or read the thread in parts');
  },
});
