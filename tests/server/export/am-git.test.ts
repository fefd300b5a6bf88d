import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseMail, sentText } from '../../../ingest/parse/mail.ts';
import { mboxrd } from '../../../server/http/mbox.ts';
import { MboxSplitter } from '../../../ingest/read/mbox.ts';
import { diffIn } from '../../../ingest/parse/patch/diff-text.ts';
import { amMail } from '../../../server/present/export/am-mail.ts';
import { withFolder } from '../../support/archive.ts';
import { mail } from '../../support/mail.ts';

/** A tree in a scratch folder, in which git neither asks nor reads the settings of whoever runs the test. */
interface Tree {
  git(...args: string[]): string;
  write(file: string, content: string | Buffer): void;
  read(file: string): string;
  makeExecutable(file: string): void;
  /** Commits what stands there and gives the commit as format-patch writes it, the tree set back by it. */
  change(subject: string, work: () => void): string;
  /** Applies a mail as it is exported. */
  apply(bytes: Buffer, part?: number): void;
}

function withTree(work: (tree: Tree) => void): Promise<void> {
  return withFolder((folder) => {
    const root = join(folder, 'tree');
    mkdirSync(root);
    const git = (...args: string[]) =>
      execFileSync('git', args, {
        cwd: root,
        encoding: 'latin1',
        stdio: ['ignore', 'pipe', 'pipe'],
        env: { PATH: process.env['PATH'], HOME: folder, GIT_CONFIG_NOSYSTEM: '1' },
      });
    git('init', '-q');
    git('config', 'user.name', 'Miller');
    git('config', 'user.email', 'miller@example.org');
    git('config', 'core.autocrlf', 'false');
    const tree: Tree = {
      git,
      write: (file, content) => writeFileSync(join(root, file), content),
      read: (file) => readFileSync(join(root, file), 'latin1'),
      makeExecutable: (file) => chmodSync(join(root, file), 0o755),
      change(subject, change) {
        change();
        git('add', '-A');
        git('commit', '-q', '-m', subject);
        const patch = git('format-patch', '--stdout', '--binary', '-1');
        git('reset', '-q', '--hard', 'HEAD~1');
        return patch;
      },
      apply(bytes, part) {
        const path = join(folder, 'export.mbox');
        writeFileSync(path, amMail(parseMail(bytes), 'one@example.org', [], part));
        git('am', '-q', path);
      },
    };
    tree.write('wheel.c', 'one\ntwo\nthree\n');
    git('add', '.');
    git('commit', '-q', '-m', 'begin');
    work(tree);
  });
}

/** The body of a patch that format-patch wrote. */
const bodyOf = (patch: string): string => patch.slice(patch.indexOf('\n\n') + 2);

const DIFF = `diff --git a/wheel.c b/wheel.c
--- a/wheel.c
+++ b/wheel.c
@@ -1,3 +1,3 @@
 one
-two
+TWO
 three
`;
const SECOND = `From: Mallory <mallory@example.org>
Date: Mon, 5 Jan 2026 11:00:00 +0000
Subject: [PATCH] slip in

${DIFF.replace('-two', ' TWO').replace('+TWO\n three', '-three\n+bad')}`;

