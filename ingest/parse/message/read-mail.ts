import type { Attachment, ListName, Mailbox, ParsedMail } from '../../../data/records/mail.ts';
import { parseAddresses, sameEmail } from '../headers/address.ts';
import { type Body, readBody } from '../mime/body.ts';
import { isBot } from '../headers/bot.ts';
import { newestReceived, parseDate } from '../headers/date.ts';
import { Defects } from '../bytes/defects.ts';
import { decodeWords } from '../bytes/encoded-word.ts';
import {
  allHeaders,
  decodeHeaderBytes,
  type HeaderField,
  type HeaderSection,
  readHeaders,
} from '../headers/headers.ts';
import { parseLists } from '../headers/list-id.ts';
import { parseMessageId } from '../headers/message-id.ts';
import { type TreeItem, walkMime } from '../mime/mime.ts';
import { parseAnswers } from '../headers/references.ts';
import { mendSender } from '../headers/sender.ts';
import { unwrap } from '../blocks/wrapped.ts';

/**
 * Reads one mail. Pure and total: never throws, depends on the bytes alone, takes time linear in their number; what is
 * wrong with a mail is named in `defects`. Each field is read when it is first asked for: who wants the text alone does
 * not pay for sixty headers. `defects` reads all.
 * @param bytes the message as RFC 5322 bytes, mbox escaping undone
 */
export function readMail(bytes: Buffer): ParsedMail {
  return new Mail(bytes);
}

/** All fields of a mail as an object of its own, to be changed or compared. */
export function toPlainMail(mail: ParsedMail): ParsedMail {
  const { messageId, subject, from, fromHeader, to, cc, replyTo, date, dateHeader, received, references } = mail;
  const { inReplyTo, lists, text, fromHtml, attachments, headers, bot, salvaged, defects } = mail;
  return {
    ...{ messageId, subject, from, fromHeader, to, cc, replyTo, date, dateHeader, received, references },
    ...{ inReplyTo, lists, text, fromHtml, attachments, headers, bot, salvaged, defects },
  };
}

/** The first header of that name (lower case), decoded; cheaper than `headers`, which shows all. */
export function headerOf(mail: ParsedMail, lower: string): string | undefined {
  if (mail instanceof Mail) return mail.header(lower);
  return mail.headers.find(([name]) => name.toLowerCase() === lower)?.[1];
}

/**
 * The text of a mail, or of one of its attachments, with the line ends that it was sent with: the carriage returns that
 * `text` loses belong to the file where a patch changes one that has them.
 */
export function sentText(mail: ParsedMail, part?: number): string {
  const { text, attachments } = mail instanceof Mail ? mail.sentBody() : mail;
  return part === undefined ? text : (attachments.find(({ index }) => index === part)?.text ?? '');
}

