import type { SummaryAnswer } from '../../contract/index.ts';
import { documentOf } from './document.ts';
import type { Inline, Part } from './document-parts.ts';
import { paragraphsOf } from './layout.ts';
import { longDay } from './phrases.ts';
import { escapeHtml } from '../text/escape-html.ts';

/** The summary as one HTML file that needs nothing else: no script, no picture, no font from elsewhere; it prints well. */
export function renderHtml(summary: SummaryAnswer): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(summary.title)}: summary</title>
<style>${STYLE}</style>
</head>
<body>
<main>
${renderParts(summary, ({ lore, n }) => lore ?? `#s${n}`)}
</main>
</body>
</html>
`;
}

/** What stands in the file's body, for a page that has a frame of its own; `linkOf` tells where the number of a source leads. */
export function renderParts(
  summary: SummaryAnswer,
  linkOf: (source: SummaryAnswer['sources'][number], lines: readonly [number, number] | null) => string,
): string {
  const sources = new Map(summary.sources.map((source) => [source.messageId, source]));
  const cite = (key: string, lines: readonly [number, number] | null = null): string => {
    const source = sources.get(key);
    if (!source) return '';
    const id = escapeHtml(`<${source.messageId}>`);
    const place = lines ? ` data-lines="${lines[0]}-${lines[1]}"` : '';
    return `<a class="cite" href="${escapeHtml(linkOf(source, lines))}" title="${id}" data-message-id="${escapeHtml(source.messageId)}"${place}>${source.n}</a>`;
  };
  const inline = (words: Inline[]): string =>
    words
      .map((word) => {
        if (typeof word === 'string') return escapeHtml(word);
        if ('strong' in word) return `<strong>${escapeHtml(word.strong)}</strong>`;
        if ('link' in word) return `<a href="${escapeHtml(word.link)}">${escapeHtml(word.text)}</a>`;
        return cite(word.cite);
      })
      .join('');
  const render = (part: Part): string => {
    switch (part.kind) {
      case 'title':
        return `<h1>${escapeHtml(part.text)}</h1>`;
      case 'heading':
        return `<h${part.level}>${escapeHtml(part.text)}</h${part.level}>`;
      case 'text':
        return `<p${part.small ? ' class="small"' : ''}>${inline(part.words)}</p>`;
      case 'items':
        return `<ul>\n${part.items.map((item) => `<li>${inline(item)}</li>`).join('\n')}\n</ul>`;
      case 'quote': {
        const { quote, before } = part;
        const date = quote.date ? `, <time datetime="${quote.date}">${longDay(quote.date)}</time>` : '';
        const kept =
          quote.keptBy === null
            ? ''
            : ', <span class="note">in a message that is not in the archive; a quote kept these words</span>';
        const note = before ? ` <span class="note">(${escapeHtml(before)})</span>` : '';
        const body = quote.verbatim
          ? `<pre>${escapeHtml(quote.text)}</pre>`
          : paragraphsOf(quote.text)
              .map((text) => `<p>${escapeHtml(text).replaceAll(' […] ', ' <span class="cut">[…]</span> ')}</p>`)
              .join('');
        const depth = part.depth === 0 ? '' : ` style="--depth:${Math.min(part.depth, DEEPEST)}"`;
        return `<figure${depth}><figcaption><b>${escapeHtml(quote.person)}</b>${date}${note}${kept} ${cite(quote.keptBy ?? quote.messageId, quote.part === undefined ? quote.lines : null)}</figcaption><blockquote>${body}</blockquote></figure>`;
      }
      case 'sources':
        return `<ol class="sources">\n${part.rows.map(sourceRow).join('\n')}\n</ol>`;
    }
  };
  return documentOf(summary).map(render).join('\n');
}

function sourceRow(source: SummaryAnswer['sources'][number]): string {
  const id = `&lt;${escapeHtml(source.messageId)}&gt;`;
  const link = source.lore ? `<a href="${escapeHtml(source.lore)}">${id}</a>` : id;
  const who = [source.person, source.date ? longDay(source.date) : null].filter(Boolean).join(', ');
  const proof = source.sha256 ? `<code>${source.sha256}</code>` : 'not in the archive';
  return `<li id="s${source.n}" value="${source.n}">${escapeHtml(who)}${source.thread === 'elsewhere' ? ' (another thread)' : ''} ${link}<br>${proof}</li>`;
}

const DEEPEST = 8;
const STYLE = `
:root{color-scheme:light dark;--ink:#1d1b18;--soft:#635d55;--rule:#d9d3c8;--paper:#fdfcf9;--accent:#8a3b1f}
@media (prefers-color-scheme:dark){:root{--ink:#e9e4db;--soft:#a79f93;--rule:#413c36;--paper:#1b1917;--accent:#e2a184}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:1.0625rem/1.55 Georgia,"Times New Roman",serif}
main{max-width:44rem;margin:0 auto;padding:2.5rem 1.25rem 4rem}
h1{font-size:1.9rem;line-height:1.2;margin:0 0 .75rem;text-wrap:balance}
h2{font-size:1.3rem;line-height:1.3;margin:2.5rem 0 .75rem;padding-top:.75rem;border-top:1px solid var(--rule)}
h3{font-size:1.05rem;margin:1.5rem 0 .5rem}
p{margin:.5rem 0}
a{color:var(--accent);overflow-wrap:anywhere}
figure{margin:.75rem 0 .75rem calc(var(--depth,0)*1.25rem)}
@media (max-width:40rem){figure{margin-left:calc(var(--depth,0)*.5rem)}main{padding-top:1.5rem}}
figcaption,.note,.small,.sources{font-size:.875rem;color:var(--soft)}
figcaption b{color:var(--ink)}
blockquote{margin:.15rem 0 0;padding:0 0 0 .85rem;border-left:3px solid var(--rule)}
blockquote p{margin:.25rem 0;overflow-wrap:anywhere}
pre{margin:.25rem 0;font:.8125rem/1.5 ui-monospace,"DejaVu Sans Mono",monospace;white-space:pre-wrap;overflow-wrap:anywhere}
.cut{color:var(--soft)}
.cite{font-size:.75em;vertical-align:super;line-height:0;text-decoration:none;padding:0 .1em}
.cite::before{content:"["}.cite::after{content:"]"}
ul{padding-left:1.2rem;margin:.5rem 0}li{margin:.3rem 0;overflow-wrap:anywhere}
.sources{padding-left:2.2rem}
code{font:.75rem/1.4 ui-monospace,"DejaVu Sans Mono",monospace;overflow-wrap:anywhere}
@page{size:A4;margin:20mm 18mm;@bottom-right{content:counter(page) " / " counter(pages);font:8pt Georgia,serif;color:#444}}
@media print{:root{--ink:#000;--soft:#444;--rule:#bbb;--paper:#fff;--accent:#000}
body{font-size:10.5pt}main{max-width:none;padding:0}h1{font-size:18pt}h2{font-size:13pt;margin-top:16pt}
h1,h2,h3,figcaption{break-after:avoid}figure,li{break-inside:avoid}figure:has(pre){break-inside:auto}
p{orphans:3;widows:3}a{text-decoration:none}}
`;
