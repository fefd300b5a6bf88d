import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { cyclesOf, ROOMS, STILL_CIRCLES, strayed } from './support/rooms.ts';

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
  // Reads again with what is not ours, and holds the two readings against each other.
  {
    zone: /^ingest\/verify\//,
    files: [/^ingest\/(verify|read|parse)\//, /^data\//],
    packages: ['mailparser', 'mbox-reader'],
    node: true,
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
    files: [/^server\//, /^data\//, /^ingest\/(pipeline|verify)\//, /^ingest\/(parse|analyze)\//],
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

/** Spares the reading of what holds none of the words. */
const SQL_WORDS =
  /SELECT|INSERT|DELETE|REPLACE|UPDATE|CREATE|DROP|ALTER|VACUUM|ANALYZE|REINDEX|ATTACH|PRAGMA|BEGIN|SAVEPOINT|\.pragma|\.sqlite/;
const SQL = [
  /\b(?:SELECT\s[\s\S]{1,2000}?\sFROM\s|INSERT (?:OR \w+ )?INTO\b|DELETE FROM\b|REPLACE INTO\b|UPDATE \w+ SET\b)/,
  /\b(?:CREATE|DROP|ALTER) (?:TEMP(?:ORARY)? )?(?:VIRTUAL )?(?:TABLE|INDEX|VIEW|TRIGGER)\b/,
  /\b(?:VACUUM|ANALYZE|REINDEX|ATTACH DATABASE|PRAGMA \w+|BEGIN IMMEDIATE|SAVEPOINT)\b/,
  /^\.pragma\($|^\.sqlite$/,
];

/** The texts that code holds, comments left out: the parts of a template stand together, with a blank for each value. */
function textsOf(file: string, text: string): string[] {
  const texts: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) texts.push(node.text);
    else if (ts.isTemplateExpression(node))
      texts.push([node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join(' x '));
    else if (ts.isPropertyAccessExpression(node))
      texts.push(`.${node.name.text}${ts.isCallExpression(node.parent) ? '(' : ''}`);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true));
  return texts;
}

/** What a file imports by a path, types too. */
const importsOf = (file: string, text: string): string[] =>
  ts
    .preProcessFile(text, true, true)
    .importedFiles.filter(({ fileName }) => fileName.startsWith('.'))
    .map(({ fileName }) => relative(ROOT, resolve(ROOT, dirname(file), fileName)));

function complaints(file: string, text: string): string[] {
  const zone = ZONES.find((candidate) => candidate.zone.test(file));
  if (!zone) return [`${file} stands in no zone`];
  const found: string[] = [];
  for (const { fileName } of ts.preProcessFile(text, true, true).importedFiles) {
    if (/\.(css|svg|woff2?)(\?.*)?$/.test(fileName) && file.startsWith('web/')) continue;
    if (fileName.startsWith('.')) {
      const target = relative(ROOT, resolve(ROOT, dirname(file), fileName));
      if (!zone.files.some((allowed) => allowed.test(target))) found.push(`${file} imports ${target}`);
      else if (strayed(file, target)) found.push(`${file} imports ${target}, against ${strayed(file, target)}`);
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
  if (!file.startsWith('data/') && SQL_WORDS.test(code))
    for (const held of textsOf(file, text))
      if (SQL.some((pattern) => pattern.test(held))) found.push(`${file} holds SQL: ${held.trim().slice(0, 60)}`);
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
    expect(complaints('elsewhere/x.ts', '')).toHaveLength(1);
  });

  it.each([
    ['ingest/parse/headers/x.ts', "import { a } from '../mime/a.ts';"],
    ['ingest/parse/text/x.ts', "import type { A } from '../bytes/a.ts';"],
    ['ingest/analyze/threads/x.ts', "import { a } from '../quotes/a.ts';"],
    ['ingest/analyze/outcomes/x.ts', "export * from '../signals/a.ts';"],
    ['server/present/brief/x.ts', "import { a } from '../summary/a.ts';"],
    ['server/http/x.ts', "const a = await import('../cli/a.ts');"],
    ['data/read/x.ts', "import { a } from '../write/a.ts';"],
    ['web/search/x.tsx', "import { a } from '../thread/model/a.ts';"],
    ['web/lib/x.ts', "import { a } from '../ui/a.tsx';"],
    ['web/person/x.tsx', "import { a } from '../screens/a.tsx';"],
  ])('would catch an arrow against the plan: %s', (file, text) => {
    expect(complaints(file, text)).toHaveLength(1);
  });

  it.each([
    "db.exec('DELETE FROM mail')",
    'db.prepare(`SELECT ${columns} FROM ${table}`).all()',
    'db.prepare(`UPDATE mail SET size = ${size}`)',
    "db.exec('VACUUM')",
    "archive.pragma('wal_checkpoint(TRUNCATE)')",
    "archive.sqlite['exec'](text)",
    "run('INSERT OR IGNORE INTO mail (id) VALUES (?)')",
    "run('CREATE VIRTUAL TABLE words USING fts5(text)')",
  ])('would catch SQL outside of data/: %s', (text) => {
    expect(complaints('server/http/x.ts', text)).toHaveLength(1);
  });

  it('does not take words for SQL', () => {
    expect(
      complaints('server/http/x.ts', "say('select one from the list'); pattern.exec(line); // SELECT a FROM b"),
    ).toEqual([]);
  });

  it('has no circle of imports, types too', () => {
    const imports = new Map(files.map((file) => [file, importsOf(file, readFileSync(join(ROOT, file), 'utf8'))]));
    expect(cyclesOf(imports)).toEqual([]);
  });

  it('would catch a circle of two, of three, and of types', () => {
    expect(cyclesOf(new Map([['a.ts', ['b.ts']], ['b.ts', ['a.ts']], ['c.ts', ['a.ts']]]))).toEqual([['a.ts', 'b.ts']]); // prettier-ignore
    expect(cyclesOf(new Map([['a.ts', ['b.ts']], ['b.ts', ['c.ts']], ['c.ts', ['a.ts']]]))).toHaveLength(1); // prettier-ignore
    expect(importsOf('data/a.ts', "import type { B } from './b.ts';\nexport type { C } from './c.ts';")).toEqual([
      'data/b.ts', 'data/c.ts',
    ]); // prettier-ignore
  });

  it('has a plan that holds itself, and that docs/architecture.md shows', () => {
    const circles = Object.values(ROOMS).flatMap((rooms) => cyclesOf(new Map(Object.entries(rooms))));
    expect(circles).toEqual(STILL_CIRCLES);
    const doc = readFileSync(join(ROOT, 'docs/architecture.md'), 'utf8');
    const rows = Object.entries(ROOMS).flatMap(([zone, rooms]) =>
      Object.entries(rooms).map(
        ([room, allowed]) =>
          `| \`${room === '.' ? `${zone}/*.ts` : `${zone}/${room}`}\` | ${allowed.map((name) => `\`${name === '.' ? '*.ts' : name}\``).join(', ') || '–'} |`,
      ),
    );
    expect(doc.split('\n').filter((line) => /^\| `[a-z/*.]+` \| (?:`[a-z*.]+`(?:, )?|–)+ \|$/.test(line))).toEqual(
      rows,
    );
  });

  it('has no folder of more than thirty source files, and every room in its plan', () => {
    const counts = new Map<string, number>();
    for (const file of files) counts.set(dirname(file), (counts.get(dirname(file)) ?? 0) + 1);
    expect([...counts].filter(([, count]) => count > 30)).toEqual([]);
    const unplanned = [...counts.keys()].filter((folder) => {
      const rooms = ROOMS[dirname(folder)];
      return rooms !== undefined && !(basename(folder) in rooms);
    });
    expect(unplanned).toEqual([]);
  });
});
