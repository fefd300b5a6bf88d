/** Writes the documents that follow from the program: docs/cli.md, docs/http.md, docs/database.md, docs/summary.schema.json. Run it with `npm run docs`. */
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { openWriter } from '../data/database.ts';
import { DERIVED_SQL } from '../data/schema/derived.ts';
import { FACTS_SQL } from '../data/schema/facts.ts';
import { format, resolveConfig } from 'prettier';
import { buildProgram } from '../server/cli/program.ts';
import { APP_SCREENS } from '../server/contract/screens.ts';
import { SummaryAnswer } from '../server/contract/summary.ts';
import { buildApp } from '../server/http/app.ts';

const ROOT = resolve(import.meta.dirname, '..');

/** Every generated document: path from the root, and its text. */
export async function generatedDocs(): Promise<Map<string, string>> {
  return new Map([
    ['docs/cli.md', cliDoc(buildProgram())],
    ['docs/http.md', await httpDoc()],
    ['docs/database.md', databaseDoc()],
    ['docs/summary.schema.json', await summarySchema()],
  ]);
}

/** The JSON Schema of a thread summary, for those who keep summaries: the contract's own schema. */
async function summarySchema(): Promise<string> {
  const schema = {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Summary of a mailing-list thread',
    description:
      'What `lorescope summary --format json` writes. Times are ISO 8601 in UTC; lines are half-open ranges counted from 0.',
    ...SummaryAnswer,
  };
  return format(JSON.stringify(schema), { ...(await resolveConfig(resolve(ROOT, 'package.json'))), parser: 'json' });
}

function cliDoc(program: Command): string {
  const verbs = program.commands.map((verb) => `## ${verb.name()}\n\n\`\`\`text\n${helpOf(verb)}\n\`\`\`\n`);
  const rows = program.commands.map((verb) => `| [${verb.name()}](#${verb.name()}) | ${verb.description()} |`);
  return `# Command line

${GENERATED}

After \`npm run build\`, \`npx lorescope\` in the project's folder runs the program; \`npm run lorescope -- VERB\` runs it from its sources.
Exit code: 0 done, 1 done with problems that it lists, 2 wrong use. Every reading verb takes \`--json\` and prints what HTTP answers.

| verb | does |
| --- | --- |
${rows.join('\n')}

${verbs.join('\n')}`;
}

/** The help as the verb prints it, 100 columns wide wherever it is made. */
function helpOf(verb: Command): string {
  let text = '';
  verb.configureHelp({ helpWidth: 100 });
  verb.configureOutput({
    writeOut: (part) => (text += part),
    getOutHelpWidth: () => 100,
    getOutHasColors: () => false,
  });
  for (const sub of verb.commands) sub.configureHelp({ helpWidth: 100 });
  verb.outputHelp();
  const own = text.trim();
  return [own, ...verb.commands.map((sub) => helpOf(sub as Command))].join('\n\n');
}

async function httpDoc(): Promise<string> {
  const archive = openWriter(':memory:');
  const app = await buildApp(archive, {});
  await app.ready();
  const { paths } = (app as unknown as { swagger(): OpenApi }).swagger();
  const known = new Set(Object.keys(paths).map((path) => path.replaceAll(/\{(\w+)\}/g, ':$1')));
  const pages = routesOf(app.printRoutes({ commonPrefix: false })).filter(
    (path) => !known.has(path) && !path.startsWith('/api/docs/') && !path.startsWith('/assets') && !path.endsWith('*'),
  );
  await app.close();
  const api = Object.entries(paths).map(([path, methods]) => apiRow(path, methods));
  const links = [...new Set(pages.map((path) => (path.length > 1 ? path.replace(/\/$/, '') : path)))]
    .sort()
    .map((path) => `| \`${path}\` | ${sentenceOf(path)} |`);
  return `# HTTP

${GENERATED}

The API stands under \`/api/v1\`; \`/api/docs\` describes every answer (OpenAPI). Pages go by key (\`cursor\`), answers carry an ETag, and a
bad request gets one JSON shape, \`{"error": {"code", "message", "hint"}}\`, with a sentence that tells what to do; a parameter
that an address doesn't know is one too, and its hint names those it knows.

## API

| route | answers | parameters |
| --- | --- | --- |
${api.join('\n')}

## Pages and links

Links that lore users know work here. \`:id\` is a Message-ID.

| link | shows |
| --- | --- |
${links.join('\n')}
`;
}

interface OpenApi {
  paths: Record<string, Record<string, { summary?: string; parameters?: { name: string; in: string }[] }>>;
}

