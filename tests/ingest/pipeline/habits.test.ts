import { afterAll, describe, expect, it } from 'vitest';
import type { Block } from '../../../data/records/index.ts';
import type { Archive } from '../../../data/database.ts';
import { dumpRows } from '../../../server/dump.ts';
import { ingestMails, memoryArchive } from '../../support/archive.ts';
import { BOB, dateAfter, mail, type MailParts } from '../../support/mail.ts';

/** Habits of mail programs and people, read through the whole pipeline. */

interface Row {
  type: string;
  key: string;
  messageId: string;
  parent: string | null;
  threadId: string;
  subject: string;
  from: { name: string };
  text: string;
  blocks: Block[];
  version: number;
  number: number;
  title: string;
  state: string;
  supersededBy: string[];
  patches: string[];
  missing: number[];
  cover: string | null;
  files: string[];
}

const archives: Archive[] = [];
afterAll(() => archives.forEach((archive) => archive.close()));

async function read(...mails: (MailParts | Buffer)[]): Promise<Row[]> {
  const archive = memoryArchive();
  archives.push(archive);
  await ingestMails(
    archive,
    mails.map((one, n) => (Buffer.isBuffer(one) ? one : mail({ date: dateAfter(n * 5), ...one }))),
  );
  const rows: Row[] = [];
  for await (const row of dumpRows(archive)) rows.push(row as unknown as Row);
  return rows;
}

const messageOf = (rows: Row[], key: string): Row => rows.find((row) => row.type === 'message' && row.key === key)!;
const patchesOf = (rows: Row[]): Row[] => rows.filter(({ type }) => type === 'patch');
const seriesOf = (rows: Row[]): Row[] => rows.filter(({ type }) => type === 'series');

/** Kind, first line and source of each block. */
function outline({ text, blocks }: Row): [string, string, string | null][] {
  const lines = text.split('\n');
  return blocks.map(({ kind, lines: [from], source }) => [kind, lines[from]!.trim(), source?.messageId ?? null]);
}

const diff = (file: string, change = 'new') =>
  `diff --git a/${file} b/${file}\nindex 1111111..2222222 100644\n--- a/${file}\n+++ b/${file}\n@@ -3,3 +3,3 @@ int turn(void)\n \tint n = 0;\n-\tn = old;\n+\tn = ${change};\n \treturn n;\n`;
const patchBody = (words: string, file: string, change?: string) =>
  `${words}\n\nSigned-off-by: Alice Example <alice@example.org>\n---\n ${file} | 2 +-\n 1 file changed, 1 insertion(+), 1 deletion(-)\n\n${diff(file, change)}-- \n2.47.3\n`;
const PATCH: MailParts = {
  id: 'p@example.org',
  subject: '[PATCH] mill: grease the axle',
  body: patchBody('It squeaks whenever the wind turns.', 'axle.c'),
};

describe('a reply that holds the patch unmarked', () => {
  const heads: [string, string][] = [
    [
      'English',
      '________________________________\nFrom: Alice Example <alice@example.org>\nSent: Monday, January 5, 2026 10:00 AM\nTo: demo@lists.example.org\nSubject: [PATCH] mill: grease the axle\n',
    ],
    [
      'German',
      'Von: Alice Example <alice@example.org>\nGesendet: Montag, 5. Januar 2026 10:00\nAn: demo@lists.example.org\nBetreff: [PATCH] mill: grease the axle\n',
    ],
    [
      'French',
      'De : Alice Example <alice@example.org>\nEnvoyé : lundi 5 janvier 2026 10:00\nÀ : demo@lists.example.org\nObjet : [PATCH] mill: grease the axle\n',
    ],
    [
      'Hungarian',
      'Feladó: Alice Example <alice@example.org>\nKüldve: 2026. január 5., hétfő 10:00\nCímzett: demo@lists.example.org\nTárgy: [PATCH] mill: grease the axle\n',
    ],
    [
      'Chinese',
      '发件人: Alice Example <alice@example.org>\n发送时间: 2026年1月5日 10:00\n收件人: demo@lists.example.org\n主题: [PATCH] mill: grease the axle\n',
    ],
    [
      'Lotus',
      'From: Alice Example <alice@example.org>\nTo: demo@lists.example.org\nDate: 01/05/2026 10:00 AM\nSubject: [PATCH] mill: grease the axle\n',
    ],
    ['ruled', '-----Original Message-----\nFrom: Alice Example\nSubject: [PATCH] mill: grease the axle\n'],
    ['by attribution', 'On Mon, Jan 5, 2026 at 10:00 AM Alice Example <alice@example.org> wrote:\n'],
    ['by nothing', ''],
  ];

  it.each(heads)('posts none, its head being %s', async (_, head) => {
    const body = `Can the axle be NULL here?\n\n${head}\n${String(PATCH.body)}`;
    for (const end of ['\n', '\r\n']) {
      const rows = await read(PATCH, {
        id: 'r@example.org',
        from: BOB,
        subject: 'RE: [PATCH] mill: grease the axle',
        references: ['p@example.org'],
        body: body.replaceAll('\n', end),
      });
      expect(patchesOf(rows).map(({ messageId, state }) => [messageId, state])).toEqual([
        ['p@example.org', 'under-review'],
      ]);
      const { blocks } = messageOf(rows, 'r@example.org');
      expect(blocks.some(({ kind }) => kind === 'diff' || kind === 'trailers')).toBe(false);
      expect(blocks.findLast(({ kind }) => kind === 'forwarded')?.source?.messageId).toBe('p@example.org');
      expect(blocks[0]).toMatchObject({ kind: 'text', author: { email: 'bob@example.org' } });
    }
  });

  it('posts one where it changes it, or where its author sends it again', async () => {
    const changed = await read(PATCH, {
      id: 'c@example.org',
      from: BOB,
      subject: 'Re: [PATCH] mill: grease the axle',
      references: ['p@example.org'],
      body: `What about this instead?\n\n${diff('axle.c', 'other')}`,
    });
    expect(outline(messageOf(changed, 'c@example.org')).map(([kind]) => kind)).toContain('diff');
  });
});

