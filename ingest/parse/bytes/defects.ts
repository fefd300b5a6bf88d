/**
 * The names of what can be wrong with one mail. A defect is stored with the mail, counted, and never stops anything.
 * docs/defects.md explains them to readers; a test holds the two lists together.
 */
export const DEFECTS = {
  'base64-invalid': 'A body said to be base64 is none; kept as it stood.',
  'base64-trailing-text': 'Plain text stands behind the end of a base64 body (list software added a footer); kept.',
  'boundary-missing': 'A multipart without a boundary, or one whose boundary never occurs; read as one text.',
  'charset-guessed': 'No charset is declared and the bytes are no UTF-8: read as windows-1252.',
  'charset-invalid': 'The text does not decode in its declared charset (named after the colon).',
  'charset-unknown': 'The declared charset (named after the colon) does not exist.',
  'date-implausible': 'The Date header names a time before or long after the mail was received.',
  'date-missing': 'No Date header.',
  'date-unparsable': 'The Date header cannot be read.',
  encrypted: 'The body is encrypted; there is no text to read.',
  'from-missing': 'No From header, or an empty one.',
  'from-unmended': 'A list put its own address into From, and no header says whose mail it is.',
  'header-8bit': 'A header holds bytes outside ASCII that are no UTF-8: read as windows-1252.',
  'header-malformed': 'A line among the headers is none.',
  'headers-too-many': 'More or longer headers than are read; the rest is left out.',
  'html-too-long': 'HTML text longer or nested deeper than is read; the rest is left out.',
  'message-id-duplicate': 'More than one Message-ID header; the first valid one counts.',
  'message-id-malformed': 'The Message-ID is not of the form <left@right>.',
  'message-id-missing': 'No Message-ID.',
  'mime-too-deep': 'Parts nested deeper than are read; the inner ones are left as attachments.',
  'multipart-undeclared': 'The header names no multipart, and the body is one; taken apart.',
  'multipart-unterminated': 'The last boundary of a multipart is missing.',
  'parts-too-many': 'More MIME parts than are read; the rest is left out.',
  'quoted-printable-invalid': 'An = that starts no hexadecimal pair; kept as it stood.',
  'references-malformed': 'Something that is no Message-ID stands in References or In-Reply-To.',
  'smime-opaque': 'The text is inside an S/MIME envelope and is not read.',
  'text-missing': 'No part that can be read as text.',
  'text-too-long': 'More or longer lines than are read; the rest is left out.',
  'transfer-encoding-undeclared': 'The header names no transfer encoding, and the body has one; decoded.',
  'transfer-encoding-unknown':
    'The Content-Transfer-Encoding (named after the colon) does not exist; read as it stood.',
} as const;

export type DefectName = keyof typeof DEFECTS;

/** The defects of one mail while it is being read. */
export class Defects {
  readonly #names = new Set<string>();

  /** @param detail what a mail wrote; cleaned and cut, since it becomes part of a name */
  add(name: DefectName, detail?: string): void {
    this.#names.add(detail === undefined ? name : `${name}:${cleanDetail(detail)}`);
  }

  /** Sorted, each once. */
  list(): string[] {
    return [...this.#names].sort();
  }
}

function cleanDetail(detail: string): string {
  return detail
    .slice(0, MAX_DETAIL)
    .toLowerCase()
    .replace(/[^!-~]+/g, '_');
}

/** Long enough for every real charset name; short enough that spam can't fill a table with names. */
const MAX_DETAIL = 40;
