import { Command } from 'commander';
import { initFacts, isPostgres } from '../../../data/postgres/connection.ts';
import { factsStatus } from '../../../data/postgres/events.ts';
import { print, printJson } from '../terminal.ts';
import { UsageError } from '../usage-error.ts';

/** `lorescope facts init`, `facts status` */
export function factsVerb(): Command {
  const verb = new Command('facts').description('facts in PostgreSQL, which nodes on other machines follow');
  verb.addCommand(
    new Command('init')
      .description('make the tables, in a schema of their own')
      .exitOverride()
      .argument('<address>', 'postgres://user@host:port/database')
      .action(async (address: string) => {
        await initFacts(factsAddress(address));
        print('The tables stand. Fill them with: lorescope ingest SOURCE --facts postgres://…');
      }),
  );
  verb.addCommand(
    new Command('status')
      .description('what facts there are, and how far each node is')
      .exitOverride()
      .argument('<address>', 'postgres://user@host:port/database')
      .option('--json', 'print it as JSON')
      .action(async (address: string, { json }: { json?: boolean }) => {
        const status = await factsStatus(factsAddress(address));
        if (json) return printJson(status);
        print(`${status.mails.toLocaleString('en')} mails, ${status.events} events, ${status.gaps} gaps`);
        for (const { name, seq, seen } of status.nodes)
          print(
            `${name}: event ${seq}, ${status.events - seq} behind, ${seq >= status.forgotten ? 'has forgotten all that it must' : 'has not yet forgotten all'}; seen ${new Date(seen * 1000).toISOString()}`,
          );
      }),
  );
  return verb;
}

/** Checks that text names a PostgreSQL database. Throws a UsageError. */
export function factsAddress(text: string): string {
  if (!isPostgres(text)) throw new UsageError('Facts stand at an address like postgres://user@host:port/database.');
  return text;
}