describe('what an export hands to git am', () => {
  const line = `From ${'0123456789'.repeat(4)} Mon Sep 17 00:00:00 2001\n`;

  it.each([
    ['a From line behind the diff', `${DIFF}-- \n2.47.3\n\n${line}${SECOND}`],
    ['a From line above the cut', `Why.\n\n${line}${SECOND}\n---\n${DIFF}`],
    ['a dated From line', `${DIFF}\nFrom mallory@example.org Mon Jan  5 11:00:00 2026\n${SECOND}`],
    ['a From line behind a carriage return', `${DIFF}\r\n\r${line}${SECOND}`],
    ['a From line behind a form feed', `${DIFF}\n\f\n${line}${SECOND}`],
  ])('makes one commit of one mail: %s', async (_, body) => {
    await withTree((tree) => {
      const bytes = mail({ subject: '[PATCH] wheel: turn', body });
      try {
        tree.apply(bytes);
      } catch {
        // git may refuse a mail that says two things; it must not take both.
      }
      expect(tree.git('log', '--format=%an').trim().split('\n').length).toBeLessThanOrEqual(2);
      expect(tree.git('log', '--format=%an %ae')).not.toContain('mallory');
    });
  });

  it('keeps a commit message that has a From line, word by word', async () => {
    await withTree((tree) => {
      const body = `First.\n\nFrom here on it turns,\nFrom there it stands = still.\n\nSigned-off-by: Alice Example <alice@example.org>\n---\n${DIFF}`;
      tree.apply(mail({ subject: '[PATCH] wheel: turn', body }));
      expect(tree.git('log', '-1', '--format=%B').trim()).toBe(
        'wheel: turn\n\nFirst.\n\nFrom here on it turns,\nFrom there it stands = still.\n\nSigned-off-by: Alice Example <alice@example.org>',
      );
    });
  });

  it('names the author that is shown, whatever else the body begins with', async () => {
    await withTree((tree) => {
      const body = `From: Bob Example <bob@example.org>\n\nFrom: Mallory <mallory@example.org>\nSubject: other\n\nWhy.\n---\n${DIFF}`;
      tree.apply(mail({ subject: '[PATCH] wheel: turn', body }));
      expect(tree.git('log', '-1', '--format=%an|%s').trim()).toBe('Bob Example|wheel: turn');
    });
  });

  it('lets no encoded word of a header begin another', async () => {
    await withTree((tree) => {
      const subject = '=?utf-8?q?=5BPATCH=5D_wheel=0AFrom:_Mallory_<mallory@example.org>=0A=0Ax?=';
      const from = '=?utf-8?q?Alice=0AX-Evil:_1?= <alice@example.org>';
      tree.apply(mail({ subject, from, body: `Why.\n---\n${DIFF}` }));
      expect(tree.git('log', '-1', '--format=%ae').trim()).toBe('alice@example.org');
    });
  });
});

describe('a patch of a file with carriage returns', () => {
  const crlf = (text: string) => text.replaceAll('\n', '\r\n');
  const encoders: [string, (body: string) => string, string][] = [
    ['quoted-printable', (body) => body.replaceAll('=', '=3D').replaceAll('\r\n', '=0D\n'), 'quoted-printable'],
    ['base64', (body) => Buffer.from(body, 'latin1').toString('base64').replace(/.{76}/g, '$&\n'), 'base64'],
    ['8bit', (body) => body, '8bit'],
  ];

  for (const [name, encode, encoding] of encoders) {
    it.each([
      ['inline', false],
      ['attached', true],
    ])(`keeps them through ${name}, %s`, async (_, attached) => {
      await withTree((tree) => {
        tree.write('win.c', crlf('int a;\nint b;\nint c;\n'));
        tree.git('add', '.');
        tree.git('commit', '-q', '-m', 'win');
        const patch = tree.change('win: rename b', () => tree.write('win.c', crlf('int a;\nint bb;\nint c;\n')));
        const headers = { 'Content-Transfer-Encoding': encoding };
        const bytes = attached
          ? mail({
              subject: 'a patch',
              headers: { 'Content-Type': 'multipart/mixed; boundary="BB"', 'Content-Transfer-Encoding': null },
              body: `--BB\n\nSee below.\n--BB\nContent-Type: text/x-patch; name="0001.patch"\nContent-Disposition: attachment; filename="0001.patch"\nContent-Transfer-Encoding: ${encoding}\n\n${encode(patch)}\n--BB--\n`,
            })
          : mail({ subject: '[PATCH] win: rename b', headers, body: encode(bodyOf(patch)) });
        tree.apply(bytes, attached ? 1 : undefined);
        expect(tree.read('win.c')).toBe(crlf('int a;\nint bb;\nint c;\n'));
        expect(tree.git('log', '-1', '--format=%s').trim()).toBe('win: rename b');
        expect(diffIn(sentText(parseMail(bytes), attached ? 1 : undefined))).toContain('+int bb;\r\n');
      });
    });
  }

  it('is not seen where the transport alone has them', async () => {
    await withTree((tree) => {
      const body = Buffer.from(`Why.\n---\n${DIFF}`.replaceAll('\n', '\r\n')).toString('base64');
      tree.apply(mail({ subject: '[PATCH] wheel: turn', headers: { 'Content-Transfer-Encoding': 'base64' }, body }));
      expect(tree.read('wheel.c')).toBe('one\nTWO\nthree\n');
    });
    await withTree((tree) => {
      const bytes = mail({ subject: '[PATCH] wheel: turn', body: `Why.\n---\n${DIFF}` }).toString();
      tree.apply(Buffer.from(bytes.replaceAll('\n', '\r\n')));
      expect(tree.read('wheel.c')).toBe('one\nTWO\nthree\n');
    });
  });
});

