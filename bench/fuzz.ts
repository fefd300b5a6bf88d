import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { factsOf } from '../ingest/pipeline.ts';
import { analyzeThread } from '../ingest/pipeline-threads.ts';
import { parseQuery } from '../server/query/parse.ts';
import { chance } from '../tests/trust/program.ts';

/**
 * `npm run fuzz [seconds] [seed]`: cuts, flips, repeats and splices the mails of the sample archive for that long (60) and reads each
 * variant with its unharmed neighbour. Prints variants, crashes, and the worst time of a message; exit 1 where anything crashed,
 * lost the neighbour, or took over a second.
 */
const seconds = Number(process.argv[2] ?? 60);
const seed = Number(process.argv[3] ?? 1);
const random = chance(seed);
const pick = (count: number) => Math.floor(random() * count);

/** What mail is made of; longer than the next injury can mend. */
const TOKENS = [
  '\n',
  '\n\n',
  '> ',
  '>',
  ' ',
  '\t',
  '-- \n',
  '\n--',
  '=?utf-8?q?',
  '<',
  '"',
  '(',
  '\r',
  '\0',
  '[PATCH ',
  'Re: ',
  '@@ -1 +1 @@\n',
  '\ndiff --git a/x b/x\n',
  ', ',
  ';',
  'é',
  '\nOn Monday, Alice wrote:\n',
  '1/2',
];
/** Of one message and its neighbour, on a slow machine. */
const LIMIT_MS = 1000;

const mails = sampleMails();
const failures: string[] = [];
let variants = 0;
let worst = 0;
const end = performance.now() + seconds * 1000;
while (performance.now() < end && failures.length < 20) {
  const victim = mails[pick(mails.length)]!;
  const bytes = harm(victim);
  const before = process.cpuUsage();
  try {
    const read = [mails[0]!, bytes].map((each, i) => {
      const { facts } = factsOf({
        bytes: each,
        salvaged: i === 1 && random() < 0.1,
        list: null,
        archivedAt: 0,
        place: 'fuzz',
      });
      return { ...facts, id: i + 1, key: i === 0 ? facts.messageId : `${facts.messageId}#fuzz`, lists: ['fuzz'] };
    });
    const thread = analyzeThread({
      id: 1,
      messages: read.map((facts) => ({ ...facts, from: { name: facts.fromName, email: facts.fromEmail } })),
    });
    if (thread.messages.length !== 2) failures.push(`variant ${variants} of seed ${seed}: a neighbour was lost`);
    parseQuery(bytes.subarray(0, 200).toString('latin1'));
  } catch (error) {
    if ((error as Error).name !== 'QueryError')
      failures.push(
        `variant ${variants} of seed ${seed}: ${(error as Error).stack?.split('\n').slice(0, 3).join(' ')}`,
      );
  }
  const { user, system } = process.cpuUsage(before);
  worst = Math.max(worst, (user + system) / 1000);
  variants += 1;
}
for (const failure of failures) console.log(`FAIL  ${failure}`);
console.log(`${variants} variants, ${failures.length} failures, worst message ${Math.round(worst)} ms`);
process.exitCode = failures.length > 0 || worst > LIMIT_MS ? 1 : 0;

/** The mails of the sample, cut at their From lines. */
function sampleMails(): Buffer[] {
  const folder = join(import.meta.dirname, '..', 'data', 'sample');
  return readdirSync(folder)
    .filter((name) => name.endsWith('.mbox'))
    .sort()
    .flatMap((name) => readFileSync(join(folder, name), 'latin1').split(/^From .*\n/m))
    .filter((text) => text.trim() !== '')
    .map((text) => Buffer.from(text, 'latin1'));
}

/** One to eight injuries. */
function harm(bytes: Buffer): Buffer {
  let out = Buffer.from(bytes);
  for (let n = 1 + pick(8); n > 0; n -= 1) {
    const at = pick(out.length + 1);
    const length = pick(Math.min(400, out.length - at + 1));
    const piece = out.subarray(at, at + length);
    const kind = pick(6);
    if (kind === 0) out = out.subarray(0, at);
    else if (kind === 1 && at < out.length) out[at] = pick(256);
    else if (kind === 2)
      out = Buffer.concat([out.subarray(0, at), ...Array.from({ length: pick(200) }, () => piece), out.subarray(at)]);
    else if (kind === 3) out = Buffer.concat([out.subarray(0, at), out.subarray(at + length)]);
    else if (kind === 4) {
      const other = mails[pick(mails.length)]!;
      out = Buffer.concat([out.subarray(0, at), other.subarray(pick(other.length))]);
    } else
      out = Buffer.concat([
        out.subarray(0, at),
        Buffer.from(TOKENS[pick(TOKENS.length)]!.repeat(1 + pick(500))),
        out.subarray(at),
      ]);
    if (out.length > 1_000_000) out = out.subarray(0, 1_000_000);
  }
  return out;
}
