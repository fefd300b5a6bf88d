import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = resolve(import.meta.dirname, '../..');
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');

interface Locked {
  version?: string;
  license?: string;
  hasInstallScript?: boolean;
  dev?: boolean;
  optional?: boolean;
  resolved?: string;
  integrity?: string;
}
const lock = JSON.parse(read('package-lock.json')) as { packages: Record<string, Locked> };
const locked = Object.entries(lock.packages).filter(([path]) => path !== '');
const nameOf = (path: string) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
const manifest = JSON.parse(read('package.json')) as Record<'dependencies' | 'devDependencies', Record<string, string>>;

/** Licences that ask for no more than their notice; MPL-2.0 binds changes to its own files, data licences their notice. */
const FINE = new Set([
  ...[
    'MIT',
    'MIT-0',
    'ISC',
    'BSD-2-Clause',
    'BSD-3-Clause',
    '0BSD',
    'Apache-2.0',
    'Zlib',
    'BlueOak-1.0.0',
    'Unlicense',
  ],
  ...['CC0-1.0', 'CC-BY-4.0', 'Python-2.0', 'OFL-1.1', 'WTFPL', 'MPL-2.0', 'EUPL-1.1+', 'EUPL-1.2'],
]);
/** Licences of tools that check the project and never become a part of it. */
const TOOLS_ONLY = new Set(['LGPL-3.0-only']);
/** Packages that run something when they are installed, each looked at. */
const INSTALLS: Record<string, string> = {
  'better-sqlite3': 'fetches or builds the SQLite binding',
  esbuild: 'checks its own binary (build only)',
  fsevents: 'macOS alone',
};

/** "(MIT OR GPL-3.0)": one fine licence is enough; "A AND B" needs both. */
function isFine(license: string): boolean {
  const bare = license.replace(/^\(|\)$/g, '');
  if (/ OR /.test(bare)) return bare.split(/ OR /).some(isFine);
  return bare.split(/ AND /).every((one) => FINE.has(one.trim()));
}

describe('what is installed', () => {
  it('has a licence that asks for no more than its notice', () => {
    const odd = locked
      .map(([path, { license, dev }]) => [nameOf(path), license ?? licenseInPackage(path), dev === true] as const)
      .filter(([, license, dev]) => license === null || !(isFine(license) || (dev && TOOLS_ONLY.has(license))));
    expect(odd.map(([name, license]) => `${name}: ${license ?? 'none is named'}`)).toEqual([]);
    expect(locked.length).toBeGreaterThan(100);
  });

  it('would be noticed with another licence', () => {
    expect(['GPL-3.0-only', 'SSPL-1.0', 'MIT AND GPL-2.0', 'UNLICENSED', 'BUSL-1.1'].filter(isFine)).toEqual([]);
    expect(['MIT', '(MIT OR GPL-3.0)', 'MIT AND ISC'].filter((each) => !isFine(each))).toEqual([]);
  });

  it('runs nothing when it is installed but what was looked at', () => {
    const scripts = locked.filter(([, { hasInstallScript }]) => hasInstallScript).map(([path]) => nameOf(path));
    expect([...new Set(scripts)].filter((name) => !(name in INSTALLS))).toEqual([]);
  });

  it('is pinned and checked: one version each, with a hash, from no address of its own', () => {
    for (const versions of [manifest.dependencies, manifest.devDependencies]) {
      const loose = Object.entries(versions).filter(
        ([, version]) => !/^(?:npm:[\w@/-]+@)?\d+\.\d+\.\d+$/.test(version),
      );
      expect(loose).toEqual([]);
    }
    expect(locked.filter(([, { resolved }]) => resolved !== undefined).map(([path]) => path)).toEqual([]);
    expect(locked.filter(([, { integrity }]) => !integrity?.startsWith('sha512-')).map(([path]) => path)).toEqual([]);
  });

  it('has a reason in docs/decisions/015-dependencies.md', () => {
    const reasons = read('docs/decisions/015-dependencies.md');
    const names = [...Object.keys(manifest.dependencies), ...Object.keys(manifest.devDependencies)];
    expect(names.filter((name) => !reasons.includes(`\`${name}\``))).toEqual([]);
    const told = [...reasons.matchAll(/^\| `([^`]+)`/gm)].map((found) => found[1]!);
    expect(told.filter((name) => !names.includes(name))).toEqual([]);
  });
});

/** Some packages name their licence in their own package.json alone. */
function licenseInPackage(path: string): string | null {
  const file = join(ROOT, path, 'package.json');
  if (!existsSync(file)) return null;
  const { license } = JSON.parse(readFileSync(file, 'utf8')) as { license?: string | { type?: string } };
  return typeof license === 'string' ? license : (license?.type ?? null);
}
