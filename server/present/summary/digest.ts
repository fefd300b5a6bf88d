import type { AskedOfMe, MeAnswer, PatchBrief } from '../../contract/index.ts';
import { escapeMarkdown } from './markdown.ts';

/**
 * What waits for a reader and what became of theirs, as Markdown for mail and terminal.
 * @param web address under whose `/r/` messages stand; without it messages are named by Message-ID
 */
export function renderDigest(me: MeAnswer, { web, since }: { web: string | null; since: string | null }): string {
  const who = me.people.length > 0 ? me.people.join(', ') : me.who.join(', ');
  const place = (id: string) =>
    web === null ? `\`<${id.replaceAll('`', '')}>\`` : `<${web}/r/${encodeURIComponent(id)}>`;
  const points = new Map(me.openPoints.map(({ messageId, points: open }) => [messageId, open]));
  const parts = [
    `# For ${escapeMarkdown(who)}`,
    ...section(
      `Waits for your answer: ${me.asked.length}`,
      me.asked.map((asked) => askedLine(asked, place)),
    ),
    ...section(
      `Your move: ${me.turns.length}`,
      me.turns.map((patch) => turnLine(patch, place, points.get(patch.messageId))),
    ),
    ...section(
      since === null
        ? `What became of yours: ${me.patches.length}`
        : `What became of yours since ${since}: ${me.patches.length}`,
      me.patches.map((patch) => patchLine(patch, place)),
    ),
  ];
  return `${parts.join('\n\n')}\n`;
}

type Place = (id: string) => string;

const section = (title: string, lines: string[]): string[] =>
  lines.length === 0 ? [] : [`## ${title}`, lines.join('\n')];

function askedLine({ by, title, text, date, raisedBy, messageId }: AskedOfMe, place: Place): string {
  return `- ${escapeMarkdown(by.name || by.email)}, ${day(date)}, on ${escapeMarkdown(title)}: “${escapeMarkdown(text)}” ${place(raisedBy[0] ?? messageId)}`;
}

function turnLine(patch: PatchBrief, place: Place, open: number | undefined): string {
  const { turn } = patch.headline;
  const since = turn ? `, since ${day(turn.since)}: ${escapeMarkdown(turn.why)}` : '';
  const points = open === undefined ? '' : `; ${open} open ${open === 1 ? 'point' : 'points'}`;
  return `- ${named(patch)} (${stateOf(patch)})${since}${points} ${place(patch.messageId)}`;
}

function patchLine(patch: PatchBrief, place: Place): string {
  const { sentence, by, date, note } = patch.headline;
  const words = sentence === null ? note : `“${sentence}”`;
  const said = words === null ? '' : `: ${escapeMarkdown(words)}`;
  const who = by === null || sentence === null ? '' : `, ${escapeMarkdown(by.name || by.email)}`;
  return `- **${stateOf(patch)}** ${named(patch)}${said}${who}${date === null ? '' : `, ${day(date)}`} ${place(patch.messageId)}`;
}

const named = ({ title, version, number, total }: PatchBrief) =>
  `${escapeMarkdown(title)}${version > 1 ? ` v${version}` : ''}${total > 1 ? ` ${number}/${total}` : ''}`;
const stateOf = ({ headline }: PatchBrief) => headline.state.replaceAll('-', ' ');
const day = (instant: string) => instant.slice(0, 10);
