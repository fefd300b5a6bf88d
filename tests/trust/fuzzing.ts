/** Feeds harmed mail to everything that reads it, and keeps what comes to new places of the code. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { parseManifest } from '../../ingest/read/manifest.ts';
import { MboxSplitter } from '../../ingest/read/mbox.ts';
import { splitSalvaged } from '../../ingest/read/kinds/salvaged.ts';
import { compileQuery } from '../../server/query/compile.ts';
import { mail } from '../support/mail.ts';
import { readThrough } from './cost.ts';
import { Coverage } from './coverage.ts';
import { harm, type Random } from './injuries.ts';
import { mailsOf } from './program.ts';

/** What a run found. */
export interface Fuzzed {
  variants: number;
  /** Variants that came to something new and were kept, to be harmed further. */
  kept: number;
  /** Blocks of our code that ran, told apart by how often they did. */
  blocks: number;
  /** Of what was slowest, looked at again by itself: milliseconds and bytes. */
  worst: { milliseconds: number; bytes: Buffer };
  findings: Finding[];
}

/** Something that threw or was lost, with the bytes that made it so. */
export interface Finding {
  what: string;
  bytes: Buffer;
}

const ROOT = resolve(import.meta.dirname, '../..');
/** What fuzzing found earlier, kept so that it is tried with every run. */
export const FINDINGS = join(import.meta.dirname, 'findings');

/** Made-up mails: the sample archive, the fixtures of the readers, and earlier findings. */
export function seeds(): Buffer[] {
  const under = (folder: string): Buffer[] =>
    (existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: 'utf8' }) : [])
      .filter((name) => name.endsWith('.eml'))
      .sort()
      .map((name) => readFileSync(join(folder, name)));
  const sample = join(ROOT, 'data/sample');
  return [
    ...readdirSync(sample)
      .filter((name) => name.endsWith('.mbox'))
      .sort()
      .flatMap((name) => mailsOf(join(sample, name))),
    ...under(join(ROOT, 'tests/fixtures/mails')),
    ...under(FINDINGS),
    ...['s:evict f:kwabena', '(a OR b) NOT "c d" d:2026-01..', 'nq:x AND dfn:*.c'].map((text) => Buffer.from(text)),
  ];
}

/** Harms seeds for so many seconds; what reaches new code is harmed further. */
export function fuzz(seconds: number, random: Random): Fuzzed {
  const corpus = seeds();
  const originals = corpus.length;
  const findings: Finding[] = [];
  const slowest: { milliseconds: number; bytes: Buffer }[] = [];
  const coverage = new Coverage();
  for (const bytes of corpus) tryOut(bytes, random, findings);
  coverage.take();
  const pick = (count: number) => Math.floor(random() * count);
  const end = performance.now() + seconds * 1000;
  let variants = 0;
  while (performance.now() < end && findings.length < 20) {
    // Every other time one that was kept: they lead further than the seeds.
    const kept = corpus.length - originals;
    const from = kept > 0 && random() < 0.5 ? originals + pick(kept) : pick(originals);
    // Asking which code ran costs more than a mail: some are asked about together, and kept together.
    const group = Array.from({ length: GROUP }, () => harm(corpus[from]!, corpus, random));
    for (const bytes of group) slowest.push({ milliseconds: tryOut(bytes, random, findings), bytes });
    variants += group.length;
    if (coverage.take() > 0) corpus.push(...group.filter((bytes) => bytes.length < MOST_KEPT_BYTES));
    if (slowest.length > 100) slowest.sort(slower).splice(SECOND_LOOKS);
  }
  const blocks = coverage.size;
  coverage.close();
  return { variants, kept: corpus.length - originals, blocks, worst: lookAgain(slowest), findings };
}

/** Gives bytes to each reader; what throws becomes a finding. Returns what the mail cost. */
export function tryOut(bytes: Buffer, random: Random, findings: Finding[]): number {
  let milliseconds = 0;
  const guard = (name: string, work: () => string | void) => {
    try {
      const lost = work();
      if (typeof lost === 'string') findings.push({ what: `${name}: ${lost}`, bytes });
    } catch (error) {
      if (FOR_PEOPLE.has((error as Error).name)) return;
      const place = (error as Error).stack?.split('\n').slice(0, 3).join(' ') ?? String(error);
      findings.push({ what: `${name}: ${place}`, bytes });
    }
  };
  guard('split', () => {
    const splitter = new MboxSplitter();
    let found = 0;
    for (let at = 0; at < bytes.length;) {
      const size = 1 + Math.floor(random() * bytes.length);
      found += splitter.push(bytes.subarray(at, at + size)).length;
      at += size;
    }
    found += splitter.end().length;
    splitSalvaged(bytes);
    return found > bytes.length ? 'more messages than bytes' : undefined;
  });
  guard('manifest', () => void parseManifest(random() < 0.5 ? bytes : gzipSync(bytes), 'http://example.org/'));
  guard('query', () => void compileQuery(bytes.subarray(0, 300).toString('utf8'), 1_800_000_000));
  guard('mail', () => {
    const read = readThrough([NEIGHBOUR, bytes], random() < 0.1);
    milliseconds = read.milliseconds;
    return read.thread.messages.length === 2 ? undefined : 'a neighbour was lost';
  });
  return milliseconds;
}

/** Measured without coverage, which slows the engine down, and by the best of three. */
function lookAgain(slowest: { milliseconds: number; bytes: Buffer }[]): Fuzzed['worst'] {
  const again = slowest
    .sort(slower)
    .slice(0, SECOND_LOOKS)
    .map(({ bytes }) => ({
      bytes,
      milliseconds: Math.min(...[1, 2, 3].map(() => readThrough([bytes]).milliseconds)),
    }));
  return again.sort(slower)[0] ?? { milliseconds: 0, bytes: Buffer.alloc(0) };
}

const slower = (a: { milliseconds: number }, b: { milliseconds: number }) => b.milliseconds - a.milliseconds;
const NEIGHBOUR = mail({ id: 'neighbour@example.org', body: 'The words of a neighbour.\n' });
/** Refusals with a sentence, no crashes. */
const FOR_PEOPLE = new Set(['QueryError', 'SourceError']);
const MOST_KEPT_BYTES = 100_000;
const SECOND_LOOKS = 10;
const GROUP = 6;