function apiRow(path: string, methods: OpenApi['paths'][string]): string {
  const [[method, { summary = '', parameters = [] }]] = Object.entries(methods) as [
    [string, OpenApi['paths'][string][string]],
  ];
  const query = parameters.filter((parameter) => parameter.in === 'query').map(({ name }) => `\`${name}\``);
  return `| \`${method.toUpperCase()} ${path}\` | ${summary || sentenceOf(path)} | ${query.join(', ')} |`;
}

/** What the route says itself, else what its last part says wherever it stands, else an error that tells what to do. */
const sentenceOf = (path: string) => SENTENCES[path] ?? ENDINGS[path.slice(path.lastIndexOf('/') + 1)] ?? missing(path);

function missing(path: string): string {
  throw new Error(
    `The route ${path} has no sentence: give it a \`summary\`, or add it to SENTENCES in scripts/docs.ts.`,
  );
}

/** Full paths of Fastify's tree of routes. */
function routesOf(tree: string): string[] {
  const open: string[] = [];
  const found: string[] = [];
  for (const line of tree.split('\n')) {
    const [, indent, part] = /^([│ ]*)[└├]── (.+?) \([A-Z, ]+\)$/.exec(line) ?? [];
    if (indent === undefined || part === undefined) continue;
    const depth = indent.length / 4;
    open.length = depth;
    open[depth] = part;
    found.push(open.join(''));
  }
  return found;
}

function databaseDoc(): string {
  return `# Database

${GENERATED}

One SQLite file. Times are Unix seconds (UTC). The glossary says what the words mean.

## Facts

What was read. Migrated, never dropped.

${tables(FACTS_SQL)}
## Derived

Made of the facts by analysis; dropped and made anew when the analysis version moves.

${tables(DERIVED_SQL)}`;
}

