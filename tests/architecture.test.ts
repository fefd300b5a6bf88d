import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const ROOT = resolve(import.meta.dirname, '..');

/** First matching zone decides; a file in no zone fails. `packages` are npm names; `node` allows `node:` modules. */
const ZONES: { zone: RegExp; files: RegExp[]; packages: string[]; node: boolean; pure?: boolean }[] = [
  { zone: /^data\/records\//, files: [/^data\/records\//], packages: [], node: false, pure: true },
  // What states and tags mean: the one place, so every zone may ask it.
  { zone: /^data\/rules\//, files: [/^data\/(records|rules)\//], packages: [], node: false, pure: true },
  { zone: /^data\//, files: [/^data\//], packages: ['better-sqlite3', 'postgres'], node: true },
  // What a path holds is known by its text: `salvage/looks` tells a lost mail from any other text, and imports nothing.
  // Nor does `headers/date`, which reads the date of a From line as that of any header.
  {
    zone: /^ingest\/read\//,
    files: [/^ingest\/read\//, /^ingest\/parse\/(salvage\/looks|headers\/date)\.ts$/, /^data\/(records|rules)\//],
    packages: [],
    node: true,
  },
  {
    zone: /^ingest\/parse\//,
    files: [/^ingest\/parse\//, /^data\/(records|rules)\//],
    packages: ['iconv-lite', 'html-to-text'],
    node: false,
    pure: true,
  },
  {
    zone: /^ingest\/analyze\//,
    files: [/^ingest\/(analyze|parse)\//, /^data\/(records|rules)\//],
    packages: ['fastest-levenshtein', 'fast-myers-diff', 'munkres'],
    node: false,
    pure: true,
  },
  { zone: /^ingest\/pipeline\//, files: [/^ingest\//, /^data\//], packages: [], node: true },
  {
    // The language of queries: understood without any database, so that it can be explained and tested alone.
    zone: /^server\/query\//,
    files: [/^server\/query\//, /^data\/(records|rules)\//, /^ingest\/(analyze|parse)\//],
    packages: ['fastest-levenshtein'],
    node: false,
    pure: true,
  },
  {
    zone: /^server\/contract\//,
    files: [/^server\/contract\//, /^data\/(records|rules)\//, /^package\.json$/],
    packages: ['typebox'],
    node: false,
    pure: true,
  },
  {
    zone: /^server\/present\//,
    files: [/^server\/(contract|present|query)\//, /^data\/(records|rules)\//, /^ingest\/(analyze|parse)\//],
    packages: ['fast-myers-diff'],
    node: false,
    pure: true,
  },
  {
    zone: /^server\//,
    files: [/^server\//, /^data\//, /^ingest\/pipeline\//, /^ingest\/(parse|analyze)\//],
    packages: ['fastify', '@fastify/', 'typebox', 'commander', '@modelcontextprotocol/', 'zod'],
    node: true,
  },
  {
    zone: /^web\//,
    files: [/^web\//, /^server\/contract\//, /^data\/rules\//],
    packages: [
      'react',
      'react-dom',
      'react-router',
      '@tanstack/',
      '@base-ui/',
      '@fontsource',
      'cmdk',
      'tinykeys',
      'uplot',
      'vite',
      '@vitejs/',
    ],
    node: false,
  },
];

/** Named helpers of `node:` that touch nothing outside: bytes and hashes. */
const PURE_NODE = ['node:buffer', 'node:crypto', 'node:string_decoder'];

const AMBIENT = /\b(Date\.now\(|new Date\(\)|process\.(?!nextTick)|Math\.random\(|fetch\()/;

function sources(folder: string): string[] {
  return readdirSync(join(ROOT, folder)).flatMap((name) => {
    const path = join(folder, name);
    if (name === 'node_modules' || name === 'dist') return [];
    if (statSync(join(ROOT, path)).isDirectory()) return sources(path);
    return /\.(ts|tsx)$/.test(name) ? [path] : [];
  });
}

const files = ['data', 'ingest', 'server', 'web'].flatMap(sources);

/** Rooms of `web/`, what each may import beside itself, `ui`, `lib` and the contract; `web/*.tsx` and `screens` put them together. */
const WEB_ROOMS: Record<string, string[]> = {
  lib: [],
  ui: [],
  shell: [],
  // A row under the pointer fetches its thread.
  list: ['thread'],
  person: [],
  home: ['list'],
  desk: ['list', 'person'],
  search: [],
  series: [],
  stats: [],
  summary: [],
  thread: [],
};

/** What a file of a room of `web/` imports from a room that it must not know. */
function strayed(file: string, target: string): boolean {
  const room = /^web\/([a-z-]+)\//.exec(file)?.[1];
  const other = /^web\/([a-z-]+)\//.exec(target)?.[1];
  if (!room || !other || room === 'screens' || room === other || room === 'styles') return false;
  if (room !== 'lib' && (other === 'ui' || other === 'lib')) return false;
  return !(WEB_ROOMS[room] ?? []).includes(other);
}

function complaints(file: string, text: string): string[] {
  const zone = ZONES.find((candidate) => candidate.zone.test(file));
  if (!zone) return [`${file} stands in no zone`];
  const found: string[] = [];
  for (const { fileName } of ts.preProcessFile(text, true, true).importedFiles) {
    if (/\.(css|svg|woff2?)(\?.*)?$/.test(fileName) && file.startsWith('web/')) continue;
    if (fileName.startsWith('.')) {
      const target = relative(ROOT, resolve(ROOT, dirname(file), fileName));
      if (!zone.files.some((allowed) => allowed.test(target))) found.push(`${file} imports ${target}`);
      else if (strayed(file, target)) found.push(`${file} strays into ${target}`);
    } else if (fileName.startsWith('node:')) {
      if (!zone.node && !(zone.pure && PURE_NODE.includes(fileName))) found.push(`${file} imports ${fileName}`);
    } else if (
      !zone.packages.some(
        (name) =>
          fileName === name ||
          fileName.startsWith(name.endsWith('/') ? name : `${name}/`) ||
          (name === '@fontsource' && fileName.startsWith(name)),
      )
    ) {
      found.push(`${file} imports ${fileName}`);
    }
  }
  const code = text.replace(/\/\*[\s\S]*?\*\/|(^|\s)\/\/[^\n]*/g, '');
  if (zone.pure && AMBIENT.test(code))
    found.push(`${file} reads the clock, the environment or chance: ${AMBIENT.exec(code)?.[0]}`);
  if (
    !file.startsWith('data/') &&
    /\b(SELECT\s[\s\S]{1,200}?\sFROM\s|INSERT INTO|DELETE FROM|CREATE TABLE|UPDATE \w+ SET)/.test(code)
  ) {
    found.push(`${file} holds SQL`);
  }
  return found;
}

describe('architecture', () => {
  it('finds the source files', () => {
    expect(files.length).toBeGreaterThan(20);
  });
  it('imports go one way, pure zones stay pure, SQL stands in data/ alone', () => {
    expect(files.flatMap((file) => complaints(file, readFileSync(join(ROOT, file), 'utf8')))).toEqual([]);
  });
  it('would catch a leak of each kind', () => {
    expect(complaints('ingest/parse/x.ts', "import { a } from '../../data/database.ts';")).toHaveLength(1);
    expect(complaints('ingest/analyze/x.ts', "export * from '../read/mbox.ts';")).toHaveLength(1);
    expect(complaints('ingest/analyze/x.ts', "const x = import('better-sqlite3');")).toHaveLength(1);
    expect(complaints('server/present/x.ts', 'const now = Date.now();')).toHaveLength(1);
    expect(complaints('server/http/x.ts', "db.exec('DELETE FROM mail')")).toHaveLength(1);
    expect(complaints('elsewhere/x.ts', '')).toHaveLength(1);
    expect(complaints('web/search/x.tsx', "import { a } from '../thread/model/a.ts';")).toHaveLength(1);
    expect(complaints('web/lib/x.ts', "import { a } from '../ui/a.tsx';")).toHaveLength(1);
    expect(complaints('web/person/x.tsx', "import { a } from '../screens/a.tsx';")).toHaveLength(1);
  });
});