describe('words without marks below an attribution', () => {
  const ASKED: MailParts = {
    id: 'q@example.org',
    subject: 'The mill',
    body: 'The wheel of the mill turns backwards when the river is high.\n\nShould we turn the mill around instead?\n',
  };
  it.each([
    ['Yahoo', '    On Monday, January 5, 2026 at 10:00:00 AM GMT, Alice Example <alice@example.org> wrote:  \n \n '],
    ['no address', 'Alice Example wrote:\n\n'],
    ['German', 'Am 05.01.26 um 10:00 schrieb Alice Example:\n'],
  ])('are the one who is named: %s', async (_, head) => {
    const rows = await read(ASKED, {
      id: 'a@example.org',
      from: BOB,
      subject: 'Re: The mill',
      references: ['q@example.org'],
      body: `It has a gear for that.\n\n${head}${String(ASKED.body)}`,
    });
    expect(outline(messageOf(rows, 'a@example.org')).map(([kind, , source]) => [kind, source])).toEqual([
      ['text', null],
      ['attribution', null],
      ['forwarded', 'q@example.org'],
    ]);
  });

  it('are the writer’s where the parent does not have them', async () => {
    const rows = await read(ASKED, {
      id: 'a@example.org',
      from: BOB,
      subject: 'Re: The mill',
      references: ['q@example.org'],
      body: 'On Mon, Jan 5, 2026 at 10:00 AM Alice Example <alice@example.org> wrote:\n\nI took her words away, and these are mine.\n',
    });
    expect(outline(messageOf(rows, 'a@example.org')).at(-1)![0]).toBe('text');
  });
});

