import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DERIVED_SQL } from '../data/schema/derived.ts';
import { FACTS_SQL } from '../data/schema/facts.ts';
import { SOURCE_READERS } from '../ingest/read/kinds/index.ts';
import { generatedDocs } from '../scripts/docs.ts';
import { buildProgram } from '../server/cli/program.ts';
import { OPERATORS } from '../server/query/operators.ts';

const ROOT = resolve(import.meta.dirname, '..');
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');

const documents = ['.', 'docs', 'docs/decisions', 'data/sample', 'tests/fixtures'].flatMap((folder) =>
  existsSync(join(ROOT, folder))
    ? readdirSync(join(ROOT, folder))
        .filter((name) => name.endsWith('.md'))
        .map((name) => join(folder, name))
    : [],
);
const scripts = Object.keys((JSON.parse(read('package.json')) as { scripts: Record<string, string> }).scripts);

describe('documents', () => {
  it('made from the program are up to date (else: npm run docs)', async () => {
    for (const [path, text] of await generatedDocs()) {
      expect(existsSync(join(ROOT, path)) && read(path) === text, `${path} is out of date: run npm run docs`).toBe(
        true,
      );
    }
  });

  it('name each verb of the command line', () => {
    const verbs = buildProgram().commands.map((verb) => verb.name());
    expect(verbs.length).toBeGreaterThan(5);
    expect(verbs.filter((verb) => !read('docs/cli.md').includes(`## ${verb}\n`))).toEqual([]);
  });

  it('name each table in the glossary, and explain it in the schema', () => {
    const tables = [...`${FACTS_SQL}${DERIVED_SQL}`.matchAll(/((?:--[^\n]*\n)?)CREATE (?:VIRTUAL )?TABLE (\w+)/g)];
    expect(tables.length).toBeGreaterThan(15);
    const glossary = read('docs/glossary.md');
    expect(tables.map(([, , name]) => name!).filter((name) => !glossary.includes(`\`${name}\``))).toEqual([]);
    // A table that belongs to the one above it (person, person_address) shares its comment.
    const bare = tables.filter(([, comment, name], n) => comment === '' && !name!.startsWith(`${tables[n - 1]?.[2]}_`));
    expect(bare.map(([, , name]) => name)).toEqual([]);
  });

  it('name only npm scripts that exist, and each of them somewhere', () => {
    const named = new Set(
      documents.flatMap((path) =>
        [...read(path).matchAll(/\bnpm (?:run )?([a-z][\w:]*)(?=[`\s])/g)].map(([, name]) => name!),
      ),
    );
    const builtIn = new Set(['ci', 'run', 'scripts']);
    expect([...named].filter((name) => !scripts.includes(name) && !builtIn.has(name))).toEqual([]);
    expect(scripts.filter((name) => !named.has(name))).toEqual([]);
  });

  it('link only to files that exist', () => {
    const broken = documents.flatMap((path) =>
      [...read(path).matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)]
        .map(([, target]) => target!)
        .filter((target) => !/^[a-z]+:/.test(target) && !existsSync(join(ROOT, dirname(path), target)))
        .map((target) => `${path}: ${target}`),
    );
    expect(broken).toEqual([]);
  });

  it('name only source files that exist, from the root', () => {
    const missing = documents.flatMap((path) =>
      [...read(path).matchAll(/`((?:[\w.@-]+\/)+[\w.@-]+\.(?:tsx?|mjs|sh|css|sql|mbox))`/g)]
        .map(([, name]) => name!)
        .filter((name) => !name.startsWith('dist/') && !existsSync(join(ROOT, name)))
        .map((name) => `${path}: ${name}`),
    );
    expect(missing).toEqual([]);
  });

  it('name each operator of the search, its values, and each kind of mail file', () => {
    const search = read('docs/search.md');
    expect(OPERATORS.filter(({ name }) => !search.includes(`\`${name}:`)).map(({ name }) => name)).toEqual([]);
    const kinds = OPERATORS.filter(({ special }) => special === 'kind').flatMap(({ values = [] }) => values);
    expect(kinds.filter((value) => !search.includes(`\`${value}\``))).toEqual([]);
    const sources = read('docs/sources.md');
    expect(SOURCE_READERS.filter(({ kind }) => !sources.includes(`| \`${kind}\` |`))).toEqual([]);
  });

  it('say in the index what each decision is', () => {
    const index = read('docs/decisions/README.md');
    const files = readdirSync(join(ROOT, 'docs/decisions')).filter((name) => /^\d{3}-/.test(name));
    expect(files.length).toBeGreaterThan(5);
    expect(files.filter((name) => !index.includes(`(${name})`))).toEqual([]);
  });
});
