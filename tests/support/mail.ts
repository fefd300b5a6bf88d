/** Made-up mails for tests: bytes as a source hands them over. */

export interface MailParts {
  from?: string;
  to?: string;
  cc?: string;
  subject?: string;
  date?: string;
  /** Without angle brackets. */
  id?: string;
  /** Message-IDs without angle brackets, oldest first; the last one becomes In-Reply-To unless that is given. */
  references?: string[];
  inReplyTo?: string | null;
  listId?: string;
  /** More header lines, or replacements (same name); null takes a default away. */
  headers?: Record<string, string | null>;
  body?: string | Buffer;
}

/** RFC 5322 bytes of a mail with sensible defaults: from alice, to the list `demo`, plain UTF-8 text. */
export function mail(parts: MailParts = {}): Buffer {
  const { references = [], inReplyTo = references.at(-1) ?? null } = parts;
  const headers = new Map<string, string | null>([
    ['From', parts.from ?? ALICE],
    ['To', parts.to ?? 'demo@lists.example.org'],
    ['Cc', parts.cc ?? null],
    ['Subject', parts.subject ?? 'A subject'],
    ['Date', parts.date ?? 'Mon, 5 Jan 2026 10:00:00 +0000'],
    ['Message-ID', `<${parts.id ?? 'one@example.org'}>`],
    ['In-Reply-To', inReplyTo === null ? null : `<${inReplyTo}>`],
    ['References', references.length === 0 ? null : references.map((id) => `<${id}>`).join(' ')],
    ['List-Id', `<${parts.listId ?? 'demo.lists.example.org'}>`],
    ['MIME-Version', '1.0'],
    ['Content-Type', 'text/plain; charset=UTF-8'],
    ['Content-Transfer-Encoding', '8bit'],
  ]);
  for (const [name, value] of Object.entries(parts.headers ?? {})) {
    const known = [...headers.keys()].find((key) => key.toLowerCase() === name.toLowerCase());
    headers.set(known ?? name, value);
  }
  const head = [...headers].flatMap(([name, value]) => (value === null ? [] : [`${name}: ${value}\n`])).join('');
  const body = parts.body ?? 'Some words.\n';
  return Buffer.concat([Buffer.from(`${head}\n`), typeof body === 'string' ? Buffer.from(body) : body]);
}

/** An mboxrd file as lore serves it. */
export function mbox(mails: Buffer[]): Buffer {
  return Buffer.concat(
    mails.flatMap((bytes) => [
      Buffer.from('From mboxrd@z Thu Jan  1 00:00:00 1970\n'),
      Buffer.from(bytes.toString('latin1').replace(/(^|\n)(>*From )/g, '$1>$2'), 'latin1'),
      Buffer.from(bytes.at(-1) === NEWLINE ? '\n' : '\n\n'),
    ]),
  );
}

/** A Date header `minutes` after the first one of the defaults. */
export function dateAfter(minutes: number): string {
  return new Date(Date.UTC(2026, 0, 5, 10, minutes)).toUTCString().replace('GMT', '+0000');
}

export const ALICE = 'Alice Example <alice@example.org>';
export const BOB = 'Bob Example <bob@example.org>';
export const CAROL = 'Carol Example <carol@example.org>';

const NEWLINE = 0x0a;
