import type { SummaryAnswer } from '../../contract/index.ts';
import { documentOf } from './document.ts';
import type { Inline, Part } from './document-parts.ts';
import { paragraphsOf } from './layout.ts';
import { longDay } from './phrases.ts';

/** The summary as Markdown: numbers lead to the messages on lore, `Sources` lists them with their hashes. */
export function renderMarkdown(summary: SummaryAnswer): string {
  const sources = new Map(summary.sources.map((source) => [source.messageId, source]));
  const inline = (words: Inline[]): string =>
    words
      .map((word) => {
        if (typeof word === 'string') return escapeMarkdown(word);
        if ('strong' in word) return `**${escapeMarkdown(word.strong)}**`;
        if ('link' in word) return `<${word.link}>`;
        const source = sources.get(word.cite);
        if (!source) return '';
        return source.lore ? ` [[${source.n}]](${source.lore})` : ` [${source.n}]`;
      })
      .join('');
  const render = (part: Part): string => {
    switch (part.kind) {
      case 'title':
        return `# ${escapeMarkdown(part.text)}`;
      case 'heading':
        return `${'#'.repeat(part.level)} ${escapeMarkdown(part.text)}`;
      case 'text':
        return inline(part.words);
      case 'items':
        return part.items.map((item) => `- ${inline(item)}`).join('\n');
      case 'quote': {
        const { quote, before } = part;
        const mark = '> '.repeat(part.depth + 1);
        const date = quote.date ? `, ${longDay(quote.date)}` : '';
        const kept = quote.keptBy === null ? '' : ', in a message that is not in the archive; a quote kept these words';
        const head = `**${escapeMarkdown(quote.person)}**${date}${before ? ` (${escapeMarkdown(before)})` : ''}${kept}:${inline([{ cite: quote.keptBy ?? quote.messageId }])}`;
        const body = quote.verbatim
          ? ['```text', ...quote.text.replaceAll('```', '`\u200b``').split('\n'), '```']
          : paragraphsOf(quote.text).flatMap((text, n) => [...(n > 0 ? [''] : []), escapeMarkdown(text)]);
        return [head, '', ...body].map((line) => `${mark}${line}`.trimEnd()).join('\n');
      }
      case 'sources':
        return part.rows
          .map((source) => {
            const who = [source.person, source.date ? longDay(source.date) : null, source.subject]
              .filter(Boolean)
              .join(', ');
            const link = source.lore ? `[\`${source.messageId}\`](${source.lore})` : `\`${source.messageId}\``;
            return `${source.n}. ${link} ${escapeMarkdown(who)}${source.thread === 'elsewhere' ? ' (another thread)' : ''}. ${source.sha256 ? `SHA-256 \`${source.sha256}\`` : 'Not in the archive.'}`;
          })
          .join('\n');
    }
  };
  return `${documentOf(summary).map(render).join('\n\n')}\n`;
}

/** Words of mails shown as they are: nothing in them is a heading, a link, a picture or HTML. */
export function escapeMarkdown(text: string): string {
  return text
    .replace(/[\\`*_[\]<>#|~!]/g, '\\$&')
    .replace(
      /^(\s*)([-+]|\d+[.)])(?=\s)/gm,
      (_, space: string, mark: string) => `${space}${mark.slice(0, -1)}\\${mark.slice(-1)}`,
    );
}
