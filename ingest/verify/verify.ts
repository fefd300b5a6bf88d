/** Holds the archive against a second reading of the same source, by programs that are not ours. */
import { createHash } from 'node:crypto';
import type { Archive } from '../../data/database.ts';
import { findStored } from '../../data/read/stored-mail.ts';
import { wasForgotten } from '../../data/write/forget.ts';
import { parseMail } from '../parse/mail.ts';
import { openSource } from '../read/source.ts';
import { explainPieces, type Explained, type Piece, sameForBoth } from './boundaries.ts';
import { compareFields, type Difference } from './fields.ts';
import { secondReading } from './second-reader.ts';

export interface VerifyOptions {
  /** Fields are compared too, which takes most of the time. */
  fields: boolean;
  onProgress?: (mails: number) => void;
}

/** What two readings of one source say. Places name a file and where in it, or a commit. */
export interface VerifyReport {
  source: string;
  /** Mails that our reader finds, and the second one. */
  ours: number;
  theirs: number;
  /** Mails of ours that the archive holds byte for byte. */
  stored: number;
  /** Mails of ours that the source's own history took back, or that `forget` took out. */
  withdrawn: number;
  forgotten: number;
  /** Text that was a mail once: nobody else reads it. */
  salvaged: number;
  /** Mails that a reader finds and the archive has not. */
  missing: { place: string; what: string }[];
  /** Mails of ours that the second reader lacks. */
  extra: string[];
  /** Differences with a known reason, each with how often it was met and one place. */
  explained: { what: string; count: number; place: string }[];
  /** Fields that are read in two ways, nobody knows why. */
  unexplained: (Difference & { place: string })[];
  problems: string[];
}

/** True where nothing is missing. */
export const isWhole = (report: VerifyReport) => report.missing.length === 0;

/** Reads a source twice. Of what is alike only hashes are held. @throws SourceError where there is nothing to read */
export async function verifySource(archive: Archive, path: string, options: VerifyOptions): Promise<VerifyReport> {
  const source = await openSource(path, {}, null);
  const verifying = new Verifying(archive, path, options);
  for await (const { bytes, place } of secondReading(path)) verifying.second(bytes, place);
  for await (const event of source.events) {
    if (event.type === 'mail') await verifying.first(event.mail.bytes, event.mail.place, event.mail.salvaged);
    else if (event.type === 'removal') verifying.removed(event.bytes, event.messageId);
    else if (event.type === 'problem') verifying.report.problems.push(`${event.place}: ${event.what}`);
  }
  return verifying.end();
}

class Verifying {
  readonly report: VerifyReport;
  readonly #archive: Archive;
  readonly #options: VerifyOptions;
  /** How often the second reader met each mail. */
  readonly #theirs = new Map<string, number>();
  readonly #reasons = new Map<string, { what: string; count: number; place: string }>();
  readonly #unmatched: Piece[] = [];
  /** Mails that the archive lacks; the source may take them back further on. */
  readonly #absent = new Map<string, { place: string; messageId: string | null }>();
  readonly #matched = new Set<string>();

  constructor(archive: Archive, path: string, options: VerifyOptions) {
    this.#archive = archive;
    this.#options = options;
    const counts = { ours: 0, theirs: 0, stored: 0, withdrawn: 0, forgotten: 0, salvaged: 0 };
    this.report = { source: path, ...counts, missing: [], extra: [], explained: [], unexplained: [], problems: [] };
  }

  second(bytes: Buffer, _place: string): void {
    this.report.theirs += 1;
    const key = keyOf(sameForBoth(bytes));
    this.#theirs.set(key, (this.#theirs.get(key) ?? 0) + 1);
  }

  async first(bytes: Buffer, place: string, salvaged: boolean): Promise<void> {
    const { report } = this;
    report.ours += 1;
    this.#options.onProgress?.(report.ours);
    this.#lookUp(bytes, place);
    if (salvaged) {
      report.salvaged += 1;
      return;
    }
    const text = sameForBoth(bytes);
    const key = keyOf(text);
    const left = this.#theirs.get(key);
    if (left === undefined && !this.#matched.has(key)) this.#unmatched.push({ text, place, sender: null });
    else if (left !== undefined) {
      this.#matched.add(key);
      if (left > 1) this.#theirs.set(key, left - 1);
      else this.#theirs.delete(key);
    }
    if (!this.#options.fields) return;
    for (const difference of await compareFields(bytes)) {
      if (difference.why === null) report.unexplained.push({ ...difference, place });
      else this.#explain(`${difference.field}: ${difference.why}`, place);
    }
  }

  removed(bytes: Buffer | null, messageId: string | null): void {
    const id = messageId ?? (bytes && parseMail(bytes).messageId);
    for (const [key, absent] of this.#absent)
      if ((bytes && key === shaOf(bytes).toString('hex')) || (id !== null && absent.messageId === id)) {
        this.#absent.delete(key);
        this.report.withdrawn += 1;
      }
  }

  async end(): Promise<VerifyReport> {
    const { report } = this;
    for (const { place } of this.#absent.values())
      report.missing.push({ place, what: 'Our reader finds a mail here, and the archive does not hold it.' });
    const explained = await this.#explainRest();
    for (const { place, why } of explained.within) this.#explain(`count: ${why}`, place);
    report.missing.push(...explained.missing);
    report.extra = explained.extra;
    report.explained = [...this.#reasons.values()].sort((a, b) => b.count - a.count || (a.what < b.what ? -1 : 1));
    return report;
  }

  /** Mails that only the second reader has are read once more, for of each only a hash was kept. */
  async #explainRest(): Promise<Explained> {
    const pieces: Piece[] = [];
    if (this.#theirs.size > 0)
      for await (const { bytes, place, sender } of secondReading(this.report.source)) {
        const text = sameForBoth(bytes);
        const key = keyOf(text);
        // An archive names the same object again where it takes a mail back.
        if (sender === null && this.#matched.has(key)) continue;
        if (this.#theirs.has(key)) pieces.push({ text, place, sender });
      }
    return explainPieces(this.#unmatched, pieces);
  }

  #lookUp(bytes: Buffer, place: string): void {
    const sha256 = shaOf(bytes);
    const stored = findStored(this.#archive, sha256);
    if (stored?.equals(bytes)) {
      this.report.stored += 1;
      return;
    }
    const { messageId } = parseMail(bytes);
    if (messageId !== null && wasForgotten(this.#archive, messageId)) this.report.forgotten += 1;
    else this.#absent.set(sha256.toString('hex'), { place, messageId });
  }

  #explain(what: string, place: string): void {
    const known = this.#reasons.get(what);
    if (known) known.count += 1;
    else this.#reasons.set(what, { what, count: 1, place });
  }
}

const shaOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest();
const keyOf = (text: string) => createHash('sha256').update(text, 'latin1').digest('base64');
