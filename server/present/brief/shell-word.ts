import { escapeMessageId } from './links.ts';

/**
 * A text as one word of a command line that people paste: sh, bash and fish read it back as it is, and nothing in it runs. Plain words stay
 * as they are. Control characters are left out: a terminal would take a line feed for the end of the command.
 */
export function shellWord(text: string): string {
  const bare = text.replace(CONTROLS, '');
  if (PLAIN.test(bare)) return bare;
  // fish reads a backslash within single quotes as an escape, the others don't: it stands outside, as a quote does.
  return `'${bare.replace(/['\\]/g, (sign) => (sign === "'" ? `'"'"'` : `'\\\\'`))}'`;
}

/** No word that begins like an option, a home or a comment. */
const PLAIN = /^[A-Za-z0-9_./][A-Za-z0-9_@%+=:,./-]*$/;
const CONTROLS = /[\u0000-\u001f\u007f-\u009f]/g;

/** The line that fetches a series with b4; an id that looks like an option stands in its brackets. */
export function b4Line(messageId: string): string {
  const id = escapeMessageId(messageId);
  return `b4 am ${shellWord(id.startsWith('-') ? `<${id}>` : id)}`;
}
