import { once } from 'node:events';
import { madeUpMail } from './archive.ts';

/** `npm run --silent bench:mail COUNT [SEED [REPLIES,…]]`: made-up mail on standard output, as an mbox; messages and seconds on standard error. */
const messages = Number(process.argv[2] ?? 1_000_000);
const seed = Number(process.argv[3] ?? 1);
const threads = (process.argv[4] ?? '').split(',').filter(Boolean).map(Number);
const started = performance.now();
let piece: string[] = [];
let size = 0;
let count = 0;
for (const mail of madeUpMail({ messages, seed, threads })) {
  piece.push(mail);
  size += mail.length;
  count += 1;
  if (size < 1 << 20) continue;
  await write();
}
await write();
const seconds = (performance.now() - started) / 1000;
console.error(`${count} messages in ${seconds.toFixed(1)} s`);

async function write(): Promise<void> {
  const more = process.stdout.write(Buffer.from(piece.join(''), 'latin1'));
  piece = [];
  size = 0;
  if (!more) await once(process.stdout, 'drain');
}
