import type { SummaryAnswer } from '../../contract/index.ts';
import { documentOf } from './document.ts';
import type { Inline, Part } from './document-parts.ts';
import { paragraphsOf, wrap } from './layout.ts';
import { longDay } from './phrases.ts';

/** The summary as plain text of 76 columns, as mail carries it. Numbers in brackets stand in `Sources`. */
export function renderText(summary: SummaryAnswer): string {
  const sources = new Map(summary.sources.map((source) => [source.messageId, source]));
  const inline = (words: Inline[]): string =>
    words
      .map((word) => {
        if (typeof word === 'string') return word;
        if ('strong' in word) return word.strong;
        if ('link' in word) return word.link;
        const source = sources.get(word.cite);
        return source ? ` [${source.n}]` : '';
      })
      .join('');
  const render = (part: Part): string => {
    switch (part.kind) {
      case 'title':
        return `${wrap(part.text, WIDTH)}\n${'='.repeat(Math.min(part.text.length, WIDTH))}`;
      case 'heading':
        return part.level === 2
          ? `\n${part.text}\n${'-'.repeat(Math.min(part.text.length, WIDTH))}`
          : wrap(part.text, WIDTH);
      case 'text':
        return wrap(inline(part.words), WIDTH);
      case 'items':
        return part.items.map((item) => wrap(inline(item), WIDTH, '  ').replace(/^ {2}/, '* ')).join('\n');
      case 'quote': {
        const { quote, before } = part;
        const indent = '  '.repeat(Math.min(part.depth, DEEPEST));
        const date = quote.date ? `, ${longDay(quote.date)}` : '';
        const kept = quote.keptBy === null ? '' : ', in a message that is not in the archive; a quote kept these words';
        const cite = inline([{ cite: quote.keptBy ?? quote.messageId }]);
        const head = `${indent}${quote.person}${date}${before ? ` (${before})` : ''}${kept}:${cite}`;
        const mark = `${indent}  `;
        const body = quote.verbatim
          ? quote.text.split('\n').map((line) => `${mark}${line}`)
          : paragraphsOf(quote.text).map((text) => wrap(text, WIDTH, mark));
        return [head, ...body].map((line) => line.trimEnd()).join('\n');
      }
      case 'sources':
        return part.rows
          .map((source) =>
            [
              `[${source.n}] ${[source.person, source.date ? longDay(source.date) : null].filter(Boolean).join(', ')}${source.thread === 'elsewhere' ? ' (another thread)' : ''}`,
              `    <${source.messageId}>`,
              ...(source.lore ? [`    ${source.lore}`] : []),
              source.sha256 ? `    sha256 ${source.sha256}` : '    not in the archive',
            ].join('\n'),
          )
          .join('\n');
    }
  };
  return `${documentOf(summary).map(render).join('\n\n')}\n`;
}

const WIDTH = 76;
/** Deeper than that nothing is left of the line. */
const DEEPEST = 12;
