/** What goes to a terminal. A mail may hold any character; none of them may move the cursor, change colours or set a title. */

/**
 * Text with each control character shown instead of sent: C0 and DEL as their pictures (U+2400), C1 and the marks that turn the direction
 * of writing as `<U+009B>`. Line feeds and tabs stay; a carriage return before a line feed goes.
 */
export function visible(text: string): string {
  return text.replace(/\r\n/g, '\n').replace(CONTROLS, (character) => {
    const code = character.codePointAt(0)!;
    if (code < 0x20) return String.fromCodePoint(0x2400 + code);
    if (code === 0x7f) return '\u2421';
    return `<U+${code.toString(16).toUpperCase().padStart(4, '0')}>`;
  });
}

/** Makes text bold where the terminal can; `print` lets this pass, and nothing that a mail holds. */
export function bold(text: string): string {
  return BOLD_ON + visible(text).replaceAll(BOLD_ON, '').replaceAll(BOLD_OFF, '') + BOLD_OFF;
}

/** Prints a line of text for people. */
export function print(text: string): void {
  process.stdout.write(`${painted(visible(text))}\n`);
}

/** Prints a sentence about what went wrong. */
export function printError(text: string): void {
  process.stderr.write(`${visible(text)}\n`);
}

/** Prints a value as one line of JSON. JSON itself leaves DEL, C1 and marks of direction as they are: they are escaped, which means the same. */
export function printJson(value: unknown): void {
  process.stdout.write(`${escaped(JSON.stringify(value))}\n`);
}

/**
 * Writes what is meant for a file or another program: byte for byte, but made visible where standard output is a terminal.
 *
 * @returns false where the reader is slow; then wait for `drain`
 */
export function writeOut(content: string | Buffer): boolean {
  if (!process.stdout.isTTY) return process.stdout.write(content);
  return process.stdout.write(visible(typeof content === 'string' ? content : content.toString('utf8')));
}

function escaped(json: string): string {
  return json.replace(CONTROLS, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

const painted = (text: string) => text.replaceAll(BOLD_ON, '\u001b[1m').replaceAll(BOLD_OFF, '\u001b[22m');

/** Noncharacters (Unicode, 23.7): no text that is exchanged holds them. */
const BOLD_ON = '\ufdd0';
const BOLD_OFF = '\ufdd1';

/** Cc without tab and line feed; the explicit marks of direction (Unicode, UAX 9), with which a line can be made to read otherwise. */
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