class Mail implements ParsedMail {
  readonly salvaged = false;
  readonly fields: readonly HeaderField[];
  readonly #bytes: Buffer;
  readonly #section: HeaderSection;
  readonly #defects = new Defects();
  readonly #mailboxes = new Map<string, Mailbox[]>();
  #lists: ListName[] | undefined;
  #body: Body | undefined;
  #charset: string | null | undefined;
  #from: Mailbox | undefined;
  #messageId: string | null | undefined;
  #subject: string | undefined;
  #fromHeader: string | undefined;
  #date: { date: number | null; dateHeader: string } | undefined;
  #received: number | null | undefined;
  #answers: ReturnType<typeof parseAnswers> | undefined;
  #headers: [string, string][] | undefined;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
    this.#section = readHeaders(bytes, 0, bytes.length, this.#defects);
    this.fields = this.#section.fields;
  }

  get messageId(): string | null {
    if (this.#messageId === undefined) this.#messageId = parseMessageId(this.#values('message-id'), this.#defects);
    return this.#messageId;
  }

  get subject(): string {
    return (this.#subject ??= decodeWords(this.#values('subject')[0] ?? '', this.#defects));
  }

  get from(): Mailbox {
    return (this.#from ??= mendSender(this.#stood, this, this.#defects));
  }

  get fromHeader(): string {
    return (this.#fromHeader ??= this.#values('from')
      .map((value) => decodeWords(value, this.#defects))
      .join(', '));
  }

  get to(): Mailbox[] {
    return this.#mailboxesOf('to');
  }

  get cc(): Mailbox[] {
    return this.#mailboxesOf('cc');
  }

  get replyTo(): Mailbox[] {
    return this.#mailboxesOf('reply-to');
  }

  get date(): number | null {
    return (this.#date ??= readDate(this.#values('date'), this.#defects)).date;
  }

  get dateHeader(): string {
    return (this.#date ??= readDate(this.#values('date'), this.#defects)).dateHeader;
  }

  get received(): number | null {
    if (this.#received === undefined) this.#received = newestReceived(this.#values('received'));
    return this.#received;
  }

  get references(): string[] {
    return this.#readAnswers().references;
  }

  get inReplyTo(): string[] {
    return this.#readAnswers().inReplyTo;
  }

  get lists(): ListName[] {
    return (this.#lists ??= parseLists(this.fields));
  }

  get text(): string {
    return this.#readBody().text;
  }

  get fromHtml(): boolean {
    return this.#readBody().fromHtml;
  }

  get attachments(): Attachment[] {
    return this.#readBody().attachments;
  }

  get headers(): [string, string][] {
    return (this.#headers ??= showHeaders(this.#section, this.#defects, this.#bodyCharset));
  }

  get bot(): boolean {
    return isBot(this.from, this.fields);
  }

  get defects(): string[] {
    // Whatever can be wrong is met by reading it; what is plain ASCII without encoded words shows as it stands.
    void [
      this.messageId,
      this.subject,
      this.from,
      this.fromHeader,
      this.to,
      this.cc,
      this.date,
      this.references,
      this.text,
    ];
    if (!isPlain(this.#section)) void this.headers;
    return this.#defects.list();
  }

  header(lower: string): string | undefined {
    const field = this.fields.find((one) => one.lower === lower);
    return field && shown(field.raw, this.#section, this.#defects, this.#bodyCharset);
  }

  toJSON(): ParsedMail {
    return toPlainMail(this);
  }

  #values(name: string): string[] {
    const found = allHeaders(this.fields, name);
    return this.#section.ascii
      ? found
      : found.map((value) => decodeHeaderBytes(value, this.#defects, this.#bodyCharset));
  }

  #mailboxesOf(name: string): Mailbox[] {
    let found = this.#mailboxes.get(name);
    if (!found) {
      found = this.#values(name).flatMap((value) => parseAddresses(value, this.#defects));
      this.#mailboxes.set(name, found);
    }
    return found;
  }

  /** The sender as From has it, before it is mended. */
  get #stood(): Mailbox {
    return firstSender(this.#mailboxesOf('from'), this.#defects);
  }

  #readBody(): Body {
    return (this.#body ??= readBody(this.#parts(), this.#defects));
  }

  /** Its words and attachments with their own line ends; read anew at each call, for few ask. */
  sentBody(): Body {
    return readBody(this.#parts(), new Defects(), 'sent');
  }

  /** The charset of the first part that declares one: programs that write raw bytes into a header write them in that. */
  readonly #bodyCharset = (): string | null => {
    if (this.#charset === undefined) {
      const parts = walkMime(this.#bytes, this.fields, this.#section.bodyStart, new Defects());
      const declared = parts.map((item) => ('part' in item ? item.part.params.get('charset') : undefined));
      this.#charset = declared.find((one) => one !== undefined && one !== '') ?? null;
    }
    return this.#charset;
  };

  #parts(): readonly TreeItem[] {
    const { email } = this.#stood;
    const isListAddress = this.lists.some(({ address }) => address !== null && sameEmail(address, email));
    return unwrap(
      walkMime(this.#bytes, this.fields, this.#section.bodyStart, this.#defects),
      isListAddress,
      this.replyTo,
    );
  }

  #readAnswers(): ReturnType<typeof parseAnswers> {
    if (!this.#answers) {
      const addresses = [...this.#values('from'), ...this.#values('to'), ...this.#values('cc')];
      const answering = { references: this.#values('references'), inReplyTo: this.#values('in-reply-to'), addresses };
      this.#answers = parseAnswers(answering, this.messageId, this.#defects);
    }
    return this.#answers;
  }
}

/** Of several mailboxes (or several From headers) the first with an address. */
function firstSender(from: readonly Mailbox[], defects: Defects): Mailbox {
  const first = from.find(({ email }) => email !== '') ?? from[0];
  if (!first) defects.add('from-missing');
  return first ?? { name: '', email: '' };
}

/** The first Date header that can be read, else the first as it stands. */
function readDate(values: readonly string[], defects: Defects): { date: number | null; dateHeader: string } {
  for (const value of values) {
    const date = parseDate(value);
    if (date !== null) return { date, dateHeader: value };
  }
  const dateHeader = values[0] ?? '';
  defects.add(dateHeader === '' ? 'date-missing' : 'date-unparsable');
  return { date: null, dateHeader };
}

function showHeaders(section: HeaderSection, defects: Defects, charset: () => string | null): [string, string][] {
  return section.fields.map(({ name, raw }) => [name, shown(raw, section, defects, charset)]);
}

function shown(raw: string, section: HeaderSection, defects: Defects, charset: () => string | null): string {
  if (isPlain(section)) return raw;
  return decodeWords(section.ascii ? raw : decodeHeaderBytes(raw, defects, charset), defects);
}

const isPlain = ({ ascii, encoded }: HeaderSection) => ascii && !encoded;
