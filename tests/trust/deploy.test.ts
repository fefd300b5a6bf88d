import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { buildProgram } from '../../server/cli/program.ts';
import { scratchFolder } from './scratch.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const DEPLOY = join(ROOT, 'docs/deploy');
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const units = readdirSync(DEPLOY).filter((name) => name.endsWith('.service'));
const verbs = new Map(buildProgram().commands.map((verb) => [verb.name(), verb]));

/** Sentences about a command line of ours that the program would not take; empty where it would. */
function wrong(words: string[]): string[] {
  const verb = verbs.get(words[0] ?? '');
  if (!verb) return [`there is no verb ${words[0]}`];
  const known = new Set(verb.options.map((option) => option.long));
  return words.filter((word) => word.startsWith('--') && !known.has(word)).map((word) => `${words[0]} has no ${word}`);
}

describe('docs/deploy', () => {
  it.each(units)('%s starts a verb that exists, with options that exist', (name) => {
    const [, line] = /^ExecStart=\/usr\/bin\/node \/opt\/lorescope\/dist\/lorescope\.mjs (.+)$/m.exec(
      read(`docs/deploy/${name}`),
    )!;
    expect(wrong(line!.split(' '))).toEqual([]);
  });

  it.each(units)('%s may do little', (name) => {
    const text = read(`docs/deploy/${name}`);
    for (const setting of [
      'NoNewPrivileges=yes',
      'ProtectSystem=strict',
      'ProtectHome=yes',
      'PrivateTmp=yes',
      'User=lorescope',
      'StateDirectory=lorescope',
    ])
      expect(text).toContain(setting);
    expect(text).toContain('LORESCOPE_DB=/var/lib/lorescope/');
  });

  it('holds units that systemd takes, where it is installed', () => {
    if (!existsSync('/usr/bin/systemd-analyze')) {
      console.log('docs/deploy: systemd-analyze is not installed; the units are checked by their text alone');
      return;
    }
    const folder = scratchFolder();
    try {
      for (const name of units) {
        // The program need not be installed to check its unit.
        const text = read(`docs/deploy/${name}`)
          .replace(/^ExecStart=\S+ /m, `ExecStart=${process.execPath} `)
          .replace(/^User=.*\n/m, '');
        const path = join(folder, name);
        writeFileSync(path, text);
        let said = '';
        try {
          said = execFileSync('systemd-analyze', ['verify', '--man=no', path], {
            encoding: 'utf8',
            stdio: ['ignore', 'pipe', 'pipe'],
          });
        } catch (error) {
          said = String((error as { stderr?: string }).stderr ?? error);
        }
        expect(said.split('\n').filter((line) => line.includes(name))).toEqual([]);
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('builds an image from what is there, run by nobody in particular', () => {
    const text = read('docs/deploy/Containerfile');
    const scripts = (JSON.parse(read('package.json')) as { scripts: Record<string, string> }).scripts;
    for (const [, script] of text.matchAll(/npm run ([\w:]+)/g)) expect(Object.keys(scripts)).toContain(script);
    const entry = JSON.parse(/^ENTRYPOINT (\[.*\])$/m.exec(text)![1]!) as string[];
    expect(entry).toEqual(['node', '/lorescope/dist/lorescope.mjs']);
    expect(read('scripts/build.mjs')).toContain('lorescope.mjs');
    expect(wrong(JSON.parse(/^CMD (\[.*\])$/m.exec(text)![1]!) as string[])).toEqual([]);
    for (const [, command] of text.matchAll(/^# (?:Run|Sync): +podman run .* lorescope(?: (.+))?$/gm))
      if (command) expect(wrong(command.split(' '))).toEqual([]);
    expect(text).toMatch(/^USER node$/m);
    expect(text).toMatch(/^VOLUME \/data$/m);
    const program = read('server/cli/settings.ts') + read('server/cli/verbs/serve.ts');
    for (const [, name] of text.matchAll(/\b(LORESCOPE_[A-Z]+)=/g)) expect(program).toContain(name);
    // Programs that unpack and fetch.
    for (const tool of ['git', 'zstd', 'xz-utils', 'bzip2', 'ca-certificates']) expect(text).toContain(tool);
  });

  it('names verbs and options in its words that exist', () => {
    const text = read('docs/deploy/README.md') + read('README.md') + read('SECURITY.md');
    const lines = [...text.matchAll(/`lorescope ((?:[a-z]+)(?: [^`]*)?)`/g)].map((found) => found[1]!);
    expect(lines.length).toBeGreaterThan(5);
    expect(lines.flatMap((line) => wrong(line.split(' ').map((word) => word.replace(/=.*/, ''))))).toEqual([]);
  });

  it('links to files that are there', () => {
    for (const [, target] of read('docs/deploy/README.md').matchAll(/\]\((?!https?:)([^)#]+)\)/g))
      expect(existsSync(join(DEPLOY, target!)), target).toBe(true);
  });
});
