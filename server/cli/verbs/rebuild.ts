import { Command } from 'commander';
import { expectFile, openWriter } from '../../../data/database.ts';
import { tuneEngine } from '../../../ingest/pipeline/engine.ts';
import { usualJobs } from '../../../ingest/pipeline/usual-jobs.ts';
import { rebuild } from '../../../ingest/pipeline/rebuild.ts';
import { progressPrinter } from '../progress.ts';
import { dbOption, dbPath, jobsOption } from '../settings.ts';
import { sqliteFacts } from '../../../data/write/facts.ts';
import { giveSettings } from '../settings-files.ts';
import { print } from '../terminal.ts';

/** `lorescope rebuild` */
export function rebuildVerb(): Command {
  return new Command('rebuild')
    .description('make everything derived (threads, quotes, series, outcomes, search) anew from the stored mail')
    .addOption(jobsOption())
    .addOption(dbOption())
    .action(async (options: { db?: string; jobs?: number }) => {
      tuneEngine();
      const path = dbPath(options.db);
      expectFile(path);
      const archive = openWriter(path);
      await giveSettings(sqliteFacts(archive), {});
      const progress = progressPrinter(process.stderr);
      const started = performance.now();
      const messages = await rebuild(archive, { onProgress: progress.show, jobs: options.jobs ?? usualJobs() });
      progress.end();
      const seconds = (performance.now() - started) / 1000;
      print(
        `${messages.toLocaleString('en')} messages rebuilt in ${seconds.toFixed(1)} s, ${Math.round(messages / seconds).toLocaleString('en')} messages/s`,
      );
      archive.close();
    });
}
