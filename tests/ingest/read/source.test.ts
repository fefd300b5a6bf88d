import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdirSync, mkdtempSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openSource, SourceError } from '../../../ingest/read/source.ts';
import { mail, mbox } from '../../support/mail.ts';
import { lastState, texts, walk } from '../../support/source.ts';

let root: string;
let place: string;
let count = 0;

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'lorescope-read-'));
});
beforeEach(() => {
  place = join(root, String(count++));
  mkdirSync(place);
});
afterAll(() => rmSync(root, { recursive: true }));

function mails(number: number, from = 0): Buffer[] {
  return Array.from({ length: number }, (_, i) =>
    mail({
      id: `m${from + i}@example.org`,
      subject: `Mail ${from + i}`,
      body: `Words of ${from + i}.\nFrom here on more.\n`,
    }),
  );
}

function put(name: string, bytes: Buffer | string): string {
  const path = join(place, name);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, bytes);
  return path;
}

/** Files written within one tick have one time of change; a later run must not miss a change because of that. */
function touch(path: string, seconds: number): void {
  utimesSync(path, 1_700_000_000 + seconds, 1_700_000_000 + seconds);
}

const asText = (bytes: Buffer[]) => bytes.map((one) => one.toString('latin1'));

describe('a file', () => {
  it('is an mbox, plain or packed in any way, by its first bytes and not its name', async () => {
    const sent = mails(3);
    const plain = put('plain', mbox(sent));
    const files = [plain, put('packed.txt', gzipSync(mbox(sent)))];
    for (const [program, args] of [
      ['zstd', ['-q', '-c']],
      ['xz', ['-c']],
      ['bzip2', ['-c']],
    ] as const) {
      if (isInstalled(program)) files.push(put(`packed.${program}`, execFileSync(program, [...args, plain])));
    }
    for (const file of files) {
      const found = await walk(file);
      expect(found.kind).toBe('mbox');
      expect(texts(found)).toEqual(asText(sent));
      expect(found.problems).toEqual([]);
    }
  });

  it('gives each mail its place, the list that was named, and how far it is', async () => {
    const path = put('two.mbox', mbox(mails(2)));
    const found = await walk(path, { list: 'demo' });
    expect(found.mails.map(({ place, list, archivedAt }) => ({ place, list, archivedAt }))).toEqual([
      { place: 'two.mbox:0', list: 'demo', archivedAt: null },
      { place: `two.mbox:${mbox(mails(1)).length}`, list: 'demo', archivedAt: null },
    ]);
    expect(found.progress).toEqual({ read: mbox(mails(2)).length, total: mbox(mails(2)).length });
  });

  it('is one mail where a header stands on top, its bytes unchanged', async () => {
    const bytes = Buffer.from(mails(1)[0]!.toString().replaceAll('\n', '\r\n'));
    const found = await walk(put('one.eml', bytes));
    expect(found.kind).toBe('eml');
    expect(texts(found)).toEqual([bytes.toString('latin1')]);
  });

  it('is salvaged text where fields run together, or a page was saved', async () => {
    const folded = mails(1)[0]!
      .toString()
      .replace(/<[a-z][^>]*>/g, '')
      .replace(/\s+/g, ' ');
    const page = 'Re: A title\n\nFrom: Alice Example\nDate: Mon Jan 05 2026 - 10:00:00 EST\n\n\nWords.\n';
    for (const text of [folded, `From mboxrd@z Thu Jan 1 00:00:00 1970 ${folded}`, page]) {
      const found = await walk(put('lost.txt', text));
      expect(found.kind).toBe('salvage');
      expect(found.mails.map(({ salvaged, bytes }) => [salvaged, bytes.toString()])).toEqual([[true, text]]);
    }
  });

  it('holds several salvaged mails where they stand behind each other', async () => {
    const lost = (i: number) =>
      `From mboxrd@z Thu Jan 1 00:00:00 1970 From: Alice Date: Mon, 5 Jan 2026 10:0${i}:00 +0000 Subject: ${i} To: Bob Words of ${i}.`;
    const found = await walk(put('lost.txt', `${lost(1)} ${lost(2)}\n${lost(3)}\n`));
    expect(texts(found).map((text) => text.trim())).toEqual([lost(1), lost(2), lost(3)]);
  });

  it('that is no mail gets a sentence', async () => {
    const nothing: [string, RegExp][] = [
      [put('notes.txt', 'Buy milk.\nFrom: here\n'), /notes\.txt holds no mail/],
      [put('data.gz', gzipSync('a\tb\n1\t2\n')), /data\.gz holds no mail/],
      [put('picture.bin', Buffer.from([0, 1, 2, 3, 0xff])), /picture\.bin holds no mail/],
      [join(place, 'absent'), /There is no file or folder .*absent\./],
      [place + '/empty', /There is no mail in the folder/],
    ];
    mkdirSync(join(place, 'empty'));
    for (const [path, message] of nothing) {
      const failure = await openSource(path, {}, null).catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(SourceError);
      expect((failure as Error).message).toMatch(message);
    }
  });

  it('that is empty is an mbox without mails', async () => {
    const found = await walk(put('empty.mbox', ''));
    expect([found.kind, found.mails, found.problems]).toEqual(['mbox', [], []]);
  });

  it('with a mail over the limit gives its beginning and says so', async () => {
    const large = mail({ body: `${'x'.repeat(5000)}\n` });
    const found = await walk(put('large.mbox', mbox([large, ...mails(1)])), { maxMailBytes: 1000 });
    expect(found.mails.map(({ bytes }) => bytes.length)).toEqual([1000, mails(1)[0]!.length]);
    expect(found.problems.map(({ what }) => what)).toEqual([
      `The message has ${large.length} bytes; its first 1000 are kept.`,
    ]);
  });
});

