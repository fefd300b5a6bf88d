import { describe, expect, it } from 'vitest';
import { ByteStream } from '../../../ingest/read/byte-stream.ts';
import { SOURCE_READERS } from '../../../ingest/read/kinds/index.ts';
import { readMailStream } from '../../../ingest/read/many-mails.ts';
import { Reading } from '../../../ingest/read/reading.ts';
import { sniff } from '../../../ingest/read/sniff.ts';
import type { ManyMails, SplitMail } from '../../../ingest/read/source-reader.ts';
import { mail, mbox } from '../../support/mail.ts';

/** A kind that nobody has: mails parted by a line of two tildes, which is all that such a kind needs to tell. */
const tildes: ManyMails = {
  kind: 'tildes',
  holds: 'many',
  recognize: ({ lines }) => (lines[0] === '~~' ? { salvaged: false } : null),
  splitter(start) {
    let held = Buffer.alloc(0);
    let offset = start;
    const upTo = (end: number): SplitMail => {
      const bytes = held.subarray(3, end);
      const split = { bytes, offset, end: offset + end, size: bytes.length };
      held = held.subarray(end);
      offset += end;
      return split;
    };
    return {
      push(chunk) {
        held = Buffer.concat([held, chunk]);
        const found: SplitMail[] = [];
        for (let next = held.indexOf('\n~~\n'); next >= 0; next = held.indexOf('\n~~\n')) found.push(upTo(next + 1));
        return found;
      },
      end: () => (held.length > 0 ? [upTo(held.length)] : []),
    };
  },
  begins: (line) => line === '~~',
  nothingBehind: 'Two tildes stand here with no message behind them.',
};

describe('a kind of source', () => {
  it('is one of those registered, each under a name of its own', () => {
    const kinds = SOURCE_READERS.map(({ kind }) => kind);
    expect(kinds).toContain('mbox');
    expect(new Set(kinds).size).toBe(kinds.length);
  });

  it('is told by the first bytes of a file', () => {
    const kindOf = (bytes: Buffer) => {
      const content = sniff(bytes);
      return typeof content === 'object' ? content.reader.kind : content;
    };
    expect(kindOf(mbox([mail({})]))).toBe('mbox');
    expect(kindOf(mail({}))).toBe('eml');
    expect(kindOf(Buffer.from('~~\nSubject: none of ours\n'))).toBe('none');
    expect(kindOf(Buffer.alloc(0))).toBe('empty');
  });

  it('says how its mails are parted, and all else is done for it', async () => {
    const first = mail({ subject: 'one' });
    const second = mail({ subject: 'two' });
    const bytes = Buffer.concat([first, second].flatMap((one) => [Buffer.from('~~\n'), one]));
    const stream = new ByteStream(
      (async function* () {
        for (let at = 0; at < bytes.length; at += 7) yield bytes.subarray(at, at + 7);
      })(),
    );
    const events = [];
    const file = { name: 'mails', reader: tildes, salvaged: false };
    for await (const event of readMailStream(stream, file, new Reading(null, null))) events.push(event);
    expect(events.map((event) => event.type === 'mail' && event.mail.bytes.toString())).toEqual([
      first.toString(),
      second.toString(),
    ]);
  });
});
