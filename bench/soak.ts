import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { surviveKills } from '../tests/trust/killed.ts';
import { buildProgram, manySamples } from '../tests/trust/program.ts';

/** `npm run soak [kills]`: kills an ingest that often (200) and compares what is left with an undisturbed run. Prints figures; exit 1 where anything was lost. */
const kills = Number(process.argv[2] ?? 200);
if (!Number.isInteger(kills) || kills < 1) {
  console.error('How many kills? A whole number: npm run soak 50');
  process.exit(2);
}
const folder = mkdtempSync(join(tmpdir(), 'lorescope-soak-'));
const program = await buildProgram();
try {
  mkdirSync(join(folder, 'mail'));
  const files = manySamples(join(folder, 'mail'), 4);
  const result = await surviveKills(program, { files, folder, kills, rounds: Math.ceil(kills / 10), seed: kills });
  for (const loss of result.losses) console.log(`LOST  ${loss}`);
  console.log(`${result.kills} kills, ${result.hits} before the end; ${result.losses.length} losses`);
  process.exitCode = result.losses.length > 0 ? 1 : 0;
} finally {
  program.remove();
  rmSync(folder, { recursive: true, force: true });
}