describe('a broken gzip file', () => {
  it('that ends early gives all mails before the break, then the rest as a problem', async () => {
    const packed = gzipSync(mbox(mails(200)));
    const found = await walk(put('cut.mbox.gz', packed.subarray(0, packed.length - 500)));
    expect(found.mails.length).toBeGreaterThan(100);
    expect(texts(found)).toEqual(asText(mails(found.mails.length)));
    expect(found.problems).toHaveLength(1);
    expect(found.problems[0]?.what).toMatch(
      /is broken: the compressed data ends early; all mails before the break are kept/,
    );
    expect(found.problems[0]?.raw?.length).toBeGreaterThan(0);
  });

  it('that is damaged inside gives what stands before the damage', async () => {
    const bytes = Buffer.concat([gzipSync(mbox(mails(50))), gzipSync(mbox(mails(50, 50)))]);
    const second = gzipSync(mbox(mails(50))).length;
    bytes.fill(0xff, second + 12, second + 40);
    const found = await walk(put('damaged.mbox.gz', bytes));
    expect(texts(found).slice(0, 49)).toEqual(asText(mails(49)));
    expect(found.problems[0]?.what).toMatch(/the compressed data is damaged/);
  });

  it('with a wrong checksum alone keeps every mail', async () => {
    const bytes = gzipSync(mbox(mails(20)));
    bytes[bytes.length - 6]! ^= 0xff;
    const found = await walk(put('checksum.mbox.gz', bytes));
    expect(texts(found)).toEqual(asText(mails(20)));
    expect(found.problems).toHaveLength(1);
  });

  it('is read on from the break once it is whole', async () => {
    const packed = gzipSync(mbox(mails(200)));
    const path = put('download.mbox.gz', packed.subarray(0, packed.length - 500));
    const first = await walk(path);
    writeFileSync(path, packed);
    touch(path, 5);
    const second = await walk(path, {}, lastState(first));
    expect([...texts(first), ...texts(second)]).toEqual(asText(mails(200)));
  });
});

describe('a second run over an mbox', () => {
  it('finds nothing new in an unchanged file', async () => {
    for (const bytes of [mbox(mails(3)), gzipSync(mbox(mails(3)))]) {
      const path = put('same.mbox', bytes);
      const again = await walk(path, {}, lastState(await walk(path)));
      expect([again.mails, again.problems, again.progress.read]).toEqual([[], [], bytes.length]);
      touch(path, 9);
      expect((await walk(path, {}, lastState(await walk(path)))).mails).toEqual([]);
    }
  });

  it('reads on where a file has grown', async () => {
    const path = put('grown.mbox', mbox(mails(3)));
    const state = lastState(await walk(path));
    appendFileSync(path, mbox(mails(2, 3)));
    touch(path, 5);
    const second = await walk(path, {}, state);
    expect(texts(second)).toEqual(asText(mails(2, 3)));
    expect(second.mails[0]?.place).toBe(`grown.mbox:${mbox(mails(3)).length}`);
  });

  it('reads on where a packed file got another member', async () => {
    const path = put('grown.mbox.gz', gzipSync(mbox(mails(3))));
    const state = lastState(await walk(path));
    appendFileSync(path, gzipSync(mbox(mails(2, 3))));
    expect(texts(await walk(path, {}, state))).toEqual(asText(mails(2, 3)));
  });

  it('reads a replaced file from its start, longer or shorter', async () => {
    for (const number of [1, 9]) {
      const path = put('replaced.mbox', mbox(mails(3)));
      const state = lastState(await walk(path));
      writeFileSync(path, mbox(mails(number, 50)));
      touch(path, 5);
      expect(texts(await walk(path, {}, state))).toEqual(asText(mails(number, 50)));
    }
  });

  it('withdraws a last mail that had been caught half written, and reads it whole', async () => {
    const whole = mbox(mails(3));
    const path = put('writing.mbox', whole.subarray(0, whole.length - 20));
    const first = await walk(path);
    expect(first.mails).toHaveLength(3);
    writeFileSync(path, whole);
    touch(path, 5);
    const second = await walk(path, {}, lastState(first));
    expect(second.order).toEqual(['removal', 'mail', 'checkpoint']);
    expect(second.removals[0]?.bytes?.toString()).toBe(texts(first)[2]);
    expect(texts(second)).toEqual(asText(mails(3).slice(2)));
  });

  it('goes on right behind any checkpoint of a run that was killed', async () => {
    const sent = mails(1700);
    for (const bytes of [mbox(sent), gzipSync(mbox(sent))]) {
      const path = put('long.mbox', bytes);
      const whole = await walk(path);
      expect(whole.states.length).toBeGreaterThanOrEqual(4);
      for (const [i, state] of whole.states.entries()) {
        const rest = await walk(path, {}, JSON.parse(JSON.stringify(state)) as typeof state);
        expect(texts(rest)).toEqual(texts(whole).slice(whole.counts[i]));
      }
    }
  });
});