/** Each table with the comment above it and its columns with the comments beside them. */
function tables(sql: string): string {
  const found = [...sql.matchAll(/((?:^--[^\n]*\n)*)^CREATE (?:VIRTUAL )?TABLE (\w+)[^(\n]*\(\n?([\s\S]*?)\n?^\)/gm)];
  return found
    .map(([, above = '', name = '', body = '']) => {
      const comment = above.replaceAll(/^-- ?/gm, '').trim().replaceAll('\n', ' ');
      const columns = body.split('\n').flatMap((line) => {
        const [, column, type, note = ''] = /^ {2}(\w+)\s+([A-Z][^,-]*?),?\s*(?:--\s*(.*))?$/.exec(line) ?? [];
        if (!column || !type || /^(PRIMARY|UNIQUE|FOREIGN|CHECK)$/.test(column)) return [];
        return [`| \`${column}\` | ${type.trim().toLowerCase()} | ${note || noteOf(column, type)} |`];
      });
      const table = columns.length > 0 ? `\n| column | type | |\n| --- | --- | --- |\n${columns.join('\n')}\n` : '';
      return `### ${name}\n\n${comment}\n${table}`;
    })
    .join('\n');
}

/** What columns mean that stand in many tables; a column that needs words of its own has them beside it in the schema. */
function noteOf(column: string, type: string): string {
  const table =
    /references (\w+)/i.exec(type)?.[1] ?? /^(list|thread|person|source|mail|message)_id$/.exec(column)?.[1];
  if (table) return `${table}.id`;
  if (column.endsWith('_json')) return 'the record, as JSON';
  return NOTES[column] ?? missingNote(column);
}

function missingNote(column: string): string {
  throw new Error(
    `The column ${column} has no note: write one beside it in data/schema, or add it to NOTES in scripts/docs.ts.`,
  );
}

const NOTES: Record<string, string> = {
  id: 'number of the row',
  name: 'its name',
  value: 'its value',
  alias: 'the other name, in lower case',
  place: 'file and byte offset, or commit',
  what: 'what is wrong, in words',
  hash: 'commit id',
  author_name: 'name of the author',
  author_email: 'address of the author',
  mark: 'the salted hash',
  salvaged: '1 for text that was a mail once',
  bot: '1 where a program wrote it',
  subject: 'decoded Subject header',
  title: 'subject without prefixes',
  window: 'judged_window.start',
  from_name: 'mended name of the sender',
  from_email: 'mended address of the sender',
  email: 'the address',
  date: 'Date header; null where it can’t be read',
  date_used: 'the time that orders everything',
  key: 'Message-ID, or `<id>#2`',
  message_key: 'key of the message',
  root: 'key of the first message',
  parent: 'key of the parent',
  position: 'place in the reading order',
  depth: 'steps from the root',
  started: 'time of the first message',
  last: 'time of the last message',
  messages: 'how many messages',
  ghosts: 'how many are named and missing',
  patches: 'how many patches',
  root_missing: '1 where the root is a ghost',
  state: 'outcome, in the words of the dump',
  state_since: 'since when',
  status: 'where the point stands',
  series_id: 'series.id',
  work_id: 'the same for one patch in all its revisions',
  version: 'n of `[PATCH vn]`',
  number: 'n of n/m',
  total: 'm of n/m',
};

const GENERATED = 'Made from the program by `npm run docs`; a test fails where it is out of date.';

/** What routes and links are for, where the route itself does not say. */
const SENTENCES: Record<string, string> = {
  '/': 'Home',
  '/search': 'search',
  ...APP_SCREENS,
  '/pw':
    "Patchwork's REST API (1.0 to 1.3, read-only) under `/pw/api/`, with `/pw/patch/N/mbox/` and the like: docs/clients.md",
  '/r/:id': 'leads to the message, whatever its list',
  '/:list': 'the threads of a list; `?q=` searches in it',
  '/:list/new.atom': 'feed of the newest messages',
  '/:list/new.json': 'the same as JSON Feed; every feed has both forms',
  '/:list/decided.atom': 'feed of what was decided',
  '/:list/decided.json': 'the same as JSON Feed',
  '/:list/:id/t.json': 'the feed of the thread as JSON Feed',
  '/person/:name/new.atom': 'feed of what somebody wrote',
  '/person/:name/new.json': 'the same as JSON Feed',
  '/series/:id/new.atom': 'feed of a series, all its revisions',
  '/series/:id/new.json': 'the same as JSON Feed',
  '/me/waiting.atom': 'feed of what waits for `?who=`, or for whom the settings call `me`',
  '/me/waiting.json': 'the same as JSON Feed',
  '/robots.txt': 'what robots need not ask',
  '/sitemap.xml': 'maps of all threads, by list and month, for search engines',
  '/sitemap/:list/:month': 'threads that began in a month (`2026-01.xml`)',
  '/opensearch.xml': 'how to search here (OpenSearch)',
  '/:list/:id': 'a message in its thread',
  '/:list/:id/raw': 'the mail as it was read',
  '/:list/:id/t': 'the thread, nested; `#` leads to a message',
  '/:list/:id/T': 'the thread, flat',
  '/:list/:id/summary': 'the summary of the thread',
  '/:list/:id/why': 'its turning points',
  '/:list/:id/t.mbox': 'the thread as mboxrd',
  '/:list/:id/t.mbox.gz': 'the thread as mboxrd, gzip',
  '/:list/:id/t.atom': 'feed of the thread',
  '/api/docs': 'the API, described',
  '/api/v1/health': 'is the server up, what does it serve',
  '/api/v1/home': 'lists, what was decided lately, what waits longest, activity',
  '/api/v1/lists': 'all lists with their figures',
  '/api/v1/lists/{list}': 'one list',
  '/api/v1/lists/{list}/threads': 'threads of a list, by activity, start, size or outcome',
  '/api/v1/lists/{list}/patches': 'patches of a list by name, state, person, whose turn it is',
  '/api/v1/lists/{list}/series': 'series of a list',
  '/api/v1/threads/{id}': 'a thread: rows with depth and parent, blocks, quote links, people, outcome',
  '/api/v1/threads/{id}/bodies': 'the texts of a long thread, page by page',
  '/api/v1/messages/{id}': 'one message with its headers and blocks',
  '/api/v1/messages/{id}/raw': 'the mail as it was read',
  '/api/v1/patches': 'patches by name, state, person, whose turn it is',
  '/api/v1/patches/{id}': 'one patch: outcome, evidence, revisions, reviews',
  '/api/v1/series/{id}': 'one series: revisions, trailers, differences',
  '/api/v1/series/{id}/range-diff': 'what changed between two revisions of a series',
  '/api/v1/people': 'people by name or address',
  '/api/v1/people/{id}': 'one person',
  '/api/v1/people/{id}/messages': 'what a person wrote',
  '/api/v1/threads/{id}/summary': 'the thread summary: JSON, Markdown, HTML or plain text',
  '/api/v1/search': 'messages that a query finds, in the words of lore’s search',
  '/api/v1/search/suggestions': 'titles, people and identifiers that begin or sound like what was typed',
  '/api/v1/stats': 'figures of the archive or of one list',
};

const ENDINGS: Record<string, string> = {
  am: 'the newest revision as an mbox for `git am`, with the trailers gathered from replies',
  mbox: 'the raw mails as mboxrd',
  raw: 'the mail as it was read',
  diff: 'the diff alone',
  metrics: 'figures of the running server, for Prometheus',
  atom: 'feed',
  export: 'the raw mails, or the newest revision for `git am`',
};

if (process.argv[1] === import.meta.filename) {
  for (const [path, text] of await generatedDocs()) {
    writeFileSync(resolve(ROOT, path), text);
    console.log(path);
  }
}