describe('attributions and quotes of other habits', () => {
  const WORDS = 'The lock gate does not close any more since Sunday evening.';
  it.each([
    [
      'a bracket on the next line',
      'On Mon, 5 Jan 2026, 10:00 Alice Example, <alice.with.a.long.address@example.org\n> wrote:\n\n',
    ],
    [
      'only a colon behind it',
      'Am 05.01.2026 10:00 schrieb "Alice Example" <alice.with.a.long.address@example.org\n>:\n\n',
    ],
    ['a date that is wrapped', 'Alice Example <alice@example.org> schrieb am Mo., 5.\nJanuar 2026, 10:00:\n\n'],
    ['a date in brackets', 'Alice Example <alice@example.org> [2026-01-05 10:00:54]:\n\n'],
    ['a message named by its id', 'In message <q@example.org> you wrote:\n'],
    ['excerpts', "Excerpts from Alice Example's message of January 5, 2026 10:00 am:\n"],
    ['a name with a bar', 'On 5.1.2026 10:00, Alice Example | Mills Ltd wrote:\n'],
    ['a name with a hyphen and brackets', 'On 05/01/2026 10:00, Alice Example-Miller (Mills) wrote:\n'],
    ['a name with another', 'On 05/01/2026 10:00, Alice "Al" Example aka miller wrote:\n'],
    ['Dutch', 'Alice Example schreef op ma 05-01-2026 om 10:00 [+0000]:\n'],
  ])('is an attribution: %s', async (_, head) => {
    const rows = await read(
      { id: 'q@example.org', subject: 'Gate', body: `${WORDS}\n` },
      {
        id: 'a@example.org',
        from: BOB,
        subject: 'Re: Gate',
        references: ['q@example.org'],
        body: `I will look.\n\n${head}> ${WORDS}\n\nOil might do.\n`,
      },
    );
    expect(outline(messageOf(rows, 'a@example.org')).map(([kind, , source]) => [kind, source])).toEqual([
      ['text', null],
      ['attribution', null],
      ['quote', 'q@example.org'],
      ['text', null],
    ]);
  });

  it.each([
    [
      'supercite',
      '>>>>> "Alice" == Alice Example <alice@example.org> writes:\n\n    Alice> The lock gate does not close any\n    Alice> more since Sunday evening.\n',
    ],
    [
      'indented initials',
      'Alice Example <alice@example.org> writes:\n\n AE> The lock gate does not close any\n AE> more since Sunday evening.\n',
    ],
    ['initials', 'Alice Example wrote:\n\nAE> The lock gate does not close any\nAE> more since Sunday evening.\n'],
  ])('has a quote by %s', async (_, quote) => {
    const rows = await read(
      { id: 'q@example.org', subject: 'Gate', body: `${WORDS}\n` },
      {
        id: 'a@example.org',
        from: BOB,
        subject: 'Re: Gate',
        references: ['q@example.org'],
        body: `${quote}\nIt was rewired.\n`,
      },
    );
    expect(outline(messageOf(rows, 'a@example.org')).map(([kind, , source]) => [kind, source])).toEqual([
      ['attribution', null],
      ['quote', 'q@example.org'],
      ['text', null],
    ]);
  });

  it('has one signature, the last', async () => {
    const [row] = await read({
      body: 'The query:\n\n--\nselect 1;\n--\nselect 2;\n\nIs the second right?\n-- \nAlice\nhttps://example.org/alice\n',
    });
    expect(outline(row!).filter(([kind]) => kind === 'signature' || kind === 'footer')).toEqual([
      ['signature', '--', null],
    ]);
  });
});

describe('headers', () => {
  it.each([
    ['koi8-r', 'Ремонт'],
    ['gb2312', '水车'],
    ['windows-1251', 'Колесо'],
    ['iso-8859-2', 'Młyn'],
    ['euc-kr', '물레방아'],
  ])('in raw %s are read by the charset of the body', async (charset, subject) => {
    const { default: iconv } = await import('iconv-lite');
    const raw = iconv.encode(subject, charset).toString('latin1');
    const single = mail({ subject: '@', headers: { 'Content-Type': `text/plain; charset=${charset}` }, body: 'x\n' });
    const mixed = mail({
      id: 'two@example.org',
      subject: '@',
      headers: { 'Content-Type': 'multipart/mixed; boundary=b' },
      body: `--b\nContent-Type: text/plain; charset="${charset}"\n\nx\n--b--\n`,
    });
    const bytes = (one: Buffer) =>
      Buffer.from(one.toString('latin1').replace('Subject: @', `Subject: ${raw}`), 'latin1');
    const rows = await read(bytes(single), bytes(mixed));
    expect(rows.filter(({ type }) => type === 'message').map((row) => row.subject)).toEqual([subject, subject]);
  });

  it('that run into the first boundary, or into markup, leave the body whole', async () => {
    const parts = mail({
      headers: { 'Content-Type': 'multipart/alternative; boundary="=_B"' },
      body: '--=_B\nContent-Type: text/plain\n\nPlain words.\n--=_B\nContent-Type: text/html\n\n<p>Other</p>\n--=_B--\n',
    });
    const html = mail({
      id: 'two@example.org',
      headers: { 'Content-Type': 'text/html' },
      body: '<!DOCTYPE html>\n<html><body><p>Marked: words.</p></body></html>\n',
    });
    const joined = (one: Buffer) => Buffer.from(one.toString().replace('\n\n', '\n'));
    const rows = await read(joined(parts), joined(html));
    expect(messageOf(rows, 'one@example.org').text).toBe('Plain words.');
    expect(messageOf(rows, 'two@example.org').text.trim()).toBe('Marked: words.');
  });

  it.each(['<one@exam', '<zero@example.org> <one@', '<one@example.org> <tw'])(
    'cut off name no phantom: %s',
    async (references) => {
      const rows = await read(
        { id: 'one@example.org' },
        { id: 'two@example.org', inReplyTo: 'one@example.org', headers: { References: references } },
      );
      expect(messageOf(rows, 'two@example.org').parent).toBe('one@example.org');
    },
  );
});

