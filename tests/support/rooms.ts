/**
 * The rooms of each zone and the rooms that each may import beside itself, in the order of the flow; `.` are the files of the
 * folder itself, which put the rooms together. docs/architecture.md shows the same table. An import that is missing here
 * is a plan to draw first.
 */
export const ROOMS: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  data: {
    records: [],
    rules: ['records'],
    schema: [],
    migrations: ['schema'],
    '.': ['schema', 'migrations', 'records', 'rules'],
    codecs: ['.', 'records', 'rules'],
    read: ['.', 'codecs', 'schema', 'records', 'rules'],
    search: ['.', 'codecs', 'read', 'schema', 'records', 'rules'],
    postgres: ['.', 'codecs', 'records'],
    write: ['.', 'codecs', 'postgres', 'schema', 'records', 'rules'],
  },
  ingest: {
    read: ['parse'],
    parse: [],
    analyze: ['parse'],
    pipeline: ['read', 'parse', 'analyze'],
    verify: ['read', 'parse'],
  },
  'ingest/parse': {
    text: [],
    bytes: ['text'],
    headers: ['bytes'],
    mime: ['text', 'headers', 'bytes'],
    patch: ['text', 'bytes'],
    blocks: ['text', 'patch', 'headers', 'bytes', 'mime'],
    message: ['bytes', 'headers', 'mime', 'blocks'],
    salvage: ['text', 'bytes', 'headers', 'message'],
    '.': ['message', 'salvage'],
  },
  'ingest/analyze': {
    threads: [],
    people: [],
    search: ['threads'],
    quotes: ['threads'],
    signals: ['threads'],
    patches: ['threads'],
    reviews: ['threads', 'quotes', 'signals', 'patches', 'points'],
    points: ['threads', 'quotes', 'signals', 'reviews', 'series'],
    series: [],
    discussions: ['signals', 'points', 'outcomes'],
    pulls: ['outcomes'],
    outcomes: ['series', 'points', 'discussions', 'pulls'],
    '.': ['threads', 'quotes', 'signals', 'patches', 'reviews', 'points', 'discussions'],
  },
  server: {
    contract: [],
    query: [],
    present: ['contract', 'query'],
    // `http/app.ts` takes in the routes of Patchwork's API, which are made of its parts.
    http: ['contract', 'query', 'present', 'pw'],
    pw: ['contract', 'present', 'http'],
    nntp: ['contract', 'query', 'present', 'http'],
    mcp: ['contract', 'query', 'present', 'http'],
    cli: ['contract', 'query', 'present', 'http', 'nntp', 'mcp', '.'],
    '.': ['present'],
  },
  'server/present': {
    brief: [],
    text: [],
    thread: ['brief'],
    series: ['brief', 'thread'],
    summary: ['brief', 'text', 'thread'],
    verdict: ['brief', 'thread', 'summary'],
    list: ['brief', 'thread', 'series'],
    export: ['brief', 'summary'],
  },
  web: {
    lib: [],
    ui: ['lib'],
    shell: ['lib', 'ui'],
    // A row under the pointer fetches its thread.
    list: ['lib', 'ui', 'thread'],
    person: ['lib', 'ui'],
    home: ['lib', 'ui', 'list'],
    desk: ['lib', 'ui', 'list', 'person'],
    search: ['lib', 'ui'],
    series: ['lib', 'ui'],
    stats: ['lib', 'ui'],
    summary: ['lib', 'ui'],
    thread: ['lib', 'ui'],
    why: ['lib', 'ui'],
    // The start has the field of the bar.
    screens: [
      'lib',
      'ui',
      'shell',
      'why',
      'list',
      'person',
      'home',
      'desk',
      'search',
      'series',
      'stats',
      'summary',
      'thread',
    ],
    '.': ['lib', 'ui', 'shell', 'screens'],
  },
};

/** Rooms that still know each other, file by file without a circle: what judges patches asks what judges talk, on one index. */
export const STILL_CIRCLES = [
  ['points', 'reviews'],
  ['discussions', 'outcomes', 'pulls'],
  ['http', 'pw'],
];

/** The room of a file within a zone, `.` for a file of the zone's own folder; null where it stands elsewhere. */
function roomIn(zone: string, file: string): string | null {
  if (!file.startsWith(`${zone}/`)) return null;
  const rest = file.slice(zone.length + 1).split('/');
  return rest.length === 1 ? '.' : rest[0]!;
}

/** The arrow that an import draws against the plan, as `zone: from -> to`; null where the plan has it. */
export function strayed(file: string, target: string): string | null {
  for (const [zone, rooms] of Object.entries(ROOMS)) {
    const from = roomIn(zone, file);
    const to = roomIn(zone, target);
    if (from === null || to === null || from === to || to === 'styles') continue;
    if (!rooms[from]?.includes(to)) return `${zone}: ${from} -> ${to}`;
  }
  return null;
}

/** Groups of files that import one another in a circle, types too: each group sorted. */
export function cyclesOf(imports: ReadonlyMap<string, readonly string[]>): string[][] {
  const order = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const found: string[][] = [];
  const visit = (file: string): void => {
    order.set(file, order.size);
    low.set(file, order.get(file)!);
    stack.push(file);
    for (const next of imports.get(file) ?? []) {
      if (!imports.has(next)) continue;
      if (!order.has(next)) visit(next);
      if (stack.includes(next)) low.set(file, Math.min(low.get(file)!, low.get(next)!));
    }
    if (low.get(file) !== order.get(file)) return;
    const group = stack.splice(stack.indexOf(file));
    if (group.length > 1 || imports.get(file)?.includes(file)) found.push(group.sort());
  };
  for (const file of imports.keys()) if (!order.has(file)) visit(file);
  return found;
}