describe('a patch that git takes raw', () => {
  const binary = Buffer.from(Array.from({ length: 600 }, (_, n) => (n * 7919) % 256));

  it.each([
    ['binary, with a signature', (text: string) => text],
    ['binary, without one', (text: string) => text.replace(/\n-- \n[^]*$/, '\n')],
    ['binary, below a footer', (text: string) => `${text}\n_______\nwheels mailing list\n`],
  ])('is taken when it ends in a hunk that is %s', async (_, edit) => {
    await withTree((tree) => {
      const patch = tree.change('art: add the logo', () => tree.write('logo.bin', binary));
      tree.apply(mail({ subject: '[PATCH] art: add the logo', body: edit(bodyOf(patch)) }));
      expect(tree.read('logo.bin')).toBe(binary.toString('latin1'));
    });
  });

  it('is taken with a rename and a mode alone, and with no words at all', async () => {
    await withTree((tree) => {
      const patch = tree.change('move it', () => {
        tree.git('mv', 'wheel.c', 'gear.c');
        tree.makeExecutable('gear.c');
      });
      tree.apply(mail({ subject: '[PATCH] move it', body: bodyOf(patch) }));
      expect(tree.git('ls-files', '-s')).toContain('100755');
      expect(tree.read('gear.c')).toBe('one\ntwo\nthree\n');
    });
  });

  it.each([
    ['with a cut and a signature', (body: string) => body],
    ['without a signature', (body: string) => body.replace(/-- \n[\d.]+\n+$/, '')],
    ['without the cut', (body: string) => body.slice(body.indexOf('diff --git'))],
  ])('is taken with removed lines that look like a cut and a signature, %s', async (_, edit) => {
    await withTree((tree) => {
      tree.write('notes.md', 'a\n--\nb\n- \nc\n-\nd\ne\n');
      tree.git('add', '.');
      tree.git('commit', '-q', '-m', 'notes');
      const patch = tree.change('notes: fewer dashes', () => tree.write('notes.md', 'a\nb\nc\nd\ne\n'));
      tree.apply(mail({ subject: '[PATCH] notes: fewer dashes', body: edit(bodyOf(patch)) }));
      expect(tree.read('notes.md')).toBe('a\nb\nc\nd\ne\n');
    });
  });
});

it('an mbox gives a body back whose From line stands behind a lone carriage return', () => {
  const bytes = mail({ body: 'a\rFrom b\nFrom c\n>From d\n\r>From e\r\nFrom f\n' });
  const splitter = new MboxSplitter();
  const found = [...splitter.push(mboxrd(bytes)), ...splitter.end()];
  expect(found.map((one) => one.bytes.toString('latin1'))).toEqual([bytes.toString('latin1')]);
});