describe('a folder', () => {
  it('may hold mboxes, mails, salvaged text and folders of these; what is no mail is named', async () => {
    const [a, b, c, d] = mails(4) as [Buffer, Buffer, Buffer, Buffer];
    put('in/b.mbox', mbox([b, c]));
    put('in/a.eml', a);
    put('in/inner/d', d);
    put('in/page.txt', 'Title\n\nFrom: Alice Example\nDate: Mon Jan 05 2026 - 10:00:00 EST\n\nWords.\n');
    put('in/README', 'Nothing here.\n');
    put('in/.hidden.eml', a);
    const found = await walk(join(place, 'in'));
    expect(found.kind).toBe('folder');
    expect(found.mails.map((one) => one.place)).toEqual([
      'a.eml',
      'b.mbox:0',
      `b.mbox:${mbox([b]).length}`,
      'inner/d',
      'page.txt',
    ]);
    expect(found.mails.map((one) => one.salvaged)).toEqual([false, false, false, false, true]);
    expect(found.problems.map((one) => one.what)).toEqual([
      'README holds no mail: no mbox, no message, no text that was one.',
    ]);
    expect(found.progress.read).toBe(found.progress.total);
  });

  it('is read again for what is new or changed alone', async () => {
    const folder = join(place, 'in');
    const [a, b, c] = mails(3) as [Buffer, Buffer, Buffer];
    touch(put('in/a.eml', a), 0);
    touch(put('in/b.eml', b), 0);
    const state = lastState(await walk(folder));
    touch(put('in/b.eml', c), 5);
    touch(put('in/0.eml', b), 5);
    expect(texts(await walk(folder, {}, state))).toEqual(asText([b, c]));
  });

  it('keeps a file that calls itself a mail, however odd', async () => {
    put('in/odd.eml', 'no header at all\n');
    expect((await walk(join(place, 'in'))).mails).toHaveLength(1);
  });

  it('writes no more state than it reads mail, however many files', async () => {
    for (let i = 0; i < 3000; i++) put(`in/${i}.eml`, `Subject: ${i}\nFrom: alice@example.org\n\n${i}\n`);
    const found = await walk(join(place, 'in'));
    expect(found.mails).toHaveLength(3000);
    expect(found.states.length).toBeGreaterThan(3);
    const written = found.states.reduce((sum, state) => sum + Object.keys(state.seen).length, 0);
    expect(written).toBeLessThan(6 * 3000);
  });
});

describe('a Maildir', () => {
  it('gives the mails of cur and new; one that moves or gets a flag is known', async () => {
    const [a, b, c] = mails(3) as [Buffer, Buffer, Buffer];
    put('box/cur/1.a:2,S', a);
    put('box/new/2.b', b);
    put('box/tmp/3.c', c);
    put('box/.Sent/cur/4.d:2,', c);
    put('box/.Sent/new/.keep', '');
    const folder = join(place, 'box');
    const first = await walk(folder);
    expect(first.kind).toBe('maildir');
    expect(texts(first).sort()).toEqual(asText([a, b, c]).sort());
    renameSync(join(folder, 'new/2.b'), join(folder, 'cur/2.b:2,RS'));
    put('box/new/5.e', c);
    expect(texts(await walk(folder, {}, lastState(first)))).toEqual(asText([c]));
  });

  it('takes every file for a mail, whatever its header', async () => {
    put('box/cur/1', 'Odd text.\n');
    put('box/new/.keep', '');
    expect((await walk(join(place, 'box'))).mails).toHaveLength(1);
  });
});

function isInstalled(program: string): boolean {
  try {
    execFileSync(program, ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
