/** Whole archives of harmed mail, ingested as files, with unharmed neighbours between. */
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { openWriter } from '../../data/database.ts';
import { examine } from '../../data/read/doctor.ts';
import { openSource } from '../../ingest/read/source.ts';
import { dumpedMessages, ingestPaths } from '../support/archive.ts';
import { dateAfter, mail, mbox } from '../support/mail.ts';
import { harm, type Random } from './injuries.ts';
import { seeds } from './fuzzing.ts';

/** What came of it; `losses` are sentences. */
export interface Ingested {
  variants: number;
  corpora: string[];
  losses: string[];
}

/**
 * Harms that many mails, spread over all corpora that are there (else the sample and the fixtures), ingests them file by file, with an
 * unharmed mail behind every tenth, and looks for each of those: it must be there with its words.
 */
export async function ingestVariants(count: number, random: Random): Promise<Ingested> {
  const sources = await mailsByCorpus();
  const folder = mkdtempSync(join(tmpdir(), 'lorescope-variants-'));
  const losses: string[] = [];
  let variants = 0;
  try {
    for (let file = 0; variants < count; file += 1) {
      const { mails } = sources[file % sources.length]!;
      const path = join(folder, `${file}.mbox`);
      const db = join(folder, `${file}.sqlite`);
      const content: Buffer[] = [];
      const neighbours: string[] = [];
      for (let i = 0; i < Math.min(PER_FILE, count - variants); i += 1) {
        content.push(harm(mails[Math.floor(random() * mails.length)]!, mails, random).subarray(0, MOST_BYTES));
        if (i % 10 !== 9) continue;
        const id = `neighbour-${file}-${i}@example.org`;
        neighbours.push(id);
        content.push(mail({ id, subject: `Neighbour ${i}`, date: dateAfter(i), body: wordsOf(id) }));
      }
      variants += content.length - neighbours.length;
      writeFileSync(path, mbox(content));
      const archive = openWriter(db);
      try {
        await ingestPaths(archive, [path]);
        const found = await dumpedMessages(archive);
        for (const id of neighbours) {
          if (found.get(id)?.text !== wordsOf(id)) losses.push(`file ${file}: ${id} is lost or changed`);
        }
        for (const { check, ok, detail } of (await examine(archive)).checks) {
          if (!ok) losses.push(`file ${file}: doctor: ${check}: ${detail}`);
        }
      } catch (error) {
        losses.push(`file ${file}: ${(error as Error).stack?.split('\n').slice(0, 3).join(' ')}`);
      } finally {
        archive.close();
      }
      for (const end of ['', '-wal', '-shm']) rmSync(db + end, { force: true });
      rmSync(path, { force: true });
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return { variants, corpora: sources.map(({ name }) => name), losses };
}

const wordsOf = (id: string) => `Words of ${createHash('sha256').update(id).digest('hex')}.\n`;

/** Some mails of each corpus; those of the repository where no corpora are there. */
async function mailsByCorpus(): Promise<{ name: string; mails: Buffer[] }[]> {
  const folder = resolve(process.env['LORESCOPE_SHARED'] ?? join(import.meta.dirname, '../../../shared'), 'corpora');
  const files = existsSync(folder) ? readdirSync(folder).filter((name) => /\.(?:mbox|mbox\.gz|eml)$/.test(name)) : [];
  const found = [{ name: 'sample and fixtures', mails: seeds() }];
  for (const name of files.sort()) {
    const path = join(folder, name);
    const mails: Buffer[] = [];
    const source = await openSource(path, { list: null, mirrors: null }, null);
    let n = 0;
    for await (const event of source.events) {
      // Each thirteenth, until there are enough: not the beginning of the archive alone.
      if (event.type === 'mail' && n++ % 13 === 0) mails.push(Buffer.from(event.mail.bytes));
      if (mails.length >= PER_CORPUS) break;
    }
    if (mails.length > 0) found.push({ name, mails });
  }
  return found;
}

const PER_FILE = 250;
const PER_CORPUS = 150;
/** Of one variant, so that ten thousand are done in minutes. */
const MOST_BYTES = 60_000;
