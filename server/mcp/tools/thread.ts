import { Type } from 'typebox';
import type { SummaryAnswer } from '../../contract/index.ts';
import { messageIdOf } from '../../http/ids.ts';
import { LONGEST, tool, ToolError } from '../tool.ts';

export const threadTool = tool({
  name: 'thread',
  title: 'Read a thread as a conversation',
  description:
    'A whole thread collated: each passage of new words once, its answers right below it, indented; with who said it, when, and the Message-ID. Quoted text is left out, because it stands above as its author’s. Long threads come in parts: go on with `from`.',
  input: Type.Object({
    id: Type.String({ minLength: 1, maxLength: 1000, description: 'Message-ID of any message of it, or a lore link' }),
    from: Type.Optional(Type.Integer({ minimum: 0, description: 'the passage to begin with; 0 where absent' })),
  }),
  async run(ask, { id, from }) {
    const path = `/api/v1/threads/${encodeURIComponent(messageIdOf(id))}/summary?length=full`;
    const thread = await ask<SummaryAnswer>(path);
    if (!thread) throw new ToolError(`No message “${id}” is in this archive, and none here names it. Try search.`);
    const { conversation } = thread;
    const begin = Math.min(from ?? 0, conversation.length);
    let text = `${thread.title}\n${thread.messages} messages, ${thread.started.slice(0, 10)} to ${thread.last.slice(0, 10)}, ${thread.lists.join(', ')}${thread.holes ? `; ${thread.holes}` : ''}\n`;
    let at = begin;
    for (; at < conversation.length; at += 1) {
      const { depth, quote } = conversation[at]!;
      const indent = '  '.repeat(Math.min(depth, 12));
      const words =
        quote.text.length > PASSAGE ? `${quote.text.slice(0, PASSAGE)}\n[… cut: ask for the message]` : quote.text;
      const passage = `\n${indent}${quote.person}, ${quote.date?.slice(0, 10) ?? 'undated'} <${quote.messageId}>\n${words
        .split('\n')
        .map((line) => `${indent}| ${line}`)
        .join('\n')}\n`;
      if (at > begin && text.length + passage.length > LONGEST) break;
      text += passage;
    }
    if (at < conversation.length)
      text += `\n[${conversation.length - at} of ${conversation.length} passages are left: go on with from=${at}]`;
    return text;
  },
});

/** Characters of one passage; beyond it stand diffs and logs. */
const PASSAGE = 4000;
