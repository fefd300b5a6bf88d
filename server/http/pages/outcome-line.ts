import type { Headline } from '../../contract/index.ts';
import { messagePath } from '../../present/brief/links.ts';
import { markup, type Html } from './html.ts';

/** An outcome in one line: the state, the sentence that decided it, who said it, and whose turn it is. */
export function outcomeLine(headline: Headline | null, list: string | null): Html | null {
  if (!headline) return null;
  const { state, counts, supersededBy, turn } = headline;
  const sums = Object.entries(counts).map(([name, count]) => `${count} ${stateName(name).toLowerCase()}`);
  const next = supersededBy.map(
    ({ messageId, version }) =>
      markup` → <a href="${messagePath(messageId, list ?? undefined)}">${version === null ? 'newer version' : `v${version}`}</a>`,
  );
  return markup`<span class="state">${stateName(state)}</span>${sums.length > 1 && ` (${sums.join(', ')})`}${saying(headline, list)}${next}${turn && whoseTurn(turn)}`;
}

function saying({ state, sentence, note, by, role, messageId }: Headline, list: string | null): Html | null {
  if (note !== null) return markup`: ${note}`;
  // That a newer version came is a fact, said by no sentence.
  if (sentence === null || state.endsWith('superseded')) return null;
  const words =
    messageId === null
      ? markup`${sentence}`
      : markup`<a href="${messagePath(messageId, list ?? undefined)}">${sentence}</a>`;
  const who = by && ` ${by.name || by.email}${role !== null && role !== 'other' ? `, ${role}` : ''}`;
  return markup`: “${words}”${who}`;
}

function whoseTurn({ whose, who, why }: NonNullable<Headline['turn']>): string {
  if (whose === 'nobody') return '';
  return ` · ${who ? who.name || who.email : whose}’s turn${why === '' ? '' : ` (${why})`}`;
}

/** `changes-requested` as people read it. */
export function stateName(state: string): string {
  const words = state.replace(/-/g, ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** `2021-07-14 19:35` of an instant; dates are absolute on purpose: a saved page stays true. */
export function minute(instant: string): string {
  return instant.slice(0, 16).replace('T', ' ');
}
