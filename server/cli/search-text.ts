import type { SearchAnswer } from '../contract/index.ts';
import { bold } from './terminal.ts';

/** Results as plain text for a terminal: patches of that name first, then messages with the words in place. */
export function renderSearch(answer: SearchAnswer, { width, colour }: { width: number; colour: boolean }): string {
  const head = (text: string) => (colour ? bold(text) : text);
  const { count, exact } = answer.total;
  const lines: string[] = [];
  for (const { patch, reason, revisions } of answer.names) {
    const versions = revisions.map(({ version, state }) => `v${version} ${state}`);
    lines.push(head(cut(`${patch.title}`, width)));
    lines.push(
      cut(
        `  ${patch.headline.state} · v${patch.version} · ${patch.from?.name || patch.from?.email || 'not in the archive'} · ${patch.date?.slice(0, 10) ?? ''} · ${reason}`,
        width,
      ),
    );
    if (patch.headline.sentence)
      lines.push(cut(`  “${patch.headline.sentence}” ${patch.headline.by?.name ?? ''}`, width));
    if (revisions.length > 1) lines.push(cut(`  ${versions.join(', ')}`, width));
    lines.push(`  <${patch.messageId}>`);
  }
  if (answer.names.length > 0) lines.push('');
  lines.push(`${exact ? '' : 'more than '}${count} ${count === 1 ? 'message' : 'messages'}`);
  for (const hit of answer.hits) {
    const facts = [
      hit.dateUsed.slice(0, 10),
      hit.person,
      hit.state,
      hit.lists.join(','),
      hit.more > 0 && `and ${hit.more} more in its thread`,
    ];
    lines.push(head(cut(hit.subject || '(no subject)', width)));
    lines.push(cut(`  ${facts.filter(Boolean).join(' · ')} <${hit.key}>`, Math.max(width, 200)));
    if (hit.snippet) {
      const text = hit.snippet.parts
        .map((part) => part.text)
        .join('')
        .trim();
      if (text !== '')
        lines.push(
          cut(`  ${hit.snippet.quoted ? `(quoting ${hit.snippet.by?.name || 'somebody'}) ` : ''}${text}`, width),
        );
    }
  }
  return lines.join('\n');
}

/** How a query was understood, part by part, with the place of each. */
export function renderExplanation({ query, understood, terms, order }: SearchAnswer): string {
  const marks = terms.map(({ from, to, meaning }) => `  ${query.slice(from, to).padEnd(24)} ${meaning}`);
  return [`${query}`, `  ${understood}; ${order} first`, ...marks].join('\n');
}

function cut(text: string, width: number): string {
  const flat = text.replace(/[\s\p{Cc}]+/gu, (space) => (space.startsWith(' ') ? space.replace(/[^ ]/g, ' ') : ' '));
  return flat.length > width ? `${flat.slice(0, Math.max(1, width - 1))}…` : flat;
}
