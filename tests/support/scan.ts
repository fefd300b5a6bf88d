/** A plain scan of messages: what each operator of the search means, said a second time without any index. */
import type { Archive } from '../../data/database.ts';
import { loadBytes } from '../../data/read/messages.ts';
import { loadThread } from '../../data/read/thread.ts';
import type { MessageRecord, StoredPatch } from '../../data/records/index.ts';
import { parseMail } from '../../ingest/parse/mail.ts';

export interface Scanned {
  key: string;
  record: MessageRecord;
  thread: string;
  subject: string;
  from: string;
  to: string;
  cc: string;
  /** Lines that are no quotes. */
  unquoted: string;
  /** Newly written prose. */
  own: string;
  quoted: string;
  attachments: string[];
  /** Lines of diffs with their marks. */
  diff: string[];
  headers: [string, string][];
  patch: StoredPatch | null;
  answers: MessageRecord[];
}

/** Every message of an archive, read anew from its bytes. */
export async function scanArchive(archive: Archive): Promise<Scanned[]> {
  const found: Scanned[] = [];
  const threads = archive.prepare<{ id: number }>('SELECT id FROM thread ORDER BY id').all();
  for (const { id } of threads) {
    const thread = (await loadThread(archive, id))!;
    const bytes = loadBytes(
      archive,
      thread.messages.map((message) => message.id),
    );
    for (const record of thread.messages) {
      const mail = parseMail(bytes.get(record.id)!, { salvaged: record.salvaged });
      const lines = mail.text.split('\n');
      const linesOf = (kinds: (kind: string) => boolean) =>
        record.blocks.filter(({ kind }) => kinds(kind)).flatMap((block) => lines.slice(...block.lines));
      const people = (boxes: { name: string; email: string }[]) =>
        boxes.map(({ name, email }) => `${name} ${email}`).join('\n');
      found.push({
        key: record.key,
        record,
        thread: thread.summary.root,
        subject: mail.subject,
        from: `${mail.from.name} ${mail.from.email}`,
        to: people(mail.to),
        cc: people(mail.cc),
        unquoted: linesOf((kind) => !['quote', 'forwarded'].includes(kind)).join('\n'),
        own: linesOf((kind) =>
          ['text', 'greeting', 'closing', 'trailers', 'changelog', 'code', 'snip'].includes(kind),
        ).join('\n'),
        quoted: linesOf((kind) => kind === 'quote' || kind === 'forwarded').join('\n'),
        attachments: mail.attachments.map(({ name }) => name),
        diff: [
          ...linesOf((kind) => kind === 'diff'),
          ...mail.attachments.flatMap(({ text }) => (/^(?:diff |--- )/m.test(text) ? text.split('\n') : [])),
        ],
        headers: mail.headers,
        patch: thread.patches.find((patch) => patch.record.key === record.key) ?? null,
        answers: thread.messages.filter((message) => message.parent === record.key),
      });
    }
  }
  return found;
}

/** True where a text holds words side by side, as people read them: case and signs between them do not matter. */
export function holds(text: string, phrase: string): boolean {
  return spaced(text).includes(` ${spaced(phrase).trim()} `);
}

/** True where a text holds a word that begins so. */
export function holdsBeginning(text: string, beginning: string): boolean {
  return spaced(text).includes(` ${beginning.toLowerCase()}`);
}

function spaced(text: string): string {
  const folded = text.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '').normalize('NFC');
  return ` ${folded.replace(/[^\p{L}\p{N}_]+/gu, ' ').trim()} `;
}