describe('series of other habits', () => {
  const part = (n: string, id: string, more: MailParts = {}): MailParts => ({
    id,
    subject: `[PATCH ${n}] mill: part ${id}`,
    body: patchBody(`Part ${id}.`, `${id.split('@')[0]}.c`),
    ...more,
  });

  it('is one where the version stands on its cover alone, or on its patches alone', async () => {
    for (const [above, below] of [
      ['v3 ', ''],
      ['', 'v3 '],
    ]) {
      const rows = await read(
        { id: 'c@example.org', subject: `[PATCH ${above}0/2] mill: all`, body: 'Two.\n' },
        part(`${below}1/2`, 'a@example.org', { references: ['c@example.org'] }),
        part(`${below}2/2`, 'b@example.org', { references: ['c@example.org'] }),
      );
      expect(seriesOf(rows)).toMatchObject([{ version: 3, cover: 'c@example.org', missing: [] }]);
    }
  });

  it('has a forgotten patch between its numbers', async () => {
    const rows = await read(
      part('1/2', 'a@example.org'),
      part('2/2', 'b@example.org', { references: ['a@example.org'] }),
      part('1.5/2', 'c@example.org', { references: ['a@example.org'], date: dateAfter(600) }),
    );
    expect(seriesOf(rows)).toMatchObject([
      { patches: ['a@example.org', 'c@example.org', 'b@example.org'], missing: [] },
    ]);
    expect(patchesOf(rows).every(({ supersededBy }) => supersededBy.length === 0)).toBe(true);
  });

  it('posted again without a version is a second posting', async () => {
    const rows = await read(
      { id: 'c@example.org', subject: 'mill', body: 'See below.\n' },
      ...['1', '2', '3', '4'].map((n) =>
        part(`${((Number(n) - 1) % 2) + 1}/2`, `${n}@example.org`, {
          references: ['c@example.org'],
          subject: `[PATCH ${((Number(n) - 1) % 2) + 1}/2] mill: part ${((Number(n) - 1) % 2) + 1}`,
        }),
      ),
    );
    expect(seriesOf(rows).map(({ patches }) => patches)).toEqual([
      ['1@example.org', '2@example.org'],
      ['3@example.org', '4@example.org'],
    ]);
  });

  it('is one where a relay sends each patch in its author’s name', async () => {
    const relay = (name: string) => `"${name} via Relay" <relay@example.org>`;
    const rows = await read(
      { id: 'c@example.org', from: relay('Alice Example'), subject: '[PATCH 0/2] mill: all', body: 'Two.\n' },
      part('1/2', 'a@example.org', { from: relay('Alice Example'), references: ['c@example.org'] }),
      part('2/2', 'b@example.org', { from: relay('Bob Example'), references: ['c@example.org'] }),
    );
    expect(seriesOf(rows)).toMatchObject([
      { cover: 'c@example.org', patches: ['a@example.org', 'b@example.org'], missing: [] },
    ]);
  });

  it.each([
    ['[PATCH -v3] mill: x', 3],
    ['[PATCH -mm -V4 1/1] mill: x', 4],
    ['[PATCH --v5 next] mill: x', 5],
  ])('has the version of %s', async (subject, version) => {
    const rows = await read({ ...PATCH, subject });
    expect(patchesOf(rows)).toMatchObject([{ version, title: 'mill: x' }]);
  });

  const FILE = `From ${'0123456789'.repeat(4)} Mon Sep 17 00:00:00 2001\nFrom: Alice Example <alice@example.org>\nDate: Mon, 5 Jan 2026 12:00:00 +0000\nSubject: [PATCH] mill: grease the axle\n\n${patchBody('It squeaks whenever the wind turns.', 'axle.c', 'better').replace(/\nSigned[^\n]*\n/, '\n')}`;
  it.each([
    ['with its own version', FILE.replace('[PATCH]', '[PATCH v2]'), '0001-mill.patch'],
    ['by its file’s name', FILE, 'v2-0001-mill-grease-the-axle.patch'],
  ])('is revised by a patch attached to a reply, %s', async (_, file, name) => {
    for (const [encoding, content] of [
      ['base64', Buffer.from(file).toString('base64').replace(/.{76}/g, '$&\n')],
      ['8bit', file],
    ]) {
      const rows = await read(PATCH, {
        id: 'r@example.org',
        subject: 'Re: [PATCH] mill: grease the axle',
        references: ['p@example.org'],
        headers: { 'Content-Type': 'multipart/mixed; boundary="BB"' },
        body: `--BB\n\nNew version attached.\n--BB\nContent-Type: application/octet-stream; name="${name}"\nContent-Disposition: attachment; filename="${name}"\nContent-Transfer-Encoding: ${encoding}\n\n${content}\n--BB--\n`,
      });
      expect(patchesOf(rows)).toMatchObject([
        { messageId: 'p@example.org', state: 'superseded', supersededBy: ['r@example.org'] },
        { messageId: 'r@example.org', version: 2, files: ['axle.c'] },
      ]);
    }
  });
});
