import type { Headline } from '../../contract/index.ts';
import { messagePath } from '../../present/links.ts';
import { html, type Html } from './html.ts';

/** An outcome in one line: the state, the sentence that decided it, who said it, and whose turn it is. */
export function outcomeLine(headline: Headline | null, list: string | null): Html | null {
  if (!headline) return null;
  const { state, sentence, by, role, messageId, turn, counts, supersededBy } = headline;
  const link = messageId === null ? null : messagePath(messageId, list ?? undefined);
  return html`<span class="state">${stateName(state)}</span>${
      Object.keys(counts).length > 1 &&
      html` (${Object.entries(counts)
        .map(([name, count]) => `${count} ${stateName(name).toLowerCase()}`)
        .join(', ')})`
    }${
      sentence !== null &&
      html`:
      “${link === null ? sentence : html`<a href="${link}">${sentence}</a>`}”${
        by && html` ${by.name || by.email}${role !== null && role !== 'other' && html`, ${role}`}`
      }`
    }${
      supersededBy.length > 0 &&
      html` →
      ${supersededBy.map(
        ({ messageId: next, version }) =>
          html`<a href="${messagePath(next, list ?? undefined)}"
            >${version === null ? 'newer version' : `v${version}`}</a
          > `,
      )}`
    }${turn && turn.whose !== 'nobody' && html` · ${turn.who ? turn.who.name || turn.who.email : turn.whose}’s turn${turn.why !== '' && html` (${turn.why})`}`}`;
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
