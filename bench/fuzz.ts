import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { FINDINGS, fuzz } from '../tests/trust/fuzzing.ts';
import { chance } from '../tests/trust/program.ts';
import { ingestVariants } from '../tests/trust/variants.ts';

/** Of one message, read and analyzed. */
const LIMIT_MS = 200;

/**
 * `npm run fuzz [seconds] [variants] [seed]`: harms made-up mail for that long (60; ten minutes are `npm run fuzz 600`) and gives it to all
 * that reads mail and queries, led by which code it reaches; then ingests so many harmed mails of all corpora (10,000) between unharmed ones.
 * Findings lie in tests/trust/findings afterwards, to be kept once they are understood. Exit 1 where anything threw, was lost, or took
 * longer than 200 ms.
 */
const [seconds, variants, seed] = [60, 10_000, 1].map((otherwise, i) => {
  const number = Number(process.argv[2 + i] ?? otherwise);
  if (Number.isInteger(number) && number >= 0) return number;
  console.error('Whole numbers: npm run fuzz [seconds] [variants] [seed]');
  process.exit(2);
}) as [number, number, number];

const { findings, worst, ...found } = fuzz(seconds, chance(seed));
for (const { what, bytes } of findings) {
  const path = join(FINDINGS, `${createHash('sha256').update(bytes).digest('hex').slice(0, 12)}.eml`);
  mkdirSync(FINDINGS, { recursive: true });
  writeFileSync(path, bytes);
  console.log(`FAIL  ${path}: ${what}`);
}
console.log(
  `fuzz: ${found.variants} variants in ${seconds} s, ${found.kept} reached new code (${found.blocks} blocks), ${findings.length} findings, worst message ${Math.round(worst.milliseconds)} ms (${worst.bytes.length} bytes)`,
);
if (worst.milliseconds > LIMIT_MS) writeFileSync(join(FINDINGS, 'slow.eml'), worst.bytes);

const ingested = await ingestVariants(variants, chance(seed + 1));
for (const loss of ingested.losses) console.log(`LOST  ${loss}`);
console.log(
  `ingest: ${ingested.variants} variants of ${ingested.corpora.length} corpora, ${ingested.losses.length} crashes or lost neighbours; peak memory ${Math.round(process.resourceUsage().maxRSS / 1024)} MB`,
);
process.exitCode = findings.length + ingested.losses.length > 0 || worst.milliseconds > LIMIT_MS ? 1 : 0;
