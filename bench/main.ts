import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { benchApi } from './api.ts';
import { benchCalibration } from './calibration.ts';
import { benchGrowth } from './growth.ts';
import { benchIngest } from './ingest.ts';
import { benchMillion } from './million.ts';
import { benchPeers } from './peers.ts';
import { benchSearchPeers } from './search-peers.ts';
import { benchSearch } from './search.ts';

/**
 * `npm run bench [name…]`: runs the named benchmarks, those of {@link USUAL} where none is named; prints a table each and writes all
 * figures to dist/bench.json (LORESCOPE_BENCH_JSON for another file).
 */
const BENCHMARKS: Record<string, () => Promise<object>> = {
  ingest: benchIngest,
  api: benchApi,
  search: benchSearch,
  calibration: benchCalibration,
  growth: benchGrowth,
  million: benchMillion,
  peers: benchPeers,
  'search-peers': benchSearchPeers,
};
/** The others need other programs, or tell nothing that these do not. */
const USUAL = ['ingest', 'api', 'search', 'growth'];

const names = process.argv.slice(2);
const unknown = names.filter((name) => !(name in BENCHMARKS));
if (unknown.length > 0) {
  console.error(`There is no benchmark ${unknown.join(', ')}. There are: ${Object.keys(BENCHMARKS).join(', ')}.`);
  process.exit(2);
}
const file = process.env['LORESCOPE_BENCH_JSON'] ?? join(import.meta.dirname, '..', 'dist', 'bench.json');
mkdirSync(dirname(file), { recursive: true });
const results: Record<string, object> = {};
for (const name of names.length > 0 ? names : USUAL) {
  console.log(`\n${name}`);
  results[name] = await BENCHMARKS[name]!();
  // Written after each, so that what was measured is not lost where a later one is stopped.
  writeFileSync(file, `${JSON.stringify(results, null, 1)}\n`);
}
console.log(`\nAll figures: ${file}`);
