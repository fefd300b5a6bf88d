import type { Attachment, Block, Body } from '../../contract/index.ts';
import { messagePath } from '../../present/brief/links.ts';
import { escapeHtml } from '../../present/text/escape-html.ts';
import { Html, markup } from './html.ts';
import { minute } from './outcome-line.ts';

/** What the page knows of other messages: who wrote them and when. */
export type Speakers = ReadonlyMap<string, { name: string; date: string }>;

/** The words of a message block by block; above each quote stands who first wrote these lines, and where. */
export function renderBody(body: Body, speakers: Speakers, list: string | null): Html {
  const lines = body.text.split('\n');
  const blocks = joined(body.blocks.length > 0 ? body.blocks : [wholeText(lines.length)]);
  return markup`<div class="words">${blocks.map((block) => renderBlock(block, lines, speakers, list))}${body.attachments.map(renderAttachment)}</div>`;
}

/** Lines as they stand, escaped, with web addresses as links. */
export function renderLines(lines: string[]): Html {
  return linkify(lines.join('\n'));
}

function renderBlock(block: Block, lines: string[], speakers: Speakers, list: string | null): Html {
  const [from, to] = block.lines;
  const text = markup`<div class="lines" id="L${from + 1}">${renderLines(lines.slice(from, to))}</div>`;
  if (!isQuote(block)) return text;
  return markup`<blockquote>${saysWho(block, speakers, list)}${text}</blockquote>`;
}

function saysWho(
  { author, source, match, edits, attributedTo }: Block,
  speakers: Speakers,
  list: string | null,
): Html | null {
  if (!author && !source) return null;
  const name = author ? author.name || author.email : 'Somebody';
  const date = source && speakers.get(source.messageId)?.date;
  const where =
    source &&
    markup`, <a href="${messagePath(source.messageId, list ?? undefined)}#L${source.lines[0] + 1}">${date ? minute(date) : 'elsewhere'}, line ${source.lines[0] + 1}</a>`;
  const changes = (edits ?? []).slice(0, MAX_EDITS).map(({ was, is }) => `“${was}” became “${is}”`);
  return markup`<p class="says">${name}${where}${match === 'edited' && ` (edited: ${changes.join('; ')})`}${match === 'inferred' && ' (not in the archive)'}${attributedTo && ` (the mail says ${attributedTo.name || attributedTo.email})`}</p>`;
}

function renderAttachment({ name, type, text }: Attachment): Html {
  const lines = text === '' ? null : markup`<pre>${renderLines(text.split('\n'))}</pre>`;
  return markup`<h3>Attachment ${name} (${type})</h3>${lines}`;
}

function linkify(text: string): Html {
  let out = '';
  let at = 0;
  for (const match of text.matchAll(WEB_ADDRESS)) {
    const address = match[0].replace(/(?<![).,;:!?'"\]}>])[).,;:!?'"\]}>]+$/, '');
    out += escapeHtml(text.slice(at, match.index));
    out += `<a rel="nofollow noreferrer" href="${escapeHtml(address)}">${escapeHtml(address)}</a>`;
    at = match.index + address.length;
  }
  return new Html(out + escapeHtml(text.slice(at)));
}

/** Quotes of one message that follow each other stand under one name; a change of depth or a gap in the source is no new speaker. */
function joined(blocks: Block[]): Block[] {
  const found: Block[] = [];
  for (const block of blocks) {
    const last = found.at(-1);
    const goesOn =
      last !== undefined &&
      isQuote(last) &&
      isQuote(block) &&
      last.source !== null &&
      last.source.messageId === block.source?.messageId &&
      last.match !== 'edited' &&
      block.match !== 'edited';
    if (goesOn) found[found.length - 1] = { ...last, lines: [last.lines[0], block.lines[1]] };
    else found.push(block);
  }
  return found;
}

const isQuote = ({ kind }: Block) => kind === 'quote' || kind === 'forwarded';

function wholeText(lines: number): Block {
  return { kind: 'text', lines: [0, lines], depth: 0, author: null, source: null, match: null };
}

/** Changes of a quote that are told beside it. */
const MAX_EDITS = 3;
const WEB_ADDRESS = /\bhttps?:\/\/[^\s<>"]{4,2000}/g;
