import { benchApi } from './api.ts';
import { benchIngest } from './ingest.ts';
import { benchMillion } from './million.ts';
import { benchSearchPeers } from './search-peers.ts';
import { benchSearch } from './search.ts';

/** `npm run bench [name…]`: runs the named benchmarks, all where none is named; prints a table each and one JSON file of all figures. */
const BENCHMARKS: Record<string, () => Promise<object>> = {
  ingest: benchIngest,
  api: benchApi,
  search: benchSearch,
  'search-peers': benchSearchPeers,
  million: benchMillion,
};

const names = process.argv.slice(2);
const unknown = names.filter((name) => !(name in BENCHMARKS));
if (unknown.length > 0) {
  console.error(`There is no benchmark ${unknown.join(', ')}. There are: ${Object.keys(BENCHMARKS).join(', ')}.`);
  process.exit(2);
}
const results: Record<string, object> = {};
for (const [name, run] of Object.entries(BENCHMARKS)) {
  if (names.length === 0 || names.includes(name)) results[name] = await run();
}
console.log(JSON.stringify(results));
