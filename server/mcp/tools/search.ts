import { Type } from 'typebox';
import type { SearchAnswer } from '../../contract/index.ts';
import { tool, ToolError, within } from '../tool.ts';

export const searchTool = tool({
  name: 'search',
  title: 'Search messages and patches',
  description:
    'Finds messages and patches. A patch name as people remember it finds the patch. Operators as on lore: s: (subject) f: (from) d: (dates, d:2019-05-01..2019-06-01) b: (body) dfn: (file) m: (Message-ID) l: (list); beyond it state:accepted, by: (who decided), said:"words" by NAME (newly written, not quoted), is:patch, is:cover, is:unanswered, version:3. AND OR NOT, "phrases", prefix*.',
  input: Type.Object({
    query: Type.String({ minLength: 1, maxLength: 2000 }),
    list: Type.Optional(Type.String({ description: 'short name of a list; all lists where absent' })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 50, description: 'messages; 10 where absent' })),
    cursor: Type.Optional(Type.String({ maxLength: 400, description: 'of the answer before, for further messages' })),
  }),
  async run(ask, { query, list, limit, cursor }) {
    const parts = new URLSearchParams({ q: query, facets: '0', limit: String(limit ?? 10) });
    if (list !== undefined) parts.set('list', list);
    if (cursor !== undefined) parts.set('cursor', cursor);
    const found = await ask<SearchAnswer>(`/api/v1/search?${parts.toString()}`);
    if (!found) throw new ToolError(`There is no list “${list}” here.`);
    const lines = [`Understood as: ${found.understood}`];
    if (found.names.length > 0) lines.push('', 'Patches by that name:');
    for (const { patch, reason } of found.names.slice(0, 8))
      lines.push(`- ${patch.title} (v${patch.version}, ${patch.headline.state}; ${reason}) <${patch.messageId}>`);
    lines.push('', `Messages: ${found.total.exact ? '' : 'more than '}${found.total.count}`);
    for (const hit of found.hits) {
      lines.push(
        `- ${hit.dateUsed.slice(0, 10)} ${hit.person}: ${hit.subject}${hit.state ? ` [${hit.state}]` : ''} <${hit.key}>`,
      );
      const words = hit.snippet?.parts
        .map(({ text }) => text)
        .join('')
        .replace(/\s+/g, ' ')
        .trim();
      if (words)
        lines.push(
          `  ${hit.snippet!.quoted ? `quoting ${hit.snippet!.by?.name ?? 'somebody'}: ` : ''}“${words.slice(0, 300)}”`,
        );
    }
    if (found.next !== null) lines.push('', `Further messages: cursor ${found.next}`);
    return within(lines.join('\n'), 'ask for fewer messages');
  },
});
