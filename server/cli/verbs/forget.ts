import { existsSync } from 'node:fs';
import { Command } from 'commander';
import { expectFile } from '../../../data/database.ts';
import { forget } from '../../../data/write/forget.ts';
import { analyze } from '../../../ingest/pipeline/run.ts';
import { openCurrent } from '../../../ingest/pipeline/rebuild.ts';
import { dbOption, dbPath } from '../settings.ts';
import { bareMessageId } from '../../query/message-id.ts';
import { factsAddress } from './facts.ts';
import { UsageError } from '../usage-error.ts';
import { print, printJson } from '../terminal.ts';

/** `lorescope forget MESSAGE-ID` */
export function forgetVerb(): Command {
  return new Command('forget')
    .description('take a message out for good: its bytes, words and index; a later ingest does not bring it back')
    .argument('<message-id>')
    .option('--json', 'print the report as JSON')
    .option('--facts <address>', 'forget in PostgreSQL (postgres://…): every node that follows acts on it')
    .addOption(dbOption())
    .addHelpText('after', '\nQuotes of it in other mails are listed, not altered. Backups made before still hold it.')
    .action(async (text: string, options: { db?: string; json?: boolean; facts?: string }) => {
      const messageId = bareMessageId(text);
      if (options.facts !== undefined) return forgetInFacts(options.facts, messageId);
      const path = dbPath(options.db);
      expectFile(path);
      const archive = await openCurrent(path);
      try {
        const report = forget(archive, messageId);
        if (report.mails === 0)
          throw new UsageError(
            `No message ${messageId} is in the archive; it is marked, and no ingest will take it in.`,
          );
        await analyze(archive, {});
        archive.compact();
        if (options.json) printJson(report);
        else {
          print(`${messageId} is gone (${report.mails} ${report.mails === 1 ? 'copy' : 'copies'}).`);
          if (report.quotedBy.length > 0)
            print(`Still quoted in:\n${report.quotedBy.map((key) => `  ${key}`).join('\n')}`);
          print('Backups made before today still hold it.');
          if (existsSync(`${path}.mirrors`))
            print(
              `So may the copies of archives in ${path}.mirrors; remove that folder and the next sync fetches them anew.`,
            );
        }
      } finally {
        archive.close();
      }
    });
}

async function forgetInFacts(address: string, messageId: string): Promise<void> {
  const { openPostgresFacts } = await import('../../../data/postgres/facts.ts');
  const facts = await openPostgresFacts(factsAddress(address));
  try {
    const { mails } = await facts.forget(messageId);
    print(`${messageId} is gone from the facts (${mails} ${mails === 1 ? 'copy' : 'copies'}).`);
    print('Nodes act on it as they follow; lorescope facts status tells which have.');
  } finally {
    await facts.close();
  }
}
